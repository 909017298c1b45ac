#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/folder.h"
#include "ceremony/handwriting.h"
#include "ceremony/option.h"
#include "ceremony/presence.h"
#include "ceremony/process.h"
#include "ceremony/roster.h"
#include "ceremony/secret.h"
#include "ceremony/token.h"

static const char usage[] = "ceremony-enrol [--typed] PERSON";

static void
add(struct roster *roster, const struct roster_person *person)
{
	const char *answer = roster_put(roster, person);

	if (answer != NULL)
		refuse("the token for '%s' %s", person->id, answer);
}

/* A token that is enrolled again goes on from where it was: an old OTP does not set it back. NULL when it is new. */
static const struct otp_counter *
counter_before(struct otp_counter *last, const struct folder *folder, const struct roster *roster,
	       const struct roster_person *person)
{
	const struct roster_person *old = roster_person(roster, person->id);

	if (old != NULL && sodium_memcmp(old->secret.key, person->secret.key, OTP_KEY_BYTES) == 0) {
		*last = roster_last(folder, old);
		return last;
	}
	return presence_counter(folder, person->id, person->public_id, last) ? last : NULL;
}

/* Puts the person into the roster, once the token has proved what it was given. */
static void
enrol(struct folder *folder, struct roster *roster, struct roster_person *person, bool typed)
{
	const struct otp_counter *before;
	struct otp_counter last;
	const char *answer;
	struct otp otp;

	if (typed)
		token_type(person);
	else
		token_draw(person);
	before = counter_before(&last, folder, roster, person);
	add(roster, person);
	if (!typed)
		token_show(person);
	token_prove(&otp, person, !typed);
	answer = otp_check_growth(before, &otp.counter);
	if (answer != NULL)
		refuse("the one-time password of '%s' %s", person->id, answer);
	person->last = otp.counter;
	add(roster, person);
}

/* Whom it has already it has with the counters that the transcript knows by now. */
static void
record(struct folder *folder, struct roster *roster, const struct roster_person *person,
       const char *passphrase)
{
	char name[ROSTER_NAME_BYTES], digest[DIGEST_TEXT_BYTES], use[16], session[16];

	for (size_t i = 0; i < roster->count; i++)
		roster->people[i].last = roster_last(folder, &roster->people[i]);
	roster_next(folder, name);
	snprintf(use, sizeof use, "%u", person->last.use);
	snprintf(session, sizeof session, "%u", person->last.session);
	folder_require(folder, "enrolled", "person", person->id, "public-id", person->public_id,
		       "use", use, "session", session, NULL);
	roster_create(name, roster, passphrase, digest);
	folder_record(folder, "enrolled", "person", person->id, "public-id", person->public_id,
		      "use", use, "session", session, "roster", digest, NULL);
	say("The token of %s is enrolled, in '%s', as fact %zu.", person->id, name,
	    folder->transcript.count);
}

static void
check(const struct folder *folder, const char *id)
{
	char name[ROSTER_NAME_BYTES];

	folder_require(folder, "enrolled", "person", id, NULL);
	handwriting_check(plan_is_production(&folder->plan));
	age_passphrase_begin(AGE_PASSPHRASE_WORK);
	folder_alone();
	roster_next(folder, name);
	folder_must_be_new(name);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--typed", false, NULL}, {NULL, false, NULL}};
	struct roster_person *person;
	struct roster *roster;
	struct folder *folder;
	char **operands, *passphrase, name[ROSTER_NAME_BYTES];

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1)
		misuse("the id of the person whose token it is is wanted");
	process_lock();
	folder = folder_enter_disconnected();
	check(folder, operands[0]);
	passphrase = secret_new(ROSTER_PASSPHRASE_BYTES);
	roster = roster_in_force(folder, name) == NULL ? roster_begin(folder, passphrase)
						       : roster_ask(folder, passphrase);
	person = secret_new(sizeof *person);
	snprintf(person->id, sizeof person->id, "%s", operands[0]);
	enrol(folder, roster, person, options[0].value != NULL);
	record(folder, roster, person, passphrase);
	process_hint("%s", "");
	secret_drop(person);
	secret_drop(roster);
	secret_drop(passphrase);
	return process_end(PROCESS_YES);
}
