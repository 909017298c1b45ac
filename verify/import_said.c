#include "import_said.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ceremony/process.h"
#include "ceremony/text.h"
#include "kek/cloud_time.h"
#include "kek/kek_der.h"
#include "kek/kek_number.h"
#include "kek/kek_text.h"
#include "verify/base64.h"
#include "verify/given_key.h"
#include "verify/import_shape.h"

enum { PATH_BYTES = 80, WORD_BYTES = 16 };

const char *
import_said_text(const struct json_text *json, const char *path)
{
	const char *text = json_text_string(json, path);

	return text != NULL && text[0] != '\0' && strlen(text) < IMPORT_TEXT_BYTES &&
			       text_is_ascii(text, strlen(text))
		       ? text
		       : NULL;
}

static bool
take_text(char out[IMPORT_TEXT_BYTES], const struct json_text *json, const char *path)
{
	const char *text = import_said_text(json, path);

	if (text != NULL)
		memcpy(out, text, strlen(text) + 1);
	return text != NULL;
}

static bool
take_truth(char out[IMPORT_TEXT_BYTES], const struct json_text *json, const char *path)
{
	bool truth;

	if (!json_text_boolean(json, path, &truth))
		return false;
	snprintf(out, IMPORT_TEXT_BYTES, "%s", truth ? "true" : "false");
	return true;
}

static bool
take_number(char out[IMPORT_TEXT_BYTES], const struct json_text *json, const char *path)
{
	int64_t number;

	if (!json_text_integer(json, path, &number))
		return false;
	snprintf(out, IMPORT_TEXT_BYTES, "%" PRId64, number);
	return true;
}

/* The last second that four digits of a year can say. */
static const int64_t LAST_SECOND = 253402300799;

static bool
take_time(char out[IMPORT_TEXT_BYTES], const struct json_text *json, const char *path)
{
	const char *text = json_text_string(json, path);
	int64_t seconds;

	if (text != NULL ? cloud_time_read(&seconds, text) != NULL
			 : !json_text_integer(json, path, &seconds))
		return false;
	if (seconds < 0 || seconds > LAST_SECOND)
		return false;
	text_to_time(out, seconds);
	return true;
}

/* `exportable` is the one name that is like another thing's. */
static bool
is_like(const char *name, const char *words)
{
	if (strcasecmp(name, "exportable") == 0)
		return false;
	for (; *words != '\0'; words += strcspn(words, " "), words += *words == ' ') {
		char word[WORD_BYTES];

		snprintf(word, sizeof word, "%.*s", (int)strcspn(words, " "), words);
		if (strcasestr(name, word) != NULL)
			return true;
	}
	return false;
}

/* A member of the object that says the same under a name that is not known here. */
static bool
has_like(const struct json_text *json, const char *object, const char *words)
{
	const char *name;

	for (size_t i = 0; (name = json_text_name(json, object, i)) != NULL; i++) {
		char path[PATH_BYTES];
		int length = snprintf(path, sizeof path, "%s%s%s", object,
				      object[0] == '\0' ? "" : ".", name);

		if (is_like(name, words) &&
		    (length < 0 || (size_t)length >= sizeof path || strchr(name, '.') != NULL ||
		     import_shape_has(json, path)))
			return true;
	}
	return false;
}

/* REST leaves out what a client writes as null. */
static bool
take_time_or_nothing(char out[IMPORT_TEXT_BYTES], const struct json_text *json,
		     const struct import_path *path)
{
	char object[PATH_BYTES];

	if (import_shape_has(json, path->path))
		return take_time(out, json, path->path);
	snprintf(object, sizeof object, "%.*s", (int)strcspn(path->path, "."), path->path);
	if (!import_shape_has(json, path->filled) || has_like(json, object, path->like) ||
	    has_like(json, "", path->like))
		return false;
	memcpy(out, "none", sizeof "none");
	return true;
}

/* Words without a space in them, one space between. */
static bool
take_list(char out[IMPORT_TEXT_BYTES], const struct json_text *json, const char *path)
{
	size_t count = json_text_count(json, path), length = 0;

	if (json_text_kind(json, path) != JSON_IS_ARRAY)
		return false;
	for (size_t i = 0; i < count; i++) {
		const char *item = json_text_item(json, path, i);

		if (item == NULL || item[0] == '\0' || strchr(item, ' ') != NULL ||
		    !text_is_ascii(item, strlen(item)) ||
		    strlen(item) + 2 > IMPORT_TEXT_BYTES - length)
			return false;
		length += (size_t)snprintf(out + length, IMPORT_TEXT_BYTES - length, "%s%s",
					   i > 0 ? " " : "", item);
	}
	if (count == 0)
		memcpy(out, "none", sizeof "none");
	return true;
}

static bool
take(char out[IMPORT_TEXT_BYTES], const struct json_text *json, const struct import_path *path)
{
	switch (path->form) {
	case IMPORT_AS_TEXT:
		return take_text(out, json, path->path);
	case IMPORT_AS_TRUTH:
		return take_truth(out, json, path->path);
	case IMPORT_AS_NUMBER:
		return take_number(out, json, path->path);
	case IMPORT_AS_TIME:
		return take_time(out, json, path->path);
	case IMPORT_AS_TIME_OR_NOTHING:
		return take_time_or_nothing(out, json, path);
	case IMPORT_AS_LIST:
		return take_list(out, json, path->path);
	}
	return false;
}

/* Of a field's paths others than this one: something stands at one of those before `end`. */
static bool
stands_elsewhere(const struct import_file *file, const struct import_path *path,
		 const struct import_path *end)
{
	for (const struct import_path *each = file->shape->paths; each != end && each->path != NULL;
	     each++)
		if (each != path && each->field == path->field &&
		    import_shape_has(&file->json, each->path))
			return true;
	return false;
}

/* Silence under one name is no answer where another name has one. */
static bool
is_asked(const struct import_file *file, const struct import_path *path)
{
	return import_shape_has(&file->json, path->path) ||
	       (path->form == IMPORT_AS_TIME_OR_NOTHING && !stands_elsewhere(file, path, NULL));
}

/* A thing that stands under two names is the same under both. */
static const char *
take_values(struct import_said *said, size_t index)
{
	const struct import_file *file = &said->files[index];

	for (const struct import_path *path = file->shape->paths; path->path != NULL; path++) {
		struct import_value *value = &said->values[path->field];
		char text[IMPORT_TEXT_BYTES];
		bool good;

		if (!is_asked(file, path))
			continue;
		good = take(text, &file->json, path);
		if (stands_elsewhere(file, path, path) &&
		    !(good && value->said && value->file == index &&
		      strcmp(value->text, text) == 0))
			return "says one thing under two names, and not the same";
		if (!good)
			continue;
		value->said = true;
		value->file = index;
		memcpy(value->text, text, strlen(text) + 1);
	}
	return NULL;
}

static const char *
read_key_text(struct given_key *given, const char *text)
{
	uint8_t der[PUBLIC_KEY_MOST_BYTES];
	size_t size;

	if (strncmp(text, "-----", 5) == 0)
		return given_key_read(given, (const uint8_t *)text, strlen(text));
	if (base64_read(der, sizeof der, &size, text, strlen(text)) != NULL)
		return "is no base64";
	return given_key_read(given, der, size);
}

/* What else is wrong with the file is another question than whose key it is. */
static const char *
read_numbers(struct given_key *given, const struct import_file *file)
{
	uint8_t n[KEK_NUMBER_MOST_BYTES], e[KEK_NUMBER_MOST_BYTES];
	size_t n_size, e_size;
	const char *why = kek_number_read(n, &n_size, &file->json, file->shape->modulus);

	if (why == NULL)
		why = kek_number_read(e, &e_size, &file->json, file->shape->exponent);
	return why != NULL ? why : kek_der_from_numbers(&given->key, n, n_size, e, e_size);
}

/* Whether a key is shown at all; `path` is where its text stands. */
static bool
find_key_text(char path[PATH_BYTES], const struct import_file *file)
{
	int64_t latest;

	if (file->shape->key_form == IMPORT_KEY_TEXT)
		snprintf(path, PATH_BYTES, "%s", file->shape->key);
	else if (json_text_integer(&file->json, "data.latest_version", &latest) && latest > 0)
		snprintf(path, PATH_BYTES, "data.keys.%" PRId64 ".public_key", latest);
	else
		return false;
	return json_text_string(&file->json, path) != NULL;
}

/* A client's key whole: RSA has a modulus, EC a curve. */
static bool
shows_whole_key(const struct import_file *file)
{
	if (file->json.root == NULL)
		return true;
	return import_shape_has(&file->json, file->shape->modulus) ||
	       import_shape_has(&file->json, "key.crv") ||
	       import_shape_has(&file->json, "Key.CurveName");
}

static void
say_number(struct import_said *said, size_t index, unsigned number)
{
	struct import_value *value = &said->values[IMPORT_BITS];

	value->said = true;
	value->file = index;
	snprintf(value->text, sizeof value->text, "%u", number);
}

/* Of a key that is none of ours too: its length is a question of its own. */
static void
say_bits(struct import_said *said, size_t index, const struct import_shown *shown)
{
	const struct import_file *file = &said->files[index];
	uint8_t n[KEK_NUMBER_MOST_BYTES];
	size_t size, first = 0;
	unsigned bits;

	if (shown->why == NULL) {
		say_number(said, index, key_type_bits(shown->key.type));
		return;
	}
	if (file->shape->modulus == NULL ||
	    kek_number_read(n, &size, &file->json, file->shape->modulus) != NULL)
		return;
	while (first < size && n[first] == 0)
		first++;
	if (first == size)
		return;
	bits = 8 * (unsigned)(size - first);
	for (unsigned top = 0x80; top > n[first]; top >>= 1)
		bits--;
	say_number(said, index, bits);
}

static void
take_key(struct import_said *said, size_t index)
{
	const struct import_file *file = &said->files[index];
	struct import_shown *shown = &said->shown[said->shown_count];
	bool whole = file->shape->key_form == IMPORT_KEY_WHOLE;
	static struct given_key given;
	char path[PATH_BYTES];

	if (file->shape->key_form == IMPORT_NO_KEY ||
	    !(whole ? shows_whole_key(file) : find_key_text(path, file)))
		return;
	shown->file = index;
	if (whole && file->json.root != NULL && import_shape_has(&file->json, file->shape->modulus))
		shown->why = read_numbers(&given, file);
	else
		shown->why = whole ? given_key_read(&given, file->data, file->size)
				   : read_key_text(&given, json_text_string(&file->json, path));
	shown->key = given.key;
	said->shown_count++;
	say_bits(said, index, shown);
}

static bool
looks_like_json(const uint8_t *text, size_t length)
{
	size_t at = 0;

	while (at < length && memchr(" \t\r\n", text[at], 4) != NULL)
		at++;
	return at < length && (text[at] == '{' || text[at] == '[');
}

static const char *
find_shape(struct import_file *file, const uint8_t *text, size_t length)
{
	static struct given_key given;
	const char *why;

	if (looks_like_json(text, length)) {
		why = json_text_parse(&file->json, text, length);
		return why != NULL ? why : import_shape_find(&file->shape, &file->json);
	}
	if (file->size >= 2 && memcmp(file->data, "\x1f\x8b", 2) == 0)
		file->shape = &import_shape_statement;
	else if (given_key_read(&given, file->data, file->size) == NULL &&
		 given.identifier[0] == '\0')
		file->shape = &import_shape_public;
	return file->shape != NULL
		       ? NULL
		       : "is neither what a client says in JSON, nor a public key, nor a statement "
			 "of an HSM";
}

/* What may be said in more files than one. */
static bool
may_repeat(enum import_subject subject)
{
	return subject == IMPORT_OF_PUBLIC || subject == IMPORT_OF_PRINCIPALS ||
	       subject == IMPORT_OF_ROLES || subject == IMPORT_OF_NOTHING;
}

static const char *
check_new(const struct import_said *said, const struct import_shape *shape)
{
	for (size_t i = 0; i < said->file_count; i++)
		if (said->files[i].shape->subject == shape->subject && !may_repeat(shape->subject))
			return "says a second time what another file of the same host says already";
	return NULL;
}

const char *
import_said_add(struct import_said *said, const char *name, const uint8_t *data, size_t size)
{
	struct import_file *file = &said->files[said->file_count];
	uint8_t *text;
	size_t length;
	const char *why;

	_Static_assert(IMPORT_MOST_FILES == 16, "the sentence says it");
	if (said->file_count == IMPORT_MOST_FILES)
		return "is one file too many: at most 16 of one host about one target";
	text = malloc(kek_text_capacity(size) + 1);
	if (text == NULL)
		die("no memory for a client's answer");
	*file = (struct import_file){.name = name, .data = data, .size = size};
	why = kek_text_from(text, &length, data, size);
	if (why == NULL)
		why = find_shape(file, text, length);
	free(text);
	if (why == NULL)
		why = check_new(said, file->shape);
	if (why == NULL)
		why = take_values(said, said->file_count);
	if (why != NULL) {
		json_text_free(&file->json);
		return why;
	}
	said->file_count++;
	take_key(said, said->file_count - 1);
	return NULL;
}

void
import_said_free(struct import_said *said)
{
	for (size_t i = 0; i < said->file_count; i++)
		json_text_free(&said->files[i].json);
	said->file_count = 0;
}

const struct import_file *
import_said_file(const struct import_said *said, enum import_subject subject)
{
	for (size_t i = 0; i < said->file_count; i++)
		if (said->files[i].shape->subject == subject)
			return &said->files[i];
	return NULL;
}

const char *
import_said_value(const struct import_said *said, enum import_field field)
{
	return said->values[field].said ? said->values[field].text : NULL;
}

const char *
import_said_about(const struct import_file *file)
{
	const char *path = file->shape->identifier;

	return path == NULL ? NULL : import_said_text(&file->json, path);
}

const char *
import_said_identifier(const struct import_said *said)
{
	const char *id = import_said_value(said, IMPORT_ID);

	for (size_t i = 0; id == NULL && i < said->file_count; i++)
		id = import_said_about(&said->files[i]);
	return id;
}
