/*
 * Times in logs: UTC, with up to seven digits behind the second; with more it is no time of these logs. Ticks are of 100 nanoseconds,
 * since 1970.
 */
#ifndef VERIFY_USAGE_TIME_H
#define VERIFY_USAGE_TIME_H

#include <stdint.h>

#include "ceremony/cursor.h"

#define USAGE_TICKS_A_SECOND INT64_C(10000000)
#define USAGE_TICKS_AN_HOUR (3600 * USAGE_TICKS_A_SECOND)

/* What is taken for a date and for a time of day, as the regular expressions of other engines have it; which days a month has they know. */
#define USAGE_TIME_DATE_PATTERN "20[0-9]{2}-[0-9]{2}-[0-9]{2}"
#define USAGE_TIME_CLOCK_PATTERN "[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,7})?"

enum { USAGE_TIME_FIRST_YEAR = 2000, USAGE_TIME_LAST_YEAR = 2099 };
enum { USAGE_TIME_BYTES = 29 };

/* "2026-11-21T23:40:12.1234567Z"; fewer digits behind the second, or none, and "+00:00" for "Z" are fine. Returns NULL or why not. */
const char *usage_time_read(int64_t *ticks, struct cursor text);

/* "2026-11-21" and "23:40:12", as the service writes them. Returns NULL or why not. */
const char *usage_time_read_two(int64_t *ticks, struct cursor date, struct cursor time);

/* The first form above, with seven digits. */
void usage_time_write(char out[USAGE_TIME_BYTES], int64_t ticks);

#endif
