#include "step_check.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/process.h"
#include "ceremony/step_facts.h"

static const struct {
	unsigned state;
	const char *missing;
} states[] = {
	{STEP_SCRIPT_COMPARED, "the scripts of two machines have not been compared before"},
	{STEP_ROLL_CALLED, "it needs the people, and the roll has not been called before"},
	{STEP_HOST_UP, "it needs the disconnected workstation, which has not been started before"},
	{STEP_JOURNAL_IN, "it needs the journal medium, which has not been plugged in before"},
	{STEP_PLAN_SENT, "it needs the plan on the inbound medium, where no step before puts it"},
	{STEP_INBOUND_IN, "it needs the inbound medium, which is not plugged in then"},
	{STEP_CARDS_IN_HAND, "it needs the cards, which are in nobody's hand then"},
	{STEP_OUTBOUND_SENT, "it needs the outbound medium, which no step before sends"},
	{STEP_RULES_READ, "the rules have not been read before"},
	{STEP_COUNTED, "the materials have not been counted before"},
	{STEP_KEK_MADE, "it needs a wrapping key, which no step before makes"},
	{STEP_HOST_CHECKED,
	 "it needs a workstation that was checked, and no step before checks it"},
	{STEP_PRESENCE_NOTED, "it needs people, and no step before records who is there"},
	{STEP_FINAL_WRITTEN,
	 "it needs the final archive on its media, and no step before writes it"},
	{STEP_CLOSED, "it comes after the close, and the ceremony is not closed before"},
};

static const char *
missing(unsigned needs, unsigned state)
{
	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
		if ((needs & ~state & states[i].state) != 0)
			return states[i].missing;
	return NULL;
}

/* A transcript for each side that has one, in memory. */
struct pretence {
	struct folder *folders[STEP_SIDES];
	struct step_names *names;
};

static void
begin(struct pretence *pretence, const struct plan *plan)
{
	pretence->names = calloc(1, sizeof *pretence->names);
	if (pretence->names == NULL)
		die("no memory for a check");
	step_names_begin(pretence->names, plan);
	for (int side = 0; side < STEP_SIDES; side++) {
		struct folder *folder = calloc(1, sizeof *folder);

		if (folder == NULL)
			die("no memory for a check");
		folder->plan = *plan;
		folder->connected = side != STEP_DISCONNECTED;
		transcript_begin(&folder->transcript, TRANSCRIPT_MOST_FACTS);
		pretence->folders[side] = folder;
	}
}

static void
end(struct pretence *pretence)
{
	for (int side = 0; side < STEP_SIDES; side++) {
		transcript_free(&pretence->folders[side]->transcript);
		free(pretence->folders[side]);
	}
	free(pretence->names);
}

/* Some card of the plan is in no recovery. */
static bool
cards_unused(const struct step_list *list, const struct plan *plan)
{
	bool used[PLAN_MOST_CARDS] = {false};

	for (size_t i = 0; i < list->count; i++) {
		enum step_each each = list->steps[i].form->each;

		for (unsigned c = 0; c < plan->quorum; c++)
			if (each == STEP_EACH_RECOVERY || each == STEP_EACH_PFX ||
			    each == STEP_EACH_DRILL)
				used[step_card_of_recovery(plan, list->steps[i].recovery, c) - 1] =
					true;
	}
	for (unsigned i = 0; i < plan->cards; i++)
		if (!used[i])
			return plan->key_count > 0;
	return false;
}

static const char *
walk(struct pretence *pretence, const struct step_list *list, unsigned kind,
     const struct step **where)
{
	const struct plan *plan = &pretence->folders[STEP_DISCONNECTED]->plan;
	const bool ours = kind == step_kind_of(plan->kind);
	unsigned state = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct step_form *form = list->steps[i].form;
		const char *answer = missing(form->needs, state);

		*where = &list->steps[i];
		if (answer == NULL && ours)
			answer = step_pretend(pretence->folders[form->side], pretence->names, list,
					      &list->steps[i]);
		if (answer != NULL)
			return answer;
		state = (state | form->gives) & ~form->takes;
	}
	*where = NULL;
	if (!ours)
		return NULL;
	if (!transcript_is_closed(&pretence->folders[STEP_DISCONNECTED]->transcript))
		return "no step closes the ceremony";
	if (state & STEP_OPEN_AT_THE_END)
		return "at its end the workstation runs, a medium is plugged in, or cards are at "
		       "the table";
	return kind == STEP_MAKING && cards_unused(list, plan)
		       ? "a card is used in no recovery: nobody would know whether it is good"
		       : NULL;
}

const char *
step_check(const struct step_list *list, const struct plan *plan, unsigned kind,
	   const struct step **where)
{
	struct pretence pretence;
	const char *answer;

	begin(&pretence, plan);
	answer = walk(&pretence, list, kind, where);
	end(&pretence);
	return answer;
}
