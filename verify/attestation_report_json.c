#include "attestation_report.h"

#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "ceremony/process.h"
#include "ceremony/text.h"

/* All text here is printable ASCII already. An empty one is null: not stated. */
static void
put(json_t *object, const char *name, json_t *value)
{
	if (value == NULL || json_object_set_new(object, name, value) != 0)
		die("no memory for JSON");
}

static json_t *
text_or_null(const char *text)
{
	return text == NULL || text[0] == '\0' ? json_null() : json_string(text);
}

static json_t *
value_json(enum attribute_value value)
{
	return value == ATTRIBUTE_UNSAID ? json_null() : json_boolean(value == ATTRIBUTE_YES);
}

static json_t *
digest_json(const struct digest *digest)
{
	char text[DIGEST_TEXT_BYTES];

	digest_to_text(text, digest);
	return json_string(text);
}

static void
append(json_t *array, json_t *value)
{
	if (value == NULL || json_array_append_new(array, value) != 0)
		die("no memory for JSON");
}

static json_t *
shortfalls_json(const struct attestation *attestation)
{
	json_t *array = json_array();

	for (unsigned bit = 0; bit < ATTESTATION_SHORTFALLS; bit++) {
		char name[ATTESTATION_NAMES_BYTES];
		json_t *object;

		if (!(attestation->shortfalls & 1u << bit))
			continue;
		attestation_names(name, 1u << bit);
		object = json_object();
		put(object, "name", json_string(name));
		put(object, "word", json_string(attestation_word(bit)));
		put(object, "why", json_string(attestation->details[bit]));
		append(array, object);
	}
	return array;
}

static json_t *
wish_json(enum attribute_wish wish)
{
	switch (wish) {
	case ATTRIBUTE_ANY:
		return json_string("any");
	case ATTRIBUTE_MUST:
		return json_string("1");
	case ATTRIBUTE_MUST_NOT:
		return json_string("0");
	case ATTRIBUTE_NOT_IF_SAID:
		return json_string("not 1");
	}
	return NULL;
}

static json_t *
attributes_json(const struct statement *statement, enum attribute_policy policy)
{
	json_t *array = json_array();

	for (enum attribute i = 0; i < ATTRIBUTE_COUNT; i++) {
		enum attribute_wish wish = attribute_wish(i, policy);
		json_t *object = json_object();

		put(object, "name", json_string(attribute_name(i)));
		put(object, "wanted", wish_json(wish));
		put(object, "found", value_json(statement->attributes[i].value));
		put(object, "implied", json_boolean(statement->attributes[i].implied));
		put(object, "good",
		    json_boolean(attribute_meets(wish, statement->attributes[i].value)));
		append(array, object);
	}
	return array;
}

static json_t *
certificates_json(const struct certificates *certificates)
{
	json_t *array = json_array();

	for (size_t i = 0; i < certificates->count; i++) {
		const struct certificate *certificate = &certificates->list[i];
		char subject[CERTIFICATE_TEXT_BYTES], from[TEXT_TIME_BYTES], to[TEXT_TIME_BYTES];
		json_t *object = json_object();
		int64_t not_before, not_after;

		certificate_subject(certificate, subject);
		put(object, "role", text_or_null(certificate->role));
		put(object, "subject", json_string(subject));
		if (certificate_dates(certificate, &not_before, &not_after) == NULL) {
			text_to_time(from, not_before);
			text_to_time(to, not_after);
			put(object, "not_before", json_string(from));
			put(object, "not_after", json_string(to));
		}
		put(object, "spki_sha256", digest_json(&certificate->spki));
		append(array, object);
	}
	return array;
}

static json_t *
notes_json(const struct statement *statement)
{
	json_t *array = json_array();

	for (size_t i = 0; i < statement->note_count; i++) {
		const struct statement_note *note = &statement->notes[i];
		json_t *object = json_object();

		put(object, "label", json_string(note->label));
		put(object, "text", json_string(note->text));
		put(object, "signed", json_boolean(note->is_signed));
		append(array, object);
	}
	return array;
}

static json_t *
warnings_json(const struct statement *statement)
{
	json_t *array = json_array();

	for (size_t i = 0; i < statement->warning_count; i++)
		append(array, json_string(statement->warnings[i]));
	return array;
}

static json_t *
key_json(const struct public_key *key)
{
	json_t *object = json_object();
	struct digest digest = public_key_digest(key);

	put(object, "type", json_string(key_type_name(key->type)));
	put(object, "spki_sha256", digest_json(&digest));
	return object;
}

static void
put_statement(json_t *object, const struct attestation *attestation, enum attribute_policy policy)
{
	const struct statement *statement = &attestation->statement;

	put(object, "make", text_or_null(statement->make));
	put(object, "serial", text_or_null(statement->serial));
	put(object, "firmware", text_or_null(statement->firmware));
	put(object, "fips_mode", value_json(statement->fips));
	put(object, "owner", text_or_null(statement->owner));
	put(object, "owner_root_spki_sha256",
	    statement->has_owner_root ? digest_json(&statement->owner_root) : json_null());
	put(object, "owner_shown", json_boolean(statement->owner_shown));
	put(object, "name", text_or_null(statement->name));
	put(object, "key", statement->has_key ? key_json(&statement->key) : json_null());
	put(object, "attributes", attributes_json(statement, policy));
	put(object, "notes", notes_json(statement));
}

static const char *
verdict_text(const struct attestation *attestation, bool test)
{
	switch (attestation->verdict) {
	case ATTESTATION_ATTESTED:
		return test ? "TEST ROOTS: ATTESTED" : "ATTESTED";
	case ATTESTATION_FAILED:
		return test ? "TEST ROOTS: FAILED" : "FAILED";
	case ATTESTATION_NOT_ATTESTABLE:
		return "NOT ATTESTABLE";
	}
	return NULL;
}

static void
put_unattestable(json_t *object, const struct unattestable *unattestable)
{
	put(object, "service", json_string(unattestable->name));
	put(object, "why", json_string(unattestable->why));
	put(object, "rests_on", json_string(unattestable->rests_on));
	put(object, "instead", json_string(unattestable->instead));
}

void
attestation_report_json(const struct attestation *attestation,
			const struct attestation_question *question)
{
	const struct statement *statement = &attestation->statement;
	json_t *object = json_object();
	char *text;

	put(object, "verdict", json_string(verdict_text(attestation, question->roots->test)));
	put(object, "policy", json_string(attribute_policy_name(question->policy)));
	if (attestation->verdict == ATTESTATION_FAILED) {
		put(object, "class", json_string(statement_class_name(statement->failure)));
		put(object, "why", json_string(statement->why));
	}
	put(object, "shortfalls", shortfalls_json(attestation));
	put(object, "accepted_by_plan", json_boolean(attestation->accepted));
	if (attestation->unattestable != NULL)
		put_unattestable(object, attestation->unattestable);
	put(object, "format",
	    attestation->format != NULL ? json_string(attestation->format->name) : json_null());
	if (attestation->genuine)
		put_statement(object, attestation, question->policy);
	put(object, "certificates", certificates_json(&statement->certificates));
	put(object, "warnings", warnings_json(statement));
	text = json_dumps(object, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	if (text == NULL)
		die("no memory for JSON");
	printf("%s\n", text);
	free(text);
	json_decref(object);
}
