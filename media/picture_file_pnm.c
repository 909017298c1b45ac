#include "picture_file.h"

#include "ceremony/cursor.h"

static const char damaged[] = "is a PNM picture that is damaged or cut off";

static bool
is_space(uint8_t byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* White space and comments, then a number of at most 5 digits. */
static bool
take_number(struct cursor *cursor, uint64_t *number)
{
	size_t digits = 0;

	while (cursor_left(cursor) > 0 && (is_space(*cursor->at) || *cursor->at == '#')) {
		if (*cursor->at == '#')
			while (cursor_left(cursor) > 0 && *cursor->at != '\n')
				cursor->at++;
		else
			cursor->at++;
	}
	for (*number = 0; cursor_left(cursor) > 0 && *cursor->at >= '0' && *cursor->at <= '9';
	     digits++)
		*number = digits < 5 ? *number * 10 + (uint64_t)(*cursor->at++ - '0')
				     : (cursor->at++, UINT32_MAX);
	return digits > 0;
}

static void
from_bits(struct picture *picture, const uint8_t *rows)
{
	size_t stride = (picture->width + 7u) / 8;

	for (size_t y = 0; y < picture->height; y++)
		for (size_t x = 0; x < picture->width; x++)
			picture->grey[y * picture->width + x] =
				rows[y * stride + x / 8] >> (7 - x % 8) & 1 ? 0 : 255;
}

/* Rec. 601, as JPEG has it. */
static void
from_colours(struct picture *picture, const uint8_t *rows)
{
	for (size_t i = 0; i < (size_t)picture->width * picture->height; i++)
		picture->grey[i] = (uint8_t)((rows[3 * i] * 299 + rows[3 * i + 1] * 587 +
					      rows[3 * i + 2] * 114) /
					     1000);
}

const char *
picture_file_pnm(struct picture *picture, const uint8_t *data, size_t size)
{
	struct cursor cursor = cursor_over(data + 2, size - 2);
	const uint8_t kind = data[1], *rows;
	uint64_t width, height, most = 255;
	const char *answer;
	size_t wanted;

	if (!take_number(&cursor, &width) || !take_number(&cursor, &height) ||
	    (kind != '4' && !take_number(&cursor, &most)))
		return damaged;
	if (most != 255)
		return "is a PNM picture of other than 8 bits a sample";
	answer = picture_file_begin(picture, width, height);
	if (answer != NULL)
		return answer;
	wanted = kind == '4' ? (picture->width + 7u) / 8 * (size_t)picture->height
			     : (size_t)picture->width * picture->height * (kind == '6' ? 3 : 1);
	if (cursor_left(&cursor) < 1 || !is_space(*cursor.at++) || cursor_left(&cursor) < wanted)
		return damaged;
	rows = cursor.at;
	if (kind == '4')
		from_bits(picture, rows);
	else if (kind == '6')
		from_colours(picture, rows);
	else
		memcpy(picture->grey, rows, wanted);
	return NULL;
}
