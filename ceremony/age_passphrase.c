#include "age.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/age_parts.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/selftest.h"
#include "ceremony/text.h"

#define STANZA "-> scrypt "
#define SALT_LABEL "age-encryption.org/v1/scrypt"

enum {
	SALT_BYTES = 16,
	SALT_CHARACTERS = 22,
	WORK_DIGITS = 2,
	STANZA_BYTES = sizeof STANZA - 1 + SALT_CHARACTERS + 1 + WORK_DIGITS + 1,
	BLOCK_SIZE = 8, /* scrypt's r; a block has 128 r bytes */
};

_Static_assert(sizeof AGE_PARTS_VERSION_LINE - 1 + STANZA_BYTES + AGE_PARTS_REST_BYTES ==
		       AGE_PASSPHRASE_OVERHEAD_BYTES,
	       "age.h says what is added");

void
age_passphrase_begin(unsigned work)
{
	/* Beside the blocks scrypt has 128 r + 256 r + 64 bytes; and pages are whole. */
	secret_need(((size_t)128 * BLOCK_SIZE << work) + (64 << 10));
}

/* keys->wrap: scrypt (RFC 7914) with N = 2^work, r = 8, p = 1. */
static void
set_wrap(struct age_keys *keys, const uint8_t salt[SALT_BYTES], unsigned work,
	 const char *passphrase)
{
	uint8_t labelled[sizeof SALT_LABEL - 1 + SALT_BYTES];

	memcpy(labelled, SALT_LABEL, sizeof SALT_LABEL - 1);
	memcpy(labelled + sizeof SALT_LABEL - 1, salt, SALT_BYTES);
	age_passphrase_begin(work);
	if (crypto_pwhash_scryptsalsa208sha256_ll(
		    (const uint8_t *)passphrase, strlen(passphrase), labelled, sizeof labelled,
		    (uint64_t)1 << work, BLOCK_SIZE, 1, keys->wrap, sizeof keys->wrap) != 0)
		die_errno("cannot work out the key of a passphrase");
}

void
age_passphrase_seal(uint8_t *sealed, const void *plain, size_t size, const char *passphrase)
{
	struct age_keys *keys = secret_new(sizeof *keys);
	char stanza[STANZA_BYTES + 1], salt_text[SALT_CHARACTERS + 1];
	uint8_t salt[SALT_BYTES];

	randombytes_buf(salt, sizeof salt);
	text_to_base64(salt_text, salt, sizeof salt, TEXT_BASE64_NO_PADDING);
	snprintf(stanza, sizeof stanza, STANZA "%s %d\n", salt_text, AGE_PASSPHRASE_WORK);
	set_wrap(keys, salt, AGE_PASSPHRASE_WORK, passphrase);
	age_parts_seal(sealed, keys, stanza, plain, size);
	secret_drop(keys);
}

static const char *
read_stanza(struct age_parts *parts, uint8_t salt[SALT_BYTES], unsigned *work, struct cursor file)
{
	const uint8_t *header = file.at;
	struct cursor line;
	uint64_t number;

	if (!cursor_skip_text(&file, AGE_PARTS_VERSION_LINE))
		return "does not begin with the version line of age v1";
	if (!age_parts_field(&file, STANZA, salt, SALT_BYTES) || !cursor_skip_text(&file, " ") ||
	    !cursor_take_line(&file, &line) ||
	    text_to_number(&number, (const char *)line.at, cursor_left(&line), UINT32_MAX) != NULL)
		return "does not begin with a stanza for a passphrase in canonical form";
	if (number < 1 || number > AGE_PASSPHRASE_MOST_WORK)
		return "wants more work for its passphrase than this program does";
	*work = (unsigned)number;
	return age_parts_read(parts, header, file);
}

const char *
age_passphrase_open(uint8_t *plain, size_t capacity, size_t *size, const uint8_t *sealed,
		    size_t sealed_bytes, const char *passphrase)
{
	struct age_keys *keys = secret_new(sizeof *keys);
	struct age_parts parts;
	uint8_t salt[SALT_BYTES];
	unsigned work;
	const char *problem = read_stanza(&parts, salt, &work, cursor_over(sealed, sealed_bytes));

	*size = 0;
	if (problem == NULL) {
		set_wrap(keys, salt, work, passphrase);
		problem = age_parts_open(plain, capacity, size, keys, &parts,
					 "does not open with this passphrase");
	}
	if (problem != NULL)
		sodium_memzero(plain, capacity);
	secret_drop(keys);
	return problem;
}

/* Made with Python's hashlib and cryptography by age.md alone; age 1.1.1 opens it. */
static const char *
selftest_age_passphrase(void)
{
	static const char header[] =
		AGE_PARTS_VERSION_LINE STANZA "AAECAwQFBgcICQoLDA0ODw 4\n"
					      "0TdM8iUOlUxNlIsx9xnqBoNaQL3/YXZHp1UT29VOooA\n"
					      "--- HcGnoIER4P/874dmXF3yyPpTkrrAH9hC5ae/UdQ9RrU\n";
	static const uint8_t payload[44] = {
		0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a,
		0x2b, 0x2c, 0x2d, 0x2e, 0x2f, 0xb7, 0x9d, 0xab, 0x90, 0xf8, 0x4b,
		0x41, 0xf5, 0x79, 0x57, 0xb7, 0x43, 0x85, 0x1d, 0x48, 0x44, 0xbf,
		0xca, 0x1e, 0xc4, 0xa4, 0x9a, 0xc8, 0xce, 0x31, 0xf0, 0xb7, 0x12,
	};
	uint8_t sealed[sizeof header - 1 + sizeof payload];
	uint8_t *plain = secret_new(12);
	size_t size = 0;
	bool good;

	memcpy(sealed, header, sizeof header - 1);
	memcpy(sealed + sizeof header - 1, payload, sizeof payload);
	good = age_passphrase_open(plain, 12, &size, sealed, sizeof sealed,
				   "correct-horse-battery") == NULL &&
	       size == 12 && memcmp(plain, "known answer", 12) == 0;
	secret_drop(plain);
	return good ? NULL : "a file sealed under a passphrase by another program does not open";
}
SELFTEST(selftest_age_passphrase);
