/*
 * The parts of a target's place, by the names that commands call them: a plan's `where` met its service's grammar (profile_place.h), and
 * each of its parts stands between known words.
 */
#ifndef CEREMONY_PROFILE_PART_H
#define CEREMONY_PROFILE_PART_H

#include <stdbool.h>
#include <stddef.h>

/* Not NUL-terminated; text NULL: there is no such part. */
struct profile_part {
	const char *text;
	size_t length;
};

/* "vault", "host", "mount", "compartment", "project", "location", "ring", "region", and "job" of a wrapping key's identifier. */
struct profile_part profile_part(const char *where, const char *name);

/* Whether that is the name of a part. */
bool profile_part_is(const char *name);

#endif
