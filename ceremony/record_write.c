#include "record.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/process.h"

static void
put_text(struct record_writer *writer, const char *text)
{
	size_t size = strlen(text);

	if (size >= writer->capacity - writer->size)
		die("the %s record is too long", writer->schema->kind);
	memcpy(writer->text + writer->size, text, size + 1);
	writer->size += size;
}

void
record_begin(struct record_writer *writer, const struct record_schema *schema, char *text,
	     size_t capacity)
{
	char header[64];

	*writer = (struct record_writer){schema, text, 0, capacity};
	snprintf(header, sizeof header, "claviger %s %u\n", schema->kind, schema->version);
	put_text(writer, header);
}

void
record_put(struct record_writer *writer, const char *name, const char *value)
{
	put_text(writer, name);
	put_text(writer, " ");
	put_text(writer, value);
	put_text(writer, "\n");
}

void
record_put_number(struct record_writer *writer, const char *name, uint64_t value)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
	record_put(writer, name, digits);
}

void
record_put_inner(struct record_writer *writer, const char *name, const char *value)
{
	put_text(writer, "  ");
	record_put(writer, name, value);
}

size_t
record_end(struct record_writer *writer, char *scratch)
{
	struct record record;
	struct record_problem problem;
	const char *answer;

	memcpy(scratch, writer->text, writer->size);
	answer = record_read(&record, writer->schema, scratch, writer->size, &problem);
	record_free(&record);
	sodium_memzero(scratch, writer->size);
	if (answer != NULL)
		die("the %s record just written, line %u, '%s' %s", writer->schema->kind,
		    problem.line, problem.field == NULL ? "" : problem.field, answer);
	return writer->size;
}
