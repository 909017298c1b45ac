#include "reconcile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/step_fill.h"
#include "ceremony/text.h"
#include "ceremony/wall_time.h"
#include "ceremony/words.h"

enum { MINUTES_A_DAY = 1440, APART_MINUTES = 15, SECONDS_A_DAY = 86400 };

int
reconcile_minutes(const char *text)
{
	if (strlen(text) != 5 || strspn(text, "0123456789") != 2 || text[2] != ':' ||
	    strspn(text + 3, "0123456789") != 2)
		return -1;
	return ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
}

int
reconcile_fact_minutes(const struct reconcile *reconcile, const struct fact *fact)
{
	int64_t seconds;

	if (text_from_time(&seconds, fact->time, strlen(fact->time)) != NULL)
		return -1;
	seconds = (seconds + reconcile->offset_seconds) % SECONDS_A_DAY;
	return (int)(seconds / 60);
}

static int
apart(int one, int other)
{
	int difference = one > other ? one - other : other - one;

	return difference > MINUTES_A_DAY / 2 ? MINUTES_A_DAY - difference : difference;
}

/* The wall clock's distance from UTC is in the box that ceremony-preflight was typed from. */
static void
find_offset(struct reconcile *reconcile)
{
	const struct step_list *list = &reconcile->order->list;

	for (size_t i = 0; i < list->count; i++) {
		const struct step_box *box = &list->steps[i].form->boxes[0];
		const char *typed = values_find(reconcile->copies[0], list->steps[i].number, 'a');
		int64_t seconds;

		if (box->label != NULL && box->field != NULL && strcmp(box->field, "wall") == 0 &&
		    typed != NULL &&
		    wall_time_read(&seconds, &reconcile->offset_seconds, typed) == NULL)
			reconcile->has_offset = true;
	}
}

static void
finding(struct reconcile *reconcile, const char *text)
{
	reconcile->findings++;
	printf("       >>> finding %zu: %s\n", reconcile->findings, text);
}

static const char *
shown(const char *value)
{
	return value == NULL ? "-" : value;
}

static void
compare_box(struct reconcile *reconcile, size_t at, size_t b)
{
	const struct step *step = &reconcile->order->list.steps[at];
	const struct step_box *box = &step->form->boxes[b];
	char truth[RECONCILE_VALUE_BYTES];
	const char *one = values_find(reconcile->copies[0], step->number, (char)('a' + b));
	const char *other = values_find(reconcile->copies[1], step->number, (char)('a' + b));
	bool known = reconcile_truth(truth, reconcile->order, at, box);

	reconcile->compared++;
	printf("  %u%c  %s\n       %-12s %s\n       %-12s %s\n", step->number, (int)('a' + b),
	       box->label, reconcile->copies[0]->person, shown(one), reconcile->copies[1]->person,
	       shown(other));
	if (known)
		printf("       %-12s %s\n", "transcript",
		       one != NULL && reconcile_agrees(reconcile->order, at, box, one, truth)
			       ? one
			       : truth);
	if (one == NULL && other == NULL)
		finding(reconcile, "nobody wrote it");
	else if (one == NULL || other == NULL)
		finding(reconcile, "only one copy has it");
	else if (!reconcile_same(one, other))
		finding(reconcile, "the copies differ");
	if ((one != NULL && known && !reconcile_agrees(reconcile->order, at, box, one, truth)) ||
	    (other != NULL && known && !reconcile_agrees(reconcile->order, at, box, other, truth)))
		finding(reconcile, "the transcript has another value");
	if (!known && box->source != STEP_FROM_NOWHERE)
		finding(reconcile, "the transcript has no fact to compare it with");
}

static void
compare_time(struct reconcile *reconcile, size_t at, int *last)
{
	const struct step *step = &reconcile->order->list.steps[at];
	const struct fact *fact = reconcile->order->progress[at].last;

	for (size_t copy = 0; copy < 2; copy++) {
		const char *typed = values_find(reconcile->copies[copy], step->number, VALUES_TIME);
		int minutes = typed == NULL ? -1 : reconcile_minutes(typed);

		if (typed == NULL)
			continue;
		reconcile->compared++;
		printf("  %ut  %-12s %s\n", step->number, reconcile->copies[copy]->person, typed);
		if (minutes < 0) {
			finding(reconcile, "that is no time like 15:04");
			continue;
		}
		if (fact != NULL &&
		    apart(minutes, reconcile_fact_minutes(reconcile, fact)) > APART_MINUTES)
			finding(reconcile, "the fact's time is more than 15 minutes away");
		if (*last >= 0 && minutes < *last && *last - minutes < MINUTES_A_DAY / 2)
			finding(reconcile, "it is before the end of an earlier step");
		*last = minutes;
	}
}

static void
print_head(const struct reconcile *reconcile)
{
	const struct folder *folder = reconcile->order->folder;
	char words[WORDS_PROOF_TEXT_BYTES];

	words_of(words, &folder->transcript_digest);
	printf("RECORD OF PAPER AND TRANSCRIPT                           %s\n\n"
	       "Ceremony    %s\nCopies      %s, %s\nTranscript  %zu facts; its words were typed "
	       "from paper\n"
	       "Times       the wall clock's; %s\n\n",
	       folder->plan.mode, folder->plan.ceremony, reconcile->copies[0]->person,
	       reconcile->copies[1]->person, folder->transcript.count,
	       reconcile->has_offset
		       ? "its distance from UTC is the one in the box of ceremony-preflight"
		       : "taken for UTC, since no box says how far it is from it");
}

static void
print_step(struct reconcile *reconcile, size_t at, int *last)
{
	static char title[STEP_TEXT_BYTES];
	const struct order *order = reconcile->order;
	const struct step *step = &order->list.steps[at];
	const struct step_context context = {.plan = &order->folder->plan,
					     .list = &order->list,
					     .step = step,
					     .script_options = ""};
	const struct step_progress *progress = &order->progress[at];

	step_fill(title, step->form->title, &context);
	printf("%u. %s\n", step->number, title);
	if (progress->last != NULL)
		printf("       fact %lu, %s, %s\n", progress->last->sequence,
		       progress->last->form->name, progress->last->time);
	else if (step->form->side == STEP_DISCONNECTED && step->form->facts != NULL &&
		 order_exception(order->folder, step->number) == NULL)
		finding(reconcile, "it left no fact, and no exception is noted for it");
	for (size_t b = 0; b < STEP_MOST_BOXES && step->form->boxes[b].label != NULL; b++)
		compare_box(reconcile, at, b);
	compare_time(reconcile, at, last);
}

/* What is not as the script has it, by the facts themselves. */
static size_t
print_exceptions(const struct folder *folder)
{
	size_t count = 0;

	printf("\nINDEX OF EXCEPTIONS IN THE TRANSCRIPT\n\n");
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];
		const char *name = fact->form->name;
		bool noted = strcmp(name, "noted") == 0 &&
			     (strcmp(fact_value(fact, "about"), "exception") == 0 ||
			      strcmp(fact_value(fact, "about"), "left") == 0 ||
			      strcmp(fact_value(fact, "about"), "returned") == 0);
		bool warned = strcmp(name, "preflight") == 0 &&
			      strcmp(fact_value(fact, "verdict"), "pass") != 0;

		if (!noted && !warned && strcmp(name, "resumed") != 0 &&
		    strcmp(name, "world-void") != 0)
			continue;
		printf("  %zu. fact %lu, %s, %s%s%s%s%s\n", ++count, fact->sequence, fact->time,
		       name, noted ? " " : "", noted ? fact_value(fact, "about") : "",
		       noted || warned ? ": " : "",
		       noted    ? fact_value(fact, "text")
		       : warned ? fact_value(fact, "not-passed")
				: "");
	}
	if (count == 0)
		printf("  none\n");
	return count;
}

size_t
reconcile_print(const struct order *order, const struct values *first, const struct values *second)
{
	struct reconcile reconcile = {.order = order, .copies = {first, second}};
	size_t exceptions;
	int last = -1;

	find_offset(&reconcile);
	print_head(&reconcile);
	for (size_t i = 0; i < order->list.count; i++)
		print_step(&reconcile, i, &last);
	exceptions = print_exceptions(order->folder);
	printf("\n%zu values compared, %zu findings, %zu exceptions in the transcript\n",
	       reconcile.compared, reconcile.findings, exceptions);
	return reconcile.findings;
}
