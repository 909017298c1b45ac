#include "reconcile.h"

#include <stdio.h>
#include <string.h>

static const char *
shown(const char *value)
{
	return value == NULL ? "-" : value;
}

/* Nobody writes into the boxes of a step that was left out for a reason, or never reached. */
static bool
may_be_empty(const struct order *order, size_t step)
{
	return !order->complete ||
	       order_exception(order->folder, order->list.steps[step].number) != NULL;
}

static bool
contradicts(const struct order *order, size_t step, const struct step_box *box, const char *typed,
	    const char *truth)
{
	return typed != NULL && !reconcile_agrees(order, step, box, typed, truth);
}

/* What is wrong with the two copies of a box, or NULL. */
static const char *
judge_copies(const struct order *order, size_t step, const struct step_box *box,
	     const char *const typed[2])
{
	if (typed[0] == NULL && typed[1] == NULL)
		return may_be_empty(order, step) ? NULL : "nobody wrote it";
	if (typed[0] == NULL || typed[1] == NULL)
		return "only one copy has it";
	return reconcile_same(box, typed[0], typed[1]) ? NULL : "the copies differ";
}

/* What the transcript has against it, or NULL. */
static const char *
judge_truth(const struct order *order, size_t step, const struct step_box *box,
	    const char *const typed[2], const char *truth)
{
	if (typed[0] == NULL && typed[1] == NULL)
		return NULL;
	if (truth != NULL && (contradicts(order, step, box, typed[0], truth) ||
			      contradicts(order, step, box, typed[1], truth)))
		return "the transcript has another value";
	if (truth == NULL && box->source != STEP_FROM_NOWHERE && !may_be_empty(order, step))
		return "the transcript has no fact to compare it with";
	return NULL;
}

static const char *
verdict(const char *const typed[2], const char *truth)
{
	if (typed[0] == NULL)
		return "empty in both";
	return truth != NULL ? "agree" : "two copies agree; the transcript does not have it";
}

void
reconcile_box(struct reconcile *reconcile, size_t step, size_t b)
{
	const struct order *order = reconcile->order;
	const unsigned number = order->list.steps[step].number;
	const struct step_box *box = &order->list.steps[step].form->boxes[b];
	const char letter = (char)('a' + b);
	const char *const typed[2] = {values_find(reconcile->copies[0], number, letter),
				      values_find(reconcile->copies[1], number, letter)};
	char truth[RECONCILE_VALUE_BYTES];
	bool known = reconcile_truth(truth, order, step, box);
	const char *wrong[2] = {judge_copies(order, step, box, typed),
				judge_truth(order, step, box, typed, known ? truth : NULL)};

	reconcile->compared++;
	printf("  %u%c  %s\n", number, letter, box->label);
	reconcile_print_value(reconcile->copies[0]->person, shown(typed[0]));
	reconcile_print_value(reconcile->copies[1]->person, shown(typed[1]));
	/* A checkpoint may be of any line in its range: the label that was taken is shown. */
	if (known)
		reconcile_print_value("transcript", box->source == STEP_FROM_CHECKPOINT &&
								    wrong[1] == NULL &&
								    typed[0] != NULL
							    ? typed[0]
							    : truth);
	for (size_t i = 0; i < 2; i++)
		if (wrong[i] != NULL)
			reconcile_find(reconcile, number, letter, wrong[i]);
	if (wrong[0] == NULL && wrong[1] == NULL)
		printf("       %s\n", verdict(typed, known ? truth : NULL));
}
