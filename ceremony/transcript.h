/*
 * The transcript: a line a fact, each with the SHA-256 of the line before. The form is in
 * docs/formats.md.
 *
 *     claviger transcript 1
 *     1 2026-11-21T23:40:12Z ceremony-open 0.1.0 BOOT-ID SHA-256-OF-LINE-BEFORE opened plan=… …
 */
#ifndef CEREMONY_TRANSCRIPT_H
#define CEREMONY_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/digest.h"
#include "ceremony/fact.h"

#define TRANSCRIPT_HEADER "claviger transcript 1\n"

enum {
	TRANSCRIPT_MOST_BYTES = 4 << 20,
	TRANSCRIPT_LINE_MOST_BYTES = 2048,
	TRANSCRIPT_MOST_FACTS = 16384
};

struct transcript {
	struct fact *facts;
	size_t count, capacity;
	char **added; /* the text of facts that transcript_add brought, by their index; NULL for others */
	char *text;         /* copy of the whole lines, newlines and separators turned into NULs */
	size_t whole_bytes; /* of the whole lines */
	size_t torn_bytes;  /* behind the last newline: what a power cut left of a line */
	struct digest last; /* of the last whole line */
};

/* Reads a copy of `data`: form and chain, not the order of steps. Returns NULL, or why not, with
 * the 1-based line. Half a line at the end is no error: torn_bytes. Free with transcript_free, in either case. */
const char *
transcript_read(struct transcript *transcript, const void *data, size_t size, unsigned long *line);

/* One in memory, without a fact, with room for so many. Free with transcript_free. */
void transcript_begin(struct transcript *transcript, size_t facts);

/* Releases the facts and the text that they point into. */
void transcript_free(struct transcript *transcript);

/* Writes the line that follows `transcript` for a fact whose form and values are set, into `line`.
 * Returns NULL or why a value cannot stand in a transcript. */
const char *transcript_line(char line[TRANSCRIPT_LINE_MOST_BYTES],
			    const struct transcript *transcript, const struct fact *fact);

/* Adds the line that was just appended to the file, as transcript_line gave it. False when there is no room: read
 * the file again. */
bool transcript_add(struct transcript *transcript, const char *line);

/* The latest fact of that name whose `field` is `value` (any, when `field` is NULL), or NULL. */
const struct fact *transcript_find(const struct transcript *transcript, const char *name,
				   const char *field, const char *value);

/* The transcript ends closed: nothing has been resumed since. */
bool transcript_is_closed(const struct transcript *transcript);

#endif
