/*
 * The commands to run next on the connected workstation: import, and the check after it. Every
 * value in them has met its service's grammar (ceremony/profile.h): nothing needs quoting.
 */
#ifndef VERIFY_COMMANDS_H
#define VERIFY_COMMANDS_H

#include "ceremony/plan.h"
#include "kek/request.h"

/* Prints both for one target on standard output, with '#' before what people read. A target
 * without KEK has no request, and none is looked at. */
void commands_print(const struct plan_target *target, const struct request *request);

#endif
