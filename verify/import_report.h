/*
 * A judgement of an import told: to people on standard error, to programs as one JSON object on standard output.
 */
#ifndef VERIFY_IMPORT_REPORT_H
#define VERIFY_IMPORT_REPORT_H

#include "verify/import.h"

/* What was judged together: one target; or two, and the pair that they are. */
struct import_report {
	const struct import_case *cases[2];
	size_t count;
	const struct import_pair *pair; /* NULL: the policy knows no pairs */
	enum import_answer verdict;
	const char *use; /* commands that put the keys to use; empty unless all passed */
};

/* The verdict on the first line, then each rule with its answer, whose word it is, and what mends it. */
void import_report(const struct import_report *report);

/* One object and a line end, members in the order of docs/formats.md. */
void import_report_json(const struct import_report *report);

/* "PASS", "UNKNOWN", "FAIL", after "TEST ROOTS: " where roots came from a file. */
const char *import_report_verdict(const struct import_report *report);

/* Whose word an answer is: "host", "second", "hosts", "HSM", "nobody". */
const char *import_report_word(const struct import_finding *finding);

#endif
