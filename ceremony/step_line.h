/*
 * The lines of a step's `facts`, one after the other, filled in.
 */
#ifndef CEREMONY_STEP_LINE_H
#define CEREMONY_STEP_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/fact.h"
#include "ceremony/step_fill.h"

enum { STEP_LINE_BYTES = 2048 };

/* A fact with patterns for values (step.h, `facts`). */
struct step_line {
	const struct fact_form *form;
	const char *values[FACT_MOST_FIELDS];
	char text[STEP_LINE_BYTES];
};

/*
 * The n-th line (from 0); a line with {each-target} or {each-pfx} counts once for each target that the step concerns, one with {each-present} for as
 * many people as the presence needs. Returns false when there are no more. Dies when the line is not one of a fact's form: a fault of the table.
 */
bool step_line_read(struct step_line *line, const struct step_context *context, size_t n);

#endif
