/*
 * The check itself: both sides read side by side, each row judged, uses matched.
 */
#ifndef VERIFY_USAGE_CHECK_H
#define VERIFY_USAGE_CHECK_H

#include "verify/usage_key.h"
#include "verify/usage_merge.h"

/* Partners this close are looked for first. */
#define USAGE_CHECK_NEAR (5 * USAGE_TICKS_A_SECOND)

/* Reads all logs, which usage_merge_open has opened, and reports. `window` is in ticks. Returns whether anything needs a person; refuses and
 * dies as the logs' readers do. */
bool usage_check(struct usage_merge sides[USAGE_SIDES], const struct usage_key *key, int64_t window,
		 bool json);

#endif
