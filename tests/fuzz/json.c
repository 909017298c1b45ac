/*
 * A text that is accepted is one object or array that begins and ends in its brackets, and is
 * refused with anything but white space behind it; what a path leads to is of one kind alone.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/json.h"
#include "ceremony/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
look(const struct json_text *text, const char *path)
{
	enum json_kind kind = json_text_kind(text, path);
	const char *string = json_text_string(text, path);
	int64_t integer;
	bool boolean;

	must((kind == JSON_IS_STRING) == (string != NULL));
	must((kind == JSON_IS_INTEGER) == json_text_integer(text, path, &integer));
	must((kind == JSON_IS_BOOLEAN) == json_text_boolean(text, path, &boolean));
	must(kind == JSON_IS_ARRAY || kind == JSON_IS_OBJECT || json_text_count(text, path) == 0);
	must(json_text_item(text, path, json_text_count(text, path)) == NULL);
	must(kind == JSON_IS_ARRAY || json_text_item(text, path, 0) == NULL);
}

static void
check_ends(const uint8_t *data, size_t size)
{
	uint8_t *longer = malloc(size + 1);
	struct json_text text;

	must(longer != NULL);
	memcpy(longer, data, size);
	longer[size] = ']';
	must(json_text_parse(&text, longer, size + 1) != NULL && text.root == NULL);
	free(longer);
	while (size > 0 && strchr(" \t\r\n", data[0]) != NULL && data[0] != '\0')
		data++, size--;
	while (size > 0 && strchr(" \t\r\n", data[size - 1]) != NULL && data[size - 1] != '\0')
		size--;
	must(size >= 2);
	must((data[0] == '{' && data[size - 1] == '}') ||
	     (data[0] == '[' && data[size - 1] == ']'));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = {"",        "a", "a.0", "a.b.c", "key",
					    "key.kid", "0", "1.a", "."};
	static bool begun;
	struct json_text text;

	if (!begun)
		secret_begin();
	begun = true;
	if (json_text_parse(&text, data, size) != NULL) {
		must(text.root == NULL);
		return 0;
	}
	must(json_text_kind(&text, "") == JSON_IS_OBJECT ||
	     json_text_kind(&text, "") == JSON_IS_ARRAY);
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
		look(&text, paths[i]);
	json_text_free(&text);
	check_ends(data, size);
	return 0;
}
