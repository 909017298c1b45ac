#include "minisign.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/cursor.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/selftest.h"
#include "ceremony/text.h"

#define UNTRUSTED "untrusted comment: "
#define TRUSTED "trusted comment: "

enum { SIGNED_CHARACTERS = 100, GLOBAL_CHARACTERS = 88 };

/* What the four lines say. `comment` is a view of them. */
struct parts {
	uint8_t head[2 + 8 + 64]; /* "ED", key id, signature of the data's BLAKE2b-512 */
	struct cursor comment;
	uint8_t global[64];
};

/* What the second signature is over. */
struct claim {
	uint8_t bytes[64 + MINISIGN_COMMENT_MOST];
	size_t size;
};

static struct claim
claim_of(const uint8_t signature[64], const void *comment, size_t length)
{
	struct claim claim = {.size = 64 + length};

	memcpy(claim.bytes, signature, 64);
	memcpy(claim.bytes + 64, comment, length);
	return claim;
}

static void
hash_of(uint8_t hash[64], const void *data, size_t size)
{
	crypto_generichash_blake2b(hash, 64, data, size, NULL, 0);
}

const char *
minisign_check_comment(const char *comment, size_t length)
{
	if (length == 0)
		return "is empty";
	if (length > MINISIGN_COMMENT_MOST)
		return "is longer than 512 characters";
	return text_is_ascii(comment, length) ? NULL : "is not printable ASCII";
}

size_t
minisign_sign(char out[MINISIGN_SIGNATURE_MOST_BYTES], const void *data, size_t size,
	      const struct minisign_secret *secret, const char *trusted_comment)
{
	const char *problem = minisign_check_comment(trusted_comment, strlen(trusted_comment));
	char head[SIGNED_CHARACTERS + 1], global[GLOBAL_CHARACTERS + 1],
		comment[MINISIGN_COMMENT_BYTES];
	struct parts parts = {.head = "ED"};
	struct minisign_public public_key;
	struct claim claim;
	uint8_t hash[64];
	size_t length;

	if (problem != NULL)
		die("cannot sign: the trusted comment %s", problem);
	minisign_public_of(&public_key, secret);
	memcpy(parts.head + 2, secret->key_id, sizeof secret->key_id);
	hash_of(hash, data, size);
	crypto_sign_detached(parts.head + 10, NULL, hash, sizeof hash, secret->key);
	claim = claim_of(parts.head + 10, trusted_comment, strlen(trusted_comment));
	crypto_sign_detached(parts.global, NULL, claim.bytes, claim.size, secret->key);
	text_to_base64(head, parts.head, sizeof parts.head, TEXT_BASE64);
	text_to_base64(global, parts.global, sizeof parts.global, TEXT_BASE64);
	length = (size_t)snprintf(out, MINISIGN_SIGNATURE_MOST_BYTES,
				  UNTRUSTED "signature of a Claviger ceremony\n%s\n" TRUSTED
					    "%s\n%s\n",
				  head, trusted_comment, global);
	if (minisign_verify(&public_key, data, size, out, length, comment) != NULL)
		die("cannot sign: the signature just made does not verify");
	return length;
}

static bool
read_base64_line(struct cursor *file, uint8_t *out, size_t size)
{
	struct cursor line;
	size_t got = 0;

	if (!cursor_take_line(file, &line))
		return false;
	return text_from_base64(out, size, &got, (const char *)line.at, cursor_left(&line),
				TEXT_BASE64) == NULL &&
	       got == size;
}

static const char *
read_parts(struct parts *parts, struct cursor file)
{
	struct cursor untrusted;

	if (!cursor_skip_text(&file, UNTRUSTED) || !cursor_take_line(&file, &untrusted))
		return "does not begin with the line of an untrusted comment";
	if (cursor_left(&untrusted) > MINISIGN_COMMENT_MOST ||
	    !text_is_ascii((const char *)untrusted.at, cursor_left(&untrusted)))
		return "has an untrusted comment that is not printable ASCII or too long";
	if (!read_base64_line(&file, parts->head, sizeof parts->head))
		return "has a second line that is not canonical base64 of 74 bytes";
	if (!cursor_skip_text(&file, TRUSTED) || !cursor_take_line(&file, &parts->comment))
		return "has no third line with a trusted comment";
	if (minisign_check_comment((const char *)parts->comment.at, cursor_left(&parts->comment)) !=
	    NULL)
		return "has a trusted comment that is empty, too long or not printable ASCII";
	if (!read_base64_line(&file, parts->global, sizeof parts->global))
		return "has a fourth line that is not canonical base64 of 64 bytes";
	return cursor_left(&file) == 0 ? NULL : "has more than four lines";
}

static const char *
verify_parts(const struct parts *parts, const struct minisign_public *public_key, const void *data,
	     size_t size)
{
	struct claim claim =
		claim_of(parts->head + 10, parts->comment.at, cursor_left(&parts->comment));
	uint8_t hash[64];

	if (memcmp(parts->head, "ED", 2) != 0)
		return "is not a prehashed signature (ED)";
	if (memcmp(parts->head + 2, public_key->key_id, sizeof public_key->key_id) != 0)
		return "is made with another key";
	hash_of(hash, data, size);
	if (crypto_sign_verify_detached(parts->head + 10, hash, sizeof hash, public_key->key) != 0)
		return "does not match the data";
	if (crypto_sign_verify_detached(parts->global, claim.bytes, claim.size, public_key->key) !=
	    0)
		return "does not match its trusted comment";
	return NULL;
}

const char *
minisign_verify(const struct minisign_public *public_key, const void *data, size_t size,
		const char *signature, size_t signature_size,
		char trusted_comment[MINISIGN_COMMENT_BYTES])
{
	struct parts parts;
	const char *problem = read_parts(&parts, cursor_over(signature, signature_size));

	memset(trusted_comment, 0, MINISIGN_COMMENT_BYTES);
	if (problem == NULL)
		problem = verify_parts(&parts, public_key, data, size);
	if (problem == NULL)
		memcpy(trusted_comment, parts.comment.at, cursor_left(&parts.comment));
	return problem;
}

/* Made by minisign 0.11 with the key of RFC 8032, section 7.1, TEST 1. Ed25519 leaves no choice. */
static const char *
selftest_minisign(void)
{
	static const uint8_t seed[32] = {
		0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a,
		0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32,
		0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
	};
	static const char want[] = "\nRUQBAgMEBQYHCL/KEmeOD8/likKJaWp70VmAakuifmanMQiQ/"
				   "D0S4yNbwpClZwHQC5vIvv2jSsw8aq5XcgIyDZ/SPmwm7gyP3wc="
				   "\n" TRUSTED "known answer"
				   "\nY5pRAAxLh7QbrMDye7CxA7r5nYxrDzMoaGeI+4vNcHVrXT+m/"
				   "m5ydlbA6P1XfCiUI7wUrYhifB7rmUakznJlBA==\n";
	struct minisign_secret *secret = secret_new(sizeof *secret);
	char signature[MINISIGN_SIGNATURE_MOST_BYTES];
	uint8_t public_key[32];
	const char *rest;

	crypto_sign_seed_keypair(public_key, secret->key, seed);
	memcpy(secret->key_id, "\1\2\3\4\5\6\7\10", 8);
	minisign_sign(signature, "abc", 3, secret, "known answer");
	secret_drop(secret);
	rest = strchr(signature, '\n');
	return rest != NULL && strcmp(rest, want) == 0 ? NULL
						       : "the signature of 'abc' is not minisign's";
}
SELFTEST(selftest_minisign);
