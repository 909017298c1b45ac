/*
 * An admin card as a file: a record whose `words` are one SLIP-39 share. Secret from end to end.
 */
#ifndef CEREMONY_CARD_H
#define CEREMONY_CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/plan.h"
#include "ceremony/record.h"
#include "ceremony/slip39.h"
#include "ceremony/world.h"

enum { CARD_MOST_BYTES = 4096 };

/* Allocated with secret_new only; the values point into `text`. */
struct card {
	char text[CARD_MOST_BYTES];
	const char *ceremony, *mode, *tenant, *world, *custodian;
	unsigned set, generation, index, cards, quorum;
	struct slip39_words words;
	struct slip39_share share;
	bool is_on_medium; /* of a file: it is on another file system than the ceremony and this computer's own */
};

/* Writes a card's text into card->text; returns its size. */
size_t
card_write(struct card *card, const struct plan *plan, const char *world_digest, unsigned set,
	   unsigned generation, unsigned index, const struct slip39_words *words);

/* Reads card->text in place: form, words, checksum, and that the words are of the set, index and
 * quorum that the card says. Returns NULL, or why not. */
const char *card_read(struct card *card, size_t size, struct record_problem *problem);

/* Before process_lock: the bytes of a card file, into a new card. Sets `size`. Free with secret_drop. */
struct card *card_load(const char *name, size_t *size);

/* After it: card_read, refusing with the name of the file. */
void card_read_or_refuse(struct card *card, size_t size, const char *name);

/*
 * A card of `world` from words alone, as typed from paper: card->words is read, the rest is the world's. Returns NULL, or why they are no
 * card of it: a predicate. Not the share itself: world_has_card.
 */
const char *card_from_words(struct card *card, const struct world *world);

/*
 * After card_read or card_from_words said no: when one word is wrong and the card with that word changed is the very one that was made,
 * changes it and sets `at` to its number, from 1. A card from a file must say of itself what the world says.
 */
bool card_mend(struct card *card, const struct world *world, size_t *at);

/* NULL, or why this card is not one of `world`: of the other mode, another ceremony or tenant,
 * another world, set or generation. Not the share itself: world_has_card. */
const char *card_check_world(const struct card *card, const struct world *world);

#endif
