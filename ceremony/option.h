/*
 * Options of a command line: few, by whole names, each at most once.
 */
#ifndef CEREMONY_OPTION_H
#define CEREMONY_OPTION_H

#include <stdbool.h>

struct option {
	const char *name; /* "--side" */
	bool takes_value;
	const char *
		value; /* after option_read: what was given, its own name for one without a value, else NULL */
};

/*
 * Reads options up to the first operand or "--". The array ends with a NULL name. Returns the
 * operands. Ends with misuse() at an unknown or repeated option, or a missing value.
 */
char **option_read(char **argv, struct option *options);

/* How many operands there are. */
int option_count(char *const *operands);

#endif
