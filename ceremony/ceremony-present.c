#include <stdio.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/handwriting.h"
#include "ceremony/option.h"
#include "ceremony/presence.h"
#include "ceremony/process.h"
#include "ceremony/roster.h"
#include "ceremony/secret.h"
#include "ceremony/touch.h"

static const char usage[] = "ceremony-present PERSON...";

/* All that can be refused before anybody types. */
static void
check_people(const struct folder *folder, char *const *people)
{
	char name[ROSTER_NAME_BYTES];

	for (int i = 0; people[i] != NULL; i++) {
		for (int j = 0; j < i; j++)
			if (strcmp(people[i], people[j]) == 0)
				misuse("'%s' is named twice", people[i]);
		folder_require(folder, "otp-present", "person", people[i], NULL);
	}
	if (roster_in_force(folder, name) == NULL)
		refuse("nobody is enrolled in this ceremony: ceremony-enrol first");
	handwriting_check(plan_is_production(&folder->plan));
	age_passphrase_begin(AGE_PASSPHRASE_WORK);
}

/* The fact is on the medium before anything is said. */
static void
present(struct folder *folder, const struct roster *roster, const char *id)
{
	const struct roster_person *person = roster_person(roster, id);
	unsigned touches = presence_touches(&folder->plan, id);
	struct otp_counter last;
	char use[16], session[16];
	struct otp otp;

	if (person == NULL)
		refuse("no token of '%s' is in the roster: ceremony-enrol first", id);
	last = roster_last(folder, person);
	touch_present(&otp, roster, person, &last, touches);
	snprintf(use, sizeof use, "%u", otp.counter.use);
	snprintf(session, sizeof session, "%u", otp.counter.session);
	folder_record(folder, "otp-present", "person", id, "public-id", otp.public_id, "use", use,
		      "session", session, "touches", touches == 2 ? "2" : "1", NULL);
	say("Presence recorded: %s, as fact %zu.", id, folder->transcript.count);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	struct folder *folder;
	struct roster *roster;
	char **people, *passphrase;

	(void)argc;
	process_begin(argv, usage);
	people = option_read(argv, options);
	if (option_count(people) < 1)
		misuse("the ids of those who touch their tokens are wanted");
	if (option_count(people) > PLAN_MOST_PRESENT)
		misuse("that are more people than can be asked at a time: %d", PLAN_MOST_PRESENT);
	process_lock();
	folder = folder_enter_disconnected();
	check_people(folder, people);
	passphrase = secret_new(ROSTER_PASSPHRASE_BYTES);
	roster = roster_ask(folder, passphrase);
	secret_drop(passphrase);
	for (int i = 0; people[i] != NULL; i++)
		present(folder, roster, people[i]);
	secret_drop(roster);
	return process_end(PROCESS_YES);
}
