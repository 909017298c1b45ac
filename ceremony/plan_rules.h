/*
 * What a plan should not be, though it can be read: rules of prudence, asked before a script is printed.
 *
 * Some refuse: nobody could follow such a plan. The others warn, and stand on the cover of the script, so that whoever
 * approves the plan has read them.
 */
#ifndef CEREMONY_PLAN_RULES_H
#define CEREMONY_PLAN_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/plan.h"

enum {
	/* Four a target, two for each card and medium, one a presence, and a few: more than any plan has. */
	PLAN_MOST_FINDINGS = 4 * PLAN_MOST_TARGETS + (2 * PLAN_MOST_CARDS + 1) * PLAN_MOST_MEDIA +
			     PLAN_MOST_PRESENCES + 32,
	PLAN_FINDING_BYTES = 64
};

/* `message` (catalogue.h) has {1} and {2} in the place of the values, which are ids and numbers. */
struct plan_finding {
	bool refuses;
	const char *message;
	char values[2][PLAN_FINDING_BYTES];
};

/* How many there are. `kind` is one of step_kind. */
size_t plan_rules(struct plan_finding findings[PLAN_MOST_FINDINGS], const struct plan *plan,
		  unsigned kind);

/* The message, in the language chosen, with its values. */
void plan_finding_text(char *out, size_t capacity, const struct plan_finding *finding);

#endif
