#include "pem.h"

#include <stdbool.h>
#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/text.h"

enum { LINE_BYTES = 48, LINE_CHARACTERS = 64 };

static char *
put(char *at, const char *text)
{
	size_t length = strlen(text);

	memcpy(at, text, length + 1);
	return at + length;
}

static char *
put_boundary(char *at, const char *before, const char *label)
{
	return put(put(put(at, before), label), "-----\n");
}

static bool
skip_boundary(struct cursor *from, const char *before, const char *label)
{
	return cursor_skip_text(from, before) && cursor_skip_text(from, label) &&
	       cursor_skip_text(from, "-----\n");
}

size_t
pem_length(const char *label, size_t size)
{
	size_t lines = (size + LINE_BYTES - 1) / LINE_BYTES;

	return strlen("-----BEGIN -----\n-----END -----\n") + 2 * strlen(label) + lines +
	       text_base64_length(size, TEXT_BASE64);
}

void
pem_write(char *text, const char *label, const uint8_t *der, size_t size)
{
	char *at = put_boundary(text, "-----BEGIN ", label);

	while (size > 0) {
		size_t part = size < LINE_BYTES ? size : LINE_BYTES;

		text_to_base64(at, der, part, TEXT_BASE64);
		at = put(at + text_base64_length(part, TEXT_BASE64), "\n");
		der += part;
		size -= part;
	}
	put_boundary(at, "-----END ", label);
}

const char *
pem_read(uint8_t *der, size_t capacity, size_t *size, const char *label, const char *text,
	 size_t length)
{
	struct cursor from = cursor_over(text, length);
	struct cursor line;
	size_t part = LINE_BYTES;

	*size = 0;
	if (!skip_boundary(&from, "-----BEGIN ", label))
		return "does not begin with the PEM line of its kind";
	while (cursor_left(&from) > 0 && *from.at != '-') {
		if (part != LINE_BYTES || !cursor_take_line(&from, &line) ||
		    cursor_left(&line) > LINE_CHARACTERS)
			return "does not have PEM lines of 64 characters and a last one that may "
			       "be shorter";
		if (text_from_base64(der + *size, capacity - *size, &part, (const char *)line.at,
				     cursor_left(&line), TEXT_BASE64) != NULL ||
		    part == 0)
			return "has a PEM line that is not canonical base64, or is too long";
		*size += part;
	}
	if (!skip_boundary(&from, "-----END ", label) || cursor_left(&from) != 0)
		return "does not end with the PEM line of its kind and one newline";
	return NULL;
}
