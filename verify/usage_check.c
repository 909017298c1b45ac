#include "usage_check.h"

#include <string.h>
#include <unistd.h>

#include "media/progress.h"
#include "verify/usage_hours.h"
#include "verify/usage_match.h"
#include "verify/usage_report.h"

enum { ROWS_A_PROGRESS = 1 << 12, NEAR_SECONDS = 5 };

struct check {
	struct usage_merge *sides;
	const struct usage_key *key;
	struct usage_match *near, *far;
	struct usage_counts counts;
	int64_t near_window;
	int64_t before[USAGE_SIDES]; /* what the matching was told */
	bool shows_progress;
	uint64_t rows;
};

static struct usage_hours hours;

static struct cursor
text_of(const char *text)
{
	return cursor_over(text, strlen(text));
}

/* Who has nobody close by is looked for in the whole window: so one use too many is named itself, and not the last that is left of a
 * row in which each took the partner of the next. */
static void
try_further(void *context, enum usage_side side, const struct usage_event *event)
{
	const struct check *check = context;

	usage_match_add(check->far, side, event);
}

static void
report_alone(void *context, enum usage_side side, const struct usage_event *event)
{
	struct check *check = context;
	const struct usage_operation *operation = &usage_operation_table()[event->operation];
	const struct usage_finding finding = {
		.rule = side == USAGE_VAULT ? USAGE_VAULT_ALONE : USAGE_SERVICE_ALONE,
		.side = side,
		.log = check->sides[side].logs[event->log].file.name,
		.line = event->line,
		.begin = event->ticks,
		.operation = text_of(operation->name),
		.who = usage_row_no_text(),
		.address = usage_row_no_text(),
		.result = usage_row_no_text(),
	};

	usage_report_add(&check->counts, &finding);
}

static void
report_row(struct check *check, const struct usage_row *row, enum usage_rule rule)
{
	const struct usage_log *log = check->sides[row->side].current;
	const struct usage_finding finding = {
		.rule = rule,
		.side = row->side,
		.log = log->file.name,
		.line = log->line,
		.begin = row->ticks,
		.operation = row->operation,
		.who = row->who,
		.address = row->address,
		.result = row->result,
	};

	usage_report_add(&check->counts, &finding);
}

static void
report_malformed(struct check *check, enum usage_side side, const char *why)
{
	const struct usage_log *log = check->sides[side].current;
	const struct usage_finding finding = {
		.rule = USAGE_MALFORMED,
		.side = side,
		.log = log->file.name,
		.line = log->line,
		.operation = usage_row_no_text(),
		.who = usage_row_no_text(),
		.address = usage_row_no_text(),
		.result = usage_row_no_text(),
		.why = why,
	};

	usage_report_add(&check->counts, &finding);
}

/* What has no act on the other side is alone at once. */
static void
match_row(struct check *check, const struct usage_row *row)
{
	const struct usage_merge *side = &check->sides[row->side];
	struct usage_event event;

	check->counts.uses[row->side]++;
	if (row->known == NULL || row->known->act == USAGE_NO_ACT) {
		report_row(check, row, USAGE_VAULT_ALONE);
		return;
	}
	event = (struct usage_event){
		.ticks = row->ticks,
		.line = side->current->line,
		.log = (uint32_t)(side->current - side->logs),
		.operation = (uint8_t)(row->known - usage_operation_table()),
	};
	usage_match_add(check->near, row->side, &event);
}

static void
count_subject(struct usage_counts *counts, const struct usage_row *row)
{
	if (row->about == USAGE_ABOUT_KEY)
		counts->of_key[row->side]++;
	else
		counts->of_vault++;
}

static void
judge_row(struct check *check, const struct usage_row *row)
{
	check->counts.rows[row->side]++;
	if (!row->is_elsewhere)
		usage_hours_add(&hours, row->side, row->ticks);
	if (row->ticks < check->before[row->side])
		report_row(check, row, USAGE_LATE);
	if (row->about == USAGE_ABOUT_NOTHING)
		return;
	count_subject(&check->counts, row);
	for (enum usage_rule rule = 0; rule < USAGE_RULES; rule++) {
		const struct usage_rule_row *known = usage_rule_row(rule);

		if (known->breaks != NULL && known->breaks(row))
			report_row(check, row, rule);
	}
	if (usage_rule_wants_match(row))
		match_row(check, row);
}

/* The matchings are told how far both sides are; the second gets what the first has judged, and that is a near window less. */
static void
settle(struct check *check, const int64_t reached[USAGE_SIDES])
{
	int64_t least = INT64_MAX;

	for (enum usage_side side = 0; side < USAGE_SIDES; side++) {
		check->before[side] =
			reached[side] == INT64_MAX ? INT64_MAX : reached[side] - USAGE_MERGE_SLACK;
		if (check->before[side] < least)
			least = check->before[side];
	}
	usage_match_settle(check->near, check->before);
	if (least != INT64_MAX)
		least -= check->near_window;
	usage_match_settle(check->far, (const int64_t[USAGE_SIDES]){least, least});
}

static void
show_progress(const struct check *check)
{
	uint64_t done = 0, whole = 0;

	for (enum usage_side side = 0; side < USAGE_SIDES; side++)
		usage_merge_progress(&check->sides[side], &done, &whole);
	progress_at(done, whole);
}

/* A row of the side that is behind; false when both have ended. */
static bool
read_one(struct check *check)
{
	const int64_t reached[USAGE_SIDES] = {usage_merge_reached(&check->sides[USAGE_SERVICE]),
					      usage_merge_reached(&check->sides[USAGE_VAULT])};
	const enum usage_side side =
		reached[USAGE_SERVICE] <= reached[USAGE_VAULT] ? USAGE_SERVICE : USAGE_VAULT;
	struct usage_row row;
	const char *why = NULL;

	settle(check, reached);
	if (reached[side] == INT64_MAX)
		return false;
	switch (usage_merge_next(&check->sides[side], check->key, &row, &why)) {
	case USAGE_LOG_ROW:
		judge_row(check, &row);
		break;
	case USAGE_LOG_MALFORMED:
		report_malformed(check, side, why);
		break;
	case USAGE_LOG_END:
		break;
	}
	if (check->shows_progress && check->rows++ % ROWS_A_PROGRESS == 0)
		show_progress(check);
	return true;
}

static void
report_silence(struct check *check, enum usage_side side)
{
	struct usage_finding finding = {
		.rule = USAGE_SILENT,
		.side = side,
		.operation = usage_row_no_text(),
		.who = usage_row_no_text(),
		.address = usage_row_no_text(),
		.result = usage_row_no_text(),
	};
	int32_t from = 0;

	while (usage_hours_silent(&hours, side, &from, &finding.begin, &finding.end))
		usage_report_add(&check->counts, &finding);
}

static void
report_no_use(struct check *check)
{
	const struct usage_finding finding = {
		.rule = USAGE_NO_USE,
		.operation = usage_row_no_text(),
		.who = usage_row_no_text(),
		.address = usage_row_no_text(),
		.result = usage_row_no_text(),
	};

	if (check->counts.of_key[USAGE_SERVICE] + check->counts.of_key[USAGE_VAULT] == 0)
		usage_report_add(&check->counts, &finding);
}

int64_t
usage_check_near_seconds(int64_t window_seconds)
{
	return window_seconds < NEAR_SECONDS ? window_seconds : NEAR_SECONDS;
}

bool
usage_check(struct usage_merge sides[USAGE_SIDES], const struct usage_key *key,
	    int64_t window_seconds, bool json)
{
	struct check check = {
		.sides = sides,
		.key = key,
		.near_window = usage_check_near_seconds(window_seconds) * USAGE_TICKS_A_SECOND,
		.shows_progress = isatty(STDERR_FILENO) == 1,
	};

	usage_hours_begin(&hours);
	for (enum usage_side side = 0; side < USAGE_SIDES; side++)
		usage_merge_begin(&sides[side], key);
	usage_report_begin(json);
	check.near = usage_match_begin(check.near_window, try_further, &check);
	check.far = usage_match_begin(window_seconds * USAGE_TICKS_A_SECOND, report_alone, &check);
	if (check.shows_progress)
		progress_begin("reading logs");
	while (read_one(&check))
		;
	progress_end();
	check.counts.pairs = usage_match_pairs(check.near) + usage_match_pairs(check.far);
	usage_match_end(check.near);
	usage_match_end(check.far);
	report_silence(&check, USAGE_SERVICE);
	report_silence(&check, USAGE_VAULT);
	report_no_use(&check);
	return usage_report_end(&check.counts);
}
