#include "usage_query.h"
#include <stdio.h>
void
usage_query_sql(const struct usage_key *key, unsigned window_minutes, char *const *service,
		char *const *vault)
{
	(void)key, (void)window_minutes, (void)service, (void)vault;
}
void
usage_query_kql(const struct usage_key *key, unsigned window_minutes)
{
	(void)key, (void)window_minutes;
}
