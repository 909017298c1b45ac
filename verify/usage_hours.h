/*
 * Of which hours a log has any row: a bit an hour, for all the years that a log may be from.
 */
#ifndef VERIFY_USAGE_HOURS_H
#define VERIFY_USAGE_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "verify/usage_operation.h"
#include "verify/usage_time.h"

enum { USAGE_HOURS = (USAGE_TIME_LAST_YEAR - USAGE_TIME_FIRST_YEAR + 1) * 366 * 24 };

struct usage_hours {
	uint8_t seen[USAGE_SIDES][USAGE_HOURS / 8];
	int32_t first, last; /* of either side; first is after last while there is none */
};

/* An empty one. */
void usage_hours_begin(struct usage_hours *hours);

/* This side's log has a row of this time. */
void usage_hours_add(struct usage_hours *hours, enum usage_side side, int64_t ticks);

/* The next run of hours at or after the hour number `*from`, between the first row and the last of both logs, of which this side has
 * nothing: sets its first hour and the one behind it as times, and `*from` behind it. False when there is none. */
bool usage_hours_silent(const struct usage_hours *hours, enum usage_side side, int32_t *from,
			int64_t *begin, int64_t *end);

#endif
