/*
 * One log of either side, row by row, whichever of its forms it has: the service's lines; the vault's lines, or arrays of records.
 *
 * A log is read twice, for it is known by its first row when it is due, and the first buffers of years of logs are too many to keep. Both
 * times it is the same open file and the same judgement, of what was read that time: what counts was judged.
 */
#ifndef VERIFY_USAGE_LOG_H
#define VERIFY_USAGE_LOG_H

#include "verify/usage_file.h"
#include "verify/usage_row.h"
#include "verify/usage_service.h"

struct usage_log {
	struct usage_file file;
	enum usage_side side;
	uint64_t line; /* of the row that was read last */
	struct usage_service service;
	/* An array of the vault's records: is open, stands in an object, is to have a comma next. */
	bool in_array, is_wrapped, wants_comma;
	bool has_row; /* one was read, since the beginning */
	const char *
		refusal; /* why this is no log of its side, by what was read since the beginning; or NULL */
	bool is_peeked;
	int64_t first; /* time of its first row */
	int64_t last;  /* the latest time so far */
};

enum usage_log_step { USAGE_LOG_ROW, USAGE_LOG_MALFORMED, USAGE_LOG_END };

/* Looks for the first row that can be read, and sets `first`: the earliest time there is, when the log has no row yet. Refuses a log that is
 * not of this side. The log rests afterwards. */
void usage_log_peek(struct usage_log *log, const struct usage_key *key);

/* Goes to the beginning. */
void usage_log_begin(struct usage_log *log);

/* The next row, or `why` there is none in this place, or the end. Sets `refusal` when it becomes known, and goes on. */
enum usage_log_step usage_log_read(struct usage_log *log, const struct usage_key *key,
				   struct usage_row *row, const char **why);

/* The same of a log that is to be one: refuses it otherwise, and dies when its first row is not the one that was peeked at. */
enum usage_log_step usage_log_next(struct usage_log *log, const struct usage_key *key,
				   struct usage_row *row, const char **why);

#endif
