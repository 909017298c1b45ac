/*
 * The check itself: both sides read side by side, each row judged, uses matched.
 */
#ifndef VERIFY_USAGE_CHECK_H
#define VERIFY_USAGE_CHECK_H

#include "verify/usage_key.h"
#include "verify/usage_merge.h"

/* Partners this close are looked for first, in seconds; none is further away than the window, which is in seconds too. */
int64_t usage_check_near_seconds(int64_t window_seconds);

/* Reads all logs, which usage_merge_open has opened, and reports. The window is in seconds. Returns whether anything needs a person; refuses and
 * dies as the logs' readers do. */
bool usage_check(struct usage_merge sides[USAGE_SIDES], const struct usage_key *key,
		 int64_t window_seconds, bool json);

#endif
