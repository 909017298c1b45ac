#include "der.h"

/* X.690, section 10.1: the length in its shortest form. */
static bool
take_length(struct cursor *from, size_t *length)
{
	const uint8_t *first = cursor_take(from, 1);
	const uint8_t *rest;

	if (first == NULL || *first > 0x82 || *first == 0x80)
		return false;
	*length = *first;
	if (*first < 0x80)
		return true;
	rest = cursor_take(from, *first & 0x7f);
	if (rest == NULL)
		return false;
	*length = *first == 0x81 ? rest[0] : (size_t)rest[0] << 8 | rest[1];
	return *length >= (*first == 0x81 ? 0x80 : 0x100);
}

bool
der_take(struct cursor *from, enum der_tag tag, struct cursor *contents)
{
	struct cursor ahead = *from;
	const uint8_t *found = cursor_take(&ahead, 1);
	size_t length = 0;

	if (found == NULL || *found != tag || !take_length(&ahead, &length))
		return false;
	if (!cursor_split(&ahead, length, contents))
		return false;
	*from = ahead;
	return true;
}

/* X.690, section 8.3.2: the first nine bits are neither all zeros nor all ones. */
bool
der_take_number(struct cursor *from, struct cursor *magnitude)
{
	struct cursor ahead = *from;
	struct cursor number;

	if (!der_take(&ahead, DER_INTEGER, &number) || cursor_left(&number) == 0 ||
	    number.at[0] >= 0x80)
		return false;
	if (cursor_left(&number) > 1 && number.at[0] == 0) {
		number.at++;
		if (number.at[0] < 0x80)
			return false;
	}
	*magnitude = number;
	*from = ahead;
	return true;
}

size_t
der_whole_bytes(size_t contents)
{
	return contents + (contents < 0x80 ? 2 : contents < 0x100 ? 3 : 4);
}

uint8_t *
der_put_header(uint8_t *out, enum der_tag tag, size_t contents)
{
	*out++ = (uint8_t)tag;
	if (contents >= 0x80)
		*out++ = contents < 0x100 ? 0x81 : 0x82;
	if (contents >= 0x100)
		*out++ = (uint8_t)(contents >> 8);
	*out++ = (uint8_t)contents;
	return out;
}
