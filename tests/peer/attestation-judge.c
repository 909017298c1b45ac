/*
 * For tests: flips one bit in every byte of a statement's files, and judges each again; or judges the same again and again.
 *
 * usage: attestation-judge [--test-roots FILE] [--owner-root DIGEST] [--id ID] [--step N] [--clock N]
 *                          POLICY KEY STATEMENT [CHAIN...]
 *
 * Whatever is flipped, the verdict must not be ATTESTED, or be the same in all that is not labelled unsigned. A flip in
 * a run of base64 or hexadecimal, where signed bytes are, must never be ATTESTED. Prints a line with the counts of each
 * file; ends with 1 when a flip changed what was said, or was not noticed where it must be. --step N flips every
 * Nth byte alone. --clock N flips nothing, judges N times, and prints the nanoseconds of each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ceremony/crypto.h"
#include "ceremony/file.h"
#include "ceremony/json.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/text.h"
#include "verify/attestation.h"
#include "verify/given_key.h"

enum { RUN = 40, SHOWN = 5, TEXT_SAMPLE = 64 };

static struct attestation first, again;
static struct material_file files[MATERIAL_MOST_FILES];
static struct bytes bytes[MATERIAL_MOST_FILES];
static size_t count;

static bool
is_coded(uint8_t byte)
{
	return text_is_all((const char *)&byte, 1,
			   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/-_=");
}

/* Line ends do not end a run: PEM has them inside; '\' and 'n' are one in JSON. */
static bool
is_in_run(const struct bytes *file, size_t at)
{
	size_t from = at, to = at;

	while (from > 0 && (is_coded(file->data[from - 1]) || file->data[from - 1] == '\n'))
		from--;
	while (to < file->size && (is_coded(file->data[to]) || file->data[to] == '\n'))
		to++;
	return is_coded(file->data[at]) && to - from >= RUN &&
	       memmem(file->data + from, to - from, "-----", 5) == NULL;
}

static bool
is_text(const struct bytes *file)
{
	for (size_t i = 0; i < file->size && i < TEXT_SAMPLE; i++)
		if (file->data[i] > 0x7e)
			return false;
	return true;
}

static bool
same_certificates(const struct certificates *one, const struct certificates *other)
{
	for (size_t i = 0; i < one->count && i < other->count; i++)
		if (!digest_equal(&one->list[i].whole, &other->list[i].whole) ||
		    strcmp(one->list[i].role, other->list[i].role) != 0)
			return false;
	return one->count == other->count;
}

static bool
same_notes(const struct statement *one, const struct statement *other)
{
	for (size_t i = 0; i < one->note_count && i < other->note_count; i++)
		if (one->notes[i].is_signed &&
		    (!other->notes[i].is_signed || one->notes[i].label != other->notes[i].label ||
		     strcmp(one->notes[i].text, other->notes[i].text) != 0))
			return false;
	return one->note_count == other->note_count;
}

static bool
same_statement(const struct statement *one, const struct statement *other)
{
	for (enum attribute i = 0; i < ATTRIBUTE_COUNT; i++)
		if (one->attributes[i].value != other->attributes[i].value ||
		    one->attributes[i].implied != other->attributes[i].implied)
			return false;
	return one->key.size == other->key.size &&
	       memcmp(one->key.spki, other->key.spki, one->key.size) == 0 &&
	       strcmp(one->serial, other->serial) == 0 &&
	       strcmp(one->firmware, other->firmware) == 0 &&
	       strcmp(one->owner, other->owner) == 0 && one->fips == other->fips &&
	       one->owner_shown == other->owner_shown && strcmp(one->name, other->name) == 0 &&
	       digest_equal(&one->owner_root, &other->owner_root) &&
	       one->warning_count == other->warning_count && same_notes(one, other) &&
	       same_certificates(&one->certificates, &other->certificates);
}

/* Returns whether nothing was amiss. */
static bool
flip_file(size_t number, size_t step, const struct attestation_question *question)
{
	struct bytes *file = &bytes[number];
	size_t refused = 0, same = 0, bad = 0, tried = 0;
	bool text = is_text(file);

	for (size_t at = 0; at < file->size; at += step, tried++) {
		bool in_run = text && is_in_run(file, at), good;
		uint8_t bit = (uint8_t)(1u << at % 8);

		file->data[at] ^= bit;
		attestation_judge(&again, files, count, question);
		good = again.verdict == ATTESTATION_ATTESTED;
		refused += !good;
		if (good && !in_run && same_statement(&first.statement, &again.statement)) {
			same++;
		} else if (good && bad++ < SHOWN) {
			printf("file %zu byte %zu: flipped, and ATTESTED%s\n", number + 1, at,
			       in_run ? " where it is signed" : " with another content");
		}
		attestation_free(&again);
		file->data[at] ^= bit;
	}
	printf("file %zu: %zu flips, %zu not attested, %zu the same, %zu amiss\n", number + 1,
	       tried, refused, same, bad);
	return bad == 0;
}

static int64_t
now_nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void
clock_verdicts(uint64_t rounds, const struct attestation_question *question)
{
	for (uint64_t i = 0; i < rounds; i++) {
		int64_t before = now_nanoseconds();

		attestation_judge(&again, files, count, question);
		printf("%lld\n", (long long)(now_nanoseconds() - before));
		attestation_free(&again);
	}
}

static uint64_t
number(const struct option *option, uint64_t otherwise)
{
	uint64_t value = otherwise;

	if (option->value != NULL &&
	    (text_to_number(&value, option->value, strlen(option->value), 1000000) != NULL ||
	     value == 0))
		misuse("'%s' is no number from 1 to 1000000", option->value);
	return value;
}

static enum attribute_policy
policy_of(const char *name)
{
	for (enum attribute_policy policy = 0; policy < ATTRIBUTE_POLICIES; policy++)
		if (strcmp(name, attribute_policy_name(policy)) == 0)
			return policy;
	misuse("'%s' is no policy", name);
}

static void
load(char **names)
{
	for (; names[count] != NULL && count < MATERIAL_MOST_FILES; count++) {
		bytes[count] = file_read(FILE_HERE, names[count], MATERIAL_MOST_BYTES);
		files[count] = (struct material_file){
			names[count], cursor_over(bytes[count].data, bytes[count].size)};
	}
}

static void
take_options(struct attestation_question *question, struct roots *roots,
	     const struct option *options)
{
	static struct digest owner_root;
	const char *why = NULL;

	if (options[0].value != NULL) {
		struct bytes test = file_read(FILE_HERE, options[0].value, 1 << 20);

		why = root_test(roots, (const char *)test.data, test.size);
		file_free(&test);
	} else {
		root_pinned(roots);
	}
	if (why == NULL && options[1].value != NULL) {
		why = text_from_hex(owner_root.bytes, DIGEST_BYTES, options[1].value,
				    strlen(options[1].value));
		question->owner_root = &owner_root;
	}
	if (why != NULL)
		misuse("an option %s", why);
	question->identifier = options[2].value;
	question->identifier_given = options[2].value != NULL;
	question->roots = roots;
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--test-roots", true, NULL}, {"--owner-root", true, NULL},
				   {"--id", true, NULL},         {"--step", true, NULL},
				   {"--clock", true, NULL},      {NULL, false, NULL}};
	struct attestation_question question = {.now = (int64_t)time(NULL)};
	static struct given_key given;
	static struct roots roots;
	struct bytes key;
	bool good = true;
	char **operands;

	(void)argc;
	process_begin(argv, "attestation-judge [OPTION...] POLICY KEY STATEMENT [CHAIN...]");
	operands = option_read(argv, options);
	if (option_count(operands) < 3)
		misuse("a policy, a key and a statement are wanted");
	crypto_begin();
	json_begin();
	key = file_read(FILE_HERE, operands[1], MATERIAL_MOST_BYTES);
	if (given_key_read(&given, key.data, key.size) != NULL)
		misuse("'%s' is no key", operands[1]);
	load(operands + 2);
	take_options(&question, &roots, options);
	question.policy = policy_of(operands[0]);
	question.key = &given.key;
	attestation_judge(&first, files, count, &question);
	if (first.verdict != ATTESTATION_ATTESTED)
		refuse("unflipped it is not attested: %s", first.statement.why);
	clock_verdicts(number(&options[4], 0), &question);
	for (size_t i = 0; i < count && options[4].value == NULL; i++)
		good = flip_file(i, number(&options[3], 1), &question) && good;
	attestation_free(&first);
	root_free(&roots);
	file_free(&key);
	return process_end(good ? PROCESS_YES : PROCESS_NO);
}
