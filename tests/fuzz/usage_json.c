/*
 * The tokenizer of verify-usage against jansson: what it takes, jansson takes, and every path leads both to the same value; what jansson
 * takes without a member named twice, it takes, but for arrays outside, deep nesting, and NUL bytes, which jansson 2.14 passes over. Numbers
 * that fit nowhere it takes too.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "ceremony/json.h"
#include "ceremony/secret.h"
#include "verify/usage_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Short names, so that mutations of the corpus meet them, and the paths of real logs. */
static const struct usage_json_path paths[] = {
	USAGE_JSON_PATH(0, ""),         USAGE_JSON_PATH(0, "a"),
	USAGE_JSON_PATH(1, "b"),        USAGE_JSON_PATH(2, "c"),
	USAGE_JSON_PATH(0, "time"),     USAGE_JSON_PATH(0, "operationName"),
	USAGE_JSON_PATH(0, "identity"), USAGE_JSON_PATH(6, "claim"),
	USAGE_JSON_PATH(7, "appid"),    USAGE_JSON_PATH(0, "properties"),
	USAGE_JSON_PATH(9, "id"),       USAGE_JSON_PATH(9, "httpStatusCode"),
};

enum { PATHS = sizeof paths / sizeof paths[0] };

static void
must(bool good)
{
	if (!good)
		abort();
}

static enum usage_json_kind
kind_of(const json_t *value)
{
	if (value == NULL)
		return USAGE_JSON_MISSING;
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return USAGE_JSON_OBJECT;
	case JSON_ARRAY:
		return USAGE_JSON_ARRAY;
	case JSON_STRING:
		return USAGE_JSON_STRING;
	case JSON_INTEGER:
	case JSON_REAL:
		return USAGE_JSON_NUMBER;
	case JSON_TRUE:
	case JSON_FALSE:
		return USAGE_JSON_BOOLEAN;
	case JSON_NULL:
		break;
	}
	return USAGE_JSON_NULL;
}

static void
compare_text(const struct usage_json_value *ours, const json_t *theirs)
{
	uint8_t *text = malloc(ours->size + 1u);
	size_t size;

	must(text != NULL);
	size = usage_json_text(text, ours);
	must(size <= ours->size && size == json_string_length(theirs));
	must(memcmp(text, json_string_value(theirs), size) == 0);
	must(ours->escaped || (size == ours->size && memcmp(text, ours->at, size) == 0));
	free(text);
}

static void
compare_number(const struct usage_json_value *ours, const json_t *theirs)
{
	char text[32];
	int size = snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(theirs));

	if (ours->size == 2 && memcmp(ours->at, "-0", 2) == 0)
		return;
	must((size_t)size == ours->size && memcmp(text, ours->at, ours->size) == 0);
}

static void
compare(const struct usage_json_value *values, const json_t *root)
{
	const json_t *found[PATHS] = {root};

	for (size_t i = 0; i < PATHS; i++) {
		if (i > 0)
			found[i] = json_object_getn(found[paths[i].parent], paths[i].name,
						    paths[i].length);
		must(values[i].kind == kind_of(found[i]));
		if (values[i].kind == USAGE_JSON_STRING)
			compare_text(&values[i], found[i]);
		if (json_is_integer(found[i]))
			compare_number(&values[i], found[i]);
	}
}

static bool
may_differ(enum json_error_code code)
{
	return code == json_error_numeric_overflow || code == json_error_duplicate_key;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool begun;
	struct usage_json_value values[PATHS];
	const char *why = usage_json_scan(data, size, paths, PATHS, values);
	json_error_t error;
	json_t *root;

	if (!begun)
		secret_begin();
	begun = true;
	json_begin();
	root = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, &error);
	if (why == NULL && root == NULL)
		must(may_differ(json_error_code(&error)));
	if (why == NULL && root != NULL)
		compare(values, root);
	if (why != NULL && root != NULL)
		must(json_is_array(root) || memchr(data, '\0', size) != NULL ||
		     strcmp(why, USAGE_JSON_TOO_DEEP) == 0);
	json_decref(root);
	return 0;
}
