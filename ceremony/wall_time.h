/*
 * A time as people read it off a clock on the wall: 2026-11-26T15:04+01:00, or with Z for UTC (RFC 3339, section 5.6, without
 * seconds).
 */
#ifndef CEREMONY_WALL_TIME_H
#define CEREMONY_WALL_TIME_H

#include <stddef.h>
#include <stdint.h>

/* Seconds since the epoch of the minute's beginning, and how far the clock is from UTC. Returns NULL or why not. */
const char *wall_time_read(int64_t *seconds, int64_t *offset_seconds, const char *text);

/* The same as a grammar (record.h). */
const char *wall_time_grammar(const char *value, size_t length);

#endif
