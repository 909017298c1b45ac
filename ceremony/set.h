/*
 * A new set of cards: drawn, split, and proved before anything is written.
 */
#ifndef CEREMONY_SET_H
#define CEREMONY_SET_H

#include "ceremony/age.h"
#include "ceremony/plan.h"
#include "ceremony/slip39.h"

/* Everything of a set while it is made. Allocated with secret_new only. */
struct set {
	struct age_identity identity;
	struct slip39_share shares[PLAN_MOST_CARDS];
	struct slip39_words words[PLAN_MOST_CARDS];
	uint8_t ems[32], again[32];
};

/*
 * Draws 32 bytes, or takes those of `secret` when it is not NULL, splits them quorum of cards under the set id `identifier`, turns the shares into words, reads
 * the words back, and recombines every subset of a quorum, showing progress when there are many. Dies when one of them does
 * not give the secret: then nothing was written.
 */
struct set *
set_make(uint16_t identifier, unsigned quorum, unsigned cards, const struct age_identity *secret);

#endif
