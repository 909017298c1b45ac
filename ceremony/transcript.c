#include "transcript.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/grammar.h"
#include "ceremony/process.h"
#include "ceremony/text.h"

/* A program records few facts; kek-wrap one a target. */
enum { ROOM_TO_ADD = 64 };

static const char MALFORMED[] = "is not a fact in the transcript's form";

/* The next word of a line, NUL-terminated in place; NULL when none is left. */
static const char *
next_word(char **at)
{
	char *word = *at, *space;

	if (word == NULL || *word == '\0')
		return NULL;
	space = strchr(word, ' ');
	*at = space == NULL ? NULL : space + 1;
	if (space != NULL)
		*space = '\0';
	return word;
}

static const char *
read_fields(struct fact *fact, char *rest)
{
	for (size_t i = 0; i < FACT_MOST_FIELDS && fact->form->fields[i].name != NULL; i++) {
		const struct fact_field *field = &fact->form->fields[i];
		bool last = i + 1 == FACT_MOST_FIELDS || field[1].name == NULL;
		const char *pair = last ? rest : next_word(&rest);
		size_t name_bytes = strlen(field->name);

		if (pair == NULL || strncmp(pair, field->name, name_bytes) != 0 ||
		    pair[name_bytes] != '=')
			return MALFORMED;
		fact->values[i] = pair + name_bytes + 1;
		if (field->grammar(fact->values[i], strlen(fact->values[i])) != NULL)
			return "holds a value that its field cannot have";
		if (last)
			rest = NULL;
	}
	return rest == NULL ? NULL : MALFORMED;
}

static const char *
read_head(struct fact *fact, char **rest)
{
	const char *sequence = next_word(rest), *name;
	uint64_t number;
	int64_t seconds;

	fact->time = next_word(rest);
	fact->program = next_word(rest);
	fact->version = next_word(rest);
	fact->boot = next_word(rest);
	fact->previous = next_word(rest);
	name = next_word(rest);
	if (name == NULL ||
	    text_to_number(&number, sequence, strlen(sequence), TRANSCRIPT_MOST_FACTS) != NULL ||
	    text_from_time(&seconds, fact->time, strlen(fact->time)) != NULL ||
	    grammar_word(fact->program, strlen(fact->program)) != NULL ||
	    grammar_word(fact->version, strlen(fact->version)) != NULL ||
	    grammar_word(fact->boot, strlen(fact->boot)) != NULL ||
	    grammar_digest(fact->previous, strlen(fact->previous)) != NULL)
		return MALFORMED;
	fact->sequence = (unsigned long)number;
	fact->form = fact_form(name);
	return fact->form == NULL ? "is a fact that this version does not know" : NULL;
}

static const char *
read_fact(struct transcript *transcript, char *line)
{
	struct fact *fact = &transcript->facts[transcript->count];
	char previous[DIGEST_TEXT_BYTES];
	const char *answer = read_head(fact, &line);

	if (answer == NULL)
		answer = read_fields(fact, line);
	if (answer != NULL)
		return answer;
	digest_to_text(previous, &transcript->last);
	if (strcmp(fact->previous, previous) != 0)
		return "does not follow the line before it: the chain is broken";
	return fact->sequence == transcript->count + 1 ? NULL : "is out of sequence";
}

static const char *
read_lines(struct transcript *transcript, size_t size, unsigned long *number)
{
	struct cursor cursor = cursor_over(transcript->text, size), line;

	while (cursor_take_line(&cursor, &line)) {
		char *start = transcript->text + transcript->whole_bytes;
		size_t length = cursor_left(&line);
		struct digest digest = digest_of(start, length + 1);
		const char *answer = NULL;

		*number += 1;
		if (memchr(start, '\0', length) != NULL || length > TRANSCRIPT_LINE_MOST_BYTES - 2)
			return MALFORMED;
		start[length] = '\0';
		if (*number == 1 && (length != sizeof TRANSCRIPT_HEADER - 2 ||
				     memcmp(start, TRANSCRIPT_HEADER, length) != 0))
			return "is not the first line of a transcript that this program reads";
		if (*number > 1 && transcript->count == TRANSCRIPT_MOST_FACTS)
			return "is one fact too many";
		if (*number > 1)
			answer = read_fact(transcript, start);
		if (answer != NULL)
			return answer;
		transcript->count += *number > 1;
		transcript->last = digest;
		transcript->whole_bytes += length + 1;
	}
	transcript->torn_bytes = size - transcript->whole_bytes;
	return *number == 0 ? "is empty" : NULL;
}

static void
allot(struct transcript *transcript, size_t facts, size_t text_bytes)
{
	memset(transcript, 0, sizeof *transcript);
	transcript->text = calloc(1, text_bytes + 1);
	transcript->facts = calloc(facts, sizeof *transcript->facts);
	transcript->added = calloc(facts, sizeof *transcript->added);
	transcript->capacity = facts;
	if (transcript->text == NULL || transcript->facts == NULL || transcript->added == NULL)
		die("no memory for the transcript");
}

const char *
transcript_read(struct transcript *transcript, const void *data, size_t size, unsigned long *line)
{
	size_t facts = ROOM_TO_ADD;

	*line = 0;
	if (size > TRANSCRIPT_MOST_BYTES) {
		memset(transcript, 0, sizeof *transcript);
		return "is longer than a transcript can be";
	}
	for (size_t i = 0; i < size; i++)
		facts += ((const char *)data)[i] == '\n';
	allot(transcript, facts, size);
	memcpy(transcript->text, data, size);
	return read_lines(transcript, size, line);
}

void
transcript_begin(struct transcript *transcript, size_t facts)
{
	unsigned long line = 0;

	allot(transcript, facts, sizeof TRANSCRIPT_HEADER);
	memcpy(transcript->text, TRANSCRIPT_HEADER, sizeof TRANSCRIPT_HEADER);
	if (read_lines(transcript, sizeof TRANSCRIPT_HEADER - 1, &line) != NULL)
		die("an empty transcript cannot be read");
}

void
transcript_free(struct transcript *transcript)
{
	for (size_t i = 0; i < transcript->capacity; i++)
		free(transcript->added[i]);
	free(transcript->added);
	free(transcript->facts);
	free(transcript->text);
	memset(transcript, 0, sizeof *transcript);
}

bool
transcript_add(struct transcript *transcript, const char *line)
{
	size_t size = strlen(line), at = transcript->count;
	struct digest digest = digest_of(line, size);
	char *copy;

	if (at == transcript->capacity)
		return false;
	copy = strndup(line, size - 1);
	if (copy == NULL)
		die("no memory for a fact");
	transcript->added[at] = copy;
	if (read_fact(transcript, copy) != NULL)
		die("a fact just written cannot be read");
	transcript->count++;
	transcript->last = digest;
	transcript->whole_bytes += size;
	return true;
}

const char *
transcript_line(char line[TRANSCRIPT_LINE_MOST_BYTES], const struct transcript *transcript,
		const struct fact *fact)
{
	char previous[DIGEST_TEXT_BYTES];
	size_t used;

	digest_to_text(previous, &transcript->last);
	used = (size_t)snprintf(line, TRANSCRIPT_LINE_MOST_BYTES, "%zu %s %s %s %s %s %s",
				transcript->count + 1, fact->time, fact->program, fact->version,
				fact->boot, previous, fact->form->name);
	for (size_t i = 0; i < FACT_MOST_FIELDS && fact->form->fields[i].name != NULL; i++) {
		const struct fact_field *field = &fact->form->fields[i];
		const char *value = fact->values[i] == NULL ? "" : fact->values[i];
		const char *answer = field->grammar(value, strlen(value));
		bool last = i + 1 == FACT_MOST_FIELDS || field[1].name == NULL;

		if (answer == NULL && !last && strchr(value, ' ') != NULL)
			answer = "holds a space, which only a last value may";
		if (answer != NULL)
			return answer;
		if (used < TRANSCRIPT_LINE_MOST_BYTES)
			used += (size_t)snprintf(line + used, TRANSCRIPT_LINE_MOST_BYTES - used,
						 " %s=%s", field->name, value);
	}
	if (used + 1 >= TRANSCRIPT_LINE_MOST_BYTES)
		return "is too long for one line of the transcript";
	line[used] = '\n';
	line[used + 1] = '\0';
	return NULL;
}

/* Where the field's value stands in a fact of that form; a name that no row has is a fault of ours. */
static size_t
index_of(const struct fact_form *form, const char *field)
{
	size_t i = 0;

	while (i < FACT_MOST_FIELDS && form->fields[i].name != NULL &&
	       strcmp(form->fields[i].name, field) != 0)
		i++;
	if (i == FACT_MOST_FIELDS || form->fields[i].name == NULL)
		die("the fact '%s' has no field '%s'", form->name, field);
	return i;
}

const struct fact *
transcript_find(const struct transcript *transcript, const char *name, const char *field,
		const char *value)
{
	const struct fact_form *form = fact_form(name);
	size_t index;

	if (form == NULL)
		die("no fact has the name '%s'", name);
	index = field == NULL ? 0 : index_of(form, field);
	for (size_t i = transcript->count; i > 0; i--) {
		const struct fact *fact = &transcript->facts[i - 1];

		if (fact->form == form &&
		    (field == NULL || strcmp(fact->values[index], value) == 0))
			return fact;
	}
	return NULL;
}

bool
transcript_is_closed(const struct transcript *transcript)
{
	for (size_t i = transcript->count; i > 0; i--) {
		const char *name = transcript->facts[i - 1].form->name;

		if (strcmp(name, "closed") == 0)
			return true;
		if (strcmp(name, "resumed") == 0)
			return false;
	}
	return false;
}
