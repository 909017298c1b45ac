#include "usage_query.h"
void
usage_query_kql(const struct usage_key *key, unsigned window_minutes)
{
	(void)key, (void)window_minutes;
}
