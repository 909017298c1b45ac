/*
 * The rules: a table with a row each, asked in its order by one loop (import.c).
 *
 * Sources: Microsoft, "BYOK details" and "Set up Customer Key"; Amazon, DescribeKey; Google, CryptoKeyVersion; Oracle, Key and KeyVersion; HashiCorp,
 * transit, "Read key".
 */
#ifndef VERIFY_IMPORT_RULE_H
#define VERIFY_IMPORT_RULE_H

#include "verify/import.h"

enum import_policy {
	IMPORT_AIP = 1 << 0,
	IMPORT_CUSTOMER_KEY = 1 << 1,
	IMPORT_PLAIN = 1 << 2,
	IMPORT_ALL = (1 << 3) - 1,
};

/* How much a row weighs. */
enum import_weight {
	IMPORT_REQUIRED,
	IMPORT_OFFERED, /* where nothing is said, a note; what is said must be right */
	IMPORT_ADVISED, /* a note at most */
};

struct import_rule {
	const char *id;
	unsigned policies, services;
	enum import_weight weight;
	enum import_subject source; /* the file that says it */
	enum import_field field;
	enum import_answer (*check)(struct import_finding *finding,
				    const struct import_case *subject,
				    const struct import_said *said);
	enum import_answer (*pair)(struct import_finding *finding, const struct import_case *one,
				   const struct import_case *other);
	const char *want; /* words */
	const char *good; /* what a pass says */
	const char *why;  /* what a failure says */
	const char *
		mend; /* template of a command (import_command.h), or NULL; a check may choose another */
	const char *roles; /* the same where roles say who may what; NULL: as `mend` */
};

/* The rows, the last with a NULL id; those of a pair. */
extern const struct import_rule import_rule_table[], import_rule_pairs[];

/* The bit of a plan's policy. */
enum import_policy import_rule_policy(const struct plan_key *key);

/* Says `why` of a finding, and returns the answer. */
enum import_answer import_rule_says(struct import_finding *finding, enum import_answer answer,
				    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Fills in what was found of a field, and whose word it is; false when it is unsaid. */
bool import_rule_find(struct import_finding *finding, const struct import_said *said,
		      enum import_field field);

/* Fills in what is wanted. */
void import_rule_want(struct import_finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* PASS, or FAIL with the row's sentence. */
enum import_answer import_rule_answer(struct import_finding *finding, bool good);

/* UNKNOWN, since no file says it. */
enum import_answer import_rule_unsaid(struct import_finding *finding);

#endif
