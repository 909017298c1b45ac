/* Frames: one known by heart, how much a symbol takes, both alphabets, every sentence. */
#include "tests/unit/test.h"

#include "media/base45.h"
#include "media/frame.h"

static struct frame sample, other;
static char text[FRAME_TEXT_MOST + 1];

/* 4 bytes of a file of 11, the second of 3 pieces, of 5 frames. */
static void
load(void)
{
	sample = (struct frame){.set = {1, 2, 3, 4, 5, 6, 7, 8},
				.size = 11,
				.needed = 3,
				.count = 5,
				.index = 1,
				.share_size = 4,
				.share = "abcd"};
}

static const char *
said(const char *line)
{
	static const struct frame zeros;
	const char *answer = frame_from_text(&other, line, strlen(line));

	check(answer == NULL || memcmp(&other, &zeros, sizeof zeros) == 0);
	return answer;
}

/* The frame as bytes, its checksum by zlib: zlib.crc32 of Python. */
static void
test_known(void)
{
	static const uint8_t bytes[] = {1, 2, 3, 4, 5,   6,   7,   8,   0,    0,    0,    11,
					2, 4, 1, 0, 'a', 'b', 'c', 'd', 0xd3, 0x40, 0x50, 0xc5};
	char wanted[FRAME_TEXT_MOST];
	size_t length;

	load();
	strcpy(wanted, FRAME_PROBE);
	base45_encode(wanted + strlen(wanted), bytes, sizeof bytes);
	length = frame_to_text(text, &sample, FRAME_BASE45);
	check(length == strlen(wanted) && strcmp(text, wanted) == 0);
	check_good(said(text));
	check(memcmp(&other, &sample, sizeof other) == 0);
	length = frame_to_text(text, &sample, FRAME_MODHEX);
	check(length == strlen(text) && length == 3 + 2 * sizeof bytes);
	check(strncmp(text, "CLVCBCDCECFCGCHCICJCCCCCCCN", 27) == 0);
	check_good(said(text));
	check(memcmp(&other, &sample, sizeof other) == 0);
	for (size_t i = 0; i < length; i++)
		text[i] = (char)(text[i] - 'A' + 'a');
	check_good(said(text));
	frame_to_text(text, &sample, FRAME_BASE45);
	for (char *at = text; *at != '\0'; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	check_good(said(text));
}

/* Version 25-M takes 1451 characters, 20-M 970 (ISO/IEC 18004, table 7). */
static void
test_share_in(void)
{
	load();
	sample.share_size = frame_share_in(1451, FRAME_BASE45);
	check(sample.share_size == 935);
	check(frame_to_text(text, &sample, FRAME_BASE45) <= 1451);
	sample.share_size++;
	check(frame_to_text(text, &sample, FRAME_BASE45) > 1451);
	sample.share_size = frame_share_in(970, FRAME_MODHEX);
	check(frame_to_text(text, &sample, FRAME_MODHEX) <= 970);
	sample.share_size++;
	check(frame_to_text(text, &sample, FRAME_MODHEX) > 970);
	check(frame_share_in(0, FRAME_BASE45) == 0 && frame_share_in(18, FRAME_BASE45) == 0);
	check(frame_share_in(48, FRAME_BASE45) == 0 && frame_share_in(50, FRAME_BASE45) == 1);
	check(frame_share_in(43, FRAME_MODHEX) == 0 && frame_share_in(45, FRAME_MODHEX) == 1);
	check(frame_share_in(100000, FRAME_BASE45) == FRAME_SHARE_MOST_BYTES);
	sample.share_size = frame_share_in(FRAME_TEXT_MOST, FRAME_BASE45);
	check(frame_to_text(text, &sample, FRAME_BASE45) <= FRAME_TEXT_MOST);
}

static const char *
said_of(struct frame frame)
{
	frame_to_text(text, &frame, FRAME_BASE45);
	return said(text);
}

static void
test_numbers(void)
{
	struct frame frame;

	load();
	frame = sample;
	frame.size = 0;
	check_says(said_of(frame), "is a frame of an empty file");
	frame = sample;
	frame.needed = 6;
	check_says(said_of(frame), "is a frame with numbers that cannot be");
	frame = sample;
	frame.index = 5;
	check_says(said_of(frame), "is a frame with numbers that cannot be");
	frame = sample;
	frame.share_size = 3;
	check_says(said_of(frame), "is a frame whose share has another length than it says");
	frame = sample;
	frame.size = 13;
	check_says(said_of(frame), "is a frame whose share has another length than it says");
	frame = sample;
	frame.size = 0xffffffff;
	check_says(said_of(frame), "is a frame whose share has another length than it says");
	frame = (struct frame){.size = 1, .needed = 1, .count = 256, .index = 255, .share_size = 1};
	check_good(said_of(frame));
	check(memcmp(&other, &frame, sizeof frame) == 0);
	frame = (struct frame){
		.size = 256, .needed = 256, .count = 256, .index = 7, .share_size = 1};
	check_good(said_of(frame));
	check(memcmp(&other, &frame, sizeof frame) == 0);
}

static void
test_texts(void)
{
	static const char layout[] =
		"is a frame that came through a wrong keyboard layout, or is damaged";
	char line[FRAME_TEXT_MOST + 2];

	load();
	check_says(said(""), "is no frame");
	check_says(said("CLV"), "is no frame");
	check_says(said("https://example.com"), "is no frame");
	check_says(said("CLV1"), layout);
	check_says(said("CLV1AQWMZY*+-./:$%0000"), layout);
	check_says(said(FRAME_PROBE), "is too short for a frame");
	check_says(said(FRAME_PROBE "0"), "ends in the middle of a byte");
	check_says(said(FRAME_PROBE "000,"), "ends in the middle of a byte");
	check_says(said(FRAME_PROBE "00,"), "has a character that base45 has not");
	check_says(said("CLVC"), "ends in the middle of a byte");
	check_says(said("CLVCA"), "has a character that modhex has not");
	check_says(said("CLVCC"), "is too short for a frame");
	memset(line, 'C', sizeof line);
	memcpy(line, "CLV", 3);
	check_says(frame_from_text(&other, line, FRAME_TEXT_MOST + 1), "is too long");
	frame_to_text(text, &sample, FRAME_BASE45);
	text[strlen(text) - 1] = text[strlen(text) - 1] == '0' ? '1' : '0';
	check_says(said(text), "is a frame with another checksum than it says");
}

/* Any one character that is changed is noticed. */
static void
test_changes(void)
{
	size_t length, noticed = 0;

	load();
	length = frame_to_text(text, &sample, FRAME_BASE45);
	for (size_t i = 0; i < length; i++) {
		char was = text[i];

		text[i] = was == 'X' ? 'Y' : 'X';
		noticed += frame_from_text(&other, text, length) != NULL;
		text[i] = was;
	}
	check(noticed == length);
}

/* A frame that says of itself that it is of a later form. */
static void
test_later_form(void)
{
	static const uint8_t bytes[] = {1, 2, 3, 4, 5,   6,   7,   8,   0,    0,    0,    11,
					2, 4, 1, 1, 'a', 'b', 'c', 'd', 0xee, 0x20, 0x79, 0x75};

	strcpy(text, FRAME_PROBE);
	base45_encode(text + strlen(text), bytes, sizeof bytes);
	check_says(said(text), "is a frame of a form that this version does not know");
}

int
main(void)
{
	secret_begin();
	test_known();
	test_share_in();
	test_numbers();
	test_texts();
	test_changes();
	test_later_form();
	return test_end();
}
