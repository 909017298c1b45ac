/*
 * A transcript that is read is written back line by line, by transcript_line from its facts, as the
 * same bytes; what a power cut left of a line is what is behind them.
 *
 * Each input is tried as it is, and once more with the digests of its chain put right, so that what
 * lies behind that check is reached.
 */
#include <stdbool.h>
#include <stdlib.h>

#include "ceremony/cursor.h"
#include "ceremony/secret.h"
#include "ceremony/transcript.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS_BEFORE_DIGEST = 5 };

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
write_back(const struct transcript *transcript, const uint8_t *data, size_t size)
{
	struct cursor cursor = cursor_over(data, size), first;
	struct transcript before = {.count = 0};

	must(cursor_split(&cursor, strlen(TRANSCRIPT_HEADER), &first));
	must(memcmp(first.at, TRANSCRIPT_HEADER, cursor_left(&first)) == 0);
	before.last = digest_of(first.at, cursor_left(&first));
	for (size_t i = 0; i < transcript->count; i++) {
		char line[TRANSCRIPT_LINE_MOST_BYTES];

		must(transcript_line(line, &before, &transcript->facts[i]) == NULL);
		must(cursor_skip_text(&cursor, line));
		must(transcript->facts[i].sequence == i + 1);
		before.last = digest_of(line, strlen(line));
		before.count++;
	}
	must(digest_equal(&before.last, &transcript->last));
	must(cursor_left(&cursor) == transcript->torn_bytes);
	must(size - transcript->torn_bytes == transcript->whole_bytes);
	must(memchr(cursor.at, '\n', cursor_left(&cursor)) == NULL);
}

static void
try(const uint8_t *data, size_t size)
{
	struct transcript transcript;
	unsigned long line;

	if (transcript_read(&transcript, data, size, &line) == NULL)
		write_back(&transcript, data, size);
	must(line <= size);
	transcript_free(&transcript);
}

/* The place of a line's digest, or NULL when the line has no room for one. */
static uint8_t *
digest_place(uint8_t *line, size_t length)
{
	size_t words = 0, at = 0;

	while (at < length && words < WORDS_BEFORE_DIGEST)
		words += line[at++] == ' ';
	return words == WORDS_BEFORE_DIGEST && length - at >= DIGEST_TEXT_BYTES ? line + at : NULL;
}

static void
mend_chain(uint8_t *data, size_t size)
{
	struct cursor cursor = cursor_over(data, size), line;
	struct digest before = {{0}};

	for (bool first = true; cursor_take_line(&cursor, &line); first = false) {
		uint8_t *start = data + (line.at - data);
		uint8_t *place = first ? NULL : digest_place(start, cursor_left(&line));
		char digits[DIGEST_TEXT_BYTES];

		digest_to_text(digits, &before);
		if (place != NULL)
			memcpy(place, digits, DIGEST_TEXT_BYTES - 1);
		before = digest_of(start, cursor_left(&line) + 1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool begun;
	uint8_t *mended = malloc(size + 1);

	if (!begun)
		secret_begin();
	begun = true;
	must(mended != NULL);
	memcpy(mended, data, size);
	try(data, size);
	mend_chain(mended, size);
	try(mended, size);
	free(mended);
	return 0;
}
