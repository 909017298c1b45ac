/*
 * What was found, as it is found: a line each on standard output, or an element of a JSON array; the sum of it at the end.
 */
#ifndef VERIFY_USAGE_REPORT_H
#define VERIFY_USAGE_REPORT_H

#include "verify/usage_rule.h"

/* Of malformed and late rows so many are named; all are counted. */
#define USAGE_REPORT_MOST_NAMED 100

struct usage_finding {
	enum usage_rule rule;
	enum usage_side side;
	const char *log; /* NULL for what is in no row */
	uint64_t line;
	int64_t begin, end; /* 0 where no time is known; the end of silent hours */
	struct cursor operation, who, address, result;
	const char *why; /* of a malformed row */
};

struct usage_counts {
	uint64_t rows[USAGE_SIDES];
	uint64_t of_key[USAGE_SIDES];
	uint64_t of_vault; /* of the vault's log, and about no key of it that can be told */
	uint64_t uses[USAGE_SIDES]; /* that succeeded, and want a match */
	uint64_t pairs;
	uint64_t found[USAGE_RULES];
};

/* Before the first finding. */
void usage_report_begin(bool json);

/* A finding; counts it. Texts from logs are shown in printable ASCII, and cut. */
void usage_report_add(struct usage_counts *counts, const struct usage_finding *finding);

/* The sum. Returns whether anything needs a person. */
bool usage_report_end(const struct usage_counts *counts);

#endif
