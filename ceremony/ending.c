#include "ending.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/grammar.h"
#include "ceremony/text.h"
#include "ceremony/wall_time.h"

enum { WHAT_BYTES = 40, NUMBER_MOST_CHARACTERS = 40 };

static const struct {
	const char *incident, *response;
} incidents[] = {
	{"key-leaked", "Make a new key: a plan of kind rekey. The old one stays until what it "
		       "protects is moved; then a plan of kind destruction."},
	{"quorum-out", "A quorum of cards and a copy of the escrow are as the key itself: a plan "
		       "of kind rekey, then one of kind reshare with a new secret."},
	{"cards-out", "Fewer cards than a quorum open nothing: a plan of kind reshare, and every "
		      "old card destroyed."},
	{"use-only", "A new key does not help: find out who got the right to use it, and how, and "
		     "take that away."},
	{"hsm-broken", "The service mends its HSMs first. If keys may have been exposed: a plan of "
		       "kind rekey afterwards, with a new wrapping key."},
	{"algorithm-broken", "When the service takes stronger keys: a plan of kind rekey, with "
			     "another type."},
	{"nothing-known", "Nothing is known to others: the service may get its permission back."},
};

const char *
ending_response(const char *incident)
{
	for (size_t i = 0; i < sizeof incidents / sizeof incidents[0]; i++)
		if (strcmp(incidents[i].incident, incident) == 0)
			return incidents[i].response;
	return NULL;
}

/* Takes the first word, and gives what stands behind the space; NULL when there is none. */
static const char *
take_what(char what[WHAT_BYTES], const char *text)
{
	size_t length = strcspn(text, " ");

	what[0] = '\0';
	if (text[length] == '\0' || length >= WHAT_BYTES)
		return NULL;
	memcpy(what, text, length);
	what[length] = '\0';
	return text + length + 1;
}

const struct fact *
ending_noted(const struct transcript *transcript, const char *about, const char *what)
{
	for (size_t i = transcript->count; i > 0; i--) {
		const struct fact *fact = &transcript->facts[i - 1];
		char noted[WHAT_BYTES];

		if (strcmp(fact->form->name, "noted") == 0 &&
		    strcmp(fact_value(fact, "about"), about) == 0 &&
		    take_what(noted, fact_value(fact, "text")) != NULL && strcmp(noted, what) == 0)
			return fact;
	}
	return NULL;
}

static bool
all_targets_are(const struct folder *folder, const char *about)
{
	for (size_t i = 0; i < folder->plan.target_count; i++)
		if (ending_noted(&folder->transcript, about, folder->plan.targets[i].name) == NULL)
			return false;
	return true;
}

static const char NOT_FROZEN[] =
	"not every target of the plan is frozen yet: ceremony-note frozen TARGET TIME first";

static const char *
check_target(const struct folder *folder, const char *about, const char *what)
{
	if (plan_target(&folder->plan, what) == NULL)
		return "the plan has no such target";
	return ending_noted(&folder->transcript, about, what) == NULL
		       ? NULL
		       : "this is noted of the target already";
}

static const char *
may_freeze(const struct folder *folder, const char *text)
{
	char what[WHAT_BYTES];
	const char *time = take_what(what, text);

	if (time == NULL || wall_time_grammar(time, strlen(time)) != NULL)
		return "a note of freezing is a target, one space, and a time like "
		       "2026-11-26T15:04+01:00";
	return check_target(folder, "frozen", what);
}

static const char *
may_assess(const struct folder *folder, const char *text)
{
	if (ending_response(text) == NULL)
		return "an assessment is one of key-leaked, quorum-out, cards-out, use-only, "
		       "hsm-broken, algorithm-broken, nothing-known";
	return all_targets_are(folder, "frozen") ? NULL : NOT_FROZEN;
}

/* Of the day that was planned and the one on which it began, as the workstation's clock says, the earlier one counts: neither is certain. */
static bool
is_before(const struct folder *folder, const char *date)
{
	const char *opened = folder->transcript.facts[0].time;

	return strcmp(date, folder->plan.date) < 0 && strncmp(date, opened, strlen(date)) < 0;
}

static const char *
may_delete(const struct folder *folder, const char *text)
{
	char what[WHAT_BYTES];
	const char *date = take_what(what, text);

	if (date == NULL || grammar_date(date, strlen(date)) != NULL)
		return "a note of deleting is a target, one space, and the date from which on it "
		       "cannot be brought back, like 2026-11-26";
	if (is_before(folder, date))
		return "the key cannot be gone for good before the day of this ceremony";
	return check_target(folder, "deleted", what);
}

/* card-1 and so on. */
static bool
is_card(const struct plan *plan, const char *what)
{
	uint64_t card;

	return strncmp(what, "card-", 5) == 0 &&
	       text_to_number(&card, what + 5, strlen(what + 5), plan->cards) == NULL && card > 0;
}

static const char *
may_destroy(const struct folder *folder, const char *text)
{
	char what[WHAT_BYTES];
	const char *number = take_what(what, text);

	if (number == NULL || strlen(number) > NUMBER_MOST_CHARACTERS ||
	    grammar_word(number, strlen(number)) != NULL)
		return "a note of destroying is what was destroyed, one space, and the number of "
		       "the certificate";
	if (!is_card(&folder->plan, what) && plan_former(&folder->plan, what) == NULL)
		return "the plan has no such card or former medium";
	return ending_noted(&folder->transcript, "destroyed", what) == NULL
		       ? NULL
		       : "this is destroyed already";
}

const char *
ending_may_note(const struct folder *folder, const char *about, const char *text)
{
	static const struct {
		const char *about, *kind, *otherwise;
		const char *(*may)(const struct folder *folder, const char *text);
	} notes[] = {
		{"frozen", "revoke", "only in a ceremony of kind revoke a key is frozen",
		 may_freeze},
		{"assessed", "revoke", "only in a ceremony of kind revoke something is assessed",
		 may_assess},
		{"deleted", "destruction",
		 "only in a ceremony of kind destruction a key is deleted", may_delete},
		{"destroyed", "destruction",
		 "only in a ceremony of kind destruction something is destroyed", may_destroy},
	};

	for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
		if (strcmp(notes[i].about, about) != 0)
			continue;
		return strcmp(folder->plan.kind, notes[i].kind) == 0 && !folder->connected
			       ? notes[i].may(folder, text)
			       : notes[i].otherwise;
	}
	return NULL;
}

static bool
all_cards_are_destroyed(const struct folder *folder)
{
	char card[16];

	for (unsigned i = 1; i <= folder->plan.cards; i++) {
		snprintf(card, sizeof card, "card-%u", i);
		if (ending_noted(&folder->transcript, "destroyed", card) == NULL)
			return false;
	}
	return true;
}

static bool
all_media_are_destroyed(const struct folder *folder)
{
	for (size_t i = 0; i < folder->plan.media_count; i++)
		if (folder->plan.media[i].copy != NULL &&
		    ending_noted(&folder->transcript, "destroyed", folder->plan.media[i].name) ==
			    NULL)
			return false;
	return true;
}

static bool
is_assessed(const struct transcript *transcript)
{
	for (size_t i = 0; i < transcript->count; i++)
		if (strcmp(transcript->facts[i].form->name, "noted") == 0 &&
		    strcmp(fact_value(&transcript->facts[i], "about"), "assessed") == 0)
			return true;
	return false;
}

/* Whoever goes on with this ceremony takes world and escrows from its archive. */
static bool
all_is_restored(const struct folder *folder)
{
	for (size_t i = 0; i < folder->plan.key_count; i++)
		if (folder_sealed(folder, folder->plan.keys[i].name) == NULL)
			return false;
	return folder_world(folder) != NULL;
}

const char *
ending_lacks(const struct folder *folder)
{
	if (strcmp(folder->plan.kind, "revoke") == 0) {
		if (!all_targets_are(folder, "frozen"))
			return NOT_FROZEN;
		if (!all_is_restored(folder))
			return "the old archive was not restored: ceremony-restore first";
		return is_assessed(&folder->transcript)
			       ? NULL
			       : "nobody assessed what is known to others: ceremony-note assessed "
				 "INCIDENT first";
	}
	if (!all_targets_are(folder, "deleted"))
		return "not every target of the plan is deleted: ceremony-note deleted TARGET DATE "
		       "first, or close --unfinished";
	if (!all_cards_are_destroyed(folder))
		return "not every card of the plan is destroyed: ceremony-note destroyed card-1 "
		       "NUMBER first, or close --unfinished";
	return all_media_are_destroyed(folder) ? NULL
					       : "not every former medium of the plan is "
						 "destroyed: ceremony-note destroyed "
						 "MEDIUM NUMBER first, or close --unfinished";
}
