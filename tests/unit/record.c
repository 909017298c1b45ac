#include "tests/unit/child.h"

#include "ceremony/grammar.h"
#include "ceremony/record.h"
#include "ceremony/text.h"

static const struct record_field room_fields[] = {
	{"floor", 1, 1, grammar_number, NULL},
	{"window", 0, 2, grammar_id, NULL},
	{"door", 1, 1, grammar_id, NULL},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_field fields[] = {
	{"name", 1, 1, grammar_people, NULL},  {"alias", 0, 2, grammar_id, NULL},
	{"rooms", 1, 1, grammar_number, NULL}, {"room", 1, 3, grammar_id, room_fields},
	{"end", 0, 1, grammar_id, NULL},       {NULL, 0, 0, NULL, NULL},
};

static const struct record_schema house = {"house", 2, fields};

static const char MISPLACED[] =
	"is unknown, repeated or out of order, or a field before it is missing";
static const char MALFORMED[] = "is not a field, one space and a value";
static const char HEADER[] =
	"does not begin with the line of such a record, in the version that this program reads";

#define NAME "claviger house 2\nname Änne\n"
#define ROOM "room hall\n  floor 0\n  door oak\n"
#define WHOLE NAME "rooms 1\n" ROOM

static char text[4096];
static struct record record;
static struct record_problem problem;

static const char *
read_bytes(const char *bytes, size_t size)
{
	record_free(&record);
	memcpy(text, bytes, size);
	return record_read(&record, &house, text, size, &problem);
}

static const char *
read_text(const char *bytes)
{
	return read_bytes(bytes, strlen(bytes));
}

static bool
stopped_at(unsigned line, const char *field)
{
	if (problem.line != line)
		return false;
	return field == NULL ? problem.field == NULL
			     : problem.field != NULL && strcmp(problem.field, field) == 0;
}

static void
whole_record(void)
{
	size_t at;

	check_good(read_text(
		NAME "alias a\nalias b\nrooms 2\n" ROOM
		     "room attic\n  floor 3\n  window west\n  window east\n  door elm\nend e\n"));
	check(record.schema == &house && record.count == 13);
	check(strcmp(record_value(&record, "name"), "Änne") == 0);
	check(strcmp(record_value(&record, "alias"), "a") == 0);
	check(record_number(&record, "rooms") == 2);
	check(record_number(&record, "floor") == 0 && record_value(&record, "floor") == NULL);
	check(record_value(&record, "nothing") == NULL);
	at = record_find(&record, "room", 0);
	check(record.lines[at].number == 6 && !record.lines[at].inner &&
	      record.lines[at + 1].inner);
	check(strcmp(record_inner(&record, at, "door"), "oak") == 0);
	check(record_inner(&record, at, "window") == NULL);
	at = record_find(&record, "room", at + 1);
	check(strcmp(record.lines[at].value, "attic") == 0);
	check(strcmp(record_inner(&record, at, "door"), "elm") == 0);
	check(strcmp(record_inner(&record, at, "window"), "west") == 0);
	check(record_find(&record, "room", at + 1) == record.count);
	check(record_find(&record, "floor", 0) == record.count);
}

static void
optional_fields(void)
{
	check_good(read_text(WHOLE));
	check_good(read_text(WHOLE "end e\n"));
	check_good(read_text(NAME "alias a\nrooms 1\n" ROOM ROOM ROOM));
}

static void
headers(void)
{
	static const char *const bad[] = {
		"\n",
		"claviger house 1\n",
		"claviger house 22\n",
		"claviger house 02\n",
		"claviger house 2 \n",
		"claviger house 2\r\n",
		"claviger houses 2\n",
		"Claviger house 2\n",
		"claviger  house 2\n",
		"name x\n",
		" claviger house 2\n",
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		check_says(read_text(bad[i]), HEADER);
		check(stopped_at(1, NULL));
	}
	check_says(read_text(""), "is empty");
	check(stopped_at(0, NULL));
	check_says(read_text("claviger house 2"), "does not end in a newline");
	check_says(read_text("claviger house 2\n"), "is missing");
	check(stopped_at(1, "name"));
}

static void
missing_fields(void)
{
	check_says(read_text(NAME), "is missing");
	check(stopped_at(2, "rooms"));
	check_says(read_text(NAME "rooms 1\n"), "is missing");
	check(stopped_at(3, "room"));
	check_says(read_text(NAME "rooms 1\nroom hall\n"), "is missing");
	check(stopped_at(4, "floor"));
	check_says(read_text(NAME "rooms 1\nroom hall\n  floor 1\n"), "is missing");
	check(stopped_at(5, "door"));
	check_says(read_text(NAME "rooms 1\nroom hall\n  floor 1\nend e\n"), "is missing");
	check(stopped_at(6, "door"));
	check_says(read_text(WHOLE "room attic\nroom cellar\n  floor 1\n  door elm\n"),
		   "is missing");
	check(stopped_at(8, "floor"));
}

static void
misplaced_fields(void)
{
	static const struct {
		const char *text;
		unsigned line;
	} rows[] = {
		{"claviger house 2\nrooms 1\n" ROOM, 2},    /* one before it is missing */
		{NAME "name Bo\nrooms 1\n" ROOM, 3},        /* repeated */
		{NAME "alias a\nalias b\nalias c\n", 5},    /* once too often */
		{NAME "rooms 1\nalias a\n" ROOM, 4},        /* too late */
		{NAME "rooms 1\n" ROOM ROOM ROOM ROOM, 13}, /* a group too many */
		{NAME "rooms 1\nroom hall\n  door oak\n  floor 0\n", 5}, /* out of order inside */
		{NAME "rooms 1\nroom hall\n  floor 0\n  floor 1\n  door oak\n",
		 6},                                                   /* repeated inside */
		{NAME "rooms 1\nroom hall\n  floor 0\n  name x\n", 6}, /* an outer field inside */
		{NAME "  floor 0\n", 3},                               /* inside what is no group */
		{"claviger house 2\n  floor 0\n", 2},                  /* inside nothing */
		{NAME "floor 0\n", 3},                                 /* an inner field outside */
		{NAME "Rooms 1\n", 3},
		{NAME "room\t 1\n", 3},
		{NAME " rooms 1\n", 3},
		{WHOLE "   door x\n", 7},
		{WHOLE "end e\nend f\n", 8},
		{WHOLE "# comment\n", 7},
		{NAME "roomsandmore 1\n", 3},
		{NAME "room 1\n", 3},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		check_says(read_text(rows[i].text), MISPLACED);
		check(problem.line == rows[i].line);
	}
}

static void
malformed_lines(void)
{
	static const char nul[] = NAME "rooms 1\0\n" ROOM, nul_in_name[] = NAME "roo\0ms 1\n" ROOM;

	check_says(read_text(NAME "\n" ROOM), MALFORMED);
	check(stopped_at(3, NULL));
	check_says(read_text(NAME "rooms\n" ROOM), MALFORMED);
	check_says(read_text(NAME "rooms=1\n" ROOM), MALFORMED);
	check_says(read_text(NAME "rooms\t1\n" ROOM), MALFORMED);
	check_says(read_text(NAME "rooms 1\nroom hall\n  floor\n"), MALFORMED);
	check(problem.line == 5);
	check_says(read_bytes(nul, sizeof nul - 1), MALFORMED);
	check_says(read_bytes(nul_in_name, sizeof nul_in_name - 1), MALFORMED);
	check_says(read_text(WHOLE "end e"), "does not end in a newline");
	check_says(read_text(NAME "rooms 1\n" ROOM "e"), "does not end in a newline");
}

static void
bad_values(void)
{
	check_says(read_text(NAME "rooms one\n"), "is not a number");
	check(stopped_at(3, "rooms"));
	check_says(read_text(NAME "rooms \n"), "is not a number");
	check_says(read_text(NAME "rooms  1\n"), "is not a number");
	check_says(read_text(NAME "rooms 1 \n"), "is not a number");
	check_says(read_text(NAME "rooms 1\r\n"), "is not a number");
	check_says(read_text("claviger house 2\nname  Bo\n"), "begins or ends with a space");
	check(stopped_at(2, "name"));
	check_says(read_text(NAME "rooms 1\nroom hall\n  floor x\n"), "is not a number");
	check(stopped_at(5, "floor"));
}

/* The only place where that many lines can stand. */
static void
too_many_lines(void)
{
	static const struct record_field many_fields[] = {
		{"n", 0, 1u << 20, grammar_number, NULL},
		{NULL, 0, 0, NULL, NULL},
	};
	static const struct record_schema many = {"many", 1, many_fields};
	static const char header[] = "claviger many 1\n";
	static char long_text[sizeof header + 4 * (RECORD_MOST_LINES + 1)];
	char *end = stpcpy(long_text, header);

	record_free(&record);
	for (unsigned i = 1; i < RECORD_MOST_LINES; i++)
		end = stpcpy(end, "n 1\n");
	check_good(record_read(&record, &many, long_text, (size_t)(end - long_text), &problem));
	check(record.count == RECORD_MOST_LINES - 1);
	record_free(&record);
	end = stpcpy(long_text, header);
	for (unsigned i = 0; i < RECORD_MOST_LINES; i++)
		end = stpcpy(end, "n 1\n");
	check_says(record_read(&record, &many, long_text, (size_t)(end - long_text), &problem),
		   "has too many lines");
	record_free(&record);
	check(record.lines == NULL && record.count == 0);
}

static void
refusals(void)
{
	const struct record_problem with_field = {3, "rooms"}, without = {1, NULL};

	if (child_begins())
		child_returns(record_refuse("h\xc3\xa4us", &with_field, "is not a number"));
	check_ends(1, "claviger: 'h??us', line 3: 'rooms' is not a number\n");
	if (child_begins())
		child_returns(record_refuse("house", &without, "is empty"));
	check_ends(1, "claviger: 'house', line 1 is empty\n");
}

static void
written(char *out, size_t capacity)
{
	struct record_writer writer;
	char scratch[sizeof text];

	record_begin(&writer, &house, out, capacity);
	record_put(&writer, "name", "Änne");
	record_put_number(&writer, "rooms", 1);
	record_put(&writer, "room", "hall");
	record_put_inner(&writer, "floor", "0");
	record_put_inner(&writer, "door", "oak");
	memset(scratch, 'x', sizeof scratch);
	check(record_end(&writer, scratch) == strlen(WHOLE));
	check(scratch[0] == '\0' && scratch[strlen(WHOLE) - 1] == '\0' &&
	      scratch[strlen(WHOLE)] == 'x');
}

static void
writing(void)
{
	static char tight[sizeof WHOLE];
	struct record_writer writer;
	char scratch[sizeof text];

	written(text, sizeof text);
	check(strcmp(text, WHOLE) == 0);
	written(tight, sizeof tight);
	check(strcmp(tight, WHOLE) == 0);
	if (child_begins())
		child_returns(written(tight, sizeof tight - 1));
	check_ends(3, "claviger: the house record is too long\n");
	record_begin(&writer, &house, text, sizeof text);
	record_put_number(&writer, "rooms", UINT64_MAX);
	check(strcmp(text, "claviger house 2\nrooms 18446744073709551615\n") == 0);
	if (child_begins())
		child_returns(record_end(&writer, scratch));
	check_ends(3, "claviger: the house record just written, line 2, '' is unknown, repeated or "
		      "out of order, or a field "
		      "before it is missing\n");
	record_begin(&writer, &house, text, sizeof text);
	record_put(&writer, "name", "Bo\nrooms 1");
	if (child_begins())
		child_returns(record_end(&writer, scratch));
	check_ends(3, "claviger: the house record just written, line 3, 'room' is missing\n");
}

int
main(void)
{
	secret_begin();
	whole_record();
	optional_fields();
	headers();
	missing_fields();
	misplaced_fields();
	malformed_lines();
	bad_values();
	too_many_lines();
	refusals();
	writing();
	record_free(&record);
	return test_end();
}
