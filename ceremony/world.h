/*
 * A world: one secret of 32 random bytes, which is an age identity, split into cards. The world
 * record says whose it is and commits to every card; it never leaves in a transfer package.
 */
#ifndef CEREMONY_WORLD_H
#define CEREMONY_WORLD_H

#include <stdint.h>

#include "ceremony/age.h"
#include "ceremony/digest.h"
#include "ceremony/folder.h"
#include "ceremony/slip39.h"

enum { WORLD_MOST_BYTES = 8192, WORLD_MOST_FORMER = 64, WORLD_COMMITMENT_BYTES = 32 };

struct world {
	struct record record;
	struct bytes bytes; /* what the record's values point into */
	char digest[DIGEST_TEXT_BYTES];
	const char *ceremony, *mode, *tenant, *recipient_text;
	struct age_recipient recipient;
	unsigned set, generation, quorum, cards;
	unsigned former[WORLD_MOST_FORMER],
		former_count; /* sets that this one replaces, all of them, and sets
							that became void on the way */
	unsigned void_sets[WORLD_MOST_FORMER],
		void_count; /* of this ceremony: begun, and never made */
	uint8_t commitments[PLAN_MOST_CARDS][WORLD_COMMITMENT_BYTES];
};

/*
 * The commitment to a card: Argon2id (RFC 9106; 8 MiB, 3 passes) over its 33 word indices as
 * two bytes each, big-endian; the salt is the first 16 bytes of SHA-256("claviger card CEREMONY SET INDEX").
 * A card that was glimpsed cannot be completed by guessing faster than that. `index` is from 1.
 */
void world_commit(uint8_t commitment[WORLD_COMMITMENT_BYTES], const char *ceremony, unsigned set,
		  unsigned index, const struct slip39_words *words);

/* The commitment of `world` to its card `index` is the one to these words. */
bool world_has_card(const struct world *world, unsigned index, const struct slip39_words *words);

/* Writes the record of a new world of the plan's quorum into `text`; returns its size. The
 * commitments are those of `words`, card by card. `old` is the world whose cards it replaces, or NULL; then, when the plan
 * keeps its secret, the sets that `transcript` says are void are replaced too: their cards are of that secret. */
size_t world_write(char text[WORLD_MOST_BYTES], const struct plan *plan, unsigned set,
		   const struct world *old, const struct transcript *transcript,
		   const struct age_recipient *recipient, const struct slip39_words *const *words);

/* The set was replaced, by this one or one before it. */
bool world_is_former(const struct world *world, unsigned set);

/* The set was begun in this ceremony and is void. Known of a world of a folder alone. */
bool world_is_void(const struct world *world, unsigned set);

/* The generation of the set that replaces `old`'s; 1 for NULL. */
unsigned world_next_generation(const struct world *old);

/* Pure: reads a record in place. Returns NULL or why not, with the place in `problem`. */
const char *
world_read(struct world *world, char *text, size_t size, struct record_problem *problem);

/* A world record that was read with file_read, outside a ceremony folder: takes the bytes over, refuses with the name. Free with world_free. */
struct world *world_of_file(const char *name, struct bytes bytes);

/* The mode is production. */
bool world_is_production(const struct world *world);

/* The world of this ceremony, read against its digest in the transcript and compared with the
 * plan; refuses. Free with world_free. */
struct world *world_of_folder(const struct folder *folder);

/* Releases the record, its text and the world. */
void world_free(struct world *world);

#endif
