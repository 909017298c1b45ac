/*
 * What a service's own command-line client is told, and what is said of the client here: one table, a row for each service, whatever
 * its ways of wrapping. A command is a template, which step_fill fills in on paper.
 */
#ifndef CEREMONY_PROFILE_CLIENT_H
#define CEREMONY_PROFILE_CLIENT_H

#include <stdbool.h>

#include "ceremony/profile.h"

struct profile_client {
	bool judged; /* verify-import has rules for what it says of a key after its import */
	const char *
		fetch_kek; /* writes a wrapping key that is there to ../{target}.kek.json or, of PKCS#11, .kek.der */
	const char *
		freeze; /* stops the use of a key at once, and can be undone; NULL: rights must be taken away */
	const char *import_only; /* option that makes a KEK for import alone; NULL: it has none */
	const char *hsm;         /* option that makes it in an HSM; NULL: it has none */
	const char *
		import_token; /* command that a wrapping key comes from with a token, which the import wants; NULL: there are no tokens */
};

/* The row of the profile's service. */
const struct profile_client *profile_client(const struct profile *profile);

#endif
