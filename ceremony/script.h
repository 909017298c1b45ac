/*
 * The printed script: a plan's steps with all that custodians, witnesses and auditors need beside them, on paper (paper.h).
 */
#ifndef CEREMONY_SCRIPT_H
#define CEREMONY_SCRIPT_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/digest.h"
#include "ceremony/paper.h"
#include "ceremony/plan.h"
#include "ceremony/plan_rules.h"
#include "ceremony/step.h"

struct script {
	struct paper *paper;
	const struct plan *plan;
	struct digest digest; /* of the plan */
	const char *
		kind_name; /* of the ceremony that is printed; another than the plan's for a script of its later life */
	unsigned kind; /* step_kind_of(kind_name) */
	struct step_list list;
	const char
		*options; /* how it was called, for the step that calls it again: "", " --large" */
	const char *const
		*expiries; /* "TARGET=TIME" each, as the Request Sheets have it; ends with NULL */
	struct plan_finding findings[PLAN_MOST_FINDINGS];
	size_t finding_count;
};

/* All of it, in the order of reading. */
void script_write(const struct script *script);

/* NULL, or why this cannot be the operand that says when a target's wrapping key expires. */
const char *script_check_expiry(const struct plan *plan, const char *operand);

/* The title of a kind of ceremony, translated. */
const char *script_title(const char *kind_name);

/* Its parts, each a page or more. */
void script_cover(const struct script *script);
void script_trust(const struct script *script);
void script_people(const struct script *script);
void script_steps(const struct script *script);
void script_failures(const struct script *script);
void script_sheets(const struct script *script);
void script_reference(const struct script *script);

/* Whether it is for planning only: printed from the plan of a ceremony of another kind. */
bool script_is_planning(const struct script *script);

/* Whether a step of that name is in it. */
bool script_has_step(const struct script *script, const char *name);

/* How many minutes the steps in the room are taken to last, rounded up to half hours. */
unsigned script_minutes(const struct script *script);

/* The message in the language chosen, with its {names} filled in; valid until the next call but three. */
const char *script_text(const struct script *script, const struct step *step, const char *message);

#endif
