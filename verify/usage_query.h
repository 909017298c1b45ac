/*
 * The same rules for an engine that the organisation has, as text on standard output.
 */
#ifndef VERIFY_USAGE_QUERY_H
#define VERIFY_USAGE_QUERY_H

#include "verify/usage_key.h"

/* SQL for DuckDB, and, with the first part as its comments say, for Spark. The names are those of the logs, or NULL for a pattern to be filled in;
 * misuse where one cannot be written in SQL. */
void usage_query_sql(const struct usage_key *key, unsigned window_minutes, char *const *service,
		     char *const *vault);

/* KQL for Log Analytics. */
void usage_query_kql(const struct usage_key *key, unsigned window_minutes);

#endif
