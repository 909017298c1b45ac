#include "usage_log.h"

#include <string.h>

#include "ceremony/process.h"
#include "verify/usage_record.h"
#include "verify/usage_vault.h"

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

/* PowerShell puts a byte order mark before a text. */
static bool
is_header(struct cursor *line)
{
	if (cursor_left(line) > 3 && line->at[0] == 0xef && line->at[3] == '#')
		cursor_skip_text(line, "\xef\xbb\xbf");
	return cursor_left(line) > 0 && *line->at == '#';
}

static enum usage_log_step
next_of_service(struct usage_log *log, struct usage_row *row, const char **why)
{
	struct cursor line;
	bool is_whole;

	for (;;) {
		log->line = log->file.line;
		if (!usage_file_line(&log->file, &line, &is_whole))
			return USAGE_LOG_END;
		if (!is_whole) {
			*why = USAGE_FILE_TOO_LONG;
			return USAGE_LOG_MALFORMED;
		}
		if (is_header(&line))
			usage_service_header(&log->service, line);
		else if (cursor_left(&line) > 0)
			break;
	}
	*why = usage_service_row(&log->service, line, row);
	return *why == NULL ? USAGE_LOG_ROW : USAGE_LOG_MALFORMED;
}

enum usage_log_step
usage_log_next(struct usage_log *log, const struct usage_key *key, struct usage_row *row,
	       const char **why)
{
	return log->side == USAGE_SERVICE ? next_of_service(log, row, why)
					  : next_of_vault(log, key, row, why);
}

void
usage_log_begin(struct usage_log *log)
{
	usage_file_begin(&log->file);
	log->service = (struct usage_service){.columns = 0};
	log->in_array = false;
}

/* A log is what its first line says, and its first row. */
static void
refuse_service(struct usage_log *log)
{
	struct cursor line;
	bool is_whole;

	if (!usage_file_line(&log->file, &line, &is_whole) || !is_header(&line) ||
	    cursor_left(&line) != 14 || memcmp(line.at, "#Software: RMS", 14) != 0)
		refuse("'%s' is no log of the service: its first line is not '#Software: RMS'",
		       log->file.name);
	usage_service_header(&log->service, line);
	if (!usage_file_line(&log->file, &line, &is_whole) || cursor_left(&line) != 13 ||
	    memcmp(line.at, "#Version: 1.1", 13) != 0)
		refuse("'%s' is a log of the service in another version than 1.1", log->file.name);
	usage_service_header(&log->service, line);
}

static void
refuse_vault(struct usage_log *log)
{
	const size_t size = usage_file_want(&log->file, USAGE_FILE_MOST_LINE);
	const uint8_t *at = log->file.at;

	for (size_t i = 0; i < size; i++)
		if (at[i] == '{' || at[i] == '[')
			return;
		else if (at[i] != ' ' && at[i] != '\t' && at[i] != '\r' && at[i] != '\n')
			break;
	refuse("'%s' is no audit log of a vault: it does not begin as JSON", log->file.name);
}

static void
refuse_empty(const struct usage_log *log)
{
	if (log->side == USAGE_VAULT)
		refuse("'%s' is no audit log of a vault: no record in it has a time and an "
		       "operation",
		       log->file.name);
	if (log->service.columns == 0)
		refuse("'%s' is a log of the service whose fields cannot be told", log->file.name);
}

void
usage_log_peek(struct usage_log *log, const struct usage_key *key)
{
	enum usage_log_step step = USAGE_LOG_MALFORMED;
	const char *why = NULL;
	struct usage_row row = {.ticks = 0};

	usage_log_begin(log);
	log->side == USAGE_SERVICE ? refuse_service(log) : refuse_vault(log);
	while (step == USAGE_LOG_MALFORMED)
		step = usage_log_next(log, key, &row, &why);
	if (step == USAGE_LOG_END)
		refuse_empty(log);
	if (step == USAGE_LOG_ROW && row.is_foreign)
		refuse("'%s' is no audit log of a vault: its first record is of another category",
		       log->file.name);
	log->first = log->last = step == USAGE_LOG_ROW ? row.ticks : 0;
	usage_file_rest(&log->file);
}
