/*
 * A quorum of cards becomes the world's identity.
 */
#ifndef CEREMONY_QUORUM_H
#define CEREMONY_QUORUM_H

#include "ceremony/age.h"
#include "ceremony/card.h"
#include "ceremony/world.h"

/* Cards as read, with the names of their files. */
struct quorum {
	struct card *cards[PLAN_MOST_CARDS];
	size_t sizes[PLAN_MOST_CARDS];
	const char *names[PLAN_MOST_CARDS];
	unsigned count;
};

/* Before process_lock: reads the files into secret memory, at most 16. */
void quorum_load(struct quorum *quorum, char **names, unsigned count);

/*
 * After it: refuses cards that are too few or too many, foreign, or there twice, by name. Combines, and compares with the world's
 * recipient; when that fails, names the card that is not the one that was made. Free with
 * secret_drop. The cards stay the caller's to wipe.
 */
struct age_identity *quorum_combine(struct quorum *quorum, const struct world *world);

/* "1,3": the cards' numbers, for the fact; after quorum_combine. */
enum { QUORUM_TEXT_BYTES = 64 };
void quorum_to_text(char text[QUORUM_TEXT_BYTES], const struct quorum *quorum);

#endif
