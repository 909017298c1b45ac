/*
 * A card between paper and terminal: handwriting.h, with what is said of a card.
 */
#ifndef CEREMONY_CARD_PAPER_H
#define CEREMONY_CARD_PAPER_H

#include "ceremony/slip39.h"

/* What is said of a card before its words. Not secret. */
struct card_paper {
	unsigned index, cards, quorum, set, generation;
	const char *custodian; /* the id */
};

/* Types the 33 words of one card into secret memory, as handwriting_type. */
void card_paper_type(struct slip39_words *words, const char *question);

/* Hands the words out to the card's custodian, as handwriting_hand_out. */
void card_paper_hand_out(const struct card_paper *card, const struct slip39_words *words);

#endif
