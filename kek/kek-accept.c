#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ceremony/crypto.h"
#include "ceremony/folder.h"
#include "ceremony/json.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/text.h"
#include "kek/kek_terms.h"
#include "kek/request.h"
#include "kek/sheet.h"

static const char usage[] =
	"kek-accept [--kek-id ID] [--expires TIME] TARGET [FILE... [-- ATTESTATION...]]";

enum { MOST_FILES = 8, ATTESTATION_MOST_BYTES = 1 << 20 };

static struct inputs
load(char **names, size_t most, size_t most_bytes)
{
	struct inputs inputs = {.names = names, .count = 0};

	for (; names[inputs.count] != NULL && strcmp(names[inputs.count], "--") != 0;
	     inputs.count++) {
		if (inputs.count == most)
			misuse("too many files: at most %zu", most);
		inputs.bytes[inputs.count] = file_read(FILE_HERE, names[inputs.count], most_bytes);
	}
	return inputs;
}

static void
name_attestations(struct request_terms *terms, const struct inputs *attestations)
{
	terms->attestation_count = attestations->count;
	for (size_t i = 0; i < attestations->count; i++) {
		struct digest digest =
			digest_of(attestations->bytes[i].data, attestations->bytes[i].size);

		digest_to_text(terms->attestations[i], &digest);
	}
}

static void
name_token(struct request_terms *terms, char text[DIGEST_TEXT_BYTES], const struct kek_file *kek)
{
	struct digest digest = digest_of(kek->token, kek->token_bytes);

	if (kek->token_bytes == 0)
		return;
	digest_to_text(text, &digest);
	terms->import_token = text;
}

static void
check_names(const char *target, const struct kek_file *kek, const struct inputs *attestations)
{
	char name[REQUEST_NAME_BYTES];

	request_name(name, target);
	folder_must_be_new(name);
	request_token_name(name, target);
	if (kek->token_bytes > 0)
		folder_must_be_new(name);
	for (size_t i = 0; i < attestations->count; i++) {
		request_attestation_name(name, target, i + 1);
		folder_must_be_new(name);
	}
}

static void
write_attestations(const char *target, const struct inputs *attestations)
{
	for (size_t i = 0; i < attestations->count; i++) {
		char name[REQUEST_NAME_BYTES], digest[DIGEST_TEXT_BYTES];

		request_attestation_name(name, target, i + 1);
		folder_create(name, attestations->bytes[i].data, attestations->bytes[i].size,
			      digest);
	}
}

/* As the import command takes it: the bytes, not their base64. */
static void
write_token(const char *target, const struct kek_file *kek)
{
	char name[REQUEST_NAME_BYTES], digest[DIGEST_TEXT_BYTES];

	request_token_name(name, target);
	if (kek->token_bytes > 0)
		folder_create(name, kek->token, kek->token_bytes, digest);
}

/* From the request that stands: a sheet that was not printed, or was lost, is had again. */
static void
print_sheet(const struct folder *folder, const struct plan_target *target)
{
	struct request request;

	request_open(&request, folder, target);
	sheet_print(folder, target, &request);
	request_free(&request);
}

/* All is checked before anything is written. */
static void
check_request(const struct folder *folder, const struct plan_target *target, const char *text,
	      size_t size)
{
	char copy[REQUEST_MOST_BYTES];
	struct record_problem problem;
	struct request request;
	const char *answer;

	memcpy(copy, text, size);
	answer = request_read(&request, copy, size, &problem);
	if (answer == NULL)
		answer = request_check_plan(&request, folder, target);
	if (answer != NULL)
		die("the request that would be written %s", answer);
	request_check_expiry(&request, (int64_t)time(NULL));
	record_free(&request.record);
}

static void
write_request(struct folder *folder, const struct plan_target *target,
	      const struct request_terms *terms, const struct kek_file *kek,
	      const struct inputs *attestations)
{
	char name[REQUEST_NAME_BYTES], text[REQUEST_MOST_BYTES], digest[DIGEST_TEXT_BYTES];
	size_t size = request_write(text, folder, target, terms);

	check_request(folder, target, text, size);
	check_names(target->name, kek, attestations);
	request_name(name, target->name);
	write_token(target->name, kek);
	write_attestations(target->name, attestations);
	folder_create(name, text, size, digest);
	request_record(folder, target, text, size);
	say("'%s' is written. The next step is %s.", name,
	    attestations->count > 0
		    ? "verify-attestation with this target, then package-write request"
		    : "package-write request");
	if (target->sheets == 2)
		say("For the second sheet another person fetches the KEK over another network and "
		    "runs this step in a folder "
		    "of his own; both sheets must have the same words.");
}

int
main(int argc, char **argv)
{
	struct option options[] = {
		{"--kek-id", true, NULL}, {"--expires", true, NULL}, {NULL, false, NULL}};
	char **operands, *no_more[] = {NULL}, expires[TEXT_TIME_BYTES], token[DIGEST_TEXT_BYTES];
	struct inputs files, attestations;
	const struct plan_target *target;
	struct request_terms terms = {.expires = expires};
	struct folder *folder;
	static struct kek_file kek;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) == 0)
		misuse("a target of the plan is wanted, and the files of its KEK");
	crypto_begin();
	json_begin();
	files = load(operands + 1, MOST_FILES, KEK_FILE_MOST_BYTES);
	attestations =
		load(operands[files.count + 1] == NULL ? no_more : operands + files.count + 2,
		     REQUEST_MOST_ATTESTATIONS, ATTESTATION_MOST_BYTES);
	if (files.count == 0 && (options[0].value != NULL || options[1].value != NULL))
		misuse("the request stands as it is: --kek-id and --expires are for the files of a "
		       "KEK");
	if (operands[files.count + 1] != NULL &&
	    (files.count == 0 || attestations.names[attestations.count] != NULL))
		misuse("the files of the KEK come first, then once -- and its attestation");
	process_lock();
	folder = folder_enter_connected();
	target = folder_target(folder, operands[0]);
	if (files.count > 0) {
		folder_require(folder, "request", "target", target->name, NULL);
		kek_terms_read(&kek, &files);
		kek_terms_check(&kek, target);
		terms.kek = &kek.key;
		terms.kek_id = kek_terms_id(&kek, options[0].value, target);
		kek_terms_expiry(expires, &kek, options[1].value, target);
		name_token(&terms, token, &kek);
		name_attestations(&terms, &attestations);
		write_request(folder, target, &terms, &kek, &attestations);
	}
	print_sheet(folder, target);
	return process_end(PROCESS_YES);
}
