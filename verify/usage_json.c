#include "usage_json.h"

#include <string.h>

#include "verify/usage_json_string.h"

enum { NO_PATH = 0xff, NAME_MOST_BYTES = 255 };

static const char malformed[] = "is not well-formed JSON";

struct scan {
	const uint8_t *at, *end;
	const struct usage_json_path *paths;
	size_t count;
	struct usage_json_value *values;
	/* Where it is: the containers that are open, and which path each of them is. */
	size_t depth;
	uint8_t path[USAGE_JSON_MOST_DEPTH];
	bool is_object[USAGE_JSON_MOST_DEPTH];
};

static void
skip_space(struct scan *scan)
{
	while (scan->at < scan->end &&
	       (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
		scan->at++;
}

static bool
take(struct scan *scan, uint8_t byte)
{
	if (scan->at == scan->end || *scan->at != byte)
		return false;
	scan->at++;
	return true;
}

static size_t
skip_digits(struct scan *scan)
{
	const uint8_t *from = scan->at;

	while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
		scan->at++;
	return (size_t)(scan->at - from);
}

static bool
skip_number(struct scan *scan)
{
	take(scan, '-');
	if (!take(scan, '0') && skip_digits(scan) == 0)
		return false;
	if (take(scan, '.') && skip_digits(scan) == 0)
		return false;
	if (take(scan, 'e') || take(scan, 'E')) {
		if (!take(scan, '+'))
			take(scan, '-');
		return skip_digits(scan) > 0;
	}
	return true;
}

static bool
skip_word(struct scan *scan, const char *word, size_t size)
{
	if ((size_t)(scan->end - scan->at) < size || memcmp(scan->at, word, size) != 0)
		return false;
	scan->at += size;
	return true;
}

static bool
skip_string(struct scan *scan, struct usage_json_value *value)
{
	const uint8_t *quote;

	value->at = ++scan->at;
	value->escaped = false;
	quote = usage_json_string_end(scan->at, scan->end, &value->escaped);
	if (quote == NULL)
		return false;
	value->size = (uint32_t)(quote - value->at);
	scan->at = quote + 1;
	return true;
}

static bool
skip_plain(struct scan *scan, enum usage_json_kind kind)
{
	switch (kind) {
	case USAGE_JSON_NUMBER:
		return skip_number(scan);
	case USAGE_JSON_NULL:
		return skip_word(scan, "null", 4);
	default:
		return skip_word(scan, "true", 4) || skip_word(scan, "false", 5);
	}
}

/* A value that is no container. */
static bool
skip_scalar(struct scan *scan, struct usage_json_value *value)
{
	const uint8_t first = *scan->at;

	if (first == '"') {
		value->kind = USAGE_JSON_STRING;
		return skip_string(scan, value);
	}
	value->kind = first == 'n'                   ? USAGE_JSON_NULL
		      : first == 't' || first == 'f' ? USAGE_JSON_BOOLEAN
						     : USAGE_JSON_NUMBER;
	value->at = scan->at;
	value->escaped = false;
	if (!skip_plain(scan, value->kind))
		return false;
	value->size = (uint32_t)(scan->at - value->at);
	return true;
}

/* The path of a member, by its name in the object that is open; NO_PATH when nobody asked for it. */
static uint8_t
path_of(const struct scan *scan, const struct usage_json_value *name)
{
	uint8_t plain[NAME_MOST_BYTES], parent = scan->path[scan->depth - 1];
	const uint8_t *at = name->at;
	size_t size = name->size;

	if (parent == NO_PATH || size > sizeof plain)
		return NO_PATH;
	if (name->escaped) {
		size = usage_json_text(plain, name);
		at = plain;
	}
	for (size_t i = 1; i < scan->count; i++)
		if (scan->paths[i].length == size && scan->paths[i].parent == parent &&
		    memcmp(scan->paths[i].name, at, size) == 0)
			return (uint8_t)i;
	return NO_PATH;
}

static const char *
open_container(struct scan *scan, uint8_t path, bool is_object)
{
	if (scan->depth == USAGE_JSON_MOST_DEPTH)
		return USAGE_JSON_TOO_DEEP;
	scan->at++;
	scan->path[scan->depth] = is_object ? path : NO_PATH;
	scan->is_object[scan->depth] = is_object;
	scan->depth++;
	return NULL;
}

static const char *
take_value(struct scan *scan, uint8_t path)
{
	struct usage_json_value nobodys = {.kind = USAGE_JSON_MISSING};
	struct usage_json_value *value = path == NO_PATH ? &nobodys : &scan->values[path];

	if (value->kind != USAGE_JSON_MISSING)
		return "is JSON with a member named twice";
	if (scan->at == scan->end)
		return malformed;
	if (*scan->at == '{' || *scan->at == '[') {
		value->kind = *scan->at == '{' ? USAGE_JSON_OBJECT : USAGE_JSON_ARRAY;
		return open_container(scan, path, *scan->at == '{');
	}
	return skip_scalar(scan, value) ? NULL : malformed;
}

/* The next member or element of the container that is open, up to its value's end or the bracket that opens it. */
static const char *
take_item(struct scan *scan)
{
	struct usage_json_value name = {.kind = USAGE_JSON_STRING};
	uint8_t path;

	if (!scan->is_object[scan->depth - 1])
		return take_value(scan, NO_PATH);
	if (scan->at == scan->end || *scan->at != '"' || !skip_string(scan, &name))
		return malformed;
	path = path_of(scan, &name);
	skip_space(scan);
	if (!take(scan, ':'))
		return malformed;
	skip_space(scan);
	return take_value(scan, path);
}

static bool
take_closing(struct scan *scan)
{
	if (!take(scan, scan->is_object[scan->depth - 1] ? '}' : ']'))
		return false;
	scan->depth--;
	return true;
}

/* All that is open, up to the end of the outermost. */
static const char *
take_all(struct scan *scan)
{
	bool is_first = true;

	while (scan->depth > 0) {
		const size_t depth = scan->depth;
		const char *why;

		skip_space(scan);
		if (take_closing(scan)) {
			is_first = false;
			continue;
		}
		if (!is_first && !take(scan, ','))
			return malformed;
		skip_space(scan);
		why = take_item(scan);
		if (why != NULL)
			return why;
		is_first = scan->depth > depth;
	}
	return NULL;
}

const char *
usage_json_scan(const uint8_t *data, size_t size, const struct usage_json_path *paths, size_t count,
		struct usage_json_value *values)
{
	struct scan scan = {
		.at = data, .end = data + size, .paths = paths, .count = count, .values = values};
	const char *why;

	memset(values, 0, count * sizeof *values);
	skip_space(&scan);
	if (scan.at == scan.end || *scan.at != '{')
		return malformed;
	why = take_value(&scan, 0);
	if (why == NULL)
		why = take_all(&scan);
	if (why != NULL)
		return why;
	skip_space(&scan);
	return scan.at == scan.end ? NULL : "is JSON with something behind it";
}
