#include "usage_service.h"

#include <string.h>

#include "verify/usage_time.h"

static const char *const names[USAGE_SERVICE_FIELDS] = {"date", "time", "request-type", "result",
							"c-ip"};

/* Up to the next tab, which is passed over; false when nothing is left. */
static bool
take_field(struct cursor *line, struct cursor *field)
{
	const uint8_t *tab;

	if (line->at == NULL)
		return false;
	tab = memchr(line->at, '\t', cursor_left(line));
	*field = (struct cursor){line->at, tab == NULL ? line->end : tab};
	line->at = tab == NULL ? NULL : tab + 1;
	return true;
}

static bool
is_text(struct cursor field, const char *text)
{
	return cursor_left(&field) == strlen(text) && memcmp(field.at, text, strlen(text)) == 0;
}

static uint8_t
field_of(struct cursor name)
{
	uint8_t field = 0;

	while (field < USAGE_SERVICE_FIELDS && !is_text(name, names[field]))
		field++;
	return field;
}

static void
read_fields(struct usage_service *service, struct cursor line)
{
	unsigned seen = 0;
	struct cursor name;
	uint8_t columns = 0;

	service->columns = 0;
	while (cursor_left(&line) > 0 && (*line.at == ' ' || *line.at == '\t'))
		line.at++;
	while (take_field(&line, &name)) {
		uint8_t field = field_of(name);

		if (columns == USAGE_SERVICE_MOST_COLUMNS)
			return;
		if (field < USAGE_SERVICE_FIELDS && (seen & 1u << field))
			return;
		seen |= 1u << field;
		service->field[columns++] = field;
	}
	seen |= 1u << USAGE_SERVICE_ADDRESS | 1u << USAGE_SERVICE_FIELDS;
	if (seen == (2u << USAGE_SERVICE_FIELDS) - 1 && service->is_software && service->is_version)
		service->columns = columns;
}

void
usage_service_header(struct usage_service *service, struct cursor line)
{
	if (cursor_skip_text(&line, "#Software:")) {
		*service = (struct usage_service){.is_software = is_text(line, " RMS")};
	} else if (cursor_skip_text(&line, "#Version:")) {
		service->is_version = is_text(line, " 1.1");
		service->columns = 0;
	} else if (cursor_skip_text(&line, "#Fields:")) {
		read_fields(service, line);
	}
}

static struct cursor
without_quotes(struct cursor text)
{
	if (cursor_left(&text) >= 2 && text.at[0] == '\'' && text.end[-1] == '\'')
		return (struct cursor){text.at + 1, text.end - 1};
	return text;
}

const char *
usage_service_row(const struct usage_service *service, struct cursor line, struct usage_row *row)
{
	struct cursor fields[USAGE_SERVICE_FIELDS + 1], field;
	size_t columns = 0;

	if (service->columns == 0)
		return "stands below no header that says what its fields are";
	fields[USAGE_SERVICE_ADDRESS] = usage_row_no_text();
	for (; take_field(&line, &field); columns++) {
		if (columns == service->columns)
			return "has more fields than the header names";
		fields[service->field[columns]] = field;
	}
	if (columns < service->columns)
		return "has fewer fields than the header names";
	*row = (struct usage_row){.side = USAGE_SERVICE, .by_service = true};
	row->operation = without_quotes(fields[USAGE_SERVICE_TYPE]);
	row->result = without_quotes(fields[USAGE_SERVICE_RESULT]);
	row->who = usage_row_no_text();
	row->address = without_quotes(fields[USAGE_SERVICE_ADDRESS]);
	row->known = usage_operation_find(USAGE_SERVICE, row->operation);
	row->about = row->known != NULL ? USAGE_ABOUT_KEY : USAGE_ABOUT_NOTHING;
	row->has_failed = !is_text(row->result, "Success");
	return usage_time_read_two(&row->ticks, fields[USAGE_SERVICE_DATE],
				   fields[USAGE_SERVICE_TIME]);
}
