#include "card_paper.h"

#include <stdio.h>

#include "ceremony/handwriting.h"

enum { CARD_WORDS = 33 };

void
card_paper_type(struct slip39_words *words, const char *question)
{
	handwriting_type(words, CARD_WORDS, question);
}

void
card_paper_hand_out(const struct card_paper *card, const struct slip39_words *words)
{
	char title[32], heading[160];
	const struct handwriting handwriting = {
		.title = title, .noun = "the card", .who = card->custodian, .heading = heading};

	snprintf(title, sizeof title, "Card %u of %u", card->index, card->cards);
	snprintf(heading, sizeof heading,
		 "Card %u of %u, set %u, generation %u, for %s. Any %u of them open the keys.",
		 card->index, card->cards, card->set, card->generation, card->custodian,
		 card->quorum);
	handwriting_hand_out(&handwriting, words);
}
