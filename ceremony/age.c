#include "age.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/age_keys.h"
#include "ceremony/age_parts.h"
#include "ceremony/cursor.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/selftest.h"
#include "ceremony/text.h"

#define STANZA "-> X25519 "

enum {
	STANZA_BYTES = sizeof STANZA - 1 + AGE_PARTS_FIELD_CHARACTERS + 1,
	HEADER_BYTES = AGE_OVERHEAD_BYTES - AGE_KEYS_NONCE_BYTES - AGE_PARTS_TAG_BYTES,
};

_Static_assert(sizeof AGE_PARTS_VERSION_LINE - 1 + STANZA_BYTES + AGE_PARTS_REST_BYTES ==
		       AGE_OVERHEAD_BYTES,
	       "age.h says what is added");

size_t
age_sealed_bytes(size_t plain)
{
	return AGE_OVERHEAD_BYTES + plain;
}

void
age_seal(uint8_t *sealed, const void *plain, size_t size, const struct age_recipient *recipient)
{
	struct age_keys *keys = secret_new(sizeof *keys);
	char stanza[STANZA_BYTES + 1], field[AGE_PARTS_FIELD_CHARACTERS + 1];
	uint8_t share[32];

	randombytes_buf(keys->ephemeral, sizeof keys->ephemeral);
	crypto_scalarmult_base(share, keys->ephemeral);
	if (!age_keys_set_wrap(keys, keys->ephemeral, recipient->point, share, recipient->point))
		die("cannot seal to a recipient of low order");
	text_to_base64(field, share, sizeof share, TEXT_BASE64_NO_PADDING);
	snprintf(stanza, sizeof stanza, STANZA "%s\n", field);
	age_parts_seal(sealed, keys, stanza, plain, size);
	secret_drop(keys);
}

static const char *
read_stanza(struct age_parts *parts, uint8_t share[32], struct cursor file)
{
	const uint8_t *header = file.at;

	if (!cursor_skip_text(&file, AGE_PARTS_VERSION_LINE))
		return "does not begin with the version line of age v1";
	if (!age_parts_field(&file, STANZA, share, 32) || !cursor_skip_text(&file, "\n"))
		return "does not begin with a stanza for X25519 in canonical form";
	return age_parts_read(parts, header, file);
}

static const char *
open_parts(uint8_t *plain, size_t capacity, size_t *size, struct age_keys *keys,
	   const struct age_parts *parts, const uint8_t share[32],
	   const struct age_identity *identity)
{
	struct age_recipient recipient;

	age_recipient_of(&recipient, identity);
	if (!age_keys_set_wrap(keys, identity->scalar, share, share, recipient.point))
		return "has an ephemeral share of low order";
	return age_parts_open(plain, capacity, size, keys, parts,
			      "is sealed to another recipient, or its stanza was changed");
}

const char *
age_open(uint8_t *plain, size_t capacity, size_t *size, const uint8_t *sealed, size_t sealed_bytes,
	 const struct age_identity *identity)
{
	struct age_keys *keys = secret_new(sizeof *keys);
	struct age_parts parts;
	uint8_t share[32];
	const char *problem = read_stanza(&parts, share, cursor_over(sealed, sealed_bytes));

	*size = 0;
	if (problem == NULL)
		problem = open_parts(plain, capacity, size, keys, &parts, share, identity);
	if (problem != NULL)
		sodium_memzero(plain, capacity);
	secret_drop(keys);
	return problem;
}

/* Sealed by age 1.1.1 to the pair of C2SP age.md, whose scalar is 32 times 0x42. */
static const char *
selftest_age(void)
{
	static const char header[] =
		AGE_PARTS_VERSION_LINE STANZA "N2xW6fkgKzLM00IN/xxy9oT7vCjHWkIeYJ+5DRQ4uX4\n"
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
