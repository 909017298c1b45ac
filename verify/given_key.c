#include "given_key.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/curve.h"
#include "ceremony/json.h"
#include "ceremony/process.h"
#include "kek/kek_number.h"
#include "kek/kek_text.h"
#include "kek/request.h"
#include "verify/base64.h"

static void
copy_identifier(struct given_key *given, const char *identifier)
{
	size_t length = strlen(identifier);

	if (length < sizeof given->identifier)
		memcpy(given->identifier, identifier, length + 1);
}

static const char *
read_request(struct given_key *given, const uint8_t *data, size_t size)
{
	char text[REQUEST_MOST_BYTES];
	struct record_problem problem;
	struct request request = {.target = NULL};
	const char *why;

	if (size > sizeof text)
		return "is larger than a request record";
	memcpy(text, data, size);
	why = request_read(&request, text, size, &problem);
	if (why == NULL) {
		given->key = request.kek;
		copy_identifier(given, request.kek_id);
	}
	record_free(&request.record);
	return why == NULL ? NULL : "is a request record that cannot be read";
}

/* Whole as RFC 7518 has it, or as an integer that a client wrote with too few or too many leading zeros. */
static const char *
take_coordinate(const struct json_text *json, const char *path, uint8_t *out, size_t size)
{
	uint8_t number[KEK_NUMBER_MOST_BYTES];
	size_t length, first = 0;

	if (kek_number_read(number, &length, json, path) != NULL)
		length = 0;
	while (first < length && number[first] == 0)
		first++;
	if (first == length || length - first > size)
		return "is a JSON Web Key (RFC 7518, section 6.2) with a coordinate that is none";
	memset(out, 0, size);
	memcpy(out + size - (length - first), number + first, length - first);
	return NULL;
}

/* Where a client's JSON has the members of an EC key. */
struct ec_paths {
	const char *crv, *x, *y, *kid;
};

static const char *
read_point(struct given_key *given, const struct json_text *json, const struct ec_paths *paths,
	   enum key_type type)
{
	uint8_t point[CURVE_POINT_MOST_BYTES] = {4};
	size_t size = curve_point_bytes(type), coordinate = (size - 1) / 2;
	const char *why = take_coordinate(json, paths->x, point + 1, coordinate);
	const char *kid = json_text_string(json, paths->kid);

	if (why == NULL)
		why = take_coordinate(json, paths->y, point + 1 + coordinate, coordinate);
	if (why == NULL)
		why = public_key_from_point(&given->key, type, point, size);
	if (why == NULL && kid != NULL)
		copy_identifier(given, kid);
	return why;
}

static const char *
read_ec(struct given_key *given, const struct json_text *json, const struct ec_paths *paths)
{
	static const enum key_type types[] = {KEY_EC_P256, KEY_EC_P384, KEY_EC_P521};
	const char *name = json_text_string(json, paths->crv);

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (strcmp(name, curve_name(types[i])) == 0)
			return read_point(given, json, paths, types[i]);
	return "is a JSON Web Key on a curve that is not handled";
}

/* NULL and no key: it is no EC key in JSON. */
static const char *
read_ec_json(struct given_key *given, const uint8_t *data, size_t size)
{
	static const struct ec_paths paths[] = {{"crv", "x", "y", "kid"},
						{"key.crv", "key.x", "key.y", "key.kid"},
						{"Key.CurveName", "Key.X", "Key.Y", "Key.Kid"}};
	uint8_t *text = malloc(kek_text_capacity(size));
	struct json_text json = {NULL};
	const char *why = NULL;
	size_t length;

	if (text == NULL)
		die("no memory for a public key");
	if (kek_text_from(text, &length, data, size) == NULL &&
	    json_text_parse(&json, text, length) == NULL) {
		for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
			if (json_text_string(&json, paths[i].crv) != NULL)
				why = read_ec(given, &json, &paths[i]);
	}
	json_text_free(&json);
	free(text);
	return why;
}

static bool
skip_line_ends(struct cursor *text)
{
	while (cursor_skip_text(text, "\n") || cursor_skip_text(text, "\r"))
		;
	return cursor_left(text) == 0;
}

/* An SPKI in PEM as other programs write it: other line ends and widths. */
static bool
read_pem(struct given_key *given, const uint8_t *data, size_t size)
{
	static const char end[] = "-----END PUBLIC KEY-----";
	struct cursor text = cursor_over(data, size);
	uint8_t der[PUBLIC_KEY_MOST_BYTES];
	const uint8_t *last;
	size_t length;

	if (!cursor_skip_text(&text, "-----BEGIN PUBLIC KEY-----"))
		return false;
	last = memmem(text.at, cursor_left(&text), end, sizeof end - 1);
	if (last == NULL || base64_read_lines(der, sizeof der, &length, (const char *)text.at,
					      (size_t)(last - text.at)) != NULL)
		return false;
	text.at = last + sizeof end - 1;
	return skip_line_ends(&text) && public_key_from_spki(&given->key, der, length) == NULL;
}

const char *
given_key_read(struct given_key *given, const uint8_t *data, size_t size)
{
	static const char record[] = "claviger request ";
	struct kek_file file;
	const char *why;

	memset(given, 0, sizeof *given);
	if (size >= sizeof record - 1 && memcmp(data, record, sizeof record - 1) == 0)
		return read_request(given, data, size);
	if (public_key_from_spki(&given->key, data, size) == NULL ||
	    public_key_from_pem(&given->key, (const char *)data, size) == NULL ||
	    read_pem(given, data, size))
		return NULL;
	why = read_ec_json(given, data, size);
	if (why != NULL || given->key.size > 0)
		return why;
	why = kek_file_read(&file, data, size);
	if (why != NULL)
		return why;
	given->key = file.key;
	if (file.has_kid)
		copy_identifier(given, file.kid);
	return NULL;
}
