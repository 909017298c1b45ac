/*
 * The normal form of names on paper: the check of text_check_people that needs Unicode's tables.
 */
#ifndef CEREMONY_SCRIPT_NAMES_H
#define CEREMONY_SCRIPT_NAMES_H

#include "ceremony/plan.h"

/* NULL, or which text of the plan is not in Unicode's normal form C (UAX #15): two machines, or two pairs of eyes, could
 * take the same name for two. Valid until the next call. */
const char *script_names_check(const struct plan *plan);

#endif
