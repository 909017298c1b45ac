/*
 * A quorum of cards becomes the world's identity: from files, and from words typed at the terminal, in any order. A card
 * that is not taken is named, and another asked for.
 */
#ifndef CEREMONY_QUORUM_H
#define CEREMONY_QUORUM_H

#include "ceremony/age.h"
#include "ceremony/card.h"
#include "ceremony/world.h"

/* Cards that were taken, as many as `count`; before quorum_gather those that were loaded. */
struct quorum {
	struct card *cards[PLAN_MOST_CARDS];
	size_t sizes[PLAN_MOST_CARDS];
	const char *names
		[PLAN_MOST_CARDS]; /* of files; of a card that will be typed "-", with no card */
	unsigned count;
};

/* Before process_lock: reads the files into secret memory, at most 16. */
void quorum_load(struct quorum *quorum, char **names, unsigned count);

/*
 * After it: takes each card that is of this world and the very one that was made, and says how many more are wanted; one whose
 * single wrong word can be told from the commitment is corrected, and that is said. What is foreign, there twice, or wrong is named and left
 * out. Then asks for cards at the terminal until there is a quorum; refuses where there is none to ask at.
 */
void quorum_gather(struct quorum *quorum, const struct world *world);

/*
 * Combines what was gathered, and compares with the world's recipient. Free with secret_drop. The cards stay the caller's
 * to wipe.
 */
struct age_identity *quorum_combine(const struct quorum *quorum, const struct world *world);

/* Wipes the cards. */
void quorum_drop(struct quorum *quorum);

/* "1,3": the cards' numbers, for the fact; after quorum_gather. */
enum { QUORUM_TEXT_BYTES = 64 };
void quorum_to_text(char text[QUORUM_TEXT_BYTES], const struct quorum *quorum);

#endif
