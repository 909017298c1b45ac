/*
 * What each service's client is told: to import a target's key, and to fetch the public key of what it imported
 * into TARGET.imported.pem. All that stands in a command met its service's grammar (profile_place.h).
 */
#ifndef VERIFY_COMMANDS_SERVICE_H
#define VERIFY_COMMANDS_SERVICE_H

#include "ceremony/plan.h"
#include "kek/request.h"

/* The import, and then the fetch of the public key, on standard output. */
void commands_azure(const struct plan_target *target, const struct request *request);
void commands_azure_pfx(const struct plan_target *target); /* it has no request */
void commands_aws(const struct plan_target *target, const struct request *request);
void commands_google(const struct plan_target *target, const struct request *request);
void commands_vault(const struct plan_target *target, const struct request *request);
void commands_oci(const struct plan_target *target, const struct request *request);

/* An HSM has no client that everybody has: what its own tool must be told, as comments. */
void commands_pkcs11(const struct plan_target *target, const struct request *request);

/* The public key that a service gave in another form, as the ceremony wrote it: an openssl command. */
void commands_normalise(const struct plan_target *target, const char *form, const char *suffix);

/* "# afterwards: ...", the line above what fetches the public key. */
void commands_say_afterwards(void);

#endif
