/*
 * The first byte chooses a property.
 *   0  a signature file over "abc", for the key of RFC 8032, section 7.1, TEST 1: what verifies is,
 *      but for its untrusted comment, what signing with the told comment gives; what does not
 *      verify tells no comment.
 *   1  a public key file: what is read is written back the same.
 *   2  position (two bytes), bits to flip, comment: what was signed verifies, and does not once
 *      changed behind the untrusted comment.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/minisign.h"
#include "ceremony/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct minisign_secret *secret;
static struct minisign_public own;
static char comment[MINISIGN_COMMENT_BYTES];
static char signature[MINISIGN_SIGNATURE_MOST_BYTES];

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
begin(void)
{
	static const uint8_t seed[32] = {
		0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a,
		0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32,
		0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
	};

	secret_begin();
	secret = secret_new(sizeof *secret);
	crypto_sign_seed_keypair(own.key, secret->key, seed);
	memcpy(secret->key_id, "\1\2\3\4\5\6\7\10", sizeof secret->key_id);
	minisign_public_of(&own, secret);
}

static bool
verifies(const char *text, size_t size)
{
	bool good;

	memset(comment, 'x', sizeof comment);
	good = minisign_verify(&own, "abc", 3, text, size, comment) == NULL;
	must(good || sodium_is_zero((const uint8_t *)comment, sizeof comment));
	return good;
}

static void
read_signature(const char *text, size_t size)
{
	const char *rest, *want;

	if (!verifies(text, size))
		return;
	must(minisign_check_comment(comment, strlen(comment)) == NULL);
	minisign_sign(signature, "abc", 3, secret, comment);
	rest = memchr(text, '\n', size);
	want = strchr(signature, '\n');
	must(rest != NULL && want != NULL && (size_t)(text + size - rest) == strlen(want));
	must(memcmp(rest, want, strlen(want)) == 0);
}

static void
read_public(const char *text, size_t size)
{
	struct minisign_public public_key;
	char again[MINISIGN_PUBLIC_TEXT_BYTES];

	if (minisign_public_from_text(&public_key, text, size) != NULL) {
		must(sodium_is_zero((const uint8_t *)&public_key, sizeof public_key));
		return;
	}
	must(minisign_public_to_text(again, &public_key) == size && memcmp(text, again, size) == 0);
}

static void
change(const uint8_t *data, size_t size)
{
	char told[MINISIGN_COMMENT_BYTES] = "";
	size_t length, first, place;

	if (size < 3 || data[2] == 0 ||
	    minisign_check_comment((const char *)data + 3, size - 3) != NULL)
		return;
	memcpy(told, data + 3, size - 3);
	length = minisign_sign(signature, "abc", 3, secret, told);
	must(verifies(signature, length) && strcmp(comment, told) == 0);
	first = strcspn(signature, "\n");
	place = first + (size_t)(data[0] << 8 | data[1]) % (length - first);
	signature[place] = (char)(signature[place] ^ data[2]);
	must(!verifies(signature, length));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (secret == NULL)
		begin();
	if (size == 0)
		return 0;
	switch (data[0] % 3) {
	case 0:
		read_signature((const char *)data + 1, size - 1);
		break;
	case 1:
		read_public((const char *)data + 1, size - 1);
		break;
	case 2:
		change(data + 1, size - 1);
		break;
	}
	return 0;
}
