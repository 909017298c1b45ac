#include "bech32.h"

#include <stdbool.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/selftest.h"

enum { CHECKSUM_CHARACTERS = 6 };

static const char characters[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static char
to_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static char
to_upper(char c)
{
	return (char)(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
}

static bool
has_upper(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (to_lower(text[i]) != text[i])
			return true;
	return false;
}

static bool
has_lower(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (to_upper(text[i]) != text[i])
			return true;
	return false;
}

/* One value more into the checksum (BIP-173, "Checksum"). */
static uint32_t
checksum_add(uint32_t sum, uint32_t value)
{
	static const uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
					     0x2a1462b3};
	uint32_t top = sum >> 25;

	sum = (sum & 0x1ffffff) << 5 ^ value;
	for (size_t i = 0; i < 5; i++)
		sum ^= (top >> i & 1) * generator[i];
	return sum;
}

static uint32_t
checksum_begin(const char *hrp)
{
	uint32_t sum = 1;

	for (const char *p = hrp; *p != '\0'; p++)
		sum = checksum_add(sum, (uint32_t)to_lower(*p) >> 5);
	sum = checksum_add(sum, 0);
	for (const char *p = hrp; *p != '\0'; p++)
		sum = checksum_add(sum, (uint32_t)to_lower(*p) & 31);
	return sum;
}

/* Groups of five bits in `size` bytes; the last may reach beyond them. */
static size_t
group_count(size_t size)
{
	return (8 * size + 4) / 5;
}

static uint32_t
group_get(const uint8_t *data, size_t size, size_t group)
{
	size_t at = 5 * group / 8;
	uint32_t two = (uint32_t)data[at] << 8 | (at + 1 < size ? data[at + 1] : 0);

	return two >> (11 - 5 * group % 8) & 31;
}

/* False when bits that are not zero fall beyond the last byte. */
static bool
group_put(uint8_t *data, size_t size, size_t group, uint32_t value)
{
	size_t at = 5 * group / 8;
	uint32_t two = value << (11 - 5 * group % 8);

	data[at] |= (uint8_t)(two >> 8);
	if (at + 1 < size)
		data[at + 1] |= (uint8_t)(two & 0xff);
	return at + 1 < size || (two & 0xff) == 0;
}

size_t
bech32_length(const char *hrp, size_t size)
{
	return strlen(hrp) + 1 + group_count(size) + CHECKSUM_CHARACTERS;
}

void
bech32_encode(char *out, const char *hrp, const uint8_t *data, size_t size)
{
	bool upper = has_upper(hrp, strlen(hrp));
	uint32_t sum = checksum_begin(hrp);

	out = stpcpy(stpcpy(out, hrp), "1");
	for (size_t i = 0; i < group_count(size); i++) {
		uint32_t value = group_get(data, size, i);

		sum = checksum_add(sum, value);
		*out++ = upper ? to_upper(characters[value]) : characters[value];
	}
	for (size_t i = 0; i < CHECKSUM_CHARACTERS; i++)
		sum = checksum_add(sum, 0);
	for (size_t i = 0; i < CHECKSUM_CHARACTERS; i++) {
		char c = characters[(sum ^ 1) >> (25 - 5 * i) & 31];

		*out++ = upper ? to_upper(c) : c;
	}
	*out = '\0';
}

static const char *
check_text(const char *hrp, const char *text, size_t length, size_t want_length)
{
	size_t prefix = strlen(hrp);

	if (length != want_length)
		return "has the wrong length";
	if (has_upper(text, length) && has_lower(text, length))
		return "mixes upper and lower case";
	if (has_upper(hrp, prefix) ? has_lower(text, length) : has_upper(text, length))
		return "is in the wrong case";
	if (memcmp(text, hrp, prefix) != 0 || text[prefix] != '1')
		return "has another prefix";
	return NULL;
}

static const char *
decode_groups(uint8_t *data, size_t size, const char *hrp, const char *text)
{
	uint32_t sum = checksum_begin(hrp);
	bool fits = true;

	for (size_t i = 0; i < group_count(size) + CHECKSUM_CHARACTERS; i++) {
		const char *found = text[i] == '\0' ? NULL : strchr(characters, to_lower(text[i]));

		if (found == NULL)
			return "has a character that Bech32 does not use";
		sum = checksum_add(sum, (uint32_t)(found - characters));
		if (i < group_count(size))
			fits &= group_put(data, size, i, (uint32_t)(found - characters));
	}
	if (sum != 1)
		return "has a wrong checksum";
	return fits ? NULL : "has bits left over that are not zero";
}

const char *
bech32_decode(uint8_t *data, size_t size, const char *hrp, const char *text, size_t length)
{
	const char *problem = check_text(hrp, text, length, bech32_length(hrp, size));

	sodium_memzero(data, size);
	if (problem == NULL)
		problem = decode_groups(data, size, hrp, text + strlen(hrp) + 1);
	if (problem != NULL)
		sodium_memzero(data, size);
	return problem;
}

/* BIP-173, "Test vectors": the string of all the characters in order, and the upper-case one. */
static const char *
selftest_bech32(void)
{
	static const char ordered[] = "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw";
	static const uint8_t want[20] = {0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54,
					 0xb6, 0x35, 0xcf, 0x84, 0x65, 0x3a, 0x56,
					 0xd7, 0xc6, 0x75, 0xbe, 0x77, 0xdf};
	uint8_t data[20];
	char text[sizeof ordered];

	if (bech32_decode(data, sizeof data, "abcdef", ordered, sizeof ordered - 1) != NULL ||
	    memcmp(data, want, sizeof want) != 0)
		return "the string of BIP-173 is decoded wrongly";
	bech32_encode(text, "abcdef", want, sizeof want);
	if (strcmp(text, ordered) != 0)
		return "the string of BIP-173 is encoded wrongly";
	bech32_encode(text, "A", want, 0);
	return strcmp(text, "A12UEL5L") == 0
		       ? NULL
		       : "the upper-case string of BIP-173 is encoded wrongly";
}
SELFTEST(selftest_bech32);
