#include "step.h"

#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/step_facts.h"
#include "ceremony/text.h"

static const struct step_form form = {
	.name = "presence",
	.side = STEP_DISCONNECTED,
	.who = STEP_PRESENT,
	.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_JOURNAL_IN | STEP_HOST_CHECKED,
	.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
	.title = N_("Record presence by tokens, for step {presence-for}"),
	.act = N_("{keeper} alone types the 10 words of the roster's passphrase, from paper. Then "
		  "the screen asks for one token after the other, by the id of its owner, who "
		  "plugs it in and touches it: {presence-touches}. The owner takes it back. "
		  "{presence-enough} It counts for {presence-window} minutes: go on with step "
		  "{presence-for} at once."),
	.command = "ceremony-present {presence-ids}",
	.expect = N_("'Presence recorded' and the number of a fact, for each of them."),
	.facts = "otp-present {each-present} public-id=* use=~{step-number} session=* "
		 "touches=~{presence-number}",
};

const struct step_form *
step_presence(enum step_phase phase)
{
	static struct step_form forms[STEP_PHASES];

	forms[phase] = form;
	forms[phase].phase = phase;
	return &forms[phase];
}

/* Between the facts with these indices the touches of a presence are looked for. */
struct range {
	size_t begin, end;
};

static struct range
range_of(const struct step_progress *progress, const struct step_list *list, size_t at,
	 const struct transcript *transcript)
{
	struct range range = {0, transcript->count};

	for (size_t i = at + 1; i < list->count; i++)
		if (list->steps[i].presence == NULL && progress[i].first != NULL) {
			range.end = (size_t)(progress[i].first - transcript->facts);
			return range;
		}
	for (size_t i = 0; i < at; i++)
		if (list->steps[i].presence == NULL && progress[i].first != NULL &&
		    (size_t)(progress[i].first - transcript->facts) >= range.begin)
			range.begin = (size_t)(progress[i].first - transcript->facts) + 1;
	return range;
}

static bool
is_touch_for(const struct fact *fact, const struct plan_presence *presence)
{
	return strcmp(fact->form->name, "otp-present") == 0 &&
	       text_list_has(presence->people, ' ', fact_value(fact, "person")) &&
	       fact_value(fact, "touches")[0] - '0' >= (int)presence->touches;
}

static bool
is_among(const struct fact *fact, const struct fact *const *others, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(fact_value(others[i], "person"), fact_value(fact, "person")) == 0)
			return true;
	return false;
}

struct step_progress
step_follow_presence(bool *used, const struct step_progress *progress, const struct step_list *list,
		     size_t at, const struct transcript *transcript)
{
	const struct plan_presence *presence = list->steps[at].presence;
	const struct range range = range_of(progress, list, at, transcript);
	const struct fact *taken[PLAN_MOST_PRESENT];
	size_t count = 0;

	for (size_t i = range.end; i > range.begin && count < presence->need; i--) {
		const struct fact *fact = &transcript->facts[i - 1];

		if (used[i - 1] || !is_touch_for(fact, presence) || is_among(fact, taken, count))
			continue;
		used[i - 1] = true;
		taken[count++] = fact;
	}
	if (count == 0)
		return (struct step_progress){.done = false};
	return (struct step_progress){.first = taken[count - 1],
				      .last = taken[0],
				      .value = taken[0],
				      .done = count == presence->need};
}
