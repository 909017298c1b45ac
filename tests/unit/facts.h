/*
 * Transcripts made in memory, fact by fact, the way programs make them.
 */
#ifndef TESTS_UNIT_FACTS_H
#define TESTS_UNIT_FACTS_H

#include <stdarg.h>

#include "ceremony/transcript.h"
#include "tests/unit/test.h"

static char facts_text[1 << 18];

/* When the next facts happen. */
static const char *facts_time = "2026-11-21T23:40:12Z";

/* Values in the order of the form; those left out stay NULL. */
static inline void
facts_set_list(struct fact *fact, const char *name, va_list values)
{
	*fact = (struct fact){
		.time = facts_time,
		.program = "ceremony-test",
		.version = "0.1.0",
		.boot = "5f4dcc3b-5aa7-45d6-9d83-27deb882cf99",
		.form = fact_form(name),
	};
	if (fact->form == NULL) {
		printf("not ok there is no fact %s\n", name);
		exit(1);
	}
	for (size_t i = 0; i < FACT_MOST_FIELDS && fact->form->fields[i].name != NULL; i++)
		if ((fact->values[i] = va_arg(values, const char *)) == NULL)
			break;
}

static inline struct fact
facts_make(const char *name, ...)
{
	struct fact fact;
	va_list values;

	va_start(values, name);
	facts_set_list(&fact, name, values);
	va_end(values);
	return fact;
}

/* Back to the header alone. */
static inline void
facts_begin(struct transcript *transcript)
{
	unsigned long line;

	strcpy(facts_text, TRANSCRIPT_HEADER);
	transcript_free(transcript);
	if (transcript_read(transcript, facts_text, strlen(facts_text), &line) != NULL)
		exit(1);
}

/* One fact more, or the end of the test. */
static inline void
facts_add_made(struct transcript *transcript, const struct fact *fact)
{
	char next[TRANSCRIPT_LINE_MOST_BYTES];
	unsigned long line;
	const char *answer = transcript_line(next, transcript, fact);

	if (answer == NULL) {
		strcat(facts_text, next);
		transcript_free(transcript);
		answer = transcript_read(transcript, facts_text, strlen(facts_text), &line);
	}
	if (answer != NULL) {
		printf("not ok the fact %s: %s\n", fact->form->name, answer);
		exit(1);
	}
}

static inline void
facts_add(struct transcript *transcript, const char *name, ...)
{
	struct fact fact;
	va_list values;

	va_start(values, name);
	facts_set_list(&fact, name, values);
	va_end(values);
	facts_add_made(transcript, &fact);
}

#endif
