#include "usage_json_string.h"

#include <stddef.h>
#include <string.h>

#include "verify/usage_json.h"

#define EACH(byte) (0x0101010101010101u * (byte))

/* The high bit of each byte that is a quote, a backslash, a control character or not ASCII; of bytes behind the first such one it may be
 * set in error (Anderson, Bit Twiddling Hacks, "Determine if a word has a byte less than n"). */
static uint64_t
special(uint64_t word)
{
	uint64_t quote = word ^ EACH('"'), backslash = word ^ EACH('\\');

	return (((quote - EACH(1)) & ~quote) | ((backslash - EACH(1)) & ~backslash) |
		((word - EACH(0x20)) & ~word) | word) &
	       EACH(0x80);
}

static const uint8_t *
skip_plain(const uint8_t *at, const uint8_t *end)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	while (end - at >= 8) {
		uint64_t word, found;

		memcpy(&word, at, sizeof word);
		found = special(word);
		if (found != 0)
			return at + __builtin_ctzll(found) / 8;
		at += 8;
	}
#endif
	while (at < end && *at >= 0x20 && *at < 0x80 && *at != '"' && *at != '\\')
		at++;
	return at;
}

static int
hex_value(uint8_t digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	digit |= 0x20;
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* Four digits, or -1. */
static int32_t
unit_at(const uint8_t *at, const uint8_t *end)
{
	int32_t unit = 0;

	if (end - at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_value(at[i]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static bool
is_low_surrogate(int32_t unit)
{
	return unit >= 0xdc00 && unit <= 0xdfff;
}

/* From the backslash to behind the escape; sets the character. NULL when it is malformed. */
static const uint8_t *
skip_escape(const uint8_t *at, const uint8_t *end, int32_t *character)
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *letter;
	int32_t low;

	if (end - at < 2)
		return NULL;
	if (at[1] != 'u') {
		letter = at[1] == '\0' ? NULL : strchr(letters, at[1]);
		if (letter == NULL)
			return NULL;
		*character = meanings[letter - letters];
		return at + 2;
	}
	*character = unit_at(at + 2, end);
	if (*character <= 0 || is_low_surrogate(*character))
		return NULL;
	if (*character < 0xd800 || *character > 0xdbff)
		return at + 6;
	if (end - at < 12 || at[6] != '\\' || at[7] != 'u')
		return NULL;
	low = unit_at(at + 8, end);
	if (!is_low_surrogate(low))
		return NULL;
	*character = 0x10000 + ((*character - 0xd800) << 10) + (low - 0xdc00);
	return at + 12;
}

static bool
is_between(uint8_t byte, uint8_t least, uint8_t most)
{
	return byte >= least && byte <= most;
}

/* RFC 3629, section 4. NULL when it is malformed. */
static const uint8_t *
skip_utf8(const uint8_t *at, const uint8_t *end)
{
	size_t size = *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : 4;
	uint8_t least = *at == 0xe0 ? 0xa0 : *at == 0xf0 ? 0x90 : 0x80;
	uint8_t most = *at == 0xed ? 0x9f : *at == 0xf4 ? 0x8f : 0xbf;

	if (*at < 0xc2 || *at > 0xf4 || (size_t)(end - at) < size ||
	    !is_between(at[1], least, most))
		return NULL;
	for (size_t i = 2; i < size; i++)
		if (!is_between(at[i], 0x80, 0xbf))
			return NULL;
	return at + size;
}

const uint8_t *
usage_json_string_end(const uint8_t *at, const uint8_t *end, bool *escaped)
{
	int32_t character;

	for (;;) {
		at = skip_plain(at, end);
		if (at == end || *at < 0x20)
			return NULL;
		if (*at == '"')
			return at;
		if (*at == '\\') {
			*escaped = true;
			at = skip_escape(at, end, &character);
		} else {
			at = skip_utf8(at, end);
		}
		if (at == NULL)
			return NULL;
	}
}

static size_t
put_utf8(uint8_t *out, int32_t character)
{
	if (character < 0x80) {
		out[0] = (uint8_t)character;
		return 1;
	}
	if (character < 0x800) {
		out[0] = (uint8_t)(0xc0 | character >> 6);
		out[1] = (uint8_t)(0x80 | (character & 0x3f));
		return 2;
	}
	if (character < 0x10000) {
		out[0] = (uint8_t)(0xe0 | character >> 12);
		out[1] = (uint8_t)(0x80 | (character >> 6 & 0x3f));
		out[2] = (uint8_t)(0x80 | (character & 0x3f));
		return 3;
	}
	out[0] = (uint8_t)(0xf0 | character >> 18);
	out[1] = (uint8_t)(0x80 | (character >> 12 & 0x3f));
	out[2] = (uint8_t)(0x80 | (character >> 6 & 0x3f));
	out[3] = (uint8_t)(0x80 | (character & 0x3f));
	return 4;
}

size_t
usage_json_text(uint8_t *out, const struct usage_json_value *value)
{
	const uint8_t *at = value->at, *end = value->at + value->size;
	uint8_t *to = out;
	int32_t character;

	while (at < end) {
		if (*at != '\\') {
			*to++ = *at++;
			continue;
		}
		at = skip_escape(at, end, &character);
		if (at == NULL)
			break;
		to += put_utf8(to, character);
	}
	return (size_t)(to - out);
}
