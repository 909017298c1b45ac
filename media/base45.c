#include "base45.h"

#include <string.h>

enum { BASE = 45 };

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

size_t
base45_length(size_t size)
{
	return size / 2 * 3 + size % 2 * 2;
}

void
base45_encode(char *out, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i += 2) {
		unsigned value = i + 1 < size ? data[i] * 256u + data[i + 1] : data[i];

		*out++ = alphabet[value % BASE];
		*out++ = alphabet[value / BASE % BASE];
		if (i + 1 < size)
			*out++ = alphabet[value / BASE / BASE];
	}
	*out = '\0';
}

/* The value of `count` characters, the lowest first; -1 for one that is none of ours. */
static int
value_of(const char *text, size_t count)
{
	int value = 0;

	for (size_t i = count; i > 0; i--) {
		const char *at = text[i - 1] == '\0' ? NULL : strchr(alphabet, text[i - 1]);

		if (at == NULL)
			return -1;
		value = value * BASE + (int)(at - alphabet);
	}
	return value;
}

static const char *
decode(uint8_t *out, size_t *size, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i += 3) {
		size_t count = length - i < 3 ? length - i : 3;
		int value = value_of(text + i, count);

		if (value < 0)
			return "has a character that base45 has not";
		if (value > (count == 3 ? 0xffff : 0xff))
			return "has characters that stand for no bytes";
		if (count == 3)
			out[(*size)++] = (uint8_t)(value >> 8);
		out[(*size)++] = (uint8_t)value;
	}
	return NULL;
}

const char *
base45_decode(uint8_t *out, size_t capacity, size_t *size, const char *text, size_t length)
{
	const char *answer;

	*size = 0;
	if (length % 3 == 1)
		return "ends in the middle of a byte";
	if (length / 3 * 2 + length % 3 / 2 > capacity)
		return "is too long";
	answer = decode(out, size, text, length);
	if (answer != NULL)
		*size = 0;
	return answer;
}
