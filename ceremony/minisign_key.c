#include "minisign.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/cursor.h"
#include "ceremony/text.h"

enum { KEY_CHARACTERS = 56 };

/* minisign prints the id as a number without leading zeros in some versions and with them in
 * others: an id that has none looks the same in both. */
void
minisign_generate(struct minisign_secret *secret)
{
	uint8_t public_key[32];

	crypto_sign_keypair(public_key, secret->key);
	randombytes_buf(secret->key_id, sizeof secret->key_id);
	secret->key_id[7] |= 0x80;
}

void
minisign_public_of(struct minisign_public *public_key, const struct minisign_secret *secret)
{
	memcpy(public_key->key_id, secret->key_id, sizeof public_key->key_id);
	memcpy(public_key->key, secret->key + 32, sizeof public_key->key);
}

size_t
minisign_public_to_text(char out[MINISIGN_PUBLIC_TEXT_BYTES],
			const struct minisign_public *public_key)
{
	uint8_t blob[2 + 8 + 32] = {'E', 'd'};
	char text[KEY_CHARACTERS + 1];
	uint64_t number = 0;

	for (size_t i = 8; i > 0; i--)
		number = number << 8 | public_key->key_id[i - 1];
	memcpy(blob + 2, public_key->key_id, 8);
	memcpy(blob + 10, public_key->key, 32);
	text_to_base64(text, blob, sizeof blob, TEXT_BASE64);
	return (size_t)snprintf(out, MINISIGN_PUBLIC_TEXT_BYTES,
				"untrusted comment: minisign public key %" PRIX64 "\n%s\n", number,
				text);
}

static const char *
read_key(struct minisign_public *public_key, const struct cursor *line)
{
	uint8_t blob[2 + 8 + 32];
	size_t size = 0;

	if (text_from_base64(blob, sizeof blob, &size, (const char *)line->at, cursor_left(line),
			     TEXT_BASE64) != NULL ||
	    size != sizeof blob)
		return "has a second line that is not canonical base64 of 42 bytes";
	if (memcmp(blob, "Ed", 2) != 0)
		return "is not a key for Ed25519";
	memcpy(public_key->key_id, blob + 2, 8);
	memcpy(public_key->key, blob + 10, 32);
	if (crypto_core_ed25519_is_valid_point(public_key->key) != 1)
		return "is not a point of Ed25519's group";
	return NULL;
}

static const char *
read_public(struct minisign_public *public_key, const char *text, size_t size)
{
	struct cursor file = cursor_over(text, size);
	struct cursor comment, key;
	char again[MINISIGN_PUBLIC_TEXT_BYTES];
	const char *problem;

	if (!cursor_take_line(&file, &comment) || !cursor_take_line(&file, &key) ||
	    cursor_left(&file) != 0)
		return "is not just two lines";
	problem = read_key(public_key, &key);
	if (problem != NULL)
		return problem;
	if (minisign_public_to_text(again, public_key) != size || memcmp(again, text, size) != 0)
		return "has a first line that does not name its key as minisign does";
	return NULL;
}

const char *
minisign_public_from_text(struct minisign_public *public_key, const char *text, size_t size)
{
	const char *problem = read_public(public_key, text, size);

	if (problem != NULL)
		*public_key = (struct minisign_public){{0}, {0}};
	return problem;
}
