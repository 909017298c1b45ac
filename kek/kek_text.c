#include "kek_text.h"

#include <stdbool.h>
#include <string.h>

#include "ceremony/cursor.h"

size_t
kek_text_capacity(size_t size)
{
	/* Two bytes of UTF-16 become at most three of UTF-8. */
	return size + size / 2 + 1;
}

static size_t
put_utf8(uint8_t *out, uint32_t point)
{
	static const uint8_t lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;

	for (size_t i = length - 1; i > 0; i--) {
		out[i] = (uint8_t)(0x80 | (point & 0x3f));
		point >>= 6;
	}
	out[0] = (uint8_t)(lead[length] | point);
	return length;
}

static bool
take_unit(struct cursor *cursor, bool big_endian, uint32_t *unit)
{
	const uint8_t *pair = cursor_take(cursor, 2);

	if (pair == NULL)
		return false;
	*unit = big_endian ? (uint32_t)pair[0] << 8 | pair[1] : (uint32_t)pair[1] << 8 | pair[0];
	return true;
}

/* RFC 2781, section 2.2. */
static const char *
from_utf16(uint8_t *out, size_t *length, struct cursor text, bool big_endian)
{
	uint32_t unit, second;

	while (take_unit(&text, big_endian, &unit)) {
		if (unit >= 0xd800 && unit < 0xe000) {
			if (unit >= 0xdc00 || !take_unit(&text, big_endian, &second) ||
			    second < 0xdc00 || second > 0xdfff)
				return "is not UTF-16, though it begins so";
			unit = 0x10000 + ((unit & 0x3ff) << 10 | (second & 0x3ff));
		}
		*length += put_utf8(out + *length, unit);
	}
	return cursor_left(&text) == 0 ? NULL : "is not UTF-16, though it begins so";
}

const char *
kek_text_from(uint8_t *out, size_t *length, const uint8_t *data, size_t size)
{
	struct cursor text = cursor_over(data, size);

	*length = 0;
	if (cursor_skip_text(&text, "\xff\xfe"))
		return from_utf16(out, length, text, false);
	if (cursor_skip_text(&text, "\xfe\xff"))
		return from_utf16(out, length, text, true);
	(void)cursor_skip_text(&text, "\xef\xbb\xbf");
	*length = cursor_left(&text);
	memcpy(out, text.at, *length);
	return NULL;
}
