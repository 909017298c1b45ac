#include "usage_log.h"

#include <string.h>

#include "ceremony/process.h"
#include "verify/usage_record.h"
#include "verify/usage_vault.h"

static const char no_log[] = "is no log of the service: its first line is not '#Software: RMS'";
static const char other_version[] = "is a log of the service in another version than 1.1";
static const char no_fields[] = "is a log of the service whose fields cannot be told";
static const char no_json[] = "is no audit log of a vault: it does not begin as JSON";
static const char no_record[] =
	"is no audit log of a vault: no record in it has a time and an operation";
static const char other_category[] =
	"is no audit log of a vault: its first record is of another category";

static enum usage_log_step
next_of_vault(struct usage_log *log, const struct usage_key *key, struct usage_row *row,
	      const char **why)
{
	struct cursor record;

	if (!usage_record_next(log, &record, why))
		return USAGE_LOG_END;
	if (*why == NULL)
		*why = usage_vault_row(key, record, row);
	return *why == NULL ? USAGE_LOG_ROW : USAGE_LOG_MALFORMED;
}

static bool
is_text(struct cursor line, const char *text)
{
	return cursor_left(&line) == strlen(text) && memcmp(line.at, text, strlen(text)) == 0;
}

static bool
is_header(struct cursor *line)
{
	struct cursor text = *line;

	cursor_skip_text(&text, USAGE_FILE_MARK);
	if (cursor_left(&text) == 0 || *text.at != '#')
		return false;
	*line = text;
	return true;
}

/* The first two lines are as the service writes them. */
static void
judge_line(struct usage_log *log, struct cursor line)
{
	if (log->refusal != NULL)
		return;
	if (log->line == 1 && !is_text(line, "#Software: RMS"))
		log->refusal = no_log;
	if (log->line == 2 && !is_text(line, "#Version: 1.1"))
		log->refusal = other_version;
}

static enum usage_log_step
next_of_service(struct usage_log *log, struct usage_row *row, const char **why)
{
	struct cursor line;
	bool is_whole, is_of_header;

	for (;;) {
		log->line = log->file.line;
		if (!usage_file_line(&log->file, &line, &is_whole))
			return USAGE_LOG_END;
		is_of_header = is_header(&line);
		judge_line(log, line);
		if (!is_whole) {
			*why = USAGE_FILE_TOO_LONG;
			return USAGE_LOG_MALFORMED;
		}
		if (is_of_header)
			usage_service_header(&log->service, line);
		else if (cursor_left(&line) > 0)
			break;
	}
	*why = usage_service_row(&log->service, line, row);
	return *why == NULL ? USAGE_LOG_ROW : USAGE_LOG_MALFORMED;
}

/* Of a log that has no row. One that ends within its first two lines has not been told by them. */
static const char *
judge_empty(const struct usage_log *log)
{
	if (log->side == USAGE_VAULT)
		return no_record;
	if (log->service.columns > 0)
		return NULL;
	if (log->line > 2 || log->service.is_version)
		return no_fields;
	return log->service.is_software ? other_version : no_log;
}

static void
judge_first(struct usage_log *log, enum usage_log_step step, const struct usage_row *row)
{
	if (log->refusal != NULL)
		return;
	if (step == USAGE_LOG_END)
		log->refusal = judge_empty(log);
	else if (row->is_foreign)
		log->refusal = other_category;
}

enum usage_log_step
usage_log_read(struct usage_log *log, const struct usage_key *key, struct usage_row *row,
	       const char **why)
{
	const enum usage_log_step step = log->side == USAGE_SERVICE
						 ? next_of_service(log, row, why)
						 : next_of_vault(log, key, row, why);

	if (!log->has_row && step != USAGE_LOG_MALFORMED)
		judge_first(log, step, row);
	log->has_row |= step == USAGE_LOG_ROW;
	return step;
}

enum usage_log_step
usage_log_next(struct usage_log *log, const struct usage_key *key, struct usage_row *row,
	       const char **why)
{
	const bool had_row = log->has_row;
	const enum usage_log_step step = usage_log_read(log, key, row, why);

	if (log->refusal != NULL)
		refuse("'%s' %s", log->file.name, log->refusal);
	if (log->is_peeked && !had_row && step != USAGE_LOG_MALFORMED &&
	    log->first != (step == USAGE_LOG_ROW ? row->ticks : 0))
		die("'%s' has changed while logs were read", log->file.name);
	return step;
}

/* A log of a vault is JSON: what comes first, but for white space, opens an object or an array. */
static const char *
judge_beginning(struct usage_file *file)
{
	size_t size;

	usage_file_skip_mark(file);
	size = usage_file_want(file, USAGE_FILE_MOST_LINE);
	for (size_t i = 0; i < size; i++)
		if (file->at[i] == '{' || file->at[i] == '[')
			return NULL;
		else if (strchr(" \t\r\n", file->at[i]) == NULL || file->at[i] == '\0')
			break;
	return no_json;
}

void
usage_log_begin(struct usage_log *log)
{
	usage_file_begin(&log->file);
	log->service = (struct usage_service){.columns = 0};
	log->in_array = log->has_row = false;
	log->refusal = log->side == USAGE_VAULT ? judge_beginning(&log->file) : NULL;
}

void
usage_log_peek(struct usage_log *log, const struct usage_key *key)
{
	enum usage_log_step step = USAGE_LOG_MALFORMED;
	const char *why = NULL;
	struct usage_row row = {.ticks = 0};

	usage_log_begin(log);
	while (step == USAGE_LOG_MALFORMED)
		step = usage_log_next(log, key, &row, &why);
	log->first = log->last = step == USAGE_LOG_ROW ? row.ticks : 0;
	log->is_peeked = true;
	usage_file_rest(&log->file);
}
