#include "reconcile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/text.h"
#include "ceremony/words.h"

enum { COLUMNS = 78, VALUE_COLUMN = 20 };

/* Prints text from this column on, broken at spaces. */
static void
print_wrapped(const char *text, size_t column)
{
	while (strlen(text) > COLUMNS - column) {
		size_t length = COLUMNS - column;

		while (length > 0 && text[length] != ' ')
			length--;
		if (length == 0)
			length = COLUMNS - column;
		printf("%.*s\n%*s", (int)length, text, (int)column, "");
		text += length + (text[length] == ' ');
	}
	printf("%s\n", text);
}

void
reconcile_print_value(const char *name, const char *value)
{
	printf("       %-12s ", name);
	print_wrapped(value, strlen(name) > 12 ? 8 + strlen(name) : VALUE_COLUMN);
}

void
reconcile_find(struct reconcile *reconcile, unsigned step, char letter, const char *text)
{
	if (reconcile->finding_count == RECONCILE_MOST_FINDINGS)
		die("there are more findings than a record can hold");
	reconcile->findings[reconcile->finding_count++] =
		(struct reconcile_finding){step, letter, text};
	printf("       >>> finding %zu: %s\n", reconcile->finding_count, text);
}

static void
print_head(const struct reconcile *reconcile)
{
	const struct folder *folder = reconcile->order->folder;
	char label[WORDS_LABEL_TEXT_BYTES] = "";
	struct digest plan;

	if (text_from_hex(plan.bytes, sizeof plan.bytes, folder->plan_digest,
			  strlen(folder->plan_digest)) == NULL)
		words_label_of(label, &plan);
	printf("RECORD OF PAPER AND TRANSCRIPT                           %s\n\n"
	       "Ceremony    %s\nPlan        %s\nCopies      %s, %s\n"
	       "Transcript  %zu facts; its words were typed from paper\nTimes       the wall "
	       "clock's; ",
	       folder->plan.mode, folder->plan.ceremony, label, reconcile->copies[0]->person,
	       reconcile->copies[1]->person, folder->transcript.count);
	print_wrapped(reconcile->has_zone
			      ? "its distance from UTC is in the box of ceremony-preflight"
			      : "taken for UTC, since no box says how far it is from it",
		      30);
	printf("\n");
}

static void
print_step(struct reconcile *reconcile, size_t at)
{
	const struct order *order = reconcile->order;
	const struct step *step = &order->list.steps[at];
	const struct fact *fact = order->progress[at].last;

	printf("%u. ", step->number);
	print_wrapped(order_title(order, step), 4);
	if (fact != NULL)
		printf("       fact %lu, %s, %s\n", fact->sequence, fact->form->name, fact->time);
	if (order_is_missing(order, at))
		reconcile_find(
			reconcile, step->number, 0,
			fact == NULL
				? "it left no fact, and no exception is noted for it"
				: "it left not all of its facts, and no exception is noted for it");
	for (size_t b = 0; b < STEP_MOST_BOXES && step->form->boxes[b].label != NULL; b++)
		reconcile_box(reconcile, at, b);
	reconcile_time(reconcile, at);
}

static bool
is_note(const struct fact *fact, const char *about)
{
	return strcmp(fact->form->name, "noted") == 0 &&
	       strcmp(fact_value(fact, "about"), about) == 0;
}

/* When somebody who left came back, or NULL. */
static const struct fact *
return_of(const struct transcript *transcript, const struct fact *left)
{
	for (const struct fact *fact = left; fact < transcript->facts + transcript->count; fact++)
		if (is_note(fact, "returned") &&
		    strcmp(fact_value(fact, "text"), fact_value(left, "text")) == 0)
			return fact;
	return NULL;
}

/* What of a fact is not as the script has it; false when nothing is. */
static bool
describe(char out[RECONCILE_VALUE_BYTES * 2], const struct order *order, const struct fact *fact)
{
	const struct transcript *transcript = &order->folder->transcript;
	const size_t capacity = (size_t)RECONCILE_VALUE_BYTES * 2;
	const char *name = fact->form->name;

	if (is_note(fact, "exception"))
		snprintf(out, capacity, "exception: %s", fact_value(fact, "text"));
	else if (is_note(fact, "left")) {
		const struct fact *back = return_of(transcript, fact);

		snprintf(out, capacity, "%s left, and %s%s", fact_value(fact, "text"),
			 back == NULL ? "did not return" : "returned at ",
			 back == NULL ? "" : back->time);
	} else if (strcmp(name, "preflight") == 0 &&
		   strcmp(fact_value(fact, "verdict"), "pass") != 0)
		snprintf(out, capacity, "preflight, %s: %s", fact_value(fact, "verdict"),
			 fact_value(fact, "not-passed"));
	else if (strcmp(name, "resumed") == 0)
		snprintf(out, capacity, "resumed after a loss; %s bytes of half a line taken off",
			 fact_value(fact, "torn"));
	else if (strcmp(name, "world-void") == 0)
		snprintf(out, capacity, "set %s of cards is void", fact_value(fact, "set"));
	else if (order_is_beyond(order, fact))
		snprintf(out, capacity, "%s, of no step of the script", name);
	else
		return false;
	return true;
}

static size_t
print_exceptions(const struct order *order)
{
	const struct transcript *transcript = &order->folder->transcript;
	char text[RECONCILE_VALUE_BYTES * 2];
	size_t count = 0;

	printf("\nINDEX OF EXCEPTIONS IN THE TRANSCRIPT\n\n");
	for (size_t i = 0; i < transcript->count; i++) {
		const struct fact *fact = &transcript->facts[i];

		if (!describe(text, order, fact))
			continue;
		printf("  %zu. fact %lu, %s\n       ", ++count, fact->sequence, fact->time);
		print_wrapped(text, 7);
	}
	if (count == 0)
		printf("  none\n");
	return count;
}

static void
print_findings(const struct reconcile *reconcile)
{
	printf("\nINDEX OF FINDINGS\n\n");
	for (size_t i = 0; i < reconcile->finding_count; i++) {
		const struct reconcile_finding *finding = &reconcile->findings[i];
		const char letter[2] = {finding->letter, '\0'};

		printf("  %zu. step %u%s: %s\n", i + 1, finding->step, letter, finding->text);
	}
	if (reconcile->finding_count == 0)
		printf("  none\n");
}

size_t
reconcile_print(const struct order *order, const struct values *first, const struct values *second)
{
	struct reconcile *reconcile = calloc(1, sizeof *reconcile);
	size_t exceptions, findings;

	if (reconcile == NULL)
		die("no memory for the record");
	*reconcile = (struct reconcile){
		.order = order, .copies = {first, second}, .last_minutes = {-1, -1}};
	reconcile_set_clock(reconcile);
	print_head(reconcile);
	for (size_t i = 0; i < order->list.count; i++)
		print_step(reconcile, i);
	exceptions = print_exceptions(order);
	print_findings(reconcile);
	findings = reconcile->finding_count;
	printf("\n%zu values compared, %zu findings, %zu exceptions in the transcript\n",
	       reconcile->compared, findings, exceptions);
	free(reconcile);
	return findings;
}
