#include <string.h>
#include <sys/resource.h>

#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/text.h"
#include "verify/usage_check.h"
#include "verify/usage_query.h"

static const char usage[] =
	"verify-usage --key URL [--principal ID] [--window MINUTES] [--json] SERVICELOG... -- "
	"VAULTLOG... "
	"| --key URL [--principal ID] [--window MINUTES] --sql [SERVICELOG... -- VAULTLOG...] "
	"| --key URL [--principal ID] [--window MINUTES] --kql";

enum { KEY, PRINCIPAL, WINDOW, JSON, SQL, KQL };
enum { WINDOW_MINUTES = 2, WINDOW_MOST_MINUTES = 60 };

static void
read_key(struct usage_key *key, const struct option *options)
{
	const char *principal =
		options[PRINCIPAL].value != NULL ? options[PRINCIPAL].value : USAGE_KEY_SERVICE;
	const char *why;

	if (options[KEY].value == NULL)
		misuse("the key's URL (--key) is wanted");
	why = usage_key_read(key, options[KEY].value);
	if (why != NULL)
		misuse("'%s' %s", options[KEY].value, why);
	why = usage_key_read_principal(key, principal);
	if (why != NULL)
		misuse("'%s' %s", principal, why);
}

static unsigned
read_window(const char *text)
{
	uint64_t minutes = WINDOW_MINUTES;

	if (text != NULL &&
	    text_to_number(&minutes, text, strlen(text), WINDOW_MOST_MINUTES) != NULL)
		misuse("--window is a number of minutes, at most %d", WINDOW_MOST_MINUTES);
	return (unsigned)minutes;
}

/* Cuts the operands at "--". Returns those behind it. */
static char **
split(char **operands)
{
	char **at = operands;

	while (*at != NULL && strcmp(*at, "--") != 0)
		at++;
	if (*at == NULL || at == operands || at[1] == NULL)
		misuse("the service's logs, '--' and the vault's logs are wanted");
	*at = NULL;
	return at + 1;
}

static int
print_query(const struct option *options, const struct usage_key *key, unsigned minutes,
	    char **operands)
{
	char **vault = NULL;

	if (options[JSON].value != NULL ||
	    (options[SQL].value != NULL && options[KQL].value != NULL))
		misuse("one of --json, --sql and --kql");
	if (*operands != NULL && options[KQL].value != NULL)
		misuse("--kql takes no logs: they are in the workspace");
	if (*operands != NULL)
		vault = split(operands);
	process_lock_outside();
	if (options[SQL].value != NULL)
		usage_query_sql(key, minutes, vault == NULL ? NULL : operands, vault);
	else
		usage_query_kql(key, minutes);
	return PROCESS_YES;
}

/* An hour's blob a file, for years: all are opened before the lock. */
static void
allow_many_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--key", true, NULL},    {"--principal", true, NULL},
				   {"--window", true, NULL}, {"--json", false, NULL},
				   {"--sql", false, NULL},   {"--kql", false, NULL},
				   {NULL, false, NULL}};
	struct usage_merge sides[USAGE_SIDES];
	struct usage_key key;
	unsigned minutes;
	char **operands, **vault;
	bool needs_person;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	read_key(&key, options);
	minutes = read_window(options[WINDOW].value);
	if (options[SQL].value != NULL || options[KQL].value != NULL)
		return process_end(print_query(options, &key, minutes, operands));
	vault = split(operands);
	allow_many_files();
	usage_merge_open(&sides[USAGE_SERVICE], USAGE_SERVICE, operands,
			 (size_t)option_count(operands));
	usage_merge_open(&sides[USAGE_VAULT], USAGE_VAULT, vault, (size_t)option_count(vault));
	process_lock_outside();
	needs_person = usage_check(sides, &key, minutes * 60, options[JSON].value != NULL);
	return process_end(needs_person ? PROCESS_NO : PROCESS_YES);
}
