#include "presence.h"

#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/text.h"

static bool
is_about(const struct fact *fact, const char *about)
{
	return strcmp(fact->form->name, "noted") == 0 &&
	       strcmp(fact_value(fact, "about"), about) == 0;
}

static bool
is_touch(const struct fact *fact, const char *person)
{
	return strcmp(fact->form->name, "otp-present") == 0 &&
	       strcmp(fact_value(fact, "person"), person) == 0;
}

/* The last note that names the person, or NULL. A touch says that they are there, as a note does. */
static const char *
last_note(const struct folder *folder, size_t count, const char *person)
{
	static const char *const notes[] = {"present", "returned", "left"};

	for (size_t i = count; i > 0; i--) {
		const struct fact *fact = &folder->transcript.facts[i - 1];

		if (is_touch(fact, person))
			return "present";
		for (size_t n = 0; n < sizeof notes / sizeof notes[0]; n++)
			if (is_about(fact, notes[n]) &&
			    text_list_has(fact_value(fact, "text"), ' ', person))
				return notes[n];
	}
	return NULL;
}

bool
presence_has_left(const struct folder *folder, size_t count, const char *person)
{
	const char *note = last_note(folder, count, person);

	return note != NULL && strcmp(note, "left") == 0;
}

bool
presence_of(const struct folder *folder, size_t count, const char *person)
{
	return last_note(folder, count, person) != NULL &&
	       !presence_has_left(folder, count, person);
}

bool
presence_recorded(const struct folder *folder, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_about(&folder->transcript.facts[i], "present") ||
		    strcmp(folder->transcript.facts[i].form->name, "otp-present") == 0)
			return true;
	return false;
}

static const char *
missing_custodian(const struct folder *folder, size_t at, unsigned index, const char **who)
{
	*who = folder->plan.card[index].custodian;
	return presence_of(folder, at, *who) ? NULL
					     : "the custodian of a card is not recorded as present";
}

/* A witness or an auditor; any one of them. */
static const char *
missing_witness(const struct folder *folder, size_t at, const char **who)
{
	bool any = false;

	for (size_t i = 0; i < folder->plan.people_count; i++) {
		const struct plan_person *person = &folder->plan.people[i];

		if (strcmp(person->role, "witness") != 0 && strcmp(person->role, "auditor") != 0)
			continue;
		any = true;
		*who = person->id;
		if (presence_of(folder, at, person->id))
			return NULL;
	}
	return any ? "no witness and no auditor is recorded as present" : NULL;
}

/* "1,3": each card's custodian, and a quorum of different cards. */
static const char *
missing_quorum(const struct folder *folder, size_t at, const char *cards, const char **who)
{
	unsigned different = 0;
	bool seen[PLAN_MOST_CARDS + 1] = {false};
	const char *answer = NULL;

	while (*cards != '\0' && answer == NULL) {
		size_t length = strcspn(cards, ",");
		uint64_t index;

		if (text_to_number(&index, cards, length, folder->plan.cards) != NULL || index == 0)
			return "a card is named that the plan has not";
		different += !seen[index];
		seen[index] = true;
		answer = missing_custodian(folder, at, (unsigned)index - 1, who);
		cards += length + (cards[length] == ',');
	}
	if (answer == NULL && different < folder->plan.quorum)
		return "fewer cards than the quorum are named";
	return answer;
}

static const char *
missing_all(const struct folder *folder, size_t at, const char **who)
{
	for (unsigned i = 0; i < folder->plan.cards; i++) {
		const char *answer = missing_custodian(folder, at, i, who);

		if (answer != NULL)
			return answer;
	}
	return NULL;
}

const char *
presence_missing(const struct folder *folder, size_t at, const char **who)
{
	const struct fact *fact = &folder->transcript.facts[at];
	const char *name = fact->form->name, *answer = NULL;
	uint64_t card;

	*who = "";
	if (strcmp(name, "world-begun") == 0 || strcmp(name, "world-made") == 0)
		answer = missing_all(folder, at, who);
	else if (strcmp(name, "recovered") == 0)
		answer = missing_quorum(folder, at, fact_value(fact, "cards"), who);
	else if (strcmp(name, "card-confirmed") == 0 &&
		 text_to_number(&card, fact_value(fact, "card"), strlen(fact_value(fact, "card")),
				folder->plan.cards) == NULL &&
		 card > 0)
		return missing_custodian(folder, at, (unsigned)card - 1, who);
	else if (strcmp(name, "closed") == 0 &&
		 strcmp(fact_value(fact, "outcome"), "complete") != 0)
		return NULL;
	else if (strcmp(name, "closed") != 0 && strcmp(name, "key-made") != 0)
		return NULL;
	return answer != NULL ? answer : missing_witness(folder, at, who);
}
