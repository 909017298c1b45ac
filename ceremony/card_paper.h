/*
 * A card between paper and terminal: its words are shown to its custodian alone, for writing by hand, and typed from there.
 * Nothing of them is left on the screen, whatever ends it.
 */
#ifndef CEREMONY_CARD_PAPER_H
#define CEREMONY_CARD_PAPER_H

#include "ceremony/slip39.h"

/* What is said of a card before its words. Not secret. */
struct card_paper {
	unsigned index, cards, quorum, set, generation;
	const char *custodian; /* the id */
};

/* Refuses where words must not be typed or shown (terminal_for_secrets). */
void card_paper_check(bool production);

/*
 * Types the 33 words of one card into secret memory. `question` is said before it. Words that are not on the list are
 * refused as they are typed; nothing else is checked.
 */
void card_paper_type(struct slip39_words *words, const char *question);

/*
 * Shows the words, clears the screen, and asks for them until they come back from the paper; says which were wrong, never what
 * they should have been, and shows them again when asked to.
 */
void card_paper_hand_out(const struct card_paper *card, const struct slip39_words *words);

#endif
