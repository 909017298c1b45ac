/*
 * What a row of the rules asks: each fills in what is wanted and found, and answers. A value that is unsaid is UNKNOWN, and
 * never a pass.
 */
#ifndef VERIFY_IMPORT_CHECK_H
#define VERIFY_IMPORT_CHECK_H

#include "verify/import_rule.h"

/* The row's `check`. */
#define IMPORT_CHECK(name) \
	enum import_answer name(struct import_finding *finding, const struct import_case *subject, \
				const struct import_said *said)

/* The public keys that files show are the ceremony's, as integers or points. */
IMPORT_CHECK(import_check_key);

/* The identifier is of the target's place and name, with a version. */
IMPORT_CHECK(import_check_name);

/* The value is one of the words wanted, whatever the case of letters; or has all of them. */
IMPORT_CHECK(import_check_word);
IMPORT_CHECK(import_check_words);

/* A time that is not over, not yet to come, never. */
IMPORT_CHECK(import_check_lasts);
IMPORT_CHECK(import_check_begun);
IMPORT_CHECK(import_check_never);

/* Made for a key of this type: in an HSM; and as each service calls it. */
IMPORT_CHECK(import_check_hsm);
IMPORT_CHECK(import_check_fits);

/* The vault is the target's; it is in the plan's region; it is near the tenant's service. */
IMPORT_CHECK(import_check_vault);
IMPORT_CHECK(import_check_place);
IMPORT_CHECK(import_check_near);

/* Microsoft's services come past the firewall. */
IMPORT_CHECK(import_check_firewall);

/* The service may do what is wanted; nobody may delete; nobody else may use the key; no other key is there. */
IMPORT_CHECK(import_check_principal);
IMPORT_CHECK(import_check_deletes);
IMPORT_CHECK(import_check_others);
IMPORT_CHECK(import_check_alone);

/* It was imported by the job that the request was for. */
IMPORT_CHECK(import_check_job);

/* What the HSM itself signed, by the code of verify-attestation. */
IMPORT_CHECK(import_check_attestation);

/* A second host was told the same key. */
IMPORT_CHECK(import_check_hosts);

/* A row's `pair`. */
#define IMPORT_CHECK_PAIR(name) \
	enum import_answer name(struct import_finding *finding, const struct import_case *one, \
				const struct import_case *other)

/* Both are there; different keys, vaults, subscriptions; one directory; the same services. */
IMPORT_CHECK_PAIR(import_check_both);
IMPORT_CHECK_PAIR(import_check_pair_keys);
IMPORT_CHECK_PAIR(import_check_pair_vaults);
IMPORT_CHECK_PAIR(import_check_pair_subscriptions);
IMPORT_CHECK_PAIR(import_check_pair_directory);
IMPORT_CHECK_PAIR(import_check_pair_services);

#endif
