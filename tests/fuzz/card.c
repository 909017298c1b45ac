/*
 * Card files. Property: what card_read accepts has 33 words that say its own set, card and quorum, and is written
 * by card_write with the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "ceremony/card.h"
#include "ceremony/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct card *card, *again;
static char original[CARD_MOST_BYTES];

static void
write_again(void)
{
	static struct plan plan;

	memset(&plan, 0, sizeof plan);
	plan.mode = card->mode;
	plan.tenant = card->tenant;
	plan.ceremony = card->ceremony;
	plan.cards = card->cards;
	plan.quorum = card->quorum;
	plan.card[card->index - 1].custodian = card->custodian;
	if (card_write(again, &plan, card->world, card->set, card->generation, card->index,
		       &card->words) == 0 ||
	    strcmp(again->text, original) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct record_problem problem;

	if (card == NULL) {
		secret_begin();
		card = secret_new(sizeof *card);
		again = secret_new(sizeof *again);
	}
	if (size >= CARD_MOST_BYTES)
		return 0;
	memset(card, 0, sizeof *card);
	memcpy(card->text, data, size);
	memcpy(original, data, size);
	original[size] = '\0';
	if (card_read(card, size, &problem) != NULL)
		return 0;
	if (card->words.count != 33 || card->share.identifier != card->set)
		abort();
	write_again();
	return 0;
}
