/*
 * The house's record: versioned text with one canonical form.
 *
 *     claviger KIND VERSION
 *     field value
 *       inner-field value
 *
 * A field's line is its name, one space, its value. The inner lines of a group follow the line
 * that opens the group. Fields come in the order of their schema; what is unknown, missing,
 * repeated or out of order is one error. What is read is written back the same.
 */
#ifndef CEREMONY_RECORD_H
#define CEREMONY_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECORD_MOST_BYTES = 1 << 20, RECORD_MOST_LINES = 4096 };

/* A value's grammar: NULL, or why `value` does not meet it. */
typedef const char *record_grammar(const char *value, size_t length);

struct record_field {
	const char *name;
	unsigned least, most; /* how often it stands here */
	record_grammar *grammar;
	const struct record_field *group; /* what stands inside it, or NULL */
};

/* Ends with a field whose name is NULL, as every group does. */
struct record_schema {
	const char *kind;
	unsigned version;
	const struct record_field *fields;
};

struct record_line {
	const struct record_field *field;
	const char *value; /* NUL-terminated, in the caller's text */
	unsigned number;   /* 1-based line of the text */
	bool inner;
};

struct record {
	const struct record_schema *schema;
	struct record_line *lines;
	size_t count;
};

/* Where reading stopped: the line, and the field that was wanted or found there (may be NULL). */
struct record_problem {
	unsigned line;
	const char *field;
};

/*
 * Reads `text`, which stays the caller's, must outlive the record, and has its newlines turned
 * into NULs. Returns NULL, or why not, with the place in `problem`. Free with record_free, in either case.
 */
const char *record_read(struct record *record, const struct record_schema *schema, char *text,
			size_t size, struct record_problem *problem);

/* What the sentence of record_read is about: the file's name, and the line and field when it is one of them. */
enum { RECORD_SUBJECT_BYTES = 1024 };
void record_subject(char *subject, size_t capacity, const char *name,
		    const struct record_problem *problem);

/* Refuses a file that was not read, with its name, the place and the sentence. */
_Noreturn void
record_refuse(const char *name, const struct record_problem *problem, const char *answer);

/* Releases the lines; the text is the caller's. */
void record_free(struct record *record);

/* The value of the first outer field of that name, or NULL. */
const char *record_value(const struct record *record, const char *name);

/* The same as a number; 0 when there is none. Its grammar has made sure that it is a number. */
unsigned record_number(const struct record *record, const char *name);

/* The index of the next outer line of that name at or after `from`, or record->count. */
size_t record_find(const struct record *record, const char *name, size_t from);

/* The value of a field inside the group that line `at` opens, or NULL. */
const char *record_inner(const struct record *record, size_t at, const char *name);

/* Writing: begin, put line after line, and end, which reads the text back by its schema and dies
 * if it does not come back whole. The text is the caller's, `capacity` bytes. */
struct record_writer {
	const struct record_schema *schema;
	char *text;
	size_t size, capacity;
};
void record_begin(struct record_writer *writer, const struct record_schema *schema, char *text,
		  size_t capacity);
void record_put(struct record_writer *writer, const char *name, const char *value);
void record_put_number(struct record_writer *writer, const char *name, uint64_t value);
void record_put_inner(struct record_writer *writer, const char *name, const char *value);

/* Returns the size of the text. `scratch` is of the same capacity, and wiped; for a secret record both are secret memory. */
size_t record_end(struct record_writer *writer, char *scratch);

#endif
