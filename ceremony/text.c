#include "text.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <sodium.h>

#include "ceremony/process.h"

static int
sodium_variant(enum text_base64 variant)
{
	switch (variant) {
	case TEXT_BASE64:
		return sodium_base64_VARIANT_ORIGINAL;
	case TEXT_BASE64_NO_PADDING:
		return sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
	case TEXT_BASE64URL:
		break;
	}
	return sodium_base64_VARIANT_URLSAFE_NO_PADDING;
}

size_t
text_base64_length(size_t size, enum text_base64 variant)
{
	return sodium_base64_encoded_len(size, sodium_variant(variant)) - 1;
}

void
text_to_base64(char *out, const uint8_t *data, size_t size, enum text_base64 variant)
{
	sodium_bin2base64(out, text_base64_length(size, variant) + 1, data, size,
			  sodium_variant(variant));
}

/* sodium_base642bin refuses foreign characters, wrong padding and trailing bits when no end
 * pointer is given; but 1.0.18 takes bytes from 0x80 upward for '/'. */
const char *
text_from_base64(uint8_t *out, size_t capacity, size_t *size, const char *text, size_t length,
		 enum text_base64 variant)
{
	*size = 0;
	if (length == 0)
		return NULL;
	if (!text_is_ascii(text, length) ||
	    sodium_base642bin(out, capacity, text, length, NULL, size, NULL,
			      sodium_variant(variant)) != 0) {
		*size = 0;
		return "is not canonical base64 of the wanted kind and size";
	}
	return NULL;
}

void
text_to_hex(char *out, const uint8_t *data, size_t size)
{
	sodium_bin2hex(out, 2 * size + 1, data, size);
}

const char *
text_from_hex(uint8_t *out, size_t size, const char *text, size_t length)
{
	size_t got = 0;

	if (length != 2 * size)
		return "has the wrong number of hexadecimal digits";
	if (!text_is_all(text, length, "0123456789abcdef"))
		return "is not lower-case hexadecimal";
	if (sodium_hex2bin(out, size, text, length, NULL, &got, NULL) != 0 || got != size)
		return "is not hexadecimal";
	return NULL;
}

bool
text_is_ascii(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < 0x20 || text[i] > 0x7e)
			return false;
	return true;
}

bool
text_is_all(const char *text, size_t length, const char *allowed)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] == '\0' || strchr(allowed, text[i]) == NULL)
			return false;
	return true;
}

/* One code point of well-formed UTF-8 (RFC 3629, section 4). Returns its length, 0 when malformed. */
static size_t
decode_utf8(uint32_t *point, const uint8_t *at, size_t left)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length = at[0] < 0x80   ? 1
			: at[0] < 0xc2 ? 0
			: at[0] < 0xe0 ? 2
			: at[0] < 0xf0 ? 3
			: at[0] < 0xf5 ? 4
				       : 0;

	if (length == 0 || length > left)
		return 0;
	*point = length == 1 ? at[0] : at[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		*point = *point << 6 | (at[i] & 0x3fu);
	}
	if (*point < least[length] || *point > 0x10ffff || (*point >= 0xd800 && *point <= 0xdfff))
		return 0;
	return length;
}

/* Characters that a reader cannot see, or that move what he sees (Unicode 15, general
 * categories Cc, Cf, Zl, Zp, Zs but U+0020, Co, and the noncharacters). */
static const struct {
	uint32_t first, last;
} invisible[] = {
	{0x0000, 0x001f},   {0x007f, 0x00a0},   {0x00ad, 0x00ad},   {0x034f, 0x034f},
	{0x0600, 0x0605},   {0x061c, 0x061c},   {0x06dd, 0x06dd},   {0x070f, 0x070f},
	{0x0890, 0x0891},   {0x08e2, 0x08e2},   {0x115f, 0x1160},   {0x1680, 0x1680},
	{0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x2000, 0x200f},   {0x2028, 0x202f},
	{0x205f, 0x206f},   {0x2800, 0x2800},   {0x3000, 0x3000},   {0x3164, 0x3164},
	{0xe000, 0xf8ff},   {0xfdd0, 0xfdef},   {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},
	{0xffa0, 0xffa0},   {0xfff0, 0xffff},   {0x110bd, 0x110bd}, {0x110cd, 0x110cd},
	{0x13430, 0x1345f}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0x10ffff},
};

static bool
is_invisible(uint32_t point)
{
	for (size_t i = 0; i < sizeof invisible / sizeof invisible[0]; i++)
		if (point >= invisible[i].first && point <= invisible[i].last)
			return true;
	return (point & 0xfffe) == 0xfffe;
}

const char *
text_check_people(const char *text, size_t length)
{
	const uint8_t *at = (const uint8_t *)text;

	if (length == 0)
		return "is empty";
	if (text[0] == ' ' || text[length - 1] == ' ')
		return "begins or ends with a space";
	for (size_t i = 0; i < length;) {
		uint32_t point = 0;
		size_t size = decode_utf8(&point, at + i, length - i);

		if (size == 0)
			return "is not UTF-8";
		if (is_invisible(point))
			return "has a control, direction or invisible character";
		if (point == ' ' && text[i + 1] == ' ')
			return "has two spaces in a row";
		i += size;
	}
	return NULL;
}

bool
text_list_has(const char *list, char separator, const char *item)
{
	const char ends[] = {separator, '\0'};
	size_t length = strlen(item);

	while (*list != '\0') {
		size_t one = strcspn(list, ends);

		if (one == length && memcmp(list, item, length) == 0)
			return true;
		list += one + (list[one] == separator);
	}
	return false;
}

const char *
text_to_number(uint64_t *number, const char *text, size_t length, uint64_t most)
{
	*number = 0;
	if (length == 0 || !text_is_all(text, length, "0123456789"))
		return "is not a number";
	if (length > 1 && text[0] == '0')
		return "has a leading zero";
	for (size_t i = 0; i < length; i++) {
		uint64_t digit = (uint64_t)(text[i] - '0');

		if (digit > most || *number > (most - digit) / 10)
			return "is too large";
		*number = *number * 10 + digit;
	}
	return NULL;
}

unsigned
text_number(const char *text)
{
	uint64_t number;

	if (text_to_number(&number, text, strlen(text), UINT32_MAX) != NULL)
		die("'%s' is no number, and a grammar let it through", text);
	return (unsigned)number;
}

void
text_to_time(char out[TEXT_TIME_BYTES], int64_t seconds)
{
	time_t time = (time_t)seconds;
	struct tm parts;

	if (gmtime_r(&time, &parts) == NULL ||
	    strftime(out, TEXT_TIME_BYTES, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
		strcpy(out, "0000-00-00T00:00:00Z");
}

/* Read by position and written back: only the one form comes back the same. */
const char *
text_from_time(int64_t *seconds, const char *text, size_t length)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
	int digits[14] = {0};
	char again[TEXT_TIME_BYTES];
	size_t count = 0;

	*seconds = 0;
	if (length != TEXT_TIME_BYTES - 1)
		return "is not a time like 2026-11-21T23:40:12Z";
	for (size_t i = 0; i < length; i++) {
		if (form[i] == 'd' && text[i] >= '0' && text[i] <= '9')
			digits[count++] = text[i] - '0';
		else if (form[i] == 'd' || form[i] != text[i])
			return "is not a time like 2026-11-21T23:40:12Z";
	}
	struct tm parts = {
		.tm_year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3] - 1900,
		.tm_mon = digits[4] * 10 + digits[5] - 1,
		.tm_mday = digits[6] * 10 + digits[7],
		.tm_hour = digits[8] * 10 + digits[9],
		.tm_min = digits[10] * 10 + digits[11],
		.tm_sec = digits[12] * 10 + digits[13],
	};
	*seconds = (int64_t)timegm(&parts);
	text_to_time(again, *seconds);
	return memcmp(again, text, length) == 0 ? NULL : "is not a time that exists";
}
