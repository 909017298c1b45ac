/*
 * A record, written again line by line from what was read.
 */
#ifndef TESTS_FUZZ_WRITE_BACK_H
#define TESTS_FUZZ_WRITE_BACK_H

#include <stdio.h>
#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/record.h"

/* The lines of `record` are these bytes, all of them. */
static inline bool
write_back_is(const struct record *record, const uint8_t *bytes, size_t size)
{
	struct cursor data = cursor_over(bytes, size);
	char header[64];

	snprintf(header, sizeof header, "claviger %s %u\n", record->schema->kind,
		 record->schema->version);
	if (!cursor_skip_text(&data, header))
		return false;
	for (size_t i = 0; i < record->count; i++) {
		const struct record_line *line = &record->lines[i];

		if (line->inner && !cursor_skip_text(&data, "  "))
			return false;
		if (!cursor_skip_text(&data, line->field->name) || !cursor_skip_text(&data, " ") ||
		    !cursor_skip_text(&data, line->value) || !cursor_skip_text(&data, "\n"))
			return false;
	}
	return cursor_left(&data) == 0;
}

#endif
