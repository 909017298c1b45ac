/*
 * What people wrote into the boxes of one copy of the script, typed into a file: docs/formats.md, "Values".
 */
#ifndef CEREMONY_VALUES_H
#define CEREMONY_VALUES_H

#include <stddef.h>

#include "ceremony/step.h"

enum { VALUES_MOST_BYTES = 256 << 10, VALUES_MOST = 8192, VALUES_TIME = 't' };

struct value {
	unsigned step;
	char letter; /* of the box, or VALUES_TIME: the end of the step */
	const char *text;
	unsigned long line; /* from 1 */
};

struct values {
	const char *ceremony, *person;
	struct value *values; /* in order, none twice; what was left empty is not there */
	size_t count;
	struct value last; /* of the lines, whether it is empty or not */
	char *copy;
};

/* Reads a copy of `data`. Returns NULL or why not, with the 1-based line. Free with values_free, in either case. */
const char *values_read(struct values *values, const void *data, size_t size, unsigned long *line);
void values_free(struct values *values);

/* What was written into that box, or NULL. */
const char *values_find(const struct values *values, unsigned step, char letter);

/* NULL, or why a value is for no box of the plan's steps; which one in `value`. */
const char *
values_check(const struct values *values, const struct step_list *list, const struct value **value);

/* Minutes of the day in "15:04", or -1. */
int values_minutes(const char *text);

/* Writes what was read, without comments; returns the size, 0 when it does not fit. */
size_t values_write(char *out, size_t capacity, const struct values *values);

/* Prints the empty form for a plan on standard output: a line for each box and each end time, with a comment above. */
void values_print_form(const struct plan *plan, const struct step_list *list);

#endif
