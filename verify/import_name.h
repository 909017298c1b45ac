/*
 * Which key in the cloud an answer is about: its identifier, in the form of the target's service, against the plan's place and name.
 * Each returns NULL or why not, as "is of another vault than the target's"; where a service counts versions the identifier must have
 * one. Vault's is a name alone, and says no place; Oracle's says the vault alone, and name and compartment are rules of their own.
 */
#ifndef VERIFY_IMPORT_NAME_H
#define VERIFY_IMPORT_NAME_H

#include "ceremony/plan.h"

/* https://WHERE/keys/NAME/VERSION, an ARN, a version's path, a name, a key's OCID. */
const char *import_name_azure(const struct plan_target *target, const char *id);
const char *import_name_aws(const struct plan_target *target, const char *id);
const char *import_name_google(const struct plan_target *target, const char *id);
const char *import_name_transit(const struct plan_target *target, const char *id);
const char *import_name_oci(const struct plan_target *target, const char *id);

#endif
