#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/ending.h"
#include "ceremony/text.h"

static bool
is_reshare_or_on(const struct plan *plan)
{
	return plan_is_reshare(plan) || plan_goes_on(plan);
}

static const char *
say_one(struct ledger_problem *problem, const struct ledger_entry *entry,
	const struct ledger_entry *other, const char *answer)
{
	problem->name = entry->name;
	problem->other = other == NULL || other == entry ? NULL : other->name;
	return answer;
}

/* ---- worlds and sets ---- */

static const char *
check_made_once(const struct ledger *ledger, struct ledger_problem *problem)
{
	for (size_t i = 0; i < ledger->set_count; i++) {
		const struct ledger_set *one = &ledger->sets[i];

		for (size_t j = 0; one->world != NULL && j < i; j++) {
			const struct ledger_set *other = &ledger->sets[j];

			snprintf(problem->about, sizeof problem->about, "set %s", one->number);
			if (other->world != NULL && strcmp(one->world, other->world) == 0)
				return say_one(problem, other->entry, one->entry,
					       "each made it: it would be in force twice");
		}
	}
	return NULL;
}

/* Two sets that replace one are both in force. */
static const char *
check_replaced_once(const struct ledger *ledger, struct ledger_problem *problem)
{
	for (size_t i = 0; i < ledger->count; i++) {
		const struct ledger_entry *entry = ledger->entries[i];
		const struct ledger_set *old =
			plan_is_reshare(&entry->ceremony.plan) && entry->complete
				? ledger_set_of(ledger, entry->ceremony.plan.world)
				: NULL;

		if (old == NULL || old->replaced == NULL || old->replaced == entry)
			continue;
		snprintf(problem->about, sizeof problem->about, "set %s", old->number);
		return say_one(problem, old->replaced, entry,
			       "each replaced it: two sets would be in force");
	}
	return NULL;
}

static const char *
check_world(const struct ledger *ledger, struct ledger_problem *problem,
	    const struct ledger_entry *entry)
{
	const struct plan *plan = &entry->ceremony.plan;
	const struct ledger_set *set = ledger_set_of(ledger, plan->world);
	const struct fact *before =
		entry->previous == NULL ? NULL : folder_world(&entry->previous->ceremony);

	snprintf(problem->about, sizeof problem->about, "world %.8s...", plan->world);
	if (set != NULL)
		snprintf(problem->about, sizeof problem->about, "set %s", set->number);
	if (set != NULL && set->replaced != NULL && ledger_is_behind(entry, set->replaced))
		return say_one(problem, entry, set->replaced,
			       "the first goes on with it, and the second replaced it");
	if (set != NULL && !set->valid)
		return say_one(problem, entry, set->entry,
			       "the first goes on with it, and it was never valid");
	if (entry->previous != NULL &&
	    (before == NULL || strcmp(fact_value(before, "world"), plan->world) != 0))
		return say_one(problem, entry, entry->previous,
			       "the first goes on with it, and the second, which it goes on from, "
			       "has not this world");
	if (set != NULL && !plan_is_reshare(plan) &&
	    (set->quorum != plan->quorum || set->cards != plan->cards))
		return say_one(problem, entry, set->entry,
			       "the first has another quorum or number of cards");
	return NULL;
}

/* ---- keys ---- */

static bool
has_key(const struct ledger_entry *entry, const struct plan_key *key)
{
	for (size_t i = 0; i < entry->ceremony.plan.key_count; i++) {
		const struct fact *sealed =
			folder_sealed(&entry->ceremony, entry->ceremony.plan.keys[i].name);

		if (sealed != NULL &&
		    strcmp(fact_value(sealed, "public"), key->public_digest) == 0 &&
		    strcmp(fact_value(sealed, "escrow"), key->escrow_digest) == 0)
			return true;
	}
	return false;
}

static const char *
check_keys(const struct ledger *ledger, struct ledger_problem *problem,
	   const struct ledger_entry *entry)
{
	const struct plan *plan = &entry->ceremony.plan;
	const bool anywhere = !is_reshare_or_on(plan);

	for (size_t k = 0; k < plan->key_count; k++) {
		const struct plan_key *key = &plan->keys[k];
		bool found = strcmp(key->public_digest, "none") == 0 || entry->previous == NULL;

		for (size_t i = 0; !found && i < ledger->count; i++)
			found = (anywhere || ledger->entries[i] == entry->previous) &&
				has_key(ledger->entries[i], key);
		snprintf(problem->about, sizeof problem->about, "key %s", key->name);
		if (!found)
			return say_one(problem, entry, entry->previous,
				       "the first names its public half and escrow, and what it "
				       "goes on from has no such key");
	}
	return NULL;
}

/* ---- what is destroyed ---- */

static bool
uses_card(const struct ledger_entry *entry, const char *world, unsigned card)
{
	const struct transcript *transcript = &entry->ceremony.transcript;
	const struct fact *own = folder_world(&entry->ceremony);
	char text[16];

	snprintf(text, sizeof text, "%u", card);
	for (size_t i = 0; i < transcript->count; i++) {
		const struct fact *fact = &transcript->facts[i];
		const char *name = fact->form->name;

		if (strcmp(name, "card-confirmed") == 0 &&
		    strcmp(fact_value(fact, "world"), world) == 0 &&
		    strcmp(fact_value(fact, "card"), text) == 0)
			return true;
		if (strcmp(name, "world-recovered") == 0 &&
		    strcmp(fact_value(fact, "world"), world) == 0 &&
		    text_list_has(fact_value(fact, "cards"), ',', text))
			return true;
		if (strcmp(name, "recovered") == 0 && own != NULL &&
		    strcmp(fact_value(own, "world"), world) == 0 &&
		    text_list_has(fact_value(fact, "cards"), ',', text))
			return true;
	}
	return false;
}

static const char *
check_card(const struct ledger *ledger, struct ledger_problem *problem, size_t at,
	   const char *world, unsigned card)
{
	const struct ledger_entry *entry = ledger->entries[at];
	char what[16];

	snprintf(what, sizeof what, "card-%u", card);
	if (ending_noted(&entry->ceremony.transcript, "destroyed", what) == NULL)
		return NULL;
	for (size_t later = at + 1; later < ledger->count; later++) {
		const struct ledger_entry *other = ledger->entries[later];
		const struct plan *plan = &other->ceremony.plan;

		snprintf(problem->about, sizeof problem->about, "card %u", card);
		if (uses_card(other, world, card))
			return say_one(problem, entry, other,
				       "the first notes it destroyed, and the second, which is "
				       "later, had it");
		if (strcmp(plan->kind, "destruction") == 0 && strcmp(plan->world, world) == 0 &&
		    ending_noted(&other->ceremony.transcript, "destroyed", what) != NULL)
			return say_one(problem, entry, other, "each notes it destroyed");
	}
	return NULL;
}

static bool
writes_medium(const struct ledger_entry *entry, const char *word)
{
	return folder_fact(&entry->ceremony, "medium-written", "medium", word) != NULL;
}

static const struct ledger_entry *
entry_of_copy(const struct ledger *ledger, const char *copy)
{
	size_t length = strcspn(copy, "/");

	for (size_t i = 0; i < ledger->count; i++) {
		const char *ceremony = ledger->entries[i]->ceremony.plan.ceremony;

		if (strlen(ceremony) == length && strncmp(ceremony, copy, length) == 0)
			return ledger->entries[i];
	}
	return NULL;
}

static const struct ledger_copy *
find_copy(const struct ledger *ledger, const char *text)
{
	size_t length = strcspn(text, "/");

	for (size_t i = 0; i < ledger->copy_count; i++) {
		const char *ceremony = ledger->copies[i].entry->ceremony.plan.ceremony;

		if (strlen(ceremony) == length && strncmp(ceremony, text, length) == 0 &&
		    strcmp(ledger->copies[i].name, text + length + 1) == 0)
			return &ledger->copies[i];
	}
	return NULL;
}

static const char *
check_medium(const struct ledger *ledger, struct ledger_problem *problem, size_t at,
	     const struct plan_medium *medium)
{
	const struct ledger_entry *entry = ledger->entries[at];
	const struct ledger_entry *from = entry_of_copy(ledger, medium->copy), *where;
	const struct ledger_copy *copy = find_copy(ledger, medium->copy);

	snprintf(problem->about, sizeof problem->about, "medium %s", medium->copy);
	if (from != NULL && copy == NULL)
		return say_one(problem, entry, from,
			       "the first has it as a former medium, and the second has no such "
			       "copy");
	if (copy == NULL || ledger_copy_other(ledger, copy) != NULL ||
	    ending_noted(&entry->ceremony.transcript, "destroyed", medium->name) == NULL)
		return NULL;
	if (ledger_copy_gone(ledger, copy, &where) != NULL && where != entry)
		return say_one(problem, where, entry, "each notes it destroyed");
	for (size_t later = at + 1; copy->written != NULL && later < ledger->count; later++)
		if (writes_medium(ledger->entries[later], fact_value(copy->written, "medium")))
			return say_one(problem, entry, ledger->entries[later],
				       "the first notes it destroyed, and the second, which is "
				       "later, wrote onto it");
	return NULL;
}

static const char *
check_destruction(const struct ledger *ledger, struct ledger_problem *problem, size_t at)
{
	const struct plan *plan = &ledger->entries[at]->ceremony.plan;
	const struct ledger_set *set = ledger_set_of(ledger, plan->world);
	const char *answer = NULL;

	snprintf(problem->about, sizeof problem->about, "set %s", set == NULL ? "" : set->number);
	if (set != NULL && (set->quorum != plan->quorum || set->cards != plan->cards))
		return say_one(problem, ledger->entries[at], set->entry,
			       "the first has another quorum or number of cards");
	for (unsigned card = 1; answer == NULL && card <= plan->cards; card++)
		answer = check_card(ledger, problem, at, plan->world, card);
	for (size_t i = 0; answer == NULL && i < plan->media_count; i++)
		if (plan->media[i].copy != NULL)
			answer = check_medium(ledger, problem, at, &plan->media[i]);
	return answer;
}

static const char *
check_entry(const struct ledger *ledger, struct ledger_problem *problem, size_t at)
{
	const struct ledger_entry *entry = ledger->entries[at];
	const char *answer = NULL;

	if (is_reshare_or_on(&entry->ceremony.plan))
		answer = check_world(ledger, problem, entry);
	if (answer == NULL)
		answer = check_keys(ledger, problem, entry);
	if (answer == NULL && strcmp(entry->ceremony.plan.kind, "destruction") == 0)
		answer = check_destruction(ledger, problem, at);
	return answer;
}

const char *
ledger_check(struct ledger *ledger, struct ledger_problem *problem)
{
	const char *answer;

	memset(problem, 0, sizeof *problem);
	answer = ledger_chain(ledger, problem);
	if (answer != NULL)
		return answer;
	ledger_sum(ledger);
	answer = check_made_once(ledger, problem);
	for (size_t i = 0; answer == NULL && i < ledger->count; i++)
		answer = check_entry(ledger, problem, i);
	return answer != NULL ? answer : check_replaced_once(ledger, problem);
}
