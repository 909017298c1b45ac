#include "usage_record.h"

#include <string.h>

enum { OPENING_MOST_BYTES = 256 };

static bool
is_space(uint8_t byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The byte that comes next, white space passed over; false at the end. */
static bool
peek(struct usage_file *file, uint8_t *byte)
{
	for (;;) {
		const uint8_t *at = file->at;

		while (at < file->end && is_space(*at))
			at++;
		usage_file_skip(file, (size_t)(at - file->at));
		if (file->at < file->end) {
			*byte = *file->at;
			return true;
		}
		if (usage_file_want(file, 1) == 0)
			return false;
	}
}

static void
skip_space(struct cursor *text)
{
	while (cursor_left(text) > 0 && is_space(*text->at))
		text->at++;
}

/* Takes "[", or "{", "records", ":", "[". */
static bool
take_opening(struct usage_log *log, uint8_t first)
{
	struct usage_file *file = &log->file;
	const size_t size = usage_file_want(file, OPENING_MOST_BYTES);
	struct cursor text =
		cursor_over(file->at, size < OPENING_MOST_BYTES ? size : OPENING_MOST_BYTES);

	log->is_wrapped = first == '{';
	text.at++;
	if (log->is_wrapped) {
		skip_space(&text);
		if (!cursor_skip_text(&text, "\"records\""))
			return false;
		skip_space(&text);
		if (!cursor_skip_text(&text, ":"))
			return false;
		skip_space(&text);
		if (!cursor_skip_text(&text, "["))
			return false;
	} else if (first != '[') {
		return false;
	}
	usage_file_skip(file, (size_t)(text.at - file->at));
	log->in_array = true;
	log->wants_comma = false;
	return true;
}

static void
skip_line(struct usage_file *file)
{
	struct cursor line;
	bool is_whole;

	usage_file_line(file, &line, &is_whole);
}

/* How many bytes the object at the beginning has, 0 when it does not end here. A string does not go over the end of a line. */
static size_t
object_size(const uint8_t *at, size_t size)
{
	bool in_string = false;
	size_t depth = 0;

	for (size_t i = 0; i < size; i++) {
		const uint8_t byte = at[i];

		if (in_string) {
			if (byte == '\\')
				i++;
			else if (byte == '"' || byte == '\n')
				in_string = false;
		} else if (byte == '"') {
			in_string = true;
		} else if (byte == '{') {
			depth++;
		} else if (byte == '}' && --depth == 0) {
			return i + 1;
		}
	}
	return 0;
}

static bool
take_object(struct usage_file *file, struct cursor *record, const char **why)
{
	size_t size = object_size(file->at, (size_t)(file->end - file->at));

	if (size == 0)
		size = object_size(file->at, usage_file_want(file, USAGE_FILE_MOST_LINE + 1));
	if (size == 0 || size > USAGE_FILE_MOST_LINE) {
		*why = file->is_over && size == 0 ? "is JSON that ends too early"
						  : USAGE_FILE_TOO_LONG;
		skip_line(file);
		return true;
	}
	*record = cursor_over(file->at, size);
	usage_file_skip(file, size);
	return true;
}

static const char *
close_array(struct usage_log *log)
{
	uint8_t byte;

	log->in_array = false;
	usage_file_skip(&log->file, 1);
	if (!log->is_wrapped)
		return NULL;
	if (peek(&log->file, &byte) && byte == '}') {
		usage_file_skip(&log->file, 1);
		return NULL;
	}
	skip_line(&log->file);
	return "has something else behind its array of records";
}

/* Sets `record` when there is one, `why` when there is a fault, neither when the array has ended. */
static bool
next_element(struct usage_log *log, struct cursor *record, const char **why)
{
	struct usage_file *file = &log->file;
	uint8_t byte;

	for (;;) {
		if (!peek(file, &byte)) {
			log->in_array = false;
			*why = "is JSON that ends too early";
			return true;
		}
		log->line = file->line;
		if (byte == ']') {
			*why = close_array(log);
			return true;
		}
		if (byte != ',' || !log->wants_comma)
			break;
		log->wants_comma = false;
		usage_file_skip(file, 1);
	}
	if (byte == '{' && !log->wants_comma) {
		log->wants_comma = true;
		return take_object(file, record, why);
	}
	log->wants_comma = false;
	*why = "is not well-formed JSON";
	if (byte != '{')
		skip_line(file);
	return true;
}

bool
usage_record_next(struct usage_log *log, struct cursor *record, const char **why)
{
	bool is_whole = true;
	uint8_t byte;

	*record = cursor_over("", 0);
	*why = NULL;
	for (;;) {
		if (log->in_array) {
			next_element(log, record, why);
			if (*why != NULL || cursor_left(record) > 0)
				return true;
			continue;
		}
		if (!peek(&log->file, &byte))
			return false;
		if (byte == (uint8_t)USAGE_FILE_MARK[0] && usage_file_skip_mark(&log->file))
			continue;
		log->line = log->file.line;
		if (take_opening(log, byte))
			continue;
		usage_file_line(&log->file, record, &is_whole);
		*why = is_whole ? NULL : USAGE_FILE_TOO_LONG;
		return true;
	}
}
