/*
 * What verify-usage finds: a table of rules, a row each.
 */
#ifndef VERIFY_USAGE_RULE_H
#define VERIFY_USAGE_RULE_H

#include "verify/usage_row.h"

enum usage_rule {
	USAGE_OTHER_PRINCIPAL,
	USAGE_VAULT_ALONE,
	USAGE_SERVICE_ALONE,
	USAGE_FAILED,
	USAGE_ADMINISTRATION,
	USAGE_NO_VERSION,
	USAGE_OTHER_VERSION,
	USAGE_NO_NAME,
	USAGE_SILENT,
	USAGE_NO_USE,
	USAGE_MALFORMED,
	USAGE_LATE,
	USAGE_RULES,
	USAGE_QUERY_RULES = USAGE_LATE, /* those before it are rules of the queries too */
};

/* Whether the key may have been misused, or somebody is to find out what this is. Either needs a person. */
enum usage_severity { USAGE_ALARM = 1, USAGE_QUESTION };

struct usage_rule_row {
	const char *name; /* in the output of all forms */
	enum usage_severity severity;
	const char *sentence;
	bool (*breaks)(
		const struct usage_row *row); /* of rules that look at a row alone; else NULL */
};

/* The row of a rule. */
const struct usage_rule_row *usage_rule_row(enum usage_rule rule);

/* "alarm" or "question". */
const char *usage_rule_severity(enum usage_rule rule);

/* The other side's log is to have a row of its own for this one. What failed, or another principal did, or administers, is a finding of
 * another rule, and has no counterpart. */
bool usage_rule_wants_match(const struct usage_row *row);

/* An operation that changes the key or the vault, or takes the key somewhere: what neither uses it nor only reads. */
bool usage_rule_administers(const struct usage_row *row);

#endif
