/*
 * Paper and transcript, side by side: what two people typed from two copies of the script, with each other and with the facts.
 */
#ifndef VERIFY_RECONCILE_H
#define VERIFY_RECONCILE_H

#include <stdbool.h>

#include "ceremony/values.h"
#include "verify/order.h"

struct reconcile {
	const struct order *order;
	const struct values *copies[2];
	bool has_offset;
	int64_t offset_seconds; /* of the wall clock from UTC, as the box of ceremony-preflight has it */
	size_t compared, findings;
};

enum { RECONCILE_VALUE_BYTES = 512 };

/* Writes the annotated record to standard output. Returns how many findings there are. */
size_t
reconcile_print(const struct order *order, const struct values *first, const struct values *second);

/* What the transcript has for a box: a value like those that are typed. False when it has nothing. */
bool reconcile_truth(char out[RECONCILE_VALUE_BYTES], const struct order *order, size_t step,
		     const struct step_box *box);

/* Whether a typed value is that of the transcript; for a checkpoint, of any line between this phase and the next. */
bool reconcile_agrees(const struct order *order, size_t step, const struct step_box *box,
		      const char *typed, const char *truth);

/* The same but for letters' case and spaces. */
bool reconcile_same(const char *one, const char *other);

/* Minutes of a day in "15:04", or -1. */
int reconcile_minutes(const char *text);

/* The machine's time of a fact as the wall clock shows it, in minutes of the day. */
int reconcile_fact_minutes(const struct reconcile *reconcile, const struct fact *fact);

#endif
