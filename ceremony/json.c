#include "json.h"

#include <string.h>

#include <jansson.h>
#include <sodium.h>

#include "ceremony/text.h"

void
json_begin(void)
{
	static bool begun;
	size_t seed;

	if (begun)
		return;
	begun = true;
	randombytes_buf(&seed, sizeof seed);
	/* 0 would send jansson to /dev/urandom. */
	json_object_seed(seed | 1);
}

/*
 * jansson parses by recursion and its own limit is 2048 levels. Up to the first error of a
 * malformed text this counts what jansson would; behind it, jansson has stopped.
 */
static bool
is_too_deep(const char *at, size_t size)
{
	bool in_string = false;
	size_t depth = 0;

	for (size_t i = 0; i < size; i++) {
		if (at[i] == '"')
			in_string = !in_string;
		else if (in_string && at[i] == '\\')
			i++;
		else if (!in_string && (at[i] == '{' || at[i] == '['))
			depth++;
		else if (!in_string && (at[i] == '}' || at[i] == ']') && depth > 0)
			depth--;
		if (depth > JSON_MOST_DEPTH)
			return true;
	}
	return false;
}

static const char *
sentence_of(enum json_error_code code)
{
	switch (code) {
	case json_error_premature_end_of_input:
		return "is JSON that ends too early";
	case json_error_end_of_input_expected:
		return "is JSON with something behind it";
	case json_error_duplicate_key:
		return "is JSON with a member named twice";
	case json_error_invalid_utf8:
		return "is not UTF-8";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "is JSON with a NUL in a string";
	case json_error_numeric_overflow:
		return "is JSON with a number that does not fit";
	case json_error_out_of_memory:
		return "is JSON for which there is no memory";
	default:
		return "is not well-formed JSON";
	}
}

const char *
json_text_parse(struct json_text *text, const void *data, size_t size)
{
	json_error_t error;

	text->root = NULL;
	if (size == 0)
		return "is empty";
	if (size > JSON_MOST_BYTES)
		return "is more than 1 MiB of JSON";
	if (is_too_deep(data, size))
		return "is JSON nested deeper than 16 levels";
	json_begin();
	text->root = json_loadb(data, size, JSON_REJECT_DUPLICATES, &error);
	return text->root != NULL ? NULL : sentence_of(json_error_code(&error));
}

void
json_text_free(struct json_text *text)
{
	json_decref(text->root);
	text->root = NULL;
}

static const json_t *
child(const json_t *value, const char *name, size_t length)
{
	uint64_t index;

	if (json_is_object(value))
		return json_object_getn(value, name, length);
	if (!json_is_array(value) || text_to_number(&index, name, length, JSON_MOST_BYTES) != NULL)
		return NULL;
	return json_array_get(value, (size_t)index);
}

static const json_t *
find(const struct json_text *text, const char *path)
{
	const json_t *value = text->root;

	while (value != NULL && *path != '\0') {
		size_t length = strcspn(path, ".");

		value = child(value, path, length);
		path += length;
		if (*path == '.')
			path++;
	}
	return value;
}

enum json_kind
json_text_kind(const struct json_text *text, const char *path)
{
	const json_t *value = find(text, path);

	if (value == NULL)
		return JSON_IS_MISSING;
	switch (json_typeof(value)) {
	case JSON_STRING:
		return JSON_IS_STRING;
	case JSON_INTEGER:
		return JSON_IS_INTEGER;
	case JSON_REAL:
		return JSON_IS_REAL;
	case JSON_TRUE:
	case JSON_FALSE:
		return JSON_IS_BOOLEAN;
	case JSON_ARRAY:
		return JSON_IS_ARRAY;
	case JSON_OBJECT:
		return JSON_IS_OBJECT;
	case JSON_NULL:
		break;
	}
	return JSON_IS_NULL;
}

const char *
json_text_string(const struct json_text *text, const char *path)
{
	return json_string_value(find(text, path));
}

const char *
json_text_item(const struct json_text *text, const char *path, size_t index)
{
	return json_string_value(json_array_get(find(text, path), index));
}

bool
json_text_integer(const struct json_text *text, const char *path, int64_t *value)
{
	const json_t *found = find(text, path);

	if (!json_is_integer(found))
		return false;
	*value = json_integer_value(found);
	return true;
}

bool
json_text_cut(const struct json_text *text, const char *path, int64_t *value)
{
	static const double exact = 9007199254740992.0; /* 2 to the power of 53 */
	const json_t *found = find(text, path);

	if (!json_is_real(found))
		return json_text_integer(text, path, value);
	if (!(json_real_value(found) > -exact && json_real_value(found) < exact))
		return false;
	*value = (int64_t)json_real_value(found);
	return true;
}

bool
json_text_boolean(const struct json_text *text, const char *path, bool *value)
{
	const json_t *found = find(text, path);

	if (!json_is_boolean(found))
		return false;
	*value = json_is_true(found);
	return true;
}

const char *
json_text_name(const struct json_text *text, const char *path, size_t index)
{
	json_t *value = (json_t *)find(text, path); /* jansson walks none that is const */
	void *member = json_object_iter(value);

	while (member != NULL && index-- > 0)
		member = json_object_iter_next(value, member);
	return member == NULL ? NULL : json_object_iter_key(member);
}

size_t
json_text_count(const struct json_text *text, const char *path)
{
	const json_t *value = find(text, path);

	return json_is_object(value) ? json_object_size(value) : json_array_size(value);
}
