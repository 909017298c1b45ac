/*
 * What a verdict on a wrapping key's attestation is called in plans and facts, and what a plan accepts of it.
 *
 * A verdict is `attested`, `not-attestable` (nobody makes one), `missing` (none was given), `failed` (a statement, and a
 * false one), or one or more of `test-roots`, `can-decrypt`, `owner-not-shown`, `other-name`, in this order with
 * commas: genuine, and short of that; or, with the first, genuine by roots that a test made.
 * A plan's word is `required`, `accept-missing`, or one or more of `accept-can-decrypt`,
 * `accept-owner-not-shown`, `accept-other-name`, in this order with spaces.
 */
#ifndef CEREMONY_ATTESTED_H
#define CEREMONY_ATTESTED_H

#include <stdbool.h>
#include <stddef.h>

struct folder;

enum { ATTESTED_BYTES = 96 }; /* of any verdict, with its NUL */

/* The grammars of the two (record_grammar). */
const char *attested_verdict(const char *value, size_t length);
const char *attested_plan_word(const char *value, size_t length);

/* NULL, or why a plan with that word, of a rehearsal or not, does not accept this verdict on a statement. That there is
 * none is not asked here. */
const char *attested_accepts(const char *plan_word, const char *verdict, bool rehearsal);

/* The plan's word says that there may be no statement at all. */
bool attested_accepts_missing(const char *plan_word);

/* The verdict of the last `attested` fact on this request (64 digits); NULL when there is none, or when a later fact
 * takes it back. */
const char *attested_of(const struct folder *folder, const char *request);

#endif
