#include "usage_merge.h"

#include <stdlib.h>

#include "ceremony/process.h"

void
usage_merge_open(struct usage_merge *merge, enum usage_side side, char *const *names, size_t count)
{
	*merge = (struct usage_merge){.count = count};
	merge->logs = calloc(count, sizeof *merge->logs);
	if (merge->logs == NULL)
		die("no memory for so many logs");
	for (size_t i = 0; i < count; i++) {
		merge->logs[i].side = side;
		usage_file_open(&merge->logs[i].file, names[i]);
	}
}

static int
compare_first(const void *one, const void *other)
{
	const struct usage_log *a = one, *b = other;

	return (a->first > b->first) - (a->first < b->first);
}

void
usage_merge_begin(struct usage_merge *merge, const struct usage_key *key)
{
	for (size_t i = 0; i < merge->count; i++)
		usage_log_peek(&merge->logs[i], key);
	qsort(merge->logs, merge->count, sizeof *merge->logs, compare_first);
}

/* The open log that is behind all others; NULL when none is open. */
static struct usage_log *
behind(const struct usage_merge *merge)
{
	struct usage_log *log = NULL;

	for (size_t i = 0; i < merge->open_count; i++)
		if (log == NULL || merge->open[i]->last < log->last)
			log = merge->open[i];
	return log;
}

static void
begin_due(struct usage_merge *merge)
{
	while (merge->begun < merge->count) {
		struct usage_log *next = &merge->logs[merge->begun], *log = behind(merge);

		if (log != NULL && log->last < next->first)
			return;
		if (merge->open_count == USAGE_MERGE_MOST_OPEN)
			die("more than %d logs of a kind are of the same time",
			    USAGE_MERGE_MOST_OPEN);
		usage_log_begin(next);
		merge->open[merge->open_count++] = next;
		merge->begun++;
	}
}

int64_t
usage_merge_reached(struct usage_merge *merge)
{
	const struct usage_log *log;

	begin_due(merge);
	log = behind(merge);
	return log == NULL ? INT64_MAX : log->last;
}

static void
end_log(struct usage_merge *merge, struct usage_log *log)
{
	usage_file_close(&log->file);
	for (size_t i = 0; i < merge->open_count; i++)
		if (merge->open[i] == log)
			merge->open[i] = merge->open[--merge->open_count];
}

enum usage_log_step
usage_merge_next(struct usage_merge *merge, const struct usage_key *key, struct usage_row *row,
		 const char **why)
{
	for (;;) {
		enum usage_log_step step;
		struct usage_log *log;

		begin_due(merge);
		log = behind(merge);
		if (log == NULL)
			return USAGE_LOG_END;
		step = usage_log_next(log, key, row, why);
		if (step == USAGE_LOG_ROW && row->ticks > log->last)
			log->last = row->ticks;
		merge->current = log;
		if (step != USAGE_LOG_END)
			return step;
		end_log(merge, log);
	}
}

void
usage_merge_progress(const struct usage_merge *merge, uint64_t *done, uint64_t *whole)
{
	for (size_t i = 0; i < merge->count; i++) {
		*done += i < merge->begun ? merge->logs[i].file.done : 0;
		*whole += merge->logs[i].file.size;
	}
}
