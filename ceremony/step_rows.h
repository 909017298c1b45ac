/*
 * The rows of the table of steps, in the order of paper; each part ends with a row without a name. step.h explains the columns.
 */
#ifndef CEREMONY_STEP_ROWS_H
#define CEREMONY_STEP_ROWS_H

#include "ceremony/step.h"

extern const struct step_form
	step_before[]; /* before the day: the script, the plan, the connected side's folder */
extern const struct step_form step_kek[]; /* each service's wrapping key, and its Request Sheet */
extern const struct step_form step_second[]; /* the same again, on a second workstation */
extern const struct step_form step_send[];   /* the requests, packed and on their way */
extern const struct step_form step_room[];   /* the room and the host */
extern const struct step_form step_work[];   /* requests, cards, keys, archive */
extern const struct step_form step_wraps[];  /* wraps, what goes out, the close */
extern const struct step_form step_after[];  /* on the connected side, and the auditor's */
extern const struct step_form step_life[];   /* the ceremonies after the first */

#endif
