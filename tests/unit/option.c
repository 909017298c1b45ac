#include "tests/unit/child.h"

#include "ceremony/option.h"

static struct option options[3];

/* Two options, one with a value. */
static char **
read_options(char **argv)
{
	options[0] = (struct option){"--side", true, NULL};
	options[1] = (struct option){"--quick", false, NULL};
	options[2] = (struct option){NULL, false, NULL};
	return option_read(argv, options);
}

#define arguments(...) \
	(char *[]) \
	{ \
		"program", __VA_ARGS__, NULL \
	}

static bool
is(const char *value, const char *want)
{
	return want == NULL ? value == NULL : value != NULL && strcmp(value, want) == 0;
}

static void
reading(void)
{
	char **operands = read_options(arguments("--quick", "--side", "left", "a", "b"));

	check(option_count(operands) == 2 && is(operands[0], "a") && is(operands[1], "b"));
	check(is(options[0].value, "left") && is(options[1].value, "--quick"));
	operands = read_options(arguments("a", "--quick"));
	check(option_count(operands) == 2 && is(options[1].value, NULL) &&
	      is(operands[1], "--quick"));
	operands = read_options(arguments("--", "--quick"));
	check(option_count(operands) == 1 && is(options[1].value, NULL) &&
	      is(operands[0], "--quick"));
	operands = read_options(arguments("--quick", "--"));
	check(option_count(operands) == 0 && is(options[1].value, "--quick"));
	operands = read_options(arguments("-", "x"));
	check(option_count(operands) == 2 && is(operands[0], "-"));
	operands = read_options(arguments("", "x"));
	check(option_count(operands) == 2 && is(operands[0], ""));
	operands = read_options(arguments("--side", ""));
	check(option_count(operands) == 0 && is(options[0].value, ""));
	operands = read_options(arguments("--side", "--"));
	check(option_count(operands) == 0 && is(options[0].value, "--"));
}

/* A program may be started with nothing, not even its name. */
static void
nothing_at_all(void)
{
	char *none[] = {NULL};

	check(option_count(read_options(none)) == 0);
	check(option_count(read_options((char *[]){"program", NULL})) == 0);
	check(is(options[0].value, NULL) && is(options[1].value, NULL));
}

static void
refused(void)
{
	if (child_begins())
		child_returns(read_options(arguments("--slow")));
	check_ends(2, "claviger: there is no option '--slow'\nusage: claviger\n");
	if (child_begins())
		child_returns(read_options(arguments("-q")));
	check_ends(2, "claviger: there is no option '-q'\nusage: claviger\n");
	if (child_begins())
		child_returns(read_options(arguments("--side=left")));
	check_ends(2, "claviger: there is no option '--side=left'\nusage: claviger\n");
	if (child_begins())
		child_returns(read_options(arguments("--quic")));
	check_ends(2, "claviger: there is no option '--quic'\nusage: claviger\n");
	if (child_begins())
		child_returns(read_options(arguments("--quick", "--quick")));
	check_ends(2, "claviger: the option '--quick' was given twice\nusage: claviger\n");
	if (child_begins())
		child_returns(read_options(arguments("--side", "", "--side", "left")));
	check_ends(2, "claviger: the option '--side' was given twice\nusage: claviger\n");
	if (child_begins())
		child_returns(read_options(arguments("--quick", "--side")));
	check_ends(2, "claviger: the option '--side' needs a value\nusage: claviger\n");
}

int
main(void)
{
	secret_begin();
	reading();
	nothing_at_all();
	refused();
	return test_end();
}
