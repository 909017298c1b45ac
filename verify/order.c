#include "order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/presence.h"
#include "ceremony/process.h"
#include "ceremony/step_fill.h"

static struct step_progress *
follow(const struct order *order, bool *used, enum step_which which)
{
	struct step_progress *progress = calloc(order->list.count + 1, sizeof *progress);

	if (progress == NULL)
		die("no memory for the steps");
	step_follow(progress, used, which, &order->list, &order->folder->plan,
		    &order->folder->transcript, STEP_DISCONNECTED);
	return progress;
}

void
order_of(struct order *order, const struct folder *folder)
{
	const struct fact *closed = folder_fact(folder, "closed", NULL, NULL);

	order->folder = folder;
	order->complete = closed != NULL && strcmp(fact_value(closed, "outcome"), "complete") == 0;
	step_expand(&order->list, step_table(), &folder->plan, step_kind_of(folder->plan.kind));
	order->used = calloc(folder->transcript.count + 1, sizeof *order->used);
	if (order->used == NULL)
		die("no memory for the steps");
	order->progress = follow(order, order->used, STEP_LATEST);
	order->earliest = follow(order, NULL, STEP_EARLIEST);
}

const char *
order_title(const struct order *order, const struct step *step)
{
	static char titles[2][STEP_TEXT_BYTES];
	static unsigned turn;
	const struct step_context context = {.plan = &order->folder->plan,
					     .list = &order->list,
					     .step = step,
					     .script_options = ""};
	char *title = titles[turn++ % 2];

	step_fill(title, step->form->title, &context);
	return title;
}

/* The first fact of a step that has a place in the order: notes are written when something happens, tokens are touched again. */
static const struct fact *
first_of(const struct order *order, size_t step)
{
	const struct fact *first = order->earliest[step].first;

	return first == NULL || strcmp(first->form->name, "noted") == 0 ||
			       strcmp(first->form->name, "otp-present") == 0
		       ? NULL
		       : first;
}

/* The latest first fact of the phases before this step's. */
static const struct step *
latest_before(const struct order *order, const struct step *step, const struct fact **fact)
{
	const struct step *latest = NULL;

	*fact = NULL;
	for (size_t i = 0; i < order->list.count; i++) {
		const struct fact *first = first_of(order, i);

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
		const struct fact *first = first_of(order, i), *later;

		other = latest_before(order, step, &later);
		if (first != NULL && later != NULL && later > first)
			refuse("fact %lu, '%s', of step %u (%s) stands before fact %lu, '%s', of "
			       "step %u "
			       "(%s): the phases of the script were not done in their order",
			       first->sequence, first->form->name, step->number,
			       order_title(order, step), later->sequence, later->form->name,
			       other->number, order_title(order, other));
	}
}

/* The step that left this fact, or NULL: a repeated one is nobody's. */
static const struct step *
step_of(const struct order *order, const struct fact *fact)
{
	for (size_t i = 0; i < order->list.count; i++)
		if (order->progress[i].first == fact || order->progress[i].last == fact)
			return &order->list.steps[i];
	return NULL;
}

void
order_check_presence(const struct order *order)
{
	const struct folder *folder = order->folder;

	if (order->complete && !presence_recorded(folder, folder->transcript.count))
		refuse("nobody recorded who was there: the transcript has no note 'present'");
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];
		const char *who, *answer = presence_missing(folder, i, &who);
		const struct step *step = step_of(order, fact);

		if (answer != NULL && step != NULL)
			refuse("fact %lu, '%s', of step %u (%s): %s: '%s'", fact->sequence,
			       fact->form->name, step->number, order_title(order, step), answer,
			       who);
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

bool
order_is_beyond(const struct order *order, const struct fact *fact)
{
	static const char *const free_facts[] = {
		"noted", "preflight", "resumed", "world-void", "world-begun", "otp-present", NULL};

	for (size_t i = 0; free_facts[i] != NULL; i++)
		if (strcmp(fact->form->name, free_facts[i]) == 0)
			return false;
	return !order->used[fact - order->folder->transcript.facts];
}

void
order_say_beyond(const struct order *order)
{
	const struct transcript *transcript = &order->folder->transcript;

	for (size_t i = 0; i < transcript->count; i++)
		if (order_is_beyond(order, &transcript->facts[i]))
			say("Fact %lu, '%s', is of no step of the script: ask why on the paper.",
			    transcript->facts[i].sequence, transcript->facts[i].form->name);
}

static bool
left_nothing(const struct order *order, size_t step)
{
	const struct step_form *form = order->list.steps[step].form;

	return order->complete && form->side == STEP_DISCONNECTED && form->facts != NULL &&
	       !order->progress[step].done;
}

bool
order_is_missing(const struct order *order, size_t step)
{
	return left_nothing(order, step) &&
	       order_exception(order->folder, order->list.steps[step].number) == NULL;
}

size_t
order_say_missing(const struct order *order)
{
	size_t unexplained = 0;

	for (size_t i = 0; i < order->list.count; i++) {
		const struct step *step = &order->list.steps[i];

		if (!left_nothing(order, i))
			continue;
		say("Step %u of the script, %s, left %s%s.", step->number, order_title(order, step),
		    order->progress[i].value == NULL ? "no fact" : "not all of its facts",
		    order_is_missing(order, i) ? ", and no exception is noted for it"
					       : "; an exception is noted");
		unexplained += order_is_missing(order, i);
	}
	return unexplained;
}
