/*
 * The same rules for an engine that the organisation has, as text on standard output.
 */
#ifndef VERIFY_USAGE_QUERY_H
#define VERIFY_USAGE_QUERY_H

#include "verify/usage_key.h"
#include "verify/usage_rule.h"
#include "verify/usage_template.h"

enum usage_query { USAGE_QUERY_SQL, USAGE_QUERY_KQL };

/* SQL for DuckDB, and, with the first part as its comments say, for Spark. The names are those of the logs, or NULL for patterns to be filled in;
 * misuse where one cannot be written in SQL. */
void usage_query_sql(const struct usage_key *key, unsigned window_minutes, char *const *service,
		     char *const *vault);

/* KQL for Log Analytics. */
void usage_query_kql(const struct usage_key *key, unsigned window_minutes);

/* How close partners are that are looked for first. */
unsigned usage_query_near_seconds(unsigned window_minutes);

/* What both texts name in braces, in the language of one: the key's parts, the windows, the logs' limits, and the lists that are of the
 * table of operations.
 * `names` has USAGE_TEMPLATE_MOST_NAMES rows; the values stay until the next call. */
void usage_query_names(struct usage_template_name *names, enum usage_query language,
		       const struct usage_key *key, unsigned window_minutes);

/* What finds each rule, by its number, with `between` from one to the next; {rule} in it is the rule's name. Dies at a rule that has nothing:
 * it would be listed, and never found. */
void usage_query_find(const char *const findings[USAGE_QUERY_RULES], const char *between,
		      struct usage_template_name *names);

#endif
