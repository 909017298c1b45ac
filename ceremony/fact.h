/*
 * Facts: what a transcript can say. One table: a fact's name, its fields, and what must have happened before.
 */
#ifndef CEREMONY_FACT_H
#define CEREMONY_FACT_H

#include <stddef.h>

#include "ceremony/record.h"

enum { FACT_MOST_FIELDS = 8 };

struct folder;
struct fact;

struct fact_field {
	const char *name;
	record_grammar *grammar;
};

struct fact_form {
	const char *name;
	/* In order; the last one's value may hold spaces when its grammar allows them. */
	struct fact_field fields[FACT_MOST_FIELDS];
	/* NULL, or what is missing before this fact can be true, and the step that mends it. The
	 * transcript of `folder` holds only the facts before `fact`. */
	const char *(*needs)(const struct folder *folder, const struct fact *fact);
};

/* One fact of a transcript; all text is NUL-terminated, in the transcript's copy. */
struct fact {
	unsigned long sequence;
	const char *time, *program, *version, *boot, *previous;
	const struct fact_form *form;
	const char *values[FACT_MOST_FIELDS];
};

/* NULL when no fact has that name. */
const struct fact_form *fact_form(const char *name);

/* The rows, the last with a NULL name. */
const struct fact_form *fact_table(void);

/* The value of a field, or NULL when the fact has no such field. */
const char *fact_value(const struct fact *fact, const char *field);

/* The answer of the row's `needs`, between what holds for all: opened before, not closed, a fit host; and the people whom the plan wants
 * (presence_lacking). It is good until the next question. */
const char *fact_may_follow(const struct folder *folder, const struct fact *fact);

/* Asks it of each fact of the folder's transcript, as the program did that wrote it. Returns NULL, or why the fact `where` could not follow. */
const char *fact_check_all(const struct folder *folder, const struct fact **where);

#endif
