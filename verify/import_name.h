/*
 * Which key in the cloud an answer is about: its identifier against the plan's place and name.
 */
#ifndef VERIFY_IMPORT_NAME_H
#define VERIFY_IMPORT_NAME_H

#include "verify/import.h"

/*
 * The identifier, in the form of the target's service, is of the target's place and name, and has a version where the service counts them. NULL,
 * or why not, as "is of another vault than the target's". Vault's is a name alone: it says no place.
 */
const char *import_name_check(const struct import_case *subject, const char *id);

#endif
