/*
 * Paper and transcript, side by side: what two people typed from two copies of the script, with each other and with the facts.
 */
#ifndef VERIFY_RECONCILE_H
#define VERIFY_RECONCILE_H

#include <stdbool.h>

#include "ceremony/values.h"
#include "verify/order.h"

enum { RECONCILE_VALUE_BYTES = 512, RECONCILE_MOST_FINDINGS = 4096 };

struct reconcile_finding {
	unsigned step;
	char letter; /* of the box, VALUES_TIME, or 0 for the step itself */
	const char *text;
};

struct reconcile {
	const struct order *order;
	const struct values *copies[2];
	bool has_zone;        /* a box says how far the wall clock is from UTC */
	int64_t zone_seconds; /* that, 0 when none does */
	int64_t drift_seconds; /* how far the wall clock was ahead of the machine's at ceremony-preflight */
	int last_minutes[2]; /* each copy's end of the step before, -1 at the beginning */
	size_t compared, finding_count;
	struct reconcile_finding findings[RECONCILE_MOST_FINDINGS];
};

/* Writes the annotated record to standard output, 80 columns wide. Returns how many findings there are. */
size_t
reconcile_print(const struct order *order, const struct values *first, const struct values *second);

/* Prints a finding where it is, and keeps it for the index. */
void reconcile_find(struct reconcile *reconcile, unsigned step, char letter, const char *text);

/* A name and its value, wrapped. */
void reconcile_print_value(const char *name, const char *value);

/* One box of a step, by index in the list; the end times of a step. */
void reconcile_box(struct reconcile *reconcile, size_t step, size_t box);
void reconcile_time(struct reconcile *reconcile, size_t step);

/* Finds out how the wall clock and the machine's belong together. */
void reconcile_set_clock(struct reconcile *reconcile);

/* What the transcript has for a box: a value like those that are typed. False when it has nothing. */
bool reconcile_truth(char out[RECONCILE_VALUE_BYTES], const struct order *order, size_t step,
		     const struct step_box *box);

/* Whether a typed value is that of the transcript; for a checkpoint, of any line between this phase and the next. */
bool reconcile_agrees(const struct order *order, size_t step, const struct step_box *box,
		      const char *typed, const char *truth);

/* The same but for letters' case and spaces; of words, also when one is cut short. */
bool reconcile_same(const struct step_box *box, const char *one, const char *other);

#endif
