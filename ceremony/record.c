#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/process.h"
#include "ceremony/text.h"

static const char MISPLACED[] =
	"is unknown, repeated or out of order, or a field before it is missing";
static const char MISSING[] = "is missing";

/* Where in the schema the reader stands: the next field that may come, and how often it has. */
struct place {
	const struct record_field *field;
	unsigned seen;
};

static bool
is_named(const struct record_field *field, const char *name, size_t length)
{
	return strlen(field->name) == length && memcmp(field->name, name, length) == 0;
}

/* Moves on to the field named, past fields that need not come. NULL when there is no way. */
static const struct record_field *
move_to(struct place *place, const char *name, size_t length)
{
	while (place->field != NULL && place->field->name != NULL) {
		if (is_named(place->field, name, length) && place->seen < place->field->most) {
			place->seen++;
			return place->field;
		}
		if (place->seen < place->field->least)
			return NULL;
		*place = (struct place){place->field + 1, 0};
	}
	return NULL;
}

/* The first field that had to come and did not, or NULL. */
static const char *
first_missing(const struct place *place)
{
	const struct record_field *field = place->field;

	if (field == NULL || field->name == NULL)
		return NULL;
	if (place->seen < field->least)
		return field->name;
	for (field++; field->name != NULL; field++)
		if (field->least > 0)
			return field->name;
	return NULL;
}

static const char *
check_header(const struct record_schema *schema, const char *line, size_t length)
{
	char want[64];
	int size = snprintf(want, sizeof want, "claviger %s %u", schema->kind, schema->version);

	if ((size_t)size == length && memcmp(line, want, length) == 0)
		return NULL;
	return "does not begin with the line of such a record, in the version that this program "
	       "reads";
}

struct reading {
	struct record *record;
	struct place outer, inner;
	struct record_problem *problem;
};

static const char *
read_line(struct reading *reading, char *line, size_t length)
{
	bool inner = length > 2 && line[0] == ' ' && line[1] == ' ';
	char *name = inner ? line + 2 : line;
	char *space = memchr(name, ' ', length - (inner ? 2 : 0));
	const struct record_field *field;
	size_t value_bytes;

	reading->problem->field = inner ? NULL : first_missing(&reading->inner);
	if (reading->problem->field != NULL)
		return MISSING;
	if (space == NULL || memchr(line, '\0', length) != NULL)
		return "is not a field, one space and a value";
	field = move_to(inner ? &reading->inner : &reading->outer, name, (size_t)(space - name));
	if (field == NULL)
		return MISPLACED;
	reading->problem->field = field->name;
	if (!inner)
		reading->inner = (struct place){field->group, 0};
	value_bytes = length - (size_t)(space + 1 - line);
	line[length] = '\0';
	reading->record->lines[reading->record->count++] =
		(struct record_line){field, space + 1, reading->problem->line, inner};
	return field->grammar(space + 1, value_bytes);
}

static const char *
read_lines(struct reading *reading, char *text, size_t size)
{
	struct cursor cursor = cursor_over(text, size), line;
	const char *answer = NULL;

	while (answer == NULL && cursor_take_line(&cursor, &line)) {
		char *start = text + ((const char *)line.at - text);

		reading->problem->field = NULL;
		if (reading->problem->line == RECORD_MOST_LINES)
			return "has too many lines";
		reading->problem->line++;
		if (reading->problem->line == 1)
			answer = check_header(reading->record->schema, start, cursor_left(&line));
		else
			answer = read_line(reading, start, cursor_left(&line));
	}
	if (answer != NULL || cursor_left(&cursor) == 0)
		return answer;
	reading->problem->field = NULL;
	return "does not end in a newline";
}

static size_t
count_lines(const char *text, size_t size)
{
	size_t lines = 1;

	for (size_t i = 0; i < size && lines < RECORD_MOST_LINES; i++)
		lines += text[i] == '\n';
	return lines;
}

const char *
record_read(struct record *record, const struct record_schema *schema, char *text, size_t size,
	    struct record_problem *problem)
{
	struct reading reading = {record, {schema->fields, 0}, {NULL, 0}, problem};
	const char *answer;

	*record =
		(struct record){schema, calloc(count_lines(text, size), sizeof *record->lines), 0};
	*problem = (struct record_problem){0, NULL};
	if (record->lines == NULL)
		die("no memory for a record");
	answer = read_lines(&reading, text, size);
	if (answer != NULL)
		return answer;
	if (problem->line == 0)
		return "is empty";
	problem->field = first_missing(&reading.inner);
	if (problem->field == NULL)
		problem->field = first_missing(&reading.outer);
	return problem->field == NULL ? NULL : MISSING;
}

void
record_subject(char *subject, size_t capacity, const char *name,
	       const struct record_problem *problem)
{
	if (problem->field != NULL)
		snprintf(subject, capacity, "'%s', line %u: '%s'", name, problem->line,
			 problem->field);
	else if (problem->line == 0)
		snprintf(subject, capacity, "'%s'", name);
	else
		snprintf(subject, capacity, "'%s', line %u", name, problem->line);
}

void
record_refuse(const char *name, const struct record_problem *problem, const char *answer)
{
	char subject[RECORD_SUBJECT_BYTES];

	record_subject(subject, sizeof subject, name, problem);
	refuse("%s %s", subject, answer);
}

void
record_free(struct record *record)
{
	free(record->lines);
	*record = (struct record){NULL, NULL, 0};
}

size_t
record_find(const struct record *record, const char *name, size_t from)
{
	size_t at = from;

	while (at < record->count &&
	       (record->lines[at].inner || strcmp(record->lines[at].field->name, name) != 0))
		at++;
	return at;
}

const char *
record_value(const struct record *record, const char *name)
{
	size_t at = record_find(record, name, 0);

	return at == record->count ? NULL : record->lines[at].value;
}

unsigned
record_number(const struct record *record, const char *name)
{
	const char *value = record_value(record, name);

	return value == NULL ? 0 : text_number(value);
}

const char *
record_inner(const struct record *record, size_t at, const char *name)
{
	for (size_t i = at + 1; i < record->count && record->lines[i].inner; i++)
		if (strcmp(record->lines[i].field->name, name) == 0)
			return record->lines[i].value;
	return NULL;
}
