#include <stdio.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/json.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "verify/import_target.h"

static const char usage[] = "verify-import [--json] [--test-roots FILE] TARGET FILE... "
			    "[--second FILE...] [-- TARGET FILE... [--second FILE...]] "
			    "| --ask TARGET";

enum { JSON, TEST_ROOTS, ASK };
enum { TARGETS = 2, ROOTS_MOST_BYTES = 256 << 10 };

/* What one host says may be said by a file of the other's too, and by no file twice. */
static void
take_file(struct import_operands *operands, const char *name)
{
	unsigned host = operands->second ? 1 : 0;

	if (operands->count[host] == IMPORT_MOST_FILES)
		misuse("too many files: at most %d of one host about one target",
		       IMPORT_MOST_FILES);
	operands->names[host][operands->count[host]] = name;
	operands->bytes[host][operands->count[host]] =
		file_read(FILE_HERE, name, IMPORT_FILE_MOST_BYTES);
	for (unsigned each = 0; each < IMPORT_HOSTS; each++)
		for (size_t i = 0; i < operands->count[each]; i++)
			if (file_same(FILE_HERE, operands->names[each][i], name))
				misuse("'%s' is given twice", name);
	operands->count[host]++;
}

/* Up to "--" or the end; returns where it stopped. */
static char **
take_target(struct import_operands *operands, char **words)
{
	if (*words == NULL || strncmp(*words, "--", 2) == 0)
		misuse("a target and what the cloud says of it are wanted");
	operands->target = *words++;
	for (; *words != NULL && strcmp(*words, "--") != 0; words++) {
		if (strcmp(*words, "--second") != 0) {
			take_file(operands, *words);
			continue;
		}
		if (operands->second)
			misuse("--second is given twice");
		operands->second = true;
	}
	if (operands->count[0] == 0 || (operands->second && operands->count[1] == 0))
		misuse("no file says anything about target '%s'%s", operands->target,
		       operands->count[0] == 0 ? "" : " from the second host");
	return words;
}

static size_t
take_targets(struct import_operands operands[TARGETS], char **words)
{
	size_t count = 0;

	while (count == 0 || *words != NULL) {
		if (count == TARGETS)
			misuse("at most two targets are a pair");
		words = take_target(&operands[count], count == 0 ? words : words + 1);
		count++;
	}
	return count;
}

static void
read_roots(struct roots *roots, const struct bytes *given, const char *name)
{
	const char *why = root_test(roots, (const char *)given->data, given->size);

	if (why != NULL)
		die("'%s' %s", name, why);
}

static int
ask(char **operands)
{
	if (option_count(operands) != 1)
		misuse("one target is wanted");
	process_lock();
	import_target_ask(operands[0]);
	return process_end(PROCESS_YES);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--json", false, NULL},
				   {"--test-roots", true, NULL},
				   {"--ask", false, NULL},
				   {NULL, false, NULL}};
	static struct import_operands targets[TARGETS];
	struct bytes test = {NULL, 0};
	static struct roots roots;
	char **operands;
	size_t count;
	int status;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	crypto_begin();
	json_begin();
	if (options[ASK].value != NULL)
		return ask(operands);
	if (options[TEST_ROOTS].value != NULL)
		test = file_read(FILE_HERE, options[TEST_ROOTS].value, ROOTS_MOST_BYTES);
	count = take_targets(targets, operands);
	process_lock();
	if (options[TEST_ROOTS].value != NULL)
		read_roots(&roots, &test, options[TEST_ROOTS].value);
	status = import_target_judge(targets, count, &roots, options[JSON].value != NULL);
	root_free(&roots);
	return process_end(status);
}
