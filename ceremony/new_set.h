/*
 * A set of cards on its way to the custodians: what ceremony-split and ceremony-reshare do alike. The set is void until the fact
 * world-made is there, and valid when every card is confirmed.
 */
#ifndef CEREMONY_NEW_SET_H
#define CEREMONY_NEW_SET_H

#include "ceremony/folder.h"
#include "ceremony/set.h"
#include "ceremony/world.h"

/* The folders of the plan's cards on media, in the order of its cards. */
struct new_set_media {
	int folders[PLAN_MOST_CARDS];
	char **places;
	unsigned count;
	bool one_by_one; /* at a terminal: each is opened when it is called for, and no folder is open before */
};

struct new_set {
	unsigned id, generation;
	char world[WORLD_MOST_BYTES];
	size_t world_bytes;
	struct digest digest;
	char digest_text[DIGEST_TEXT_BYTES];
	struct set *set; /* secret */
};

/* Before process_lock. At a terminal each medium is called for by itself, later; else all are opened now, never one twice. None is in the ceremony's
 * own folder. */
void new_set_media_open(struct new_set_media *media, char **names, int count);

/* After it: in production media that are mounted; as many as the plan has cards on media; and where it has some on paper, a terminal for them. */
void new_set_media_check(const struct new_set_media *media, const struct plan *plan);

/* A set that was begun and never made is void: records that, and says so. */
void new_set_void_unfinished(struct folder *folder);

/*
 * Draws a set number that neither this ceremony nor `old` had, records world-begun, and splits `secret`, or a new one when that
 * is NULL. From here on a run that ends early leaves a void set, and says so. Free `set` with secret_drop.
 */
void new_set_begin(struct new_set *new_set, struct folder *folder, const struct world *old,
		   const struct age_identity *secret);

/* Gives each card to its custodian: a file on the medium, or paper, typed back. */
void
new_set_give(const struct new_set *new_set, const struct plan *plan, struct new_set_media *media);

/* Writes the world record, records world-made, and card-confirmed for each card on paper; shows the world's words. */
void new_set_end(struct new_set *new_set, struct folder *folder);

#endif
