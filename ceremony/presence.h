/*
 * Who is in the room, as the notes of a transcript have it: present, left, returned. Recorded, never proved.
 */
#ifndef CEREMONY_PRESENCE_H
#define CEREMONY_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>

struct folder;
struct fact;

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

#endif
