/*
 * How far a long piece of work is, on standard error: nothing in the first second, then in place on a terminal, and a line for each tenth
 * elsewhere.
 */
#ifndef MEDIA_PROGRESS_H
#define MEDIA_PROGRESS_H

#include <stdint.h>

/* Begins; `what` is a sentence's beginning, "reading back", and stays the caller's. */
void progress_begin(const char *what);

/* So much of the whole is done. */
void progress_at(uint64_t done, uint64_t whole);

/* Ends the line. */
void progress_end(void);

#endif
