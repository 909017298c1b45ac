/*
 * Matching of what succeeded on both sides, one to one, act by act, in the order of time: the first of one side goes with the first of the other
 * that is at most a window away; what has none is alone. So no pair crosses another, and as many are matched as can be.
 *
 * Rows are put in as they come. What is not certain yet waits, in memory of a fixed size.
 */
#ifndef VERIFY_USAGE_MATCH_H
#define VERIFY_USAGE_MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "verify/usage_operation.h"

enum { USAGE_MATCH_MOST_WAITING = 1 << 17 };

struct usage_event {
	int64_t ticks;
	uint64_t line;
	uint32_t log;      /* its number on its side */
	uint8_t operation; /* of the table */
};

struct usage_match;

/* Told of each event that has no partner, in the order in which that becomes certain. */
typedef void
usage_match_alone(void *context, enum usage_side side, const struct usage_event *event);

/* Dies without memory. */
struct usage_match *usage_match_begin(int64_t window, usage_match_alone *alone, void *context);

/* Gives the memory back. */
void usage_match_end(struct usage_match *match);

/* Adds an event; its side must not be settled beyond its time, or it is judged as if it had come just then. Dies when more wait than
 * USAGE_MATCH_MOST_WAITING. */
void
usage_match_add(struct usage_match *match, enum usage_side side, const struct usage_event *event);

/* Of each side all that is earlier than its time has been added. INT64_MAX ends it. */
void usage_match_settle(struct usage_match *match, const int64_t before[USAGE_SIDES]);

/* Pairs so far. */
uint64_t usage_match_pairs(const struct usage_match *match);

#endif
