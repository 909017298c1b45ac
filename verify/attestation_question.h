/*
 * What a target of a plan asks of a statement, whatever its policy: whose HSM it may be of, and whose owner's.
 */
#ifndef VERIFY_ATTESTATION_QUESTION_H
#define VERIFY_ATTESTATION_QUESTION_H

#include "ceremony/plan.h"
#include "verify/attestation.h"

/* Sets `only` and `owner_root` of the question; the latter points to `owner_root` where the plan pins one, and is NULL else. */
void attestation_question_of(struct attestation_question *question, struct digest *owner_root,
			     const struct plan_target *target);

#endif
