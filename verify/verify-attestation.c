#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ceremony/crypto.h"
#include "ceremony/file.h"
#include "ceremony/json.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/text.h"
#include "verify/attestation_report.h"
#include "verify/attestation_target.h"
#include "verify/given_key.h"

static const char usage[] =
	"verify-attestation [-p kek|generated|imported] [--owner-root DIGEST] [--id ID] [--json] "
	"[--test-roots FILE] -k PUBLICKEY STATEMENT [CHAIN...] | [--json] [--test-roots FILE] "
	"TARGET "
	"| [--json] --service NAME | --formats";

enum { POLICY, OWNER_ROOT, ID, JSON, TEST_ROOTS, KEY, SERVICE, FORMATS };
enum { ROOTS_MOST_BYTES = 256 << 10 };

static enum attribute_policy
policy_of(const char *name)
{
	if (name == NULL)
		return ATTRIBUTE_KEK;
	for (enum attribute_policy policy = 0; policy < ATTRIBUTE_POLICIES; policy++)
		if (strcmp(name, attribute_policy_name(policy)) == 0)
			return policy;
	misuse("'%s' is none of kek, generated, imported", name);
}

static const struct digest *
owner_root_of(struct digest *digest, const char *text)
{
	if (text == NULL)
		return NULL;
	if (text_from_hex(digest->bytes, DIGEST_BYTES, text, strlen(text)) != NULL)
		misuse("--owner-root is the SHA-256 of a root's public key: 64 lower-case digits");
	return digest;
}

static size_t
load(struct material_file *files, struct bytes *bytes, char **names)
{
	size_t count = 0;

	for (; names[count] != NULL; count++) {
		if (count == MATERIAL_MOST_FILES)
			misuse("too many files: at most %d", MATERIAL_MOST_FILES);
		bytes[count] = file_read(FILE_HERE, names[count], MATERIAL_MOST_BYTES);
		files[count] = (struct material_file){
			names[count], cursor_over(bytes[count].data, bytes[count].size)};
	}
	return count;
}

static void
read_roots(struct roots *roots, const struct bytes *given, const char *name)
{
	const char *why;

	if (name == NULL) {
		root_pinned(roots);
		return;
	}
	why = root_test(roots, (const char *)given->data, given->size);
	if (why != NULL)
		die("'%s' %s", name, why);
}

static int
status_of(enum attestation_verdict verdict)
{
	switch (verdict) {
	case ATTESTATION_ATTESTED:
		return PROCESS_YES;
	case ATTESTATION_FAILED:
		return PROCESS_NO;
	case ATTESTATION_NOT_ATTESTABLE:
		return PROCESS_NOT_ATTESTABLE;
	}
	return PROCESS_UNKNOWN;
}

/* A service that hands out nothing: there is no file to be judged. */
static int
answer_service(const char *name, const struct attestation_question *question, bool json)
{
	static struct attestation attestation = {.verdict = ATTESTATION_NOT_ATTESTABLE};

	attestation.unattestable = unattestable_find(name);
	if (attestation.unattestable == NULL)
		misuse("'%s' is no service that nobody can attest: --formats names them", name);
	attestation_report(&attestation, question);
	if (json)
		attestation_report_json(&attestation, question);
	return status_of(attestation.verdict);
}

static void
open_key(struct attestation_question *question, struct given_key *given, const struct bytes *key,
	 const char *name, const char *identifier)
{
	const char *why = given_key_read(given, key->data, key->size);

	if (why != NULL)
		die("'%s' %s", name, why);
	question->key = &given->key;
	question->identifier_given = identifier != NULL;
	question->identifier = identifier != NULL             ? identifier
			       : given->identifier[0] != '\0' ? given->identifier
							      : NULL;
}

/* Nothing is opened any more, and nothing written. */
static int
judge_files(struct attestation_question *question, const struct option *options,
	    const struct material_file *files, size_t count, const struct bytes *key)
{
	static struct attestation attestation;
	static struct given_key given;

	open_key(question, &given, key, options[KEY].value, options[ID].value);
	attestation_judge(&attestation, files, count, question);
	attestation_report(&attestation, question);
	if (options[JSON].value != NULL)
		attestation_report_json(&attestation, question);
	attestation_free(&attestation);
	return status_of(attestation.verdict);
}

static bool
is_folder_call(const struct option *options, char **operands)
{
	if (options[KEY].value != NULL)
		return false;
	if (option_count(operands) != 1 || options[POLICY].value != NULL ||
	    options[OWNER_ROOT].value != NULL || options[ID].value != NULL)
		misuse("a public key (-k) and a statement are wanted, or in a ceremony folder one "
		       "target");
	return true;
}

int
main(int argc, char **argv)
{
	struct option options[] = {
		{"-p", true, NULL},        {"--owner-root", true, NULL}, {"--id", true, NULL},
		{"--json", false, NULL},   {"--test-roots", true, NULL}, {"-k", true, NULL},
		{"--service", true, NULL}, {"--formats", false, NULL},   {NULL, false, NULL}};
	struct attestation_question question = {.now = (int64_t)time(NULL)};
	static struct material_file files[MATERIAL_MOST_FILES];
	static struct bytes bytes[MATERIAL_MOST_FILES];
	struct bytes key = {NULL, 0}, test = {NULL, 0};
	static struct roots roots;
	struct digest owner_root;
	char **operands;
	bool in_folder;
	size_t count = 0;
	int status;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (options[FORMATS].value != NULL) {
		attestation_report_formats();
		return process_end(PROCESS_YES);
	}
	question.policy = policy_of(options[POLICY].value);
	question.owner_root = owner_root_of(&owner_root, options[OWNER_ROOT].value);
	question.roots = &roots;
	if (options[SERVICE].value != NULL)
		return process_end(answer_service(options[SERVICE].value, &question,
						  options[JSON].value != NULL));
	in_folder = is_folder_call(options, operands);
	if (!in_folder && option_count(operands) == 0)
		misuse("a statement is wanted");
	crypto_begin();
	json_begin();
	if (options[TEST_ROOTS].value != NULL)
		test = file_read(FILE_HERE, options[TEST_ROOTS].value, ROOTS_MOST_BYTES);
	if (in_folder) {
		process_lock();
	} else {
		key = file_read(FILE_HERE, options[KEY].value, MATERIAL_MOST_BYTES);
		count = load(files, bytes, operands);
		process_lock_outside();
	}
	read_roots(&roots, &test, options[TEST_ROOTS].value);
	status = in_folder ? attestation_target_judge(operands[0], &roots,
						      options[JSON].value != NULL)
			   : judge_files(&question, options, files, count, &key);
	root_free(&roots);
	return process_end(status);
}
