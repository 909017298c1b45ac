#include "kek_number.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/text.h"

enum { PATH_BYTES = 64 };

static const char *
read_list(uint8_t *out, size_t *size, const struct json_text *json, const char *path)
{
	char element[PATH_BYTES];
	size_t count = json_text_count(json, path);
	int64_t value;

	if (count > KEK_NUMBER_MOST_BYTES)
		return "has a modulus or exponent that is too long";
	for (size_t i = 0; i < count; i++) {
		snprintf(element, sizeof element, "%s.%zu", path, i);
		if (!json_text_integer(json, element, &value) || value < 0 || value > 255)
			return "has a modulus or exponent that is not a list of bytes";
		out[i] = (uint8_t)value;
	}
	*size = count;
	return NULL;
}

static const char *
read_base64(uint8_t *out, size_t *size, const char *text)
{
	static const char notation[] = "BASE64URL(";
	enum text_base64 variant =
		strpbrk(text, "-_") != NULL ? TEXT_BASE64URL : TEXT_BASE64_NO_PADDING;
	size_t length = strlen(text);

	if (strncmp(text, notation, strlen(notation)) == 0)
		return "has the notation BASE64URL(...) in the place of its content";
	if (length % 4 == 0)
		for (int i = 0; i < 2 && length > 0 && text[length - 1] == '='; i++)
			length--;
	if (text_from_base64(out, KEK_NUMBER_MOST_BYTES, size, text, length, variant) != NULL)
		return "has a modulus or exponent that is not base64";
	return NULL;
}

const char *
kek_number_read(uint8_t out[KEK_NUMBER_MOST_BYTES], size_t *size, const struct json_text *json,
		const char *path)
{
	*size = 0;
	switch (json_text_kind(json, path)) {
	case JSON_IS_MISSING:
	case JSON_IS_NULL:
		return "does not say the modulus or the exponent";
	case JSON_IS_ARRAY:
		return read_list(out, size, json, path);
	case JSON_IS_STRING:
		return read_base64(out, size, json_text_string(json, path));
	default:
		return "has a modulus or exponent that is not base64";
	}
}
