#include "age.h"

#include <stdbool.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/age_keys.h"
#include "ceremony/cursor.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/selftest.h"
#include "ceremony/text.h"

#define VERSION_LINE "age-encryption.org/v1\n"
#define STANZA "-> X25519 "

enum {
	FIELD_CHARACTERS = 43, /* 32 bytes in base64 without padding */
	MAC_COVERS_BYTES = sizeof VERSION_LINE STANZA - 1 + 2 * (FIELD_CHARACTERS + 1) + 3,
	HEADER_BYTES = MAC_COVERS_BYTES + 1 + FIELD_CHARACTERS + 1,
	TAG_BYTES = crypto_aead_chacha20poly1305_ietf_ABYTES,
};

_Static_assert(HEADER_BYTES + AGE_KEYS_NONCE_BYTES + TAG_BYTES == AGE_OVERHEAD_BYTES,
	       "age.h says what is added");

/* The nonce of the stanza's body, and that of chunk 0 when it is the last (age.md, "Payload"). */
static const uint8_t body_nonce[12] = {0};
static const uint8_t chunk_nonce[12] = {[11] = 1};

/* The parts of a sealed file. `chunk` is a view of it, with the tag. */
struct parts {
	uint8_t share[32];
	uint8_t body[AGE_KEYS_FILE_BYTES + TAG_BYTES];
	uint8_t mac[32];
	const uint8_t *nonce;
	struct cursor chunk;
};

_Static_assert(sizeof((struct parts *)0)->body == 32, "a body is a field");

size_t
age_sealed_bytes(size_t plain)
{
	return AGE_OVERHEAD_BYTES + plain;
}

static char *
write_field(char *at, const char *before, const uint8_t field[32])
{
	char text[FIELD_CHARACTERS + 1];

	text_to_base64(text, field, 32, TEXT_BASE64_NO_PADDING);
	return stpcpy(stpcpy(stpcpy(at, before), text), "\n");
}

static void
write_header(uint8_t header[HEADER_BYTES], struct age_keys *keys, struct parts *parts)
{
	char text[HEADER_BYTES + 1];
	char *at = stpcpy(text, VERSION_LINE);

	at = write_field(at, STANZA, parts->share);
	at = write_field(at, "", parts->body);
	stpcpy(at, "---");
	age_keys_header_mac(parts->mac, keys, (const uint8_t *)text, MAC_COVERS_BYTES);
	write_field(at, "--- ", parts->mac);
	memcpy(header, text, HEADER_BYTES);
}

void
age_seal(uint8_t *sealed, const void *plain, size_t size, const struct age_recipient *recipient)
{
	struct age_keys *keys = secret_new(sizeof *keys);
	uint8_t *nonce = sealed + HEADER_BYTES;
	struct parts parts;

	if (size > AGE_PLAIN_MOST_BYTES)
		die("more than %d bytes cannot be sealed into one age chunk", AGE_PLAIN_MOST_BYTES);
	randombytes_buf(keys->ephemeral, sizeof keys->ephemeral);
	randombytes_buf(keys->file, sizeof keys->file);
	randombytes_buf(nonce, AGE_KEYS_NONCE_BYTES);
	crypto_scalarmult_base(parts.share, keys->ephemeral);
	if (!age_keys_set_wrap(keys, keys->ephemeral, recipient->point, parts.share,
			       recipient->point))
		die("cannot seal to a recipient of low order");
	crypto_aead_chacha20poly1305_ietf_encrypt(parts.body, NULL, keys->file, sizeof keys->file,
						  NULL, 0, NULL, body_nonce, keys->wrap);
	write_header(sealed, keys, &parts);
	age_keys_set_payload(keys, nonce);
	crypto_aead_chacha20poly1305_ietf_encrypt(nonce + AGE_KEYS_NONCE_BYTES, NULL, plain, size,
						  NULL, 0, NULL, chunk_nonce, keys->payload);
	secret_drop(keys);
}

/* `before`, 32 bytes in canonical base64, and a newline. */
static bool
read_field(struct cursor *cursor, const char *before, uint8_t field[32])
{
	const char *text;
	size_t size = 0;

	if (!cursor_skip_text(cursor, before))
		return false;
	text = (const char *)cursor_take(cursor, FIELD_CHARACTERS);
	if (text == NULL)
		return false;
	if (text_from_base64(field, 32, &size, text, FIELD_CHARACTERS, TEXT_BASE64_NO_PADDING) !=
	    NULL)
		return false;
	return size == 32 && cursor_skip_text(cursor, "\n");
}

static const char *
read_parts(struct parts *parts, struct cursor file)
{
	if (!cursor_skip_text(&file, VERSION_LINE))
		return "does not begin with the version line of age v1";
	if (!read_field(&file, STANZA, parts->share))
		return "does not begin with a stanza for X25519 in canonical form";
	if (!read_field(&file, "", parts->body))
		return "has a stanza whose body is not one line of canonical base64";
	if (!read_field(&file, "--- ", parts->mac))
		return "has no MAC line in canonical form after its one stanza";
	parts->nonce = cursor_take(&file, AGE_KEYS_NONCE_BYTES);
	if (parts->nonce == NULL || cursor_left(&file) < TAG_BYTES)
		return "ends too early";
	if (cursor_left(&file) > AGE_PLAIN_MOST_BYTES + TAG_BYTES)
		return "is longer than one chunk";
	parts->chunk = file;
	return NULL;
}

static const char *
open_parts(uint8_t *plain, struct age_keys *keys, const struct parts *parts, const uint8_t *header,
	   const struct age_identity *identity)
{
	struct age_recipient recipient;
	uint8_t mac[32];

	age_recipient_of(&recipient, identity);
	if (!age_keys_set_wrap(keys, identity->scalar, parts->share, parts->share, recipient.point))
		return "has an ephemeral share of low order";
	if (crypto_aead_chacha20poly1305_ietf_decrypt(keys->file, NULL, NULL, parts->body,
						      sizeof parts->body, NULL, 0, body_nonce,
						      keys->wrap) != 0)
		return "is sealed to another recipient, or its stanza was changed";
	age_keys_header_mac(mac, keys, header, MAC_COVERS_BYTES);
	if (sodium_memcmp(mac, parts->mac, sizeof mac) != 0)
		return "has a MAC that does not match its header";
	age_keys_set_payload(keys, parts->nonce);
	if (crypto_aead_chacha20poly1305_ietf_decrypt(plain, NULL, NULL, parts->chunk.at,
						      cursor_left(&parts->chunk), NULL, 0,
						      chunk_nonce, keys->payload) != 0)
		return "has a payload that was changed, or is not one whole chunk";
	return NULL;
}

const char *
age_open(uint8_t *plain, size_t capacity, size_t *size, const uint8_t *sealed, size_t sealed_bytes,
	 const struct age_identity *identity)
{
	struct age_keys *keys = secret_new(sizeof *keys);
	struct parts parts;
	const char *problem = read_parts(&parts, cursor_over(sealed, sealed_bytes));

	*size = 0;
	if (problem == NULL && cursor_left(&parts.chunk) - TAG_BYTES > capacity)
		problem = "holds more than there is room for";
	if (problem == NULL)
		problem = open_parts(plain, keys, &parts, sealed, identity);
	if (problem == NULL)
		*size = cursor_left(&parts.chunk) - TAG_BYTES;
	else
		sodium_memzero(plain, capacity);
	secret_drop(keys);
	return problem;
}

/* Sealed by age 1.1.1 to the pair of C2SP age.md, whose scalar is 32 times 0x42. */
static const char *
selftest_age(void)
{
	static const char header[] =
		VERSION_LINE STANZA "N2xW6fkgKzLM00IN/xxy9oT7vCjHWkIeYJ+5DRQ4uX4\n"
				    "yHVR9oPep0Dz39BSHSouugMe9R0P3uwav4W6ye2cTQQ\n"
				    "--- lM5nZS9i9o2LterzfJ+PMNmnxDQya/hPHHonazWGdvQ\n";
	static const uint8_t payload[44] = {
		0x00, 0xbd, 0xfc, 0x91, 0xad, 0xb1, 0xf2, 0x75, 0x2a, 0x4d, 0x1d,
		0x89, 0x78, 0xc8, 0x50, 0x86, 0x77, 0x3b, 0xe9, 0x2b, 0x97, 0x9b,
		0xac, 0x43, 0x72, 0x61, 0xfc, 0x79, 0xc5, 0x42, 0x57, 0x45, 0x36,
		0x12, 0x32, 0x36, 0xb8, 0xd6, 0x18, 0xd2, 0x1a, 0xdf, 0x9e, 0x7a,
	};
	struct age_identity *identity = secret_new(sizeof *identity);
	uint8_t *plain = secret_new(12);
	uint8_t sealed[HEADER_BYTES + sizeof payload];
	size_t size = 0;
	bool good;

	memcpy(sealed, header, HEADER_BYTES);
	memcpy(sealed + HEADER_BYTES, payload, sizeof payload);
	memset(identity->scalar, 0x42, sizeof identity->scalar);
	good = age_open(plain, 12, &size, sealed, sizeof sealed, identity) == NULL && size == 12 &&
	       memcmp(plain, "known answer", 12) == 0;
	secret_drop(plain);
	secret_drop(identity);
	return good ? NULL : "a file sealed by another program does not open";
}
SELFTEST(selftest_age);
