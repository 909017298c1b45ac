/*
 * Who is in the room, as a transcript has it: notes of who is present, left, returned; and tokens that were touched. Recorded, never
 * proved.
 */
#ifndef CEREMONY_PRESENCE_H
#define CEREMONY_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/otp.h"

struct folder;
struct fact;
struct plan;

/* Whether the first `count` facts say that the person is there. */
bool presence_of(const struct folder *folder, size_t count, const char *person);

/* Whether they say that the person left, and did not come back. */
bool presence_has_left(const struct folder *folder, size_t count, const char *person);

/* Whether they say of anybody that somebody is. */
bool presence_recorded(const struct folder *folder, size_t count);

/*
 * Whether those are there whom the fact at index `at` needs: for a card its custodian, for a recovery as many custodians as the quorum, for a new
 * set every custodian; for these and a complete close, a witness or auditor when the plan has one. Returns NULL, or what is missing, with the person in `who`.
 */
const char *presence_missing(const struct folder *folder, size_t at, const char **who);

/* The highest counters that a fact has of this person's token of this public id; false when no fact has one. */
bool presence_counter(const struct folder *folder, const char *person, const char *public_id,
		      struct otp_counter *last);

/* How many touches the plan wants of this person: 2 when a `presence` with them says so. */
unsigned presence_touches(const struct plan *plan, const char *person);

/*
 * Whether as many people as the plan's `presence` says are recorded by their tokens in the minutes before the fact; whoever left since is
 * not. split is asked when a set is begun, reshare when old cards are put together, keygen for each key, recover and wrap when a key is
 * recovered, close for a complete one;
 * open for the first work of a ceremony, whatever it is. Returns NULL, or who is missing, good until the next question.
 */
const char *presence_lacking(const struct folder *folder, const struct fact *fact);

#endif
