#include "order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/presence.h"
#include "ceremony/process.h"
#include "ceremony/step_fill.h"

void
order_of(struct order *order, const struct folder *folder)
{
	order->folder = folder;
	step_expand(&order->list, step_table(), &folder->plan, step_kind_of(folder->plan.kind));
	order->progress = calloc(order->list.count + 1, sizeof *order->progress);
	if (order->progress == NULL)
		die("no memory for the steps");
	step_follow(order->progress, NULL, &order->list, &folder->plan, &folder->transcript,
		    STEP_DISCONNECTED);
}

/* The latest first fact of the phases before this step's. */
static const struct step *
latest_before(const struct order *order, const struct step *step, const struct fact **fact)
{
	const struct step *latest = NULL;

	*fact = NULL;
	for (size_t i = 0; i < order->list.count; i++) {
		const struct fact *first = order->progress[i].first;

		if (order->list.steps[i].form->phase >= step->form->phase || first == NULL ||
		    (*fact != NULL && first < *fact))
			continue;
		*fact = first;
		latest = &order->list.steps[i];
	}
	return latest;
}

void
order_check_phases(const struct order *order)
{
	for (size_t i = 0; i < order->list.count; i++) {
		const struct step *step = &order->list.steps[i], *other;
		const struct fact *first = order->progress[i].first, *later;

		other = latest_before(order, step, &later);
		if (first != NULL && later != NULL && later > first)
			refuse("fact %lu, '%s', is of step %u, and stands before fact %lu, '%s', "
			       "of step %u: the "
			       "phases of the script were not done in their order",
			       first->sequence, first->form->name, step->number, later->sequence,
			       later->form->name, other->number);
	}
}

void
order_check_presence(const struct folder *folder)
{
	if (!presence_recorded(folder, folder->transcript.count))
		refuse("nobody recorded who was there: the transcript has no note 'present'");
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];
		const char *who, *answer = presence_missing(folder, i, &who);

		if (answer != NULL)
			refuse("fact %lu, '%s': %s: '%s'", fact->sequence, fact->form->name, answer,
			       who);
	}
}

const struct fact *
order_exception(const struct folder *folder, unsigned step)
{
	char begins[32];
	int length = snprintf(begins, sizeof begins, "step %u", step);

	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];
		const char *text;

		if (strcmp(fact->form->name, "noted") != 0 ||
		    strcmp(fact_value(fact, "about"), "exception") != 0)
			continue;
		text = fact_value(fact, "text");
		if (strncmp(text, begins, (size_t)length) == 0 &&
		    (text[length] < '0' || text[length] > '9'))
			return fact;
	}
	return NULL;
}

size_t
order_say_missing(const struct order *order)
{
	static char title[STEP_TEXT_BYTES];
	size_t unexplained = 0;

	for (size_t i = 0; i < order->list.count; i++) {
		const struct step *step = &order->list.steps[i];
		const struct step_context context = {.plan = &order->folder->plan,
						     .list = &order->list,
						     .step = step,
						     .script_options = ""};
		const struct fact *note;

		if (step->form->side != STEP_DISCONNECTED || step->form->facts == NULL ||
		    order->progress[i].done)
			continue;
		step_fill(title, step->form->title, &context);
		note = order_exception(order->folder, step->number);
		say("Step %u of the script, %s, left no fact%s.", step->number, title,
		    note == NULL ? ", and no exception is noted for it"
				 : "; an exception is noted");
		unexplained += note == NULL;
	}
	return unexplained;
}
