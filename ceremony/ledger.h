/*
 * The custody ledger: what the transcripts of many ceremonies say together. Which sets of cards, keys and copies of
 * escrows were made, which are destroyed, and what still opens what.
 *
 * A ceremony goes on with another by the digest of its transcript, in its plan (`previous`). Ceremonies that were not finished, and
 * destructions, are ends of branches: the next one goes on with the one before them.
 */
#ifndef CEREMONY_LEDGER_H
#define CEREMONY_LEDGER_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/folder.h"
#include "ceremony/world.h"

enum { LEDGER_MOST = 128, LEDGER_MOST_SETS = 512, LEDGER_MOST_COPIES = 2048 };

struct ledger_entry {
	const char *name;                    /* of its folder, as it was typed */
	int folder;                          /* opened */
	struct folder ceremony;              /* plan and transcript, of the disconnected side */
	char digest[DIGEST_TEXT_BYTES];      /* of the transcript */
	struct world *world;                 /* of its world, or NULL */
	const struct ledger_entry *previous; /* NULL: none, or not given */
	bool closed, complete;
};

/* A set of cards: made, or void. */
struct ledger_set {
	const char *number, *world;          /* digest; NULL for a void set */
	const struct ledger_entry *entry;    /* where it was begun */
	const struct fact *made;             /* or the fact that it was begun */
	const struct ledger_entry *replaced; /* where, or NULL */
	const struct ledger_set *by;         /* the set that replaced it */
	unsigned quorum, cards;              /* cards: of the plan, where it is void */
	bool valid; /* every card was confirmed, in a ceremony that ended well */
};

/* What can hold escrows: an archive medium, the journal, printed pages. */
struct ledger_copy {
	const struct ledger_entry *entry;
	char name[64]; /* as in the plan, with a number where there are several */
	const struct fact
		*written; /* the archive onto it; NULL: the plan alone says that there is one */
};

struct ledger {
	struct ledger_entry
		*entries[LEDGER_MOST]; /* after ledger_check each behind the one it goes on with */
	size_t count;
	struct ledger_set sets[LEDGER_MOST_SETS];
	size_t set_count;
	struct ledger_copy copies[LEDGER_MOST_COPIES];
	size_t copy_count;
};

/* Which ceremonies contradict each other, by the names of their folders (`other` may be NULL), and about what. */
struct ledger_problem {
	const char *name, *other;
	char about[256];
};

/* Before process_lock: opens each folder, which stays readable after it. Dies. */
void ledger_open(struct ledger *ledger, char *const *names);

/* After it: reads plan, transcript and world of each. Refuses with the file's name; a transcript that was given twice counts once. */
void ledger_read(struct ledger *ledger);

/* Puts the entries in order, and fills in the sets and copies. Returns NULL, or how they contradict each other. */
const char *ledger_check(struct ledger *ledger, struct ledger_problem *problem);

/* The first part of ledger_check: who goes on with whom. */
const char *ledger_chain(struct ledger *ledger, struct ledger_problem *problem);

/* Whether `above` stands before the entry on its own branch. */
bool ledger_is_behind(const struct ledger_entry *entry, const struct ledger_entry *above);

/* The second: sets, and copies. Dies when there are more than a ledger holds. */
void ledger_sum(struct ledger *ledger);

/* The set of a world, or NULL. */
const struct ledger_set *ledger_set_of(const struct ledger *ledger, const char *world);

/* The destruction that notes a card of that set, or a copy, and the fact; NULL when none does. A note that may be
 * about another ceremony's copy counts for none (ledger_copy_unclear). */
const struct fact *ledger_card_gone(const struct ledger *ledger, const struct ledger_set *set,
				    unsigned card, const struct ledger_entry **where);
const struct fact *ledger_copy_gone(const struct ledger *ledger, const struct ledger_copy *copy,
				    const struct ledger_entry **where);

/* Another ceremony with the id of this copy's: a plan that names a copy by it may mean the other's. NULL when there is none. */
const struct ledger_entry *
ledger_copy_other(const struct ledger *ledger, const struct ledger_copy *copy);

/* The destruction that notes this copy or one of ledger_copy_other, and does not say which, and the fact; NULL when none does. */
const struct fact *ledger_copy_unclear(const struct ledger *ledger, const struct ledger_copy *copy,
				       const struct ledger_entry **where);

/* The first copy with such a note, or NULL. */
const struct ledger_copy *ledger_first_unclear(const struct ledger *ledger);

/* The last note of that kind ("frozen", "deleted") about a place where this key was wrapped, if it is later than that: what is wrapped for the
 * place again is there again. NULL when there is none. */
const struct fact *
ledger_noted_at(const struct ledger *ledger, const char *about, const struct ledger_entry *entry,
		const struct plan_target *target, const struct fact *wrapped,
		const struct ledger_entry **where);

/* What stands behind the first word of a note. */
const char *ledger_note_rest(const struct fact *noted);

/* The transcripts reach the day that a note of kind deleted names, or go beyond it: nobody can bring the key back. No clock is asked. */
bool ledger_is_gone(const struct ledger *ledger, const struct fact *deleted);

/* How many cards of the set nobody has noted as destroyed. */
unsigned ledger_cards_left(const struct ledger *ledger, const struct ledger_set *set);

/* In that ceremony the key has this public half. */
bool
ledger_is_key(const struct ledger_entry *entry, const struct plan_key *key, const char *public);

/* The public half of a plan's key, in its own ceremony: made there, or named by the plan; NULL when it was never made. */
const char *ledger_public(const struct ledger_entry *entry, const struct plan_key *key);

/* The set opens what is sealed to that world: it is the world's, or of the same secret. */
bool ledger_set_opens(const struct ledger *ledger, const struct ledger_set *set, const char *world);

/* What was not given: the digests of transcripts that plans go on with, each once; by index, NULL behind the last. */
const char *
ledger_not_given(const struct ledger *ledger, size_t index, const struct ledger_entry **wanted_by);

/* The ledger, on standard output. */
void ledger_print(const struct ledger *ledger);

#endif
