/*
 * What the members of a package must be, given the plan: each request for its target, each blob for
 * its request, each public key in form, and nothing beside them.
 */
#ifndef PACKAGE_CONTENTS_H
#define PACKAGE_CONTENTS_H

#include "package/package.h"

/* The member that is a target's request; refuses when there is none. */
const struct member *
contents_request(const struct package *package, const struct plan_target *target);

/* Refuses unless requests/ holds just one request for each target of the plan, with the attestation that
 * each of them names. */
void contents_check_requests(const struct package *package, const struct folder *folder);

/*
 * Refuses unless a transfer package holds, for each target, its request (on the connected side the very one
 * that was sent), a file in the service's form for it, and the key's public half of the planned type.
 */
void contents_check_transfer(const struct package *package, const struct folder *folder);

#endif
