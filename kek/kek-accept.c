#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ceremony/crypto.h"
#include "ceremony/folder.h"
#include "ceremony/grammar.h"
#include "ceremony/json.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/text.h"
#include "kek/kek_file.h"
#include "kek/request.h"
#include "kek/sheet.h"
#include "kek/weak.h"

static const char usage[] =
	"kek-accept [--kek-id ID] [--expires TIME] TARGET FILE... [-- ATTESTATION...]";

enum { MOST_FILES = 8, ATTESTATION_MOST_BYTES = 1 << 20 };

/* Files as their operands name them, read before the lock. */
struct inputs {
	char **names;
	struct bytes bytes[REQUEST_MOST_ATTESTATIONS];
	size_t count;
};

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

/* What several files say of one KEK must be the same; what one leaves out another may say. */
static void
merge(struct kek_file *all, const struct kek_file *file, const char *name)
{
	if (all->key.size != file->key.size ||
	    memcmp(all->key.spki, file->key.spki, file->key.size) != 0)
		refuse("'%s' holds another key than the file before it", name);
	if (all->has_kid && file->has_kid && strcmp(all->kid, file->kid) != 0)
		refuse("'%s' has another key identifier than the file before it", name);
	if (file->has_kid || (!all->has_kid && !all->has_expiry && !all->has_operations))
		*all = *file;
}

static void
read_kek(struct kek_file *kek, const struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->count; i++) {
		struct kek_file file;
		const char *answer =
			kek_file_read(&file, inputs->bytes[i].data, inputs->bytes[i].size);

		if (answer != NULL)
			refuse("'%s' %s", inputs->names[i], answer);
		if (i == 0)
			*kek = file;
		merge(kek, &file, inputs->names[i]);
	}
}

/* A KEK that can do more than import gives the tenant key to whoever may call decrypt. */
static void
check_kek(const struct kek_file *kek, const struct plan_target *target)
{
	const char *answer = profile_takes_kek(target->profile, kek->key.type);

	if (answer != NULL)
		refuse("the KEK, %s, %s", key_type_name(kek->key.type), answer);
	answer = weak_check(&kek->key);
	if (answer != NULL)
		refuse("the KEK %s", answer);
	if (kek->has_operations && !kek->import_only)
		refuse("the KEK may be used for more than import: make one with --ops import");
	if (kek->enabled == KEK_NO)
		refuse("the KEK is disabled");
	if (strcmp(kek->kty, "RSA") == 0)
		refuse("the KEK is a software key: make one with --kty RSA-HSM");
	if (key_type_strength(kek->key.type) < key_type_strength(target->key->type))
		warn("the KEK, %s, is weaker than the key, %s: the package is as strong as the KEK",
		     key_type_name(kek->key.type), key_type_name(target->key->type));
}

static const char *
kek_id(const struct kek_file *kek, const char *given, const struct plan_target *target)
{
	const char *id = kek->has_kid ? kek->kid : given, *answer;

	if (id == NULL) {
		process_hint("give the JSON of the key too, or --kek-id");
		refuse("no file says the KEK's identifier");
	}
	if (kek->has_kid && given != NULL && strcmp(given, kek->kid) != 0)
		refuse("--kek-id is another identifier than the file's");
	answer = grammar_word(id, strlen(id));
	if (answer == NULL)
		answer = target->profile->kek_identifier(id, target->where);
	if (answer != NULL)
		refuse("the KEK's identifier '%s' %s", id, answer);
	return id;
}

static void
find_expiry(char text[TEXT_TIME_BYTES], const struct kek_file *kek, const char *given,
	    const struct plan_target *target)
{
	int64_t seconds = kek->expires;
	const char *answer;

	if (given == NULL && !kek->has_expiry && target->profile->kek_lives_hours != 0) {
		process_hint("give --expires: this service's wrapping keys live %d hours",
			     target->profile->kek_lives_hours);
		refuse("no file says when the KEK expires");
	}
	snprintf(text, TEXT_TIME_BYTES, "never");
	if (given != NULL && (answer = text_from_time(&seconds, given, strlen(given))) != NULL)
		misuse("--expires '%s' %s", given, answer);
	if (given != NULL && kek->has_expiry && seconds != kek->expires)
		refuse("--expires is another time than the file's");
	if (given != NULL || kek->has_expiry)
		text_to_time(text, seconds);
}

static void
keep_attestations(struct request_terms *terms, const char *target,
		  const struct inputs *attestations)
{
	for (size_t i = 0; i < attestations->count; i++) {
		char name[REQUEST_NAME_BYTES];

		request_attestation_name(name, target, i + 1);
		folder_create(name, attestations->bytes[i].data, attestations->bytes[i].size,
			      terms->attestations[i]);
	}
	terms->attestation_count = attestations->count;
}

static void
write_request(struct folder *folder, const struct plan_target *target, struct request_terms *terms,
	      const struct inputs *attestations)
{
	char name[REQUEST_NAME_BYTES], text[REQUEST_MOST_BYTES], digest[DIGEST_TEXT_BYTES];
	struct record_problem problem;
	struct request request;
	const char *answer;
	size_t size;

	request_name(name, target->name);
	file_must_be_new(FILE_HERE, name);
	keep_attestations(terms, target->name, attestations);
	size = request_write(text, folder, target, terms);
	folder_create(name, text, size, digest);
	answer = request_read(&request, text, size, &problem);
	if (answer == NULL)
		answer = request_check_plan(&request, folder, target);
	if (answer != NULL)
		die("'%s', just written, %s", name, answer);
	request_check_expiry(&request, (int64_t)time(NULL));
	folder_record(folder, "request", "target", target->name, "request", digest, NULL);
	sheet_print(folder, target, &request);
	say("'%s' is written. Print this sheet %s; the next step is package-write request.", name,
	    target->sheets == 2 ? "twice, by two people on two networks" : "once");
	record_free(&request.record);
}

int
main(int argc, char **argv)
{
	struct option options[] = {
		{"--kek-id", true, NULL}, {"--expires", true, NULL}, {NULL, false, NULL}};
	char **operands, *no_more[] = {NULL}, expires[TEXT_TIME_BYTES];
	struct inputs files, attestations;
	const struct plan_target *target;
	struct request_terms terms = {.expires = expires};
	struct folder *folder;
	struct kek_file kek;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) < 2 || strcmp(operands[1], "--") == 0)
		misuse("a target of the plan and the files of its KEK are wanted");
	crypto_begin();
	json_begin();
	files = load(operands + 1, MOST_FILES, KEK_FILE_MOST_BYTES);
	attestations =
		load(operands[files.count + 1] == NULL ? no_more : operands + files.count + 2,
		     REQUEST_MOST_ATTESTATIONS, ATTESTATION_MOST_BYTES);
	process_lock();
	folder = folder_enter_connected();
	target = folder_target(folder, operands[0]);
	folder_require(folder, "request", "target", target->name, NULL);
	read_kek(&kek, &files);
	check_kek(&kek, target);
	terms.kek = &kek.key;
	terms.kek_id = kek_id(&kek, options[0].value, target);
	find_expiry(expires, &kek, options[1].value, target);
	write_request(folder, target, &terms, &attestations);
	return process_end(PROCESS_YES);
}
