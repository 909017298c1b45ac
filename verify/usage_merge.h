/*
 * The logs of one side as one stream: those whose times overlap are read side by side, the one that is behind first. Rows come out as they
 * stand in their log, so not quite in the order of time; `reached` says how far the stream is.
 */
#ifndef VERIFY_USAGE_MERGE_H
#define VERIFY_USAGE_MERGE_H

#include "verify/usage_log.h"
#include "verify/usage_time.h"

/* "Usually within a minute", says the service's documentation. */
#define USAGE_MERGE_SLACK_MINUTES 5
#define USAGE_MERGE_SLACK (USAGE_MERGE_SLACK_MINUTES * 60 * USAGE_TICKS_A_SECOND)

enum { USAGE_MERGE_MOST_OPEN = 64 };

struct usage_merge {
	struct usage_log *logs; /* by `first`, after usage_merge_begin */
	size_t count;
	size_t begun; /* of them */
	struct usage_log *open[USAGE_MERGE_MOST_OPEN];
	size_t open_count;
	struct usage_log *current; /* whose row was read last */
};

/* Opens the files, before the lock; dies. */
void
usage_merge_open(struct usage_merge *merge, enum usage_side side, char *const *names, size_t count);

/* Looks at each, refuses those that are not of this side, and brings them into order. */
void usage_merge_begin(struct usage_merge *merge, const struct usage_key *key);

/* No row will come, but for late ones, that is earlier than this by more than USAGE_MERGE_SLACK; INT64_MAX at the end. */
int64_t usage_merge_reached(struct usage_merge *merge);

/* The next row, a malformed one, or the end. */
enum usage_log_step usage_merge_next(struct usage_merge *merge, const struct usage_key *key,
				     struct usage_row *row, const char **why);

/* Bytes that were read, and that there are. */
void usage_merge_progress(const struct usage_merge *merge, uint64_t *done, uint64_t *whole);

#endif
