/*
 * A query's text with names in braces, which are replaced by what the key, the window and the tables of rules and operations say. For
 * usage_sql.c and usage_kql.c.
 */
#ifndef VERIFY_USAGE_TEMPLATE_H
#define VERIFY_USAGE_TEMPLATE_H

#include <stddef.h>

#include "verify/usage_key.h"

enum { USAGE_TEMPLATE_MOST_NAMES = 32 };

struct usage_template_name {
	const char *name;
	const char *value;
};

/* The list has this value, whether it had another one before; dies when there is no room. */
void usage_template_add(struct usage_template_name *names, const char *name, const char *value);

/* Prints the text; dies at a name that is not in the list, which ends with one that is NULL. */
void usage_template_print(const char *text, const struct usage_template_name *names);

#endif
