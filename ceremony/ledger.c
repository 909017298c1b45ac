#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"

static const struct ledger_entry *
by_digest(const struct ledger *ledger, const char *digest)
{
	for (size_t i = 0; i < ledger->count; i++)
		if (strcmp(ledger->entries[i]->digest, digest) == 0)
			return ledger->entries[i];
	return NULL;
}

static void
link_entry(const struct ledger *ledger, struct ledger_entry *entry)
{
	const struct fact *closed = folder_fact(&entry->ceremony, "closed", NULL, NULL);

	entry->closed = transcript_is_closed(&entry->ceremony.transcript);
	entry->complete = entry->closed && strcmp(fact_value(closed, "outcome"), "complete") == 0;
	entry->previous = by_digest(ledger, entry->ceremony.plan.previous);
}

static bool
is_placed(const struct ledger *ledger, size_t placed, const struct ledger_entry *entry)
{
	for (size_t i = 0; i < placed; i++)
		if (ledger->entries[i] == entry)
			return true;
	return false;
}

/* By when they were opened and ended; then by the digests, so that the order of operands never matters. */
static bool
is_earlier(const struct ledger_entry *one, const struct ledger_entry *other)
{
	const struct transcript *a = &one->ceremony.transcript, *b = &other->ceremony.transcript;
	int order = strcmp(a->facts[0].time, b->facts[0].time);

	if (order == 0)
		order = strcmp(a->facts[a->count - 1].time, b->facts[b->count - 1].time);
	return (order != 0 ? order : strcmp(one->digest, other->digest)) < 0;
}

/* The earliest of those whose predecessor stands already. The chain is of digests: it has no circle. */
static size_t
next_of(const struct ledger *ledger, size_t placed)
{
	size_t next = ledger->count;

	for (size_t i = placed; i < ledger->count; i++) {
		const struct ledger_entry *entry = ledger->entries[i];

		if (entry->previous != NULL && !is_placed(ledger, placed, entry->previous))
			continue;
		if (next == ledger->count || is_earlier(entry, ledger->entries[next]))
			next = i;
	}
	if (next == ledger->count)
		die("the ceremonies go round in a circle");
	return next;
}

static const char *
say_two(struct ledger_problem *problem, const struct ledger_entry *one,
	const struct ledger_entry *other, const char *answer)
{
	problem->name = one->name;
	problem->other = other->name;
	return answer;
}

/* Unfinished ceremonies and destructions are ends of branches. */
static bool
is_trunk(const struct ledger_entry *entry)
{
	return entry->complete && strcmp(entry->ceremony.plan.kind, "destruction") != 0;
}

static const char *
check_pair(struct ledger_problem *problem, const struct ledger_entry *one,
	   const struct ledger_entry *other)
{
	const struct plan *plan = &one->ceremony.plan, *another = &other->ceremony.plan;

	if (!one->complete || !other->complete)
		return NULL;
	snprintf(problem->about, sizeof problem->about, "%s", plan->ceremony);
	if (strcmp(one->ceremony.plan_digest, other->ceremony.plan_digest) == 0)
		return say_two(problem, one, other, "are two transcripts of one plan");
	if (strcmp(plan->ceremony, another->ceremony) == 0)
		return say_two(problem, one, other,
			       "are two ceremonies of the same id, with different plans");
	if (is_trunk(one) && is_trunk(other) && strcmp(plan->previous, "none") != 0 &&
	    strcmp(plan->previous, another->previous) == 0)
		return say_two(problem, one, other,
			       "go on with the same ceremony, by different plans: a fork");
	return NULL;
}

static const char *
check_link(struct ledger_problem *problem, const struct ledger_entry *entry)
{
	const struct ledger_entry *previous = entry->previous;

	if (previous == NULL)
		return NULL;
	snprintf(problem->about, sizeof problem->about, "%s", previous->ceremony.plan.ceremony);
	if (!previous->closed)
		return say_two(problem, entry, previous,
			       "the first goes on with the second, which is not closed");
	if (strcmp(entry->ceremony.plan.mode, previous->ceremony.plan.mode) != 0)
		return say_two(problem, entry, previous,
			       "the first goes on with the second, of another mode");
	if (strcmp(entry->ceremony.plan.tenant, previous->ceremony.plan.tenant) != 0)
		return say_two(problem, entry, previous,
			       "the first goes on with the second, of another tenant");
	return NULL;
}

const char *
ledger_chain(struct ledger *ledger, struct ledger_problem *problem)
{
	const char *answer = NULL;

	for (size_t i = 0; i < ledger->count; i++)
		link_entry(ledger, ledger->entries[i]);
	for (size_t placed = 0; placed < ledger->count; placed++) {
		size_t next = next_of(ledger, placed);
		struct ledger_entry *entry = ledger->entries[next];

		memmove(&ledger->entries[placed + 1], &ledger->entries[placed],
			(next - placed) * sizeof ledger->entries[0]);
		ledger->entries[placed] = entry;
	}
	for (size_t i = 0; answer == NULL && i < ledger->count; i++) {
		answer = check_link(problem, ledger->entries[i]);
		for (size_t j = 0; answer == NULL && j < i; j++)
			answer = check_pair(problem, ledger->entries[j], ledger->entries[i]);
	}
	return answer;
}

bool
ledger_is_behind(const struct ledger_entry *entry, const struct ledger_entry *above)
{
	for (entry = entry->previous; entry != NULL; entry = entry->previous)
		if (entry == above)
			return true;
	return false;
}

static bool
is_given(const struct ledger *ledger, const char *digest)
{
	return strcmp(digest, "none") == 0 || by_digest(ledger, digest) != NULL;
}

const char *
ledger_not_given(const struct ledger *ledger, size_t index, const struct ledger_entry **wanted_by)
{
	for (size_t i = 0; i < ledger->count; i++) {
		const char *previous = ledger->entries[i]->ceremony.plan.previous;
		bool before = is_given(ledger, previous);

		for (size_t j = 0; !before && j < i; j++)
			before = strcmp(ledger->entries[j]->ceremony.plan.previous, previous) == 0;
		if (before || index-- > 0)
			continue;
		*wanted_by = ledger->entries[i];
		return previous;
	}
	return NULL;
}
