/*
 * A cursor over bytes from outside. Lengths are compared by subtraction, nothing is read past
 * the end, and a short input is an answer, not a crash.
 */
#ifndef CEREMONY_CURSOR_H
#define CEREMONY_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct cursor {
	const uint8_t *at;
	const uint8_t *end;
};

static inline struct cursor
cursor_over(const void *data, size_t size)
{
	const uint8_t *bytes = data;

	return (struct cursor){bytes, bytes + size};
}

/* Bytes not yet taken. */
static inline size_t
cursor_left(const struct cursor *cursor)
{
	return (size_t)(cursor->end - cursor->at);
}

/* The next `size` bytes, or NULL when fewer are left; then nothing is taken. */
static inline const uint8_t *
cursor_take(struct cursor *cursor, size_t size)
{
	const uint8_t *taken = cursor->at;

	if (cursor_left(cursor) < size)
		return NULL;
	cursor->at += size;
	return taken;
}

/* Takes `size` bytes into `part`. False, and nothing taken, when fewer are left. */
static inline bool
cursor_split(struct cursor *cursor, size_t size, struct cursor *part)
{
	const uint8_t *taken = cursor_take(cursor, size);

	if (taken == NULL)
		return false;
	*part = cursor_over(taken, size);
	return true;
}

/* Takes `text` (without its NUL) when the next bytes are just that. */
static inline bool
cursor_skip_text(struct cursor *cursor, const char *text)
{
	size_t size = strlen(text);

	if (cursor_left(cursor) < size || memcmp(cursor->at, text, size) != 0)
		return false;
	cursor->at += size;
	return true;
}

/* Takes a line and its '\n'; `line` is without it. False when no '\n' is left. */
static inline bool
cursor_take_line(struct cursor *cursor, struct cursor *line)
{
	const uint8_t *newline =
		cursor->at == cursor->end ? NULL : memchr(cursor->at, '\n', cursor_left(cursor));

	if (newline == NULL)
		return false;
	*line = (struct cursor){cursor->at, newline};
	cursor->at = newline + 1;
	return true;
}

#endif
