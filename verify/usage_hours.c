#include "usage_hours.h"

#include <string.h>

/* 2000-01-01, in hours since 1970. */
enum { FIRST_HOUR = 10957 * 24 };

void
usage_hours_begin(struct usage_hours *hours)
{
	memset(hours, 0, sizeof *hours);
	hours->first = USAGE_HOURS;
	hours->last = -1;
}

void
usage_hours_add(struct usage_hours *hours, enum usage_side side, int64_t ticks)
{
	const int32_t hour = (int32_t)(ticks / USAGE_TICKS_AN_HOUR) - FIRST_HOUR;

	if (hour < 0 || hour >= USAGE_HOURS)
		return;
	hours->seen[side][hour / 8] |= (uint8_t)(1u << hour % 8);
	if (hour < hours->first)
		hours->first = hour;
	if (hour > hours->last)
		hours->last = hour;
}

static bool
is_seen(const struct usage_hours *hours, enum usage_side side, int32_t hour)
{
	return hours->seen[side][hour / 8] >> hour % 8 & 1;
}

bool
usage_hours_silent(const struct usage_hours *hours, enum usage_side side, int32_t *from,
		   int64_t *begin, int64_t *end)
{
	int32_t hour = *from < hours->first ? hours->first : *from;

	while (hour <= hours->last && is_seen(hours, side, hour))
		hour++;
	if (hour > hours->last)
		return false;
	*begin = (hour + FIRST_HOUR) * USAGE_TICKS_AN_HOUR;
	while (hour <= hours->last && !is_seen(hours, side, hour))
		hour++;
	*end = (hour + FIRST_HOUR) * USAGE_TICKS_AN_HOUR;
	*from = hour;
	return true;
}
