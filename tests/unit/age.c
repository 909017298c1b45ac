#include "tests/unit/test.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sodium.h>

#include "ceremony/age.h"
#include "ceremony/age_keys.h"
#include "ceremony/text.h"

enum { ROOM_BYTES = AGE_PLAIN_MOST_BYTES + 64 };

static struct age_identity *identity;
static struct age_recipient recipient;
static uint8_t *plain;
static uint8_t sealed[ROOM_BYTES + AGE_OVERHEAD_BYTES];
static size_t plain_size;

static const char text_42[] = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

/* Opens the first `size` bytes of `sealed`, over memory that is not empty. */
static const char *
open_sealed(size_t size)
{
	memset(plain, 0xa5, ROOM_BYTES);
	return age_open(plain, ROOM_BYTES, &plain_size, sealed, size, identity);
}

/* What every failure leaves. */
static bool
nothing_left(void)
{
	return plain_size == 0 && sodium_is_zero(plain, ROOM_BYTES);
}

static const char *
from_text(struct age_recipient *out, const char *text)
{
	return age_recipient_from_text(out, text, strlen(text));
}

/* The pair printed in C2SP age.md, "The X25519 recipient type". */
static void
known_recipient(void)
{
	struct age_recipient again;
	char text[AGE_RECIPIENT_TEXT_BYTES];

	memset(identity->scalar, 0x42, sizeof identity->scalar);
	age_recipient_of(&recipient, identity);
	age_recipient_to_text(text, &recipient);
	check(strcmp(text, text_42) == 0);
	check(strlen(text) + 1 == AGE_RECIPIENT_TEXT_BYTES);
	check_good(from_text(&again, text_42));
	check(memcmp(&again, &recipient, sizeof again) == 0);
}

static void
refused_recipients(void)
{
	struct age_recipient other = recipient;
	char text[AGE_RECIPIENT_TEXT_BYTES];

	check_says(age_recipient_from_text(&other, text_42, 61), "has the wrong length");
	check(sodium_is_zero(other.point, sizeof other.point));
	check_says(
		from_text(&other, "AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJWJ"),
		"is in the wrong case");
	strcpy(text, text_42);
	text[20] = 'q';
	check_says(from_text(&other, text), "has a wrong checksum");
	memset(&other, 0, sizeof other);
	age_recipient_to_text(text, &other);
	check_says(from_text(&other, text), "is a point of low order");
	other.point[0] = 1;
	age_recipient_to_text(text, &other);
	check_says(from_text(&other, text), "is a point of low order");
}

/* p - 1 is of low order; p, what is above it, and what has bit 255 are other writings of smaller
 * numbers (RFC 7748, section 5). */
static void
canonical_points(void)
{
	static const struct {
		uint8_t first, middle, last;
		const char *says;
	} rows[] = {
		{0xec, 0xff, 0x7f, "is a point of low order"},
		{0xed, 0xff, 0x7f, "is a point that is not in canonical form"},
		{0xff, 0xff, 0x7f, "is a point that is not in canonical form"},
		{0x09, 0x00, 0x80, "is a point that is not in canonical form"},
		{0xff, 0xfe, 0x7f, NULL},
		{0x09, 0x00, 0x00, NULL},
	};
	struct age_recipient other;
	char text[AGE_RECIPIENT_TEXT_BYTES];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		memset(other.point, rows[i].middle, sizeof other.point);
		other.point[0] = rows[i].first;
		other.point[31] = rows[i].last;
		age_recipient_to_text(text, &other);
		if (rows[i].says == NULL)
			check_good(from_text(&other, text));
		else
			check_says(from_text(&other, text), rows[i].says);
	}
}

static void
there_and_back(void)
{
	static const size_t sizes[] = {0, 1, 15, 64, 4000, AGE_PLAIN_MOST_BYTES};
	static uint8_t data[AGE_PLAIN_MOST_BYTES];

	randombytes_buf(data, sizeof data);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		age_seal(sealed, data, sizes[i], &recipient);
		check_good(open_sealed(age_sealed_bytes(sizes[i])));
		check(plain_size == sizes[i] && memcmp(plain, data, sizes[i]) == 0);
		check(plain[plain_size] == 0xa5);
		check(age_open(plain, sizes[i], &plain_size, sealed, age_sealed_bytes(sizes[i]),
			       identity) == NULL);
	}
}

static void
seal_a_word(void)
{
	age_seal(sealed, "word", 4, &recipient);
}

/* What the stanza of `sealed` hides, in keys->file. */
static void
unwrap(struct age_keys *keys)
{
	uint8_t share[32], body[32];
	size_t size;

	check_good(text_from_base64(share, 32, &size, (char *)sealed + 32, 43,
				    TEXT_BASE64_NO_PADDING));
	check_good(
		text_from_base64(body, 32, &size, (char *)sealed + 76, 43, TEXT_BASE64_NO_PADDING));
	check(age_keys_set_wrap(keys, identity->scalar, share, share, recipient.point));
	check(crypto_aead_chacha20poly1305_ietf_decrypt(keys->file, NULL, NULL, body, 32, NULL, 0,
							(const uint8_t[12]){0}, keys->wrap) == 0);
}

static void
nothing_is_used_twice(void)
{
	struct age_keys *one = secret_new(sizeof *one), *other = secret_new(sizeof *other);
	uint8_t first[AGE_OVERHEAD_BYTES + 4];

	seal_a_word();
	memcpy(first, sealed, sizeof first);
	unwrap(one);
	seal_a_word();
	unwrap(other);
	check(memcmp(one->file, other->file, sizeof one->file) != 0);
	secret_drop(one);
	secret_drop(other);
	check(memcmp(first + 32, sealed + 32, 43) != 0);   /* share */
	check(memcmp(first + 76, sealed + 76, 43) != 0);   /* file key */
	check(memcmp(first + 124, sealed + 124, 43) != 0); /* MAC */
	check(memcmp(first + 168, sealed + 168, 16) != 0); /* nonce */
	check(memcmp(first + 184, sealed + 184, 4) != 0);  /* chunk */
}

/* Each byte counts: nothing opens once one is changed, missing or added. */
static void
every_byte_counts(void)
{
	size_t whole = age_sealed_bytes(4), opened = 0, left = 0;

	seal_a_word();
	for (size_t i = 0; i < whole; i++) {
		for (int bit = 0; bit < 8; bit++) {
			sealed[i] ^= (uint8_t)(1 << bit);
			opened += open_sealed(whole) == NULL;
			left += !nothing_left();
			sealed[i] ^= (uint8_t)(1 << bit);
		}
	}
	for (size_t size = 0; size < whole; size++) {
		opened += open_sealed(size) == NULL;
		left += !nothing_left();
	}
	check(opened == 0);
	check(left == 0);
	check_says(open_sealed(whole + 1),
		   "has a payload that was changed, or is not one whole chunk");
	check_good(open_sealed(whole));
}

static void
overwrite(size_t at, const char *text)
{
	seal_a_word();
	memcpy(sealed + at, text, strlen(text));
}

static void
refused_forms(void)
{
	static const char bad_body[] =
		"has a stanza whose body is not one line of canonical base64";
	static const char bad_mac[] = "has no MAC line in canonical form after its one stanza";
	static const char bad_stanza[] =
		"does not begin with a stanza for X25519 in canonical form";
	size_t whole = age_sealed_bytes(4);

	check_says(open_sealed(0), "does not begin with the version line of age v1");
	overwrite(20, "2");
	check_says(open_sealed(whole), "does not begin with the version line of age v1");
	overwrite(20, "1\r");
	check_says(open_sealed(whole), "does not begin with the version line of age v1");
	overwrite(22, "-> scrypt ");
	check_says(open_sealed(whole), bad_stanza);
	overwrite(74, "B"); /* the last of 43 characters has two bits that are zero */
	check_says(open_sealed(whole), bad_stanza);
	overwrite(75, " ");
	check_says(open_sealed(whole), bad_stanza);
	check_says(open_sealed(40), bad_stanza);
	overwrite(118, "B");
	check_says(open_sealed(whole), bad_body);
	overwrite(118, "=");
	check_says(open_sealed(whole), bad_body);
	overwrite(118, "\n");
	check_says(open_sealed(whole), bad_body);
	overwrite(120, "-> X25519");
	check_says(open_sealed(whole), bad_mac);
	overwrite(166, "B");
	check_says(open_sealed(whole), bad_mac);
	overwrite(167, "\r");
	check_says(open_sealed(whole), bad_mac);
	check(nothing_left());
}

/* In form, but not what was sealed. */
static void
refused_values(void)
{
	static const char zeros[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	size_t whole = age_sealed_bytes(4);

	overwrite(32, zeros);
	check_says(open_sealed(whole), "has an ephemeral share of low order");
	overwrite(76, zeros);
	check_says(open_sealed(whole), "is sealed to another recipient, or its stanza was changed");
	overwrite(124, zeros);
	check_says(open_sealed(whole), "has a MAC that does not match its header");
	check(nothing_left());
	seal_a_word();
	sealed[168] ^= 1;
	check_says(open_sealed(whole), "has a payload that was changed, or is not one whole chunk");
	seal_a_word();
	identity->scalar[5] ^= 1;
	check_says(open_sealed(whole), "is sealed to another recipient, or its stanza was changed");
	identity->scalar[5] ^= 1;
	check_good(open_sealed(whole));
}

static void
refused_sizes(void)
{
	seal_a_word();
	check_says(open_sealed(168 + 15), "ends too early");
	check_says(open_sealed(AGE_OVERHEAD_BYTES - 1), "ends too early");
	check_says(open_sealed(AGE_OVERHEAD_BYTES),
		   "has a payload that was changed, or is not one whole chunk");
	check_says(open_sealed(age_sealed_bytes(AGE_PLAIN_MOST_BYTES) + 1),
		   "is longer than one chunk");
	check(nothing_left());
	seal_a_word();
	memset(plain, 0xa5, ROOM_BYTES);
	check_says(age_open(plain, 3, &plain_size, sealed, age_sealed_bytes(4), identity),
		   "holds more than there is room for");
	check(plain_size == 0 && sodium_is_zero(plain, 3) && plain[3] == 0xa5);
}

/* A child's exit status, its standard error thrown away. */
static int
status_of_seal(size_t size, const struct age_recipient *to)
{
	static uint8_t room[AGE_PLAIN_MOST_BYTES + 1];
	pid_t child;
	int status = -1;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		dup2(open("/dev/null", O_WRONLY), 2);
		age_seal(sealed, room, size, to);
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
deaths(void)
{
	static const struct age_recipient zero;

	check(status_of_seal(AGE_PLAIN_MOST_BYTES, &recipient) == 0);
	check(status_of_seal(AGE_PLAIN_MOST_BYTES + 1, &recipient) == 3);
	check(status_of_seal(4, &zero) == 3);
}

int
main(void)
{
	secret_begin();
	identity = secret_new(sizeof *identity);
	plain = secret_new(ROOM_BYTES);
	known_recipient();
	refused_recipients();
	canonical_points();
	there_and_back();
	nothing_is_used_twice();
	every_byte_counts();
	refused_forms();
	refused_values();
	refused_sizes();
	deaths();
	return test_end();
}
