/*
 * The attestation of a target's KEK, in a ceremony folder: everything from the target's request, policy `kek`, and
 * the verdict a fact of this side's transcript.
 */
#ifndef VERIFY_ATTESTATION_TARGET_H
#define VERIFY_ATTESTATION_TARGET_H

#include "verify/root.h"

/*
 * Judges, reports (as JSON too, when `json`), records `attested` or `not-attested`. Refuses roots of a test in
 * production. Returns the exit status: 0 also when the plan accepts all that a genuine KEK is short of.
 */
int attestation_target_judge(const char *target, const struct roots *roots, bool json);

#endif
