/*
 * Everything that verify-attestation reads, through the judgement: what is ATTESTED is genuine, of the key given, as the policy
 * wants it in every attribute, and falls short of nothing; what is not has a class and a sentence.
 *
 * An input is files, each behind its length in four bytes, big-endian: test roots, key, statement, chain.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/json.h"
#include "ceremony/secret.h"
#include "verify/attestation.h"
#include "verify/given_key.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOTS, KEY, STATEMENT, MOST_FILES = STATEMENT + MATERIAL_MOST_FILES };

static void
must(bool good)
{
	if (!good)
		abort();
}

static size_t
split(struct material_file *files, const uint8_t *data, size_t size)
{
	struct cursor left = cursor_over(data, size);
	size_t count = 0;
	const uint8_t *length;

	while (count < MOST_FILES && (length = cursor_take(&left, 4)) != NULL) {
		files[count].name = "file";
		if (!cursor_split(&left,
				  (size_t)length[0] << 24 | (size_t)length[1] << 16 |
					  (size_t)length[2] << 8 | length[3],
				  &files[count].bytes))
			break;
		count++;
	}
	return count;
}

static void
check_answer(const struct attestation *attestation, const struct attestation_question *question)
{
	const struct statement *statement = &attestation->statement;

	must((attestation->verdict == ATTESTATION_FAILED) ==
	     (statement->failure != STATEMENT_SOUND));
	must(statement->failure == STATEMENT_SOUND || statement->why[0] != '\0');
	must((attestation->verdict == ATTESTATION_NOT_ATTESTABLE) ==
	     (attestation->unattestable != NULL));
	if (attestation->verdict != ATTESTATION_ATTESTED)
		return;
	must(attestation->genuine && attestation->format != NULL && attestation->shortfalls == 0);
	must(statement->has_key && statement->key.size == question->key->size &&
	     memcmp(statement->key.spki, question->key->spki, statement->key.size) == 0);
	for (enum attribute i = 0; i < ATTRIBUTE_COUNT; i++)
		must(attribute_meets(attribute_wish(i, question->policy),
				     statement->attributes[i].value));
	for (size_t i = 0; i < statement->certificates.count; i++)
		must(statement->certificates.list[i].role != NULL);
}

static void
judge(const struct material_file *files, size_t count, struct attestation_question *question)
{
	static struct attestation attestation;

	for (question->policy = 0; question->policy < ATTRIBUTE_POLICIES; question->policy++) {
		attestation_judge(&attestation, files, count, question);
		check_answer(&attestation, question);
		attestation_free(&attestation);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct material_file files[MOST_FILES];
	struct attestation_question question = {.now = 1800000000};
	static struct given_key given;
	static bool begun;
	static struct roots roots;
	size_t count = split(files, data, size);

	crypto_begin();
	json_begin();
	if (!begun)
		secret_begin();
	begun = true;
	if (count <= STATEMENT)
		return 0;
	question.key = &given.key;
	question.roots = &roots;
	if (given_key_read(&given, files[KEY].bytes.at, cursor_left(&files[KEY].bytes)) == NULL &&
	    root_test(&roots, (const char *)files[ROOTS].bytes.at,
		      cursor_left(&files[ROOTS].bytes)) == NULL)
		judge(files + STATEMENT, count - STATEMENT, &question);
	root_free(&roots);
	return 0;
}
