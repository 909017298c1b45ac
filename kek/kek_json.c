#include "kek_json.h"

#include <string.h>

#include "ceremony/text.h"
#include "kek/cloud_time.h"
#include "kek/kek_der.h"
#include "kek/kek_number.h"

/* Where each client writes what. No field stands under both of its names. */
struct shape {
	const char *kty, *n, *e, *kid, *enabled, *exportable;
	const char *operations[2], *expires[2], *begins[2], *releases[2];
	const char *secrets[7];
};

static const struct shape shapes[] = {
	/* az, REST */
	{"key.kty",
	 "key.n",
	 "key.e",
	 "key.kid",
	 "attributes.enabled",
	 "attributes.exportable",
	 {"key.keyOps", "key.key_ops"},
	 {"attributes.expires", "attributes.exp"},
	 {"attributes.notBefore", "attributes.nbf"},
	 {"releasePolicy", "release_policy"},
	 {"key.d", "key.p", "key.q", "key.dp", "key.dq", "key.qi", "key.k"}},
	/* PowerShell */
	{"Key.Kty",
	 "Key.N",
	 "Key.E",
	 "Key.Kid",
	 "Attributes.Enabled",
	 "Attributes.Exportable",
	 {"Key.KeyOps", "Key.key_ops"},
	 {"Attributes.Expires", "Attributes.exp"},
	 {"Attributes.NotBefore", "Attributes.nbf"},
	 {"ReleasePolicy", "Attributes.ReleasePolicy"},
	 {"Key.D", "Key.P", "Key.Q", "Key.DP", "Key.DQ", "Key.QI", "Key.K"}},
	/* JSON Web Key, and az with --query key */
	{"kty",
	 "n",
	 "e",
	 "kid",
	 "attributes.enabled",
	 "attributes.exportable",
	 {"keyOps", "key_ops"},
	 {"attributes.expires", "exp"},
	 {"attributes.notBefore", "nbf"},
	 {"releasePolicy", "release_policy"},
	 {"d", "p", "q", "dp", "dq", "qi", "k"}},
};

bool
kek_json_is_there(const struct json_text *json, const char *path)
{
	enum json_kind kind = json_text_kind(json, path);

	return kind != JSON_IS_MISSING && kind != JSON_IS_NULL;
}

static const char *
find_shape(const struct shape **shape, const struct json_text *json)
{
	*shape = NULL;
	for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
		if (!kek_json_is_there(json, shapes[i].n) &&
		    !kek_json_is_there(json, shapes[i].kty))
			continue;
		if (*shape != NULL)
			return "is JSON with more than one key in it";
		*shape = &shapes[i];
	}
	if (*shape != NULL)
		return NULL;
	if (json_text_kind(json, "") == JSON_IS_ARRAY || kek_json_is_there(json, "keys") ||
	    kek_json_is_there(json, "value"))
		return "is a list of keys; one key is wanted";
	if (kek_json_is_there(json, "schema_version"))
		return "is a .byok package, not a KEK";
	return "is JSON without a key in it";
}

static const char *
read_kty(struct kek_file *file, const struct json_text *json, const struct shape *shape)
{
	const char *kty = json_text_string(json, shape->kty);

	for (size_t i = 0; i < sizeof shape->secrets / sizeof shape->secrets[0]; i++)
		if (kek_json_is_there(json, shape->secrets[i]))
			return "is a private key; the KEK is the public key that the cloud made";
	if (!kek_json_is_there(json, shape->kty))
		return NULL;
	if (kty == NULL || (strcmp(kty, "RSA") != 0 && strcmp(kty, "RSA-HSM") != 0))
		return "a KEK must be RSA";
	strcpy(file->kty, kty);
	return NULL;
}

static const char *
read_key(struct kek_file *file, const struct json_text *json, const struct shape *shape)
{
	uint8_t n[KEK_NUMBER_MOST_BYTES], e[KEK_NUMBER_MOST_BYTES];
	size_t n_size, e_size;
	const char *why = kek_number_read(n, &n_size, json, shape->n);

	if (why == NULL)
		why = kek_number_read(e, &e_size, json, shape->e);
	return why != NULL ? why : kek_der_from_numbers(&file->key, n, n_size, e, e_size);
}

const char *
kek_json_read_kid(struct kek_file *file, const struct json_text *json, const char *path)
{
	const char *kid = json_text_string(json, path);

	if (!kek_json_is_there(json, path))
		return NULL;
	if (kid == NULL || kid[0] == '\0' || strlen(kid) >= KEK_KID_BYTES ||
	    !text_is_ascii(kid, strlen(kid)))
		return "has a key identifier that is not printable ASCII of a fitting length";
	file->has_kid = true;
	strcpy(file->kid, kid);
	return NULL;
}

static const char *
read_kid(struct kek_file *file, const struct json_text *json, const struct shape *shape)
{
	return kek_json_read_kid(file, json, shape->kid);
}

/* The name of the two that is there; `name` NULL when neither is. */
static const char *
choose(const char **name, const struct json_text *json, const char *const names[2])
{
	bool first = kek_json_is_there(json, names[0]), second = kek_json_is_there(json, names[1]);

	*name = first ? names[0] : second ? names[1] : NULL;
	return first && second ? "says one thing under two names" : NULL;
}

static const char *
read_operations(struct kek_file *file, const struct json_text *json, const struct shape *shape)
{
	const char *name, *why = choose(&name, json, shape->operations);
	size_t count;

	if (why != NULL || name == NULL)
		return why;
	count = json_text_count(json, name);
	if (json_text_kind(json, name) != JSON_IS_ARRAY)
		return "has key operations that are not a list of texts";
	for (size_t i = 0; i < count; i++)
		if (json_text_item(json, name, i) == NULL)
			return "has key operations that are not a list of texts";
	file->has_operations = true;
	file->import_only = count == 1 && strcmp(json_text_item(json, name, 0), "import") == 0;
	return NULL;
}

/* As text, or as seconds since the epoch. */
static bool
is_time(int64_t *seconds, const struct json_text *json, const char *path)
{
	const char *text = json_text_string(json, path);

	return text != NULL ? cloud_time_read(seconds, text) == NULL
			    : json_text_cut(json, path, seconds) && *seconds >= 0;
}

const char *
kek_json_read_expiry(struct kek_file *file, const struct json_text *json, const char *path)
{
	if (!kek_json_is_there(json, path))
		return NULL;
	file->has_expiry = is_time(&file->expires, json, path);
	return file->has_expiry ? NULL
				: "has an expiry that is not a time with its offset from UTC";
}

static const char *
read_expiry(struct kek_file *file, const struct json_text *json, const struct shape *shape)
{
	const char *name, *why = choose(&name, json, shape->expires);

	return why != NULL || name == NULL ? why : kek_json_read_expiry(file, json, name);
}

static const char *
read_beginning(struct kek_file *file, const struct json_text *json, const struct shape *shape)
{
	const char *name, *why = choose(&name, json, shape->begins);

	if (why != NULL || name == NULL)
		return why;
	file->has_beginning = is_time(&file->begins, json, name);
	return file->has_beginning ? NULL
				   : "has a first day that is not a time with its offset from UTC";
}

/* A release policy is there for a key that may leave. */
static const char *
read_exportable(struct kek_file *file, const struct json_text *json, const struct shape *shape)
{
	bool exportable;

	if (json_text_boolean(json, shape->exportable, &exportable))
		file->exportable = exportable ? KEK_YES : KEK_NO;
	else if (kek_json_is_there(json, shape->exportable))
		return "is exportable neither true nor false";
	for (size_t i = 0; i < 2; i++)
		if (kek_json_is_there(json, shape->releases[i]))
			file->exportable = KEK_YES;
	return NULL;
}

static const char *
read_enabled(struct kek_file *file, const struct json_text *json, const struct shape *shape)
{
	bool enabled;

	if (json_text_boolean(json, shape->enabled, &enabled))
		file->enabled = enabled ? KEK_YES : KEK_NO;
	else if (kek_json_is_there(json, shape->enabled))
		return "is enabled neither true nor false";
	return NULL;
}

static const char *
read_shape(struct kek_file *file, const struct json_text *json)
{
	static const char *(*const steps[])(struct kek_file *, const struct json_text *,
					    const struct shape *) = {
		read_kty,    read_key,       read_kid,     read_operations,
		read_expiry, read_beginning, read_enabled, read_exportable,
	};
	const struct shape *shape;
	const char *why = find_shape(&shape, json);

	for (size_t i = 0; why == NULL && i < sizeof steps / sizeof steps[0]; i++)
		why = steps[i](file, json, shape);
	return why;
}

static const char *
read_parsed(struct kek_file *file, const struct json_text *json)
{
	bool mine;
	const char *why = kek_json_read_text_key(file, json, &mine);

	return mine ? why : read_shape(file, json);
}

const char *
kek_json_read(struct kek_file *file, const char *text, size_t size)
{
	struct json_text json;
	const char *why = json_text_parse(&json, text, size);

	if (why == NULL)
		why = read_parsed(file, &json);
	json_text_free(&json);
	return why;
}
