#include "presence.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/text.h"

enum { SECONDS_A_MINUTE = 60, ANSWER_BYTES = 1024, NAMES_BYTES = 600 };

static bool
is(const struct fact *fact, const char *name)
{
	return strcmp(fact->form->name, name) == 0;
}

bool
presence_counter(const struct folder *folder, const char *person, const char *public_id,
		 struct otp_counter *last)
{
	bool any = false;

	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];
		struct otp_counter seen;

		if ((!is(fact, "enrolled") && !is(fact, "otp-present")) ||
		    strcmp(fact_value(fact, "person"), person) != 0 ||
		    strcmp(fact_value(fact, "public-id"), public_id) != 0)
			continue;
		seen.use = text_number(fact_value(fact, "use"));
		seen.session = text_number(fact_value(fact, "session"));
		if (!any || otp_compare(&seen, last) > 0)
			*last = seen;
		any = true;
	}
	return any;
}

unsigned
presence_touches(const struct plan *plan, const char *person)
{
	for (size_t i = 0; i < plan->presence_count; i++)
		if (text_list_has(plan->presences[i].people, ' ', person) &&
		    plan->presences[i].touches == 2)
			return 2;
	return 1;
}

static bool
is_recent(const struct fact *fact, const char *now, unsigned minutes)
{
	int64_t then, moment;

	if (text_from_time(&then, fact->time, strlen(fact->time)) != NULL ||
	    text_from_time(&moment, now, strlen(now)) != NULL)
		return false;
	return then <= moment && moment - then <= (int64_t)minutes * SECONDS_A_MINUTE;
}

/* Whoever left since, or has another token since, has to be recorded again. */
static bool
is_recorded(const struct folder *folder, const struct plan_presence *presence, const char *person,
	    const char *now)
{
	for (size_t i = folder->transcript.count; i > 0; i--) {
		const struct fact *fact = &folder->transcript.facts[i - 1];

		if (is(fact, "noted") && strcmp(fact_value(fact, "about"), "left") == 0 &&
		    text_list_has(fact_value(fact, "text"), ' ', person))
			return false;
		if (is(fact, "enrolled") && strcmp(fact_value(fact, "person"), person) == 0)
			return false;
		if (is(fact, "otp-present") && strcmp(fact_value(fact, "person"), person) == 0 &&
		    text_number(fact_value(fact, "touches")) >= presence->touches &&
		    is_recent(fact, now, presence->window_minutes))
			return true;
	}
	return false;
}

/* Counts who is recorded, and names who is not. */
static unsigned
count_recorded(char names[NAMES_BYTES], const struct folder *folder,
	       const struct plan_presence *presence, const char *now)
{
	unsigned recorded = 0;
	size_t used = 0;

	names[0] = '\0';
	for (size_t i = 0; plan_presence_person(&folder->plan, presence, i) != NULL; i++) {
		const char *id = plan_presence_person(&folder->plan, presence, i)->id;

		if (is_recorded(folder, presence, id, now))
			recorded++;
		else if (used + strlen(id) + 2 < NAMES_BYTES)
			used += (size_t)snprintf(names + used, NAMES_BYTES - used, "%s%s",
						 used == 0 ? "" : " ", id);
	}
	return recorded;
}

/* For one step; the answer is good until the next question. */
static const char *
lacking(const struct folder *folder, const char *step, const char *now)
{
	static char answer[ANSWER_BYTES];
	char names[NAMES_BYTES];

	for (size_t i = 0; i < folder->plan.presence_count; i++) {
		const struct plan_presence *presence = &folder->plan.presences[i];
		unsigned recorded;

		if (strcmp(presence->step, step) != 0)
			continue;
		recorded = count_recorded(names, folder, presence, now);
		if (recorded >= presence->need)
			continue;
		snprintf(answer, sizeof answer,
			 "the plan wants the presence of %u of its people for '%s', recorded with "
			 "%u touch%s in the %u minutes before; %u %s, and not: %s: "
			 "ceremony-present first",
			 presence->need, step, presence->touches,
			 presence->touches == 1 ? "" : "es", presence->window_minutes, recorded,
			 recorded == 1 ? "is" : "are", names);
		return answer;
	}
	return NULL;
}

/* What is done before anybody could be recorded, and what is always possible. */
static bool
is_work(const struct fact *fact)
{
	static const char *const others[] = {"opened",   "resumed",     "preflight", "noted",
					     "enrolled", "otp-present", NULL};

	for (size_t i = 0; others[i] != NULL; i++)
		if (is(fact, others[i]))
			return false;
	return !is(fact, "closed") || strcmp(fact_value(fact, "outcome"), "complete") == 0;
}

static bool
has_begun(const struct folder *folder)
{
	for (size_t i = 0; i < folder->transcript.count; i++)
		if (is_work(&folder->transcript.facts[i]))
			return true;
	return false;
}

const char *
presence_lacking(const struct folder *folder, const struct fact *fact)
{
	static const struct {
		const char *fact, *step;
	} gates[] = {
		{"world-begun", "split"}, {"world-recovered", "reshare"},
		{"key-made", "keygen"},   {"recovered", "recover"},
		{"wrapped", "wrap"},      {"exported", "wrap"},
		{"closed", "close"},
	};
	const char *answer = NULL, *program = fact_value(fact, "for");

	if (folder->connected || folder->plan.presence_count == 0 || !is_work(fact))
		return NULL;
	if (!has_begun(folder))
		answer = lacking(folder, "open", fact->time);
	/* Before the cards are asked for, not after: recovered for a wrap, the key is wrapped. */
	if (answer == NULL && program != NULL && strcmp(program, "ceremony-confirm") != 0)
		answer = lacking(folder, "wrap", fact->time);
	if ((is(fact, "wrapped") || is(fact, "exported")) && fact_value(fact, "blob") != NULL)
		return answer;
	for (size_t i = 0; i < sizeof gates / sizeof gates[0] && answer == NULL; i++)
		if (is(fact, gates[i].fact))
			answer = lacking(folder, gates[i].step, fact->time);
	return answer;
}
