/*
 * JSON of one log record (RFC 8259), checked whole and strictly in one pass, without a copy and without memory of its own: only where the
 * values that somebody asked for stand is kept. tests/fuzz/usage_json compares it with jansson.
 *
 * A table of paths is a tree: row 0 is the record, every other row a member of the row that `parent` names, which stands before it.
 */
#ifndef VERIFY_USAGE_JSON_H
#define VERIFY_USAGE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "verify/usage_number.h"

#define USAGE_JSON_MOST_DEPTH 16
#define USAGE_JSON_TOO_DEEP \
	"is JSON nested deeper than " USAGE_NUMBER_TEXT(USAGE_JSON_MOST_DEPTH) " levels"

enum { USAGE_JSON_MOST_PATHS = 64 };

struct usage_json_path {
	uint8_t parent;
	uint8_t length;
	const char *name;
};

/* A row of a table of paths; the name is a literal. */
#define USAGE_JSON_PATH(parent, name) \
	{ \
		(parent), sizeof(name) - 1, (name) \
	}

enum usage_json_kind {
	USAGE_JSON_MISSING,
	USAGE_JSON_NULL,
	USAGE_JSON_STRING,
	USAGE_JSON_NUMBER,
	USAGE_JSON_BOOLEAN,
	USAGE_JSON_ARRAY,
	USAGE_JSON_OBJECT,
};

/* Bytes as they stand in the record: of a string what is between its quotes, of an array or object none. */
struct usage_json_value {
	const uint8_t *at;
	uint32_t size;
	uint8_t kind;
	bool escaped; /* a string that usage_json_text must be asked for */
};

/*
 * One object with nothing but white space around it. `values` has `count` rows, as many as `paths`, at most USAGE_JSON_MOST_PATHS. Refused
 * beside what is no JSON: malformed UTF-8, an escaped NUL or lone surrogate, more than USAGE_JSON_MOST_DEPTH levels, and a member of
 * `paths` that is there twice. Returns NULL or why not.
 */
const char *usage_json_scan(const uint8_t *data, size_t size, const struct usage_json_path *paths,
			    size_t count, struct usage_json_value *values);

/* The string without its escapes, in UTF-8; never longer than it stands in the record. Returns the size. */
size_t usage_json_text(uint8_t *out, const struct usage_json_value *value);

#endif
