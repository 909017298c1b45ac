#include "roster.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/grammar.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"

enum { KEY_DIGITS = 2 * OTP_KEY_BYTES, PRIVATE_ID_DIGITS = 2 * OTP_PRIVATE_ID_BYTES };

static const char *
key_digits(const char *value, size_t length)
{
	return length == KEY_DIGITS ? grammar_hex(value, length) : "is not 32 hexadecimal digits";
}

static const char *
private_id_digits(const char *value, size_t length)
{
	return length == PRIVATE_ID_DIGITS ? grammar_hex(value, length)
					   : "is not 12 hexadecimal digits";
}

static const struct record_field person_fields[] = {
	{"public-id", 1, 1, otp_public_id, NULL}, {"private-id", 1, 1, private_id_digits, NULL},
	{"key", 1, 1, key_digits, NULL},          {"use", 1, 1, otp_use, NULL},
	{"session", 1, 1, otp_session, NULL},     {NULL, 0, 0, NULL, NULL},
};

static const struct record_field fields[] = {
	{"person", 1, PLAN_MOST_PEOPLE, grammar_id, person_fields},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_schema schema = {"roster", 1, fields};

/* The grammars were checked: every value has its length. */
static void
fill(struct roster_person *person, const struct record *record, size_t at)
{
	const char *private_id = record_inner(record, at, "private-id");
	const char *key = record_inner(record, at, "key");
	const char *public_id = record_inner(record, at, "public-id");

	memset(person, 0, sizeof *person);
	memcpy(person->id, record->lines[at].value, strlen(record->lines[at].value));
	memcpy(person->public_id, public_id, strlen(public_id));
	text_from_hex(person->secret.private_id, OTP_PRIVATE_ID_BYTES, private_id,
		      PRIVATE_ID_DIGITS);
	text_from_hex(person->secret.key, OTP_KEY_BYTES, key, KEY_DIGITS);
	person->last.use = text_number(record_inner(record, at, "use"));
	person->last.session = text_number(record_inner(record, at, "session"));
}

/* A token is one person's. */
static const char *
check_shared(const struct roster_person *one, const struct roster_person *other)
{
	if (sodium_memcmp(one->secret.key, other->secret.key, OTP_KEY_BYTES) == 0)
		return "has the key of another person's token";
	if (strcmp(one->public_id, other->public_id) == 0 &&
	    strcmp(one->public_id, OTP_NO_PUBLIC_ID) != 0)
		return "has the public id of another person's token";
	return NULL;
}

static const char *
add(struct roster *roster, const struct record *record, size_t at)
{
	struct roster_person *person = &roster->people[roster->count];
	const char *answer = NULL;

	fill(person, record, at);
	if (roster_person(roster, person->id) != NULL)
		return "is already a person of this roster";
	for (size_t i = 0; i < roster->count && answer == NULL; i++)
		answer = check_shared(person, &roster->people[i]);
	roster->count++;
	return answer;
}

const char *
roster_read(struct roster *roster, char *text, size_t size, struct record_problem *problem)
{
	struct record record;
	const char *answer = record_read(&record, &schema, text, size, problem);

	roster->count = 0;
	for (size_t at = 0; answer == NULL && at < record.count; at++) {
		if (record.lines[at].inner)
			continue;
		*problem = (struct record_problem){record.lines[at].number, "person"};
		answer = add(roster, &record, at);
	}
	record_free(&record);
	if (answer != NULL)
		sodium_memzero(roster, sizeof *roster);
	return answer;
}

/* Digits of a secret, on their way into the record. */
struct digits {
	char key[KEY_DIGITS + 1], private_id[PRIVATE_ID_DIGITS + 1];
};

static void
put(struct record_writer *writer, const struct roster_person *person, struct digits *digits)
{
	char counter[16];

	text_to_hex(digits->key, person->secret.key, OTP_KEY_BYTES);
	text_to_hex(digits->private_id, person->secret.private_id, OTP_PRIVATE_ID_BYTES);
	record_put(writer, "person", person->id);
	record_put_inner(writer, "public-id", person->public_id);
	record_put_inner(writer, "private-id", digits->private_id);
	record_put_inner(writer, "key", digits->key);
	snprintf(counter, sizeof counter, "%u", person->last.use);
	record_put_inner(writer, "use", counter);
	snprintf(counter, sizeof counter, "%u", person->last.session);
	record_put_inner(writer, "session", counter);
}

size_t
roster_write(char *text, const struct roster *roster)
{
	struct digits *digits = secret_new(sizeof *digits);
	char *scratch = secret_new(ROSTER_MOST_BYTES);
	struct record_writer writer;
	size_t size;

	record_begin(&writer, &schema, text, ROSTER_MOST_BYTES);
	for (size_t i = 0; i < roster->count; i++)
		put(&writer, &roster->people[i], digits);
	size = record_end(&writer, scratch);
	secret_drop(scratch);
	secret_drop(digits);
	return size;
}

const struct roster_person *
roster_person(const struct roster *roster, const char *id)
{
	for (size_t i = 0; i < roster->count; i++)
		if (strcmp(roster->people[i].id, id) == 0)
			return &roster->people[i];
	return NULL;
}

const char *
roster_put(struct roster *roster, const struct roster_person *person)
{
	size_t place = 0;

	for (size_t i = 0; i < roster->count; i++) {
		const char *answer = check_shared(person, &roster->people[i]);

		if (answer != NULL && strcmp(roster->people[i].id, person->id) != 0)
			return answer;
	}
	while (place < roster->count && strcmp(roster->people[place].id, person->id) != 0)
		place++;
	if (place == PLAN_MOST_PEOPLE)
		return "is one person more than a roster can have";
	roster->people[place] = *person;
	roster->count += place == roster->count;
	return NULL;
}

const struct roster_person *
roster_whose(const struct roster *roster, const char *text, size_t length, const char *but)
{
	struct otp otp;

	for (size_t i = 0; i < roster->count; i++)
		if (strcmp(roster->people[i].id, but) != 0 &&
		    otp_decode(&otp, &roster->people[i].secret, text, length) == NULL)
			return &roster->people[i];
	return NULL;
}
