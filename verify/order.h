/*
 * A transcript against the table of steps: what the order of facts, step by step, leaves open.
 */
#ifndef VERIFY_ORDER_H
#define VERIFY_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/folder.h"
#include "ceremony/step.h"
#include "ceremony/step_facts.h"

struct order {
	const struct folder *folder;
	struct step_list list;
	bool complete;                  /* closed as such */
	struct step_progress *progress; /* of each step, on the disconnected side */
	struct step_progress *earliest; /* the same, with the first fact of several like it */
	bool *used;                     /* for each fact, whether it is of a step */
};

/* Follows the plan's steps in the folder's transcript. */
void order_of(struct order *order, const struct folder *folder);

/* Refuses when the phases of the script were not begun one after the other: the first facts of one phase's steps come before those
 * of the next one's. Within a phase, and for facts that come again, the table of facts decides. Notes are free. */
void order_check_phases(const struct order *order);

/* Refuses when somebody whom a step needs is not recorded as present then, or a complete ceremony recorded nobody. */
void order_check_presence(const struct order *order);

/* Whether a fact is of no step of the script: one more recovery, one more package, a card proved again. Notes, touches of a token and what a crash brings are none of these. */
bool order_is_beyond(const struct order *order, const struct fact *fact);

/* Says each of them. */
void order_say_beyond(const struct order *order);

/* Whether the step left not all of its facts, though the ceremony went to its end, and no note explains it. */
bool order_is_missing(const struct order *order, size_t step);

/* The title of a step, as on a screen; valid until the next call but one. */
const char *order_title(const struct order *order, const struct step *step);

/* Says each step of a complete ceremony that left not all of its facts. Returns how many of them no note explains: 'exception', and a text that
 * begins with "step N". */
size_t order_say_missing(const struct order *order);

/* The note that explains the step's exception, or NULL. */
const struct fact *order_exception(const struct folder *folder, unsigned step);

#endif
