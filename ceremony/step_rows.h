/*
 * The rows of the table of steps, in the order of paper; each part ends with a row without a name. step.h explains the columns.
 */
#ifndef CEREMONY_STEP_ROWS_H
#define CEREMONY_STEP_ROWS_H

#include "ceremony/step.h"

extern const struct step_form step_before[]; /* before the day, on the connected side */
extern const struct step_form step_room[];   /* the room and the host */
extern const struct step_form step_work[];   /* requests, cards, keys, archive */
extern const struct step_form step_wraps[];  /* wraps, what goes out, the close */
extern const struct step_form step_after[];  /* on the connected side, and the auditor's */
extern const struct step_form step_life[];   /* the ceremonies after the first */

#endif
