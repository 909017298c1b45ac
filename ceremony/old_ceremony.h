/*
 * The ceremony before this one, by its final archive, restored in a folder. What counts of it is what the plan names by
 * digests: the last transcript, the world, and of each key the public half and the escrow.
 */
#ifndef CEREMONY_OLD_CEREMONY_H
#define CEREMONY_OLD_CEREMONY_H

#include "ceremony/folder.h"
#include "ceremony/world.h"

struct old_ceremony {
	const char *name; /* of the folder, as it was typed */
	int folder;
	struct world *world;
	struct folder ceremony; /* its transcript alone */
};

/* Before process_lock: opens the folder, which stays readable after it. Dies. */
void old_ceremony_open(struct old_ceremony *old, const char *name);

/*
 * After it: reads transcript and world against the plan's digests. Refuses when they are others, when that ceremony was not closed,
 * is of another mode or tenant, or when its set of cards was never valid: a card that was not confirmed, there or before, or
 * a reshare that was not finished.
 */
void old_ceremony_read(struct old_ceremony *old, const struct plan *plan);

/* A file of it with that digest; refuses. Free with file_free. */
struct bytes old_ceremony_file(const struct old_ceremony *old, const char *name, size_t most,
			       const char *digest);

/* The fact that has the key's escrow and public half as the plan names them; refuses. */
const struct fact *
old_ceremony_key(const struct old_ceremony *old, const struct plan_key *plan_key);

#endif
