#include "frame.h"

#include <string.h>

#include "ceremony/cursor.h"
#include "media/base45.h"

enum {
	BYTES_MOST = FRAME_OVERHEAD_BYTES + FRAME_SHARE_MOST_BYTES,
	CRC_BYTES = 4,
	BASE45_MARK = 3, /* "CLV", which both alphabets begin with */
};

static const char modhex[] = "CBDEFGHIJKLNRTUV";

/* ISO 3309, as in zlib and PNG (RFC 2083, section 15). */
static uint32_t
crc32_of(const uint8_t *data, size_t size)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < size; i++) {
		crc ^= data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (0xedb88320 & (uint32_t) - (int32_t)(crc & 1));
	}
	return ~crc;
}

static void
put_number(uint8_t out[4], uint32_t number)
{
	for (int i = 0; i < 4; i++)
		out[i] = (uint8_t)(number >> (24 - 8 * i));
}

static uint32_t
get_number(const uint8_t in[4])
{
	return (uint32_t)in[0] << 24 | (uint32_t)in[1] << 16 | (uint32_t)in[2] << 8 | in[3];
}

size_t
frame_share_in(size_t characters, enum frame_alphabet alphabet)
{
	size_t mark = alphabet == FRAME_BASE45 ? strlen(FRAME_PROBE) : BASE45_MARK;
	size_t bytes;

	if (characters <= mark)
		return 0;
	characters -= mark;
	bytes = alphabet == FRAME_BASE45 ? characters / 3 * 2 + characters % 3 / 2 : characters / 2;
	if (bytes <= FRAME_OVERHEAD_BYTES)
		return 0;
	bytes -= FRAME_OVERHEAD_BYTES;
	return bytes < FRAME_SHARE_MOST_BYTES ? bytes : FRAME_SHARE_MOST_BYTES;
}

static size_t
to_bytes(uint8_t out[BYTES_MOST], const struct frame *frame)
{
	uint8_t *at = out;

	memcpy(at, frame->set, FRAME_SET_BYTES);
	at += FRAME_SET_BYTES;
	put_number(at, frame->size);
	at += 4;
	*at++ = (uint8_t)(frame->needed - 1);
	*at++ = (uint8_t)(frame->count - 1);
	*at++ = (uint8_t)frame->index;
	*at++ = 0;
	memcpy(at, frame->share, frame->share_size);
	at += frame->share_size;
	put_number(at, crc32_of(out, (size_t)(at - out)));
	return (size_t)(at - out) + CRC_BYTES;
}

size_t
frame_to_text(char out[FRAME_TEXT_MOST + 1], const struct frame *frame,
	      enum frame_alphabet alphabet)
{
	uint8_t bytes[BYTES_MOST] = {0};
	size_t size = to_bytes(bytes, frame);
	char *at = out + BASE45_MARK;

	if (alphabet == FRAME_BASE45) {
		memcpy(out, FRAME_PROBE, strlen(FRAME_PROBE));
		base45_encode(out + strlen(FRAME_PROBE), bytes, size);
		return strlen(FRAME_PROBE) + base45_length(size);
	}
	memcpy(out, FRAME_PROBE, BASE45_MARK);
	for (size_t i = 0; i < size; i++) {
		*at++ = modhex[bytes[i] >> 4];
		*at++ = modhex[bytes[i] & 15];
	}
	*at = '\0';
	return (size_t)(at - out);
}

static char
in_capitals(char letter)
{
	return letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
}

static const char *
from_modhex(uint8_t out[BYTES_MOST], size_t *size, const char *text, size_t length)
{
	if (length % 2 != 0)
		return "ends in the middle of a byte";
	if (length / 2 > BYTES_MOST)
		return "is too long";
	for (size_t i = 0; i < length; i++) {
		const char *digit = text[i] == '\0' ? NULL : strchr(modhex, text[i]);

		if (digit == NULL)
			return "has a character that modhex has not";
		out[i / 2] = (uint8_t)(i % 2 == 0 ? (digit - modhex) << 4
						  : out[i / 2] | (digit - modhex));
	}
	*size = length / 2;
	return NULL;
}

/* The text without its mark, in bytes. */
static const char *
decode(uint8_t out[BYTES_MOST], size_t *size, const char *text, size_t length)
{
	char capitals[FRAME_TEXT_MOST];
	size_t probe = strlen(FRAME_PROBE);

	if (length > sizeof capitals)
		return "is too long";
	for (size_t i = 0; i < length; i++)
		capitals[i] = in_capitals(text[i]);
	if (length < BASE45_MARK + 1 || memcmp(capitals, FRAME_PROBE, BASE45_MARK) != 0)
		return "is no frame";
	if (capitals[BASE45_MARK] != FRAME_PROBE[BASE45_MARK])
		return from_modhex(out, size, capitals + BASE45_MARK, length - BASE45_MARK);
	if (length < probe || memcmp(capitals, FRAME_PROBE, probe) != 0)
		return "is a frame that came through a wrong keyboard layout, or is damaged";
	return base45_decode(out, BYTES_MOST, size, capitals + probe, length - probe);
}

static const char *
check(const struct frame *frame, unsigned reserved)
{
	if (reserved != 0)
		return "is a frame of a form that this version does not know";
	if (frame->size == 0)
		return "is a frame of an empty file";
	if (frame->needed > frame->count || frame->index >= frame->count)
		return "is a frame with numbers that cannot be";
	if (frame->share_size != (frame->size + (uint64_t)frame->needed - 1) / frame->needed)
		return "is a frame whose share has another length than it says";
	return NULL;
}

static const char *
from_bytes(struct frame *frame, const uint8_t *bytes, size_t size)
{
	struct cursor cursor = cursor_over(bytes, size);
	const uint8_t *numbers;

	if (size < FRAME_OVERHEAD_BYTES)
		return "is too short for a frame";
	if (crc32_of(bytes, size - CRC_BYTES) != get_number(bytes + size - CRC_BYTES))
		return "is a frame with another checksum than it says";
	memcpy(frame->set, cursor_take(&cursor, FRAME_SET_BYTES), FRAME_SET_BYTES);
	frame->size = get_number(cursor_take(&cursor, 4));
	numbers = cursor_take(&cursor, 4);
	frame->needed = numbers[0] + 1u;
	frame->count = numbers[1] + 1u;
	frame->index = numbers[2];
	frame->share_size = cursor_left(&cursor) - CRC_BYTES;
	memcpy(frame->share, cursor.at, frame->share_size);
	return check(frame, numbers[3]);
}

const char *
frame_from_text(struct frame *frame, const char *text, size_t length)
{
	uint8_t bytes[BYTES_MOST];
	size_t size = 0;
	const char *answer = decode(bytes, &size, text, length);

	memset(frame, 0, sizeof *frame);
	if (answer == NULL)
		answer = from_bytes(frame, bytes, size);
	if (answer != NULL)
		memset(frame, 0, sizeof *frame);
	return answer;
}
