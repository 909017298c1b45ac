#include "age_parts.h"

#include <string.h>

#include <sodium.h>

#include "ceremony/age.h"
#include "ceremony/process.h"
#include "ceremony/text.h"

enum { MOST_HEADER_BYTES = 256 };

_Static_assert(AGE_PARTS_TAG_BYTES == crypto_aead_chacha20poly1305_ietf_ABYTES, "age's AEAD");
_Static_assert(sizeof((struct age_parts *)0)->body == 32, "a body is a field");

/* The nonce of the stanza's body, and that of chunk 0 when it is the last (age.md, "Payload"). */
static const uint8_t body_nonce[12] = {0};
static const uint8_t chunk_nonce[12] = {[11] = 1};

static char *
write_field(char *at, const char *before, const uint8_t field[32])
{
	char text[AGE_PARTS_FIELD_CHARACTERS + 1];

	text_to_base64(text, field, 32, TEXT_BASE64_NO_PADDING);
	return stpcpy(stpcpy(stpcpy(at, before), text), "\n");
}

/* Returns its size. */
static size_t
write_header(uint8_t *header, struct age_keys *keys, const char *stanza, const uint8_t body[32])
{
	char text[MOST_HEADER_BYTES];
	uint8_t mac[32];
	char *at = stpcpy(stpcpy(text, AGE_PARTS_VERSION_LINE), stanza);

	at = stpcpy(write_field(at, "", body), "---");
	age_keys_header_mac(mac, keys, (const uint8_t *)text, (size_t)(at - text));
	at = write_field(at, " ", mac);
	memcpy(header, text, (size_t)(at - text));
	return (size_t)(at - text);
}

void
age_parts_seal(uint8_t *sealed, struct age_keys *keys, const char *stanza, const void *plain,
	       size_t size)
{
	uint8_t body[AGE_KEYS_FILE_BYTES + AGE_PARTS_TAG_BYTES];
	uint8_t *nonce;

	if (size > AGE_PLAIN_MOST_BYTES)
		die("more than %d bytes cannot be sealed into one age chunk", AGE_PLAIN_MOST_BYTES);
	randombytes_buf(keys->file, sizeof keys->file);
	crypto_aead_chacha20poly1305_ietf_encrypt(body, NULL, keys->file, sizeof keys->file, NULL,
						  0, NULL, body_nonce, keys->wrap);
	nonce = sealed + write_header(sealed, keys, stanza, body);
	randombytes_buf(nonce, AGE_KEYS_NONCE_BYTES);
	age_keys_set_payload(keys, nonce);
	crypto_aead_chacha20poly1305_ietf_encrypt(nonce + AGE_KEYS_NONCE_BYTES, NULL, plain, size,
						  NULL, 0, NULL, chunk_nonce, keys->payload);
}

bool
age_parts_field(struct cursor *cursor, const char *before, uint8_t *field, size_t size)
{
	const size_t characters = text_base64_length(size, TEXT_BASE64_NO_PADDING);
	const char *text;
	size_t found = 0;

	if (!cursor_skip_text(cursor, before))
		return false;
	text = (const char *)cursor_take(cursor, characters);
	if (text == NULL)
		return false;
	return text_from_base64(field, size, &found, text, characters, TEXT_BASE64_NO_PADDING) ==
		       NULL &&
	       found == size;
}

const char *
age_parts_read(struct age_parts *parts, const uint8_t *header, struct cursor rest)
{
	if (!age_parts_field(&rest, "", parts->body, 32) || !cursor_skip_text(&rest, "\n"))
		return "has a stanza whose body is not one line of canonical base64";
	parts->header = header;
	parts->mac_covers_bytes = (size_t)(rest.at - header) + 3;
	if (!age_parts_field(&rest, "--- ", parts->mac, 32) || !cursor_skip_text(&rest, "\n"))
		return "has no MAC line in canonical form after its one stanza";
	parts->nonce = cursor_take(&rest, AGE_KEYS_NONCE_BYTES);
	if (parts->nonce == NULL || cursor_left(&rest) < AGE_PARTS_TAG_BYTES)
		return "ends too early";
	if (cursor_left(&rest) > AGE_PLAIN_MOST_BYTES + AGE_PARTS_TAG_BYTES)
		return "is longer than one chunk";
	parts->chunk = rest;
	return NULL;
}

const char *
age_parts_open(uint8_t *plain, size_t capacity, size_t *size, struct age_keys *keys,
	       const struct age_parts *parts, const char *foreign)
{
	uint8_t mac[32];

	if (cursor_left(&parts->chunk) - AGE_PARTS_TAG_BYTES > capacity)
		return "holds more than there is room for";
	if (crypto_aead_chacha20poly1305_ietf_decrypt(keys->file, NULL, NULL, parts->body,
						      sizeof parts->body, NULL, 0, body_nonce,
						      keys->wrap) != 0)
		return foreign;
	age_keys_header_mac(mac, keys, parts->header, parts->mac_covers_bytes);
	if (sodium_memcmp(mac, parts->mac, sizeof mac) != 0)
		return "has a MAC that does not match its header";
	age_keys_set_payload(keys, parts->nonce);
	if (crypto_aead_chacha20poly1305_ietf_decrypt(plain, NULL, NULL, parts->chunk.at,
						      cursor_left(&parts->chunk), NULL, 0,
						      chunk_nonce, keys->payload) != 0)
		return "has a payload that was changed, or is not one whole chunk";
	*size = cursor_left(&parts->chunk) - AGE_PARTS_TAG_BYTES;
	return NULL;
}
