/*
 * Templates of steps, filled in: {card}, {target} and the like.
 */
#ifndef CEREMONY_STEP_FILL_H
#define CEREMONY_STEP_FILL_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/step.h"

enum { STEP_TEXT_BYTES = 16384 };

/* What a template is filled in from. */
struct step_context {
	const struct plan *plan;
	const struct step_list *list;
	const struct step *step; /* NULL outside of a step */
	bool by_name;            /* people by name, as on paper; else by id, as on a screen */
	const struct transcript
		*transcript; /* NULL, or targets that are wrapped are left out of a command */
	const char *script_options; /* how the script was called: " --large" */
};

/*
 * Writes the template with each {name} in the place of its value, NUL at the end. {step:NAME} is the number of the step of that name
 * for the same card, key, target or medium, or of the first one. Dies at a name that it does not know, or when there is no room: both are
 * faults of the table.
 */
void step_fill(char out[STEP_TEXT_BYTES], const char *template, const struct step_context *context);

/* Whether the step, which may be NULL, is for the target: of its key, and for such as get a .pfx, or for the others. */
bool step_concerns(const struct step *step, const struct plan_target *target);

/* The people that act in the step, as step_fill shows people; "everybody" in the script's language. */
void step_fill_people(char out[STEP_TEXT_BYTES], const struct step_context *context);

/* The name of a medium, with its number where there are several: "archive-2". */
void step_medium_name(char out[64], const struct plan_medium *medium, unsigned copy);

#endif
