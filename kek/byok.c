#include "byok.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/json.h"
#include "ceremony/text.h"

static const char before_kid[] = "{\n"
				 "  \"schema_version\": \"1.0.0\",\n"
				 "  \"header\": {\n"
				 "    \"kid\": \"";
static const char before_blob[] = "\",\n"
				  "    \"alg\": \"dir\",\n"
				  "    \"enc\": \"CKM_RSA_AES_KEY_WRAP\"\n"
				  "  },\n"
				  "  \"ciphertext\": \"";
static const char before_generator[] = "\",\n"
				       "  \"generator\": \"";
static const char end[] = "\"\n"
			  "}\n";

static const char *
check_generator(const char *generator)
{
	size_t length = strlen(generator);

	if (length == 0 || length >= BYOK_GENERATOR_BYTES || !text_is_ascii(generator, length) ||
	    strpbrk(generator, "\"\\") != NULL)
		return "has a generator that is not plain printable ASCII of up to 255 characters";
	return NULL;
}

size_t
byok_write(char *out, size_t capacity, const char *kid, const uint8_t *blob, size_t size,
	   const char *generator)
{
	char base64[WRAP_BLOB_MOST_BYTES * 4 / 3 + 4];
	int length;

	if (strlen(kid) >= BYOK_KID_BYTES || byok_check_kid(kid, strlen(kid), NULL, NULL) != NULL ||
	    check_generator(generator) != NULL || size == 0 || size > WRAP_BLOB_MOST_BYTES)
		return 0;
	text_to_base64(base64, blob, size, TEXT_BASE64URL);
	length = snprintf(out, capacity, "%s%s%s%s%s%s%s", before_kid, kid, before_blob, base64,
			  before_generator, generator, end);
	return length > 0 && (size_t)length < capacity ? (size_t)length : 0;
}

/* Members of fixed value, and what is said of another. */
static const struct {
	const char *path, *value, *why;
} fixed[] = {
	{"schema_version", "1.0.0", "has another schema_version than 1.0.0"},
	{"header.alg", "dir", "has another alg than dir"},
	{"header.enc", "CKM_RSA_AES_KEY_WRAP", "has another enc than CKM_RSA_AES_KEY_WRAP"},
};

static const char *
check_members(const struct json_text *json)
{
	static const char *const texts[] = {"schema_version", "header.kid", "header.alg",
					    "header.enc",     "ciphertext", "generator"};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (json_text_string(json, texts[i]) == NULL)
			return "lacks a field of a .byok package, or has one that is not text";
	if (json_text_count(json, "") != 4 || json_text_count(json, "header") != 3)
		return "has a field that a .byok package does not have";
	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
		if (strcmp(json_text_string(json, fixed[i].path), fixed[i].value) != 0)
			return fixed[i].why;
	return NULL;
}

static const char *
read_ciphertext(struct wrap_blob *blob, const char *text)
{
	static const char notation[] = "BASE64URL(";
	size_t length = strlen(text);

	if (strncmp(text, notation, strlen(notation)) == 0)
		return "has the notation BASE64URL(...) in the place of its ciphertext";
	if (strpbrk(text, "\r\n\t ") != NULL)
		return "has white space in its ciphertext";
	if (strpbrk(text, "+/") != NULL)
		return "has its ciphertext in base64; base64url is wanted";
	if (strchr(text, '=') != NULL)
		return "has padding behind its ciphertext; base64url without it is wanted";
	if (length == 0 || length > text_base64_length(sizeof blob->bytes, TEXT_BASE64URL))
		return "has a ciphertext of a length that no wrapped key has";
	if (text_from_base64(blob->bytes, sizeof blob->bytes, &blob->size, text, length,
			     TEXT_BASE64URL) != NULL)
		return "has a ciphertext that is not base64url";
	return NULL;
}

static const char *
read_members(struct byok *byok, const struct json_text *json)
{
	const char *kid = json_text_string(json, "header.kid");
	const char *generator = json_text_string(json, "generator");
	const char *why = check_members(json);

	if (why == NULL)
		why = byok_check_kid(kid, strlen(kid), NULL, NULL);
	if (why == NULL)
		why = check_generator(generator);
	if (why != NULL)
		return why;
	snprintf(byok->kid, sizeof byok->kid, "%s", kid);
	snprintf(byok->generator, sizeof byok->generator, "%s", generator);
	return read_ciphertext(&byok->blob, json_text_string(json, "ciphertext"));
}

const char *
byok_read_foreign(struct byok *byok, const void *data, size_t size)
{
	struct json_text json;
	const char *why;

	memset(byok, 0, sizeof *byok);
	if (size > 2 * BYOK_MOST_BYTES)
		return "is larger than any .byok package";
	why = json_text_parse(&json, data, size);
	if (why == NULL)
		why = read_members(byok, &json);
	json_text_free(&json);
	return why;
}

const char *
byok_read(struct byok *byok, const void *data, size_t size)
{
	char again[BYOK_MOST_BYTES];
	const char *why = byok_read_foreign(byok, data, size);

	if (why != NULL)
		return why;
	if (byok_write(again, sizeof again, byok->kid, byok->blob.bytes, byok->blob.size,
		       byok->generator) != size ||
	    memcmp(again, data, size) != 0)
		return "is not laid out as this house writes a .byok package";
	return NULL;
}
