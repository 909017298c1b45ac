/*
 * JSON from outside (RFC 8259), read whole and strictly; jansson does the parsing and is seen by
 * no caller. Nothing here writes JSON.
 *
 * A path names a value: member names joined by '.', and a decimal number for an element of an
 * array: "key.kid", "key.keyOps.0". The empty path is the whole text. Member names that contain
 * a '.' cannot be named.
 */
#ifndef CEREMONY_JSON_H
#define CEREMONY_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JSON_MOST_BYTES = 1 << 20, JSON_MOST_DEPTH = 16 };

/* What a path leads to. A cloud's client writes null for what it does not know. */
enum json_kind {
	JSON_IS_MISSING,
	JSON_IS_NULL,
	JSON_IS_STRING,
	JSON_IS_INTEGER,
	JSON_IS_REAL,
	JSON_IS_BOOLEAN,
	JSON_IS_ARRAY,
	JSON_IS_OBJECT,
};

struct json_text {
	struct json_t *root;
};

/* Seeds jansson's hash tables from libsodium, so that jansson opens no file for it. May be
 * called twice; json_text_parse calls it where nobody has. */
void json_begin(void);

/*
 * One object or array with nothing but white space around it. Refused: a member named twice,
 * an escaped NUL, more than JSON_MOST_BYTES bytes or JSON_MOST_DEPTH levels, malformed UTF-8,
 * a byte order mark, numbers that do not fit. Returns NULL or why not; then `text` is empty.
 * Release with json_text_free.
 */
const char *json_text_parse(struct json_text *text, const void *data, size_t size);

/* An empty text is allowed. */
void json_text_free(struct json_text *text);

/* What stands at `path`. */
enum json_kind json_text_kind(const struct json_text *text, const char *path);

/* The string at `path`: UTF-8 without NUL, valid until json_text_free; NULL when it is of
 * another kind. */
const char *json_text_string(const struct json_text *text, const char *path);

/* Element `index` of the array of strings at `path`; NULL when it is not such an array, or not
 * that long. */
const char *json_text_item(const struct json_text *text, const char *path, size_t index);

/* Sets `value` and returns true when `path` leads to an integer. */
bool json_text_integer(const struct json_text *text, const char *path, int64_t *value);

/* The same of any number, a fraction cut off: whole seconds of a time. */
bool json_text_cut(const struct json_text *text, const char *path, int64_t *value);

/* Sets `value` and returns true when `path` leads to true or false. */
bool json_text_boolean(const struct json_text *text, const char *path, bool *value);

/* The name of member `index` of the object at `path`, in any order; NULL when there is none. */
const char *json_text_name(const struct json_text *text, const char *path, size_t index);

/* Members of the object or elements of the array at `path`; 0 for anything else. */
size_t json_text_count(const struct json_text *text, const char *path);

#endif
