/*
 * What people at the table read, on standard error.
 */
#ifndef CEREMONY_SHOW_H
#define CEREMONY_SHOW_H

#include "ceremony/digest.h"
#include "ceremony/plan.h"

/* The 20 words of a digest in four numbered lines of five, for writing on the script. */
void show_words(const char *what, const struct digest *digest);

/* The same where they are on paper already, and no step asks for them. */
void show_words_to_compare(const char *what, const struct digest *digest);

/* The first four words, where a later step asks for all of them from paper: a label proves nothing. */
void show_label(const char *what, const struct digest *digest);

/* What a plan decides: mode, tenant, cards, people, keys, targets, media; for a witness to compare with a copy held apart. */
void show_plan(const struct plan *plan);

#endif
