/*
 * The shapes of the files: a row for each client's answer, with the members that tell it apart and where it has what.
 * One walker reads them all (import_said.c).
 */
#ifndef VERIFY_IMPORT_SHAPE_H
#define VERIFY_IMPORT_SHAPE_H

#include "verify/import_said.h"

/* How a value is written. */
enum import_form {
	IMPORT_AS_TEXT,
	IMPORT_AS_TRUTH,
	IMPORT_AS_NUMBER,
	IMPORT_AS_TIME, /* or seconds since the epoch */
	IMPORT_AS_TIME_OR_NOTHING, /* silence says that there is none, where `filled` is there and no member is called like it */
	IMPORT_AS_LIST,
};

struct import_path {
	enum import_field field;
	enum import_form form;
	const char *path;
	const char *filled; /* a member that shows that the client filled this object in */
	const char *
		like; /* what names of such members have in them, in lower case, with spaces between */
};

/* Where an entry of a list says who may what. */
struct import_grants {
	const char *list; /* path of the list; NULL: the file has none */
	const char *object, *name, *permissions, *role, *scope;
	const char *
		condition; /* a member that is there where the right is not the object's always, or alone */
};

enum import_key_form { IMPORT_NO_KEY, IMPORT_KEY_WHOLE, IMPORT_KEY_TEXT, IMPORT_KEY_LATEST };

struct import_shape {
	const char *client; /* whose answer it is, as people type it */
	enum import_subject subject;
	enum import_service services;
	const char *marks[4];            /* all of these are there, and not null */
	const struct import_path *paths; /* ends with a NULL path */
	struct import_grants grants;
	enum import_key_form key_form;
	const char *key, *modulus, *exponent; /* paths */
	const char *identifier; /* of a public key that is said apart: path of which key it is of */
};

/* The row that the JSON is of, and NULL; or why it is of none. */
const char *import_shape_find(const struct import_shape **shape, const struct json_text *json);

/* The rows of what is no JSON: a public key alone, a statement of an HSM. */
extern const struct import_shape import_shape_public, import_shape_statement;

/* Something stands at `path`, and it is not null. */
bool import_shape_has(const struct json_text *json, const char *path);

#endif
