/*
 * The checker: walks the steps of a plan before a page is drawn, and fails at one that cannot be done, or when one is missing.
 */
#ifndef CEREMONY_STEP_CHECK_H
#define CEREMONY_STEP_CHECK_H

#include "ceremony/step.h"

/*
 * What the room must be like for each step (needs, gives, takes), and, when the script is of the plan's own kind, the facts: each step's are added to a
 * transcript in memory and asked whether they may follow, by the rules that the programs themselves ask (fact.c). At the end the ceremony must be
 * closed, complete. Returns NULL, or why not, with the step in `where`, NULL when it is the end.
 */
const char *step_check(const struct step_list *list, const struct plan *plan, unsigned kind,
		       const struct step **where);

#endif
