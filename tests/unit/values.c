#include "tests/unit/test.h"

#include "ceremony/values.h"

#define HEAD "claviger values 1\nceremony contoso\nperson ada\n"

static struct values values;
static unsigned long line;

static const char *
read_text(const char *text)
{
	values_free(&values);
	return values_read(&values, text, strlen(text), &line);
}

static bool
has(unsigned step, char letter, const char *want)
{
	const char *found = values_find(&values, step, letter);

	return want == NULL ? found == NULL : found != NULL && strcmp(found, want) == 0;
}

int
main(void)
{
	static const char no_value[] = "is not like '17a VALUE': step, letter of the box, one "
				       "space, what is written there";

	check_good(read_text(HEAD "# a comment\n\n1a one two  \r\n1b -\n1t 15:04\n20a B0 17\n"));
	check(strcmp(values.ceremony, "contoso") == 0 && strcmp(values.person, "ada") == 0);
	check(values.count == 3 && has(1, 'a', "one two") && has(1, 'b', NULL) &&
	      has(1, 't', "15:04") && has(20, 'a', "B0 17") && has(2, 'a', NULL));
	check_good(read_text(HEAD "1a no newline at the end"));
	check_good(read_text(HEAD));

	check_says(read_text(""), "is missing: the form begins with three lines of its own");
	check_says(read_text("claviger values 2\n"), "is not 'claviger values 1'");
	check(line == 1);
	check_says(read_text("claviger values 1\nperson ada\n"),
		   "is not the next line of the form");
	check(read_text("claviger values 1\nceremony contoso\nperson -\n") != NULL && line == 3);
	check_says(read_text(HEAD "a 1\n"), no_value);
	check_says(read_text(HEAD "1a\n"), no_value);
	check_good(read_text(HEAD "1a  x\n"));
	check(has(1, 'a', "x"));
	check_says(read_text(HEAD "1a -\n1a x\n"), "is out of order, or there twice");
	check_says(read_text(HEAD "1t 29:75\n"), "is no time like 15:04");
	check_good(read_text(HEAD "1t -\n2t 23:59\n"));
	check(values_minutes("23:59") == 1439 && values_minutes("24:00") == -1 &&
	      values_minutes("1:00") == -1);
	check_says(read_text(HEAD "1A x\n"), no_value);
	check_says(read_text(HEAD "0a x\n"), no_value);
	check_says(read_text(HEAD "01a x\n"), no_value);
	check_says(read_text(HEAD "99999999a x\n"), no_value);
	check_says(read_text(HEAD "2a x\n1a y\n"), "is out of order, or there twice");
	check(line == 5);
	check_says(read_text(HEAD "2a x\n2a y\n"), "is out of order, or there twice");
	check_says(read_text(HEAD "2a caf\xc3\xa9\n"), "is not printable ASCII");
	values_free(&values);
	check_says(values_read(&values, HEAD "2a x\0y\n", sizeof(HEAD "2a x\0y\n") - 1, &line),
		   "is not printable ASCII");
	values_free(&values);
	return test_end();
}
