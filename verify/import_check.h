/*
 * What a row of the rules asks: each fills in what is wanted and found, and answers. A value that is unsaid is UNKNOWN, and
 * never a pass.
 */
#ifndef VERIFY_IMPORT_CHECK_H
#define VERIFY_IMPORT_CHECK_H

#include "verify/import_rule.h"

/* The public keys that files show are the ceremony's, as integers or points. */
enum import_answer
import_check_key(struct import_finding *finding, const struct import_case *subject,
		 const struct import_said *said);

/* The identifier is of the target's place and name, with a version. */
enum import_answer
import_check_name(struct import_finding *finding, const struct import_case *subject,
		  const struct import_said *said);

/* The value is one of the words wanted, whatever the case of letters; or has all of them. */
enum import_answer
import_check_word(struct import_finding *finding, const struct import_case *subject,
		  const struct import_said *said);
enum import_answer
import_check_words(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said);

/* The value is what the plan has, where the row's `want` is a template of import_command_fill. */
enum import_answer
import_check_planned(struct import_finding *finding, const struct import_case *subject,
		     const struct import_said *said);

/* The version whose public half is said is the one in use. */
enum import_answer
import_check_current(struct import_finding *finding, const struct import_case *subject,
		     const struct import_said *said);

/* The value is the word wanted; each other state has a mend of its own, or none. */
enum import_answer
import_check_state(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said);

/* A time that is not over, not yet to come, never. */
enum import_answer
import_check_lasts(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said);
enum import_answer
import_check_begun(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said);
enum import_answer
import_check_never(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said);

/* Made for a key of this type: protected by an HSM, or by software where the plan has it so; and as each service calls it. */
enum import_answer
import_check_protection(struct import_finding *finding, const struct import_case *subject,
			const struct import_said *said);
enum import_answer
import_check_fits(struct import_finding *finding, const struct import_case *subject,
		  const struct import_said *said);

/* The vault is the target's; it is in the plan's region; it is near the tenant's service. */
enum import_answer
import_check_vault(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said);
enum import_answer
import_check_place(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said);
enum import_answer
import_check_near(struct import_finding *finding, const struct import_case *subject,
		  const struct import_said *said);

/* Microsoft's services come past the firewall. */
enum import_answer
import_check_firewall(struct import_finding *finding, const struct import_case *subject,
		      const struct import_said *said);

/* The service may do what is wanted; nobody may delete; nobody else may use the key; no other key is there. */
enum import_answer
import_check_principal(struct import_finding *finding, const struct import_case *subject,
		       const struct import_said *said);
enum import_answer
import_check_deletes(struct import_finding *finding, const struct import_case *subject,
		     const struct import_said *said);
enum import_answer
import_check_others(struct import_finding *finding, const struct import_case *subject,
		    const struct import_said *said);
enum import_answer
import_check_alone(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said);

/* It was imported by the job that the request was for. */
enum import_answer
import_check_job(struct import_finding *finding, const struct import_case *subject,
		 const struct import_said *said);

/* What the HSM itself signed, by the code of verify-attestation. */
enum import_answer
import_check_attestation(struct import_finding *finding, const struct import_case *subject,
			 const struct import_said *said);

/* It is said at all: what is said is compared with the other host's, and with the other key's of a pair. */
enum import_answer
import_check_said(struct import_finding *finding, const struct import_case *subject,
		  const struct import_said *said);

/* A second host was told the same key: its identifier and its public half. */
enum import_answer
import_check_hosts(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said);

/* Both are there; different keys (the ceremony's: that the cloud's are these is rule identity of each); vaults, subscriptions; one directory; the same services. */
enum import_answer import_check_both(struct import_finding *finding, const struct import_case *one,
				     const struct import_case *other);
enum import_answer
import_check_pair_keys(struct import_finding *finding, const struct import_case *one,
		       const struct import_case *other);
enum import_answer
import_check_pair_vaults(struct import_finding *finding, const struct import_case *one,
			 const struct import_case *other);
enum import_answer
import_check_pair_subscriptions(struct import_finding *finding, const struct import_case *one,
				const struct import_case *other);
enum import_answer
import_check_pair_directory(struct import_finding *finding, const struct import_case *one,
			    const struct import_case *other);
enum import_answer
import_check_pair_services(struct import_finding *finding, const struct import_case *one,
			   const struct import_case *other);

#endif
