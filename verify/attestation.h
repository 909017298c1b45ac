/*
 * The judgement: a statement, a public key, a policy, and one answer (reference 1.1).
 *
 * genuine: the chain ends link by link in a pinned root. bound: the attested key is the one given. policy: every
 * attribute that it wants is said, and right. shape: nothing is left over, nothing is there twice.
 */
#ifndef VERIFY_ATTESTATION_H
#define VERIFY_ATTESTATION_H

#include "verify/format.h"
#include "verify/unattestable.h"

enum attestation_verdict {
	ATTESTATION_ATTESTED,
	ATTESTATION_FAILED,
	ATTESTATION_NOT_ATTESTABLE, /* the service or the format has no such thing */
};

/* What a genuine, never extractable KEK may still lack: of a FAILED verdict that fails nothing else. */
enum attestation_shortfall {
	ATTESTATION_CAN_DECRYPT = 1 << 0,
	ATTESTATION_OWNER_NOT_SHOWN = 1 << 1,
	ATTESTATION_OTHER_NAME = 1 << 2,
	ATTESTATION_NAME_NOT_COMPARED = 1 << 3, /* no identifier was given */
};

enum { ATTESTATION_SHORTFALLS = 4, ATTESTATION_NAMES_BYTES = 160 };

struct attestation_question {
	enum attribute_policy policy;
	const struct public_key *key;
	const char *identifier;          /* of the key in its service; NULL: not known */
	bool identifier_given;           /* to be compared whatever the policy */
	const struct digest *owner_root; /* NULL: not pinned */
	const struct format *only;       /* the target's service makes no other; NULL: any */
	int64_t now;                     /* seconds since the epoch */
	const struct roots *roots;
};

struct attestation {
	enum attestation_verdict verdict;
	unsigned shortfalls;
	const struct format *format;             /* NULL: none knows it */
	const struct unattestable *unattestable; /* where nobody can attest */
	bool genuine; /* chain, signatures, roles and dates hold: what the statement says is the HSM's */
	bool accepted; /* the plan accepts all that it is short of (attestation_target.h) */
	struct statement statement; /* its `failure` and `why` are the verdict's */
	char details[ATTESTATION_SHORTFALLS]
		    [STATEMENT_WHY_BYTES]; /* a sentence for each shortfall, by bit */
};

/* Judges. Free with attestation_free. */
void attestation_judge(struct attestation *attestation, const struct material_file *files,
		       size_t count, const struct attestation_question *question);

/* Releases the certificates. */
void attestation_free(struct attestation *attestation);

/* "GENUINE, BUT CAN DECRYPT; GENUINE, OWNER NOT SHOWN"; empty without shortfalls. */
void attestation_names(char text[ATTESTATION_NAMES_BYTES], unsigned shortfalls);

/* "can-decrypt", the word of a plan and of a fact; `bit` from 0. */
const char *attestation_word(unsigned bit);

#endif
