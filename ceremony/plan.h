/*
 * The plan of a ceremony: what people approved, as a record. Its words stand on the printed
 * script; nothing that is not in it happens. The grammar is in docs/formats.md.
 */
#ifndef CEREMONY_PLAN_H
#define CEREMONY_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/key_type.h"
#include "ceremony/profile.h"
#include "ceremony/record.h"

enum {
	PLAN_MOST_CARDS = 16,
	PLAN_MOST_PEOPLE = 64,
	PLAN_MOST_KEYS = 128,
	PLAN_MOST_TARGETS = 256,
	PLAN_MOST_PRESENCES = 32,
	PLAN_MOST_PRESENT = 16, /* people of one presence */
	PLAN_MOST_MEDIA = 32,
	PLAN_MOST_BYTES = 128 << 10,
};

/* All text is in the plan's own copy, NUL-terminated; digests are 64 digits or "none". */
struct plan_person {
	const char *id, *role, *name, *organisation;
};

struct plan_card {
	unsigned index; /* 1 to n */
	const char *custodian, *place;
	bool on_paper;
};

struct plan_key {
	const char *name;
	enum key_type type;
	const char *policy;                                   /* aip, customer-key, plain */
	const char *public_digest, *escrow_digest, *replaces; /* of a key that exists already */
};

struct plan_target {
	const char *name;
	const struct plan_key *key;
	const struct profile *profile;
	const char *region, *where, *cloud_name;
	/* Required, or what is accepted instead, ids with spaces; accept-missing where there is no KEK. */
	const char *attestation;
	const char *owner_root; /* digest, or NULL */
	unsigned sheets;        /* 1 or 2 people read Request Sheets; 0 where there is no KEK */
};

struct plan_presence {
	const char *step, *people; /* ids with spaces */
	unsigned need, window_minutes, touches;
};

struct plan_medium {
	const char *name, *direction;
	const char *form; /* usb, paper, screen */
	unsigned count;
	const char *keeper, *place; /* who keeps it, and where; NULL when the plan does not say */
	const char
		*copy; /* of direction former: CEREMONY/MEDIUM of an earlier ceremony; else NULL */
};

struct plan {
	struct record record;
	char *text;
	const char *ceremony, *kind, *mode, *script, *language, *paper, *date, *place, *tenant;
	const char *mounts; /* the folder below which media are mounted, each by its name */
	const char *tools, *boot, *previous, *world, *roster;
	const char *reshare;           /* why cards are made anew, or NULL: of kind reshare alone */
	bool new_secret, old_on_paper; /* of reshare */
	unsigned quorum, cards;
	struct plan_person people[PLAN_MOST_PEOPLE];
	struct plan_card card[PLAN_MOST_CARDS];
	struct plan_key keys[PLAN_MOST_KEYS];
	struct plan_target targets[PLAN_MOST_TARGETS];
	struct plan_presence presences[PLAN_MOST_PRESENCES];
	struct plan_medium media[PLAN_MOST_MEDIA];
	size_t people_count, key_count, target_count, presence_count, media_count;
};

/*
 * Reads a copy of `data`: first the record, then that its parts belong together (each card has a
 * custodian, each target a key that its service takes, no person and no place holds a quorum, …).
 * Returns NULL, or why not, with the place in `problem`. Free with plan_free, in either case.
 */
const char *
plan_read(struct plan *plan, const void *data, size_t size, struct record_problem *problem);

/* Releases what plan_read made; the plan's text goes with it. */
void plan_free(struct plan *plan);

/* Lookups by name; NULL when there is none. */
const struct plan_person *plan_person(const struct plan *plan, const char *id);
/* The first person of that role, else of the other one; NULL when there is none. */
const struct plan_person *
plan_person_of_role(const struct plan *plan, const char *role, const char *other);
const struct plan_key *plan_key(const struct plan *plan, const char *name);
const struct plan_target *plan_target(const struct plan *plan, const char *name);

/* How many targets have a key wrapped for them, and how many get a .pfx (profile_wraps). */
size_t plan_wrapped_targets(const struct plan *plan);
size_t plan_pfx_targets(const struct plan *plan);

/* Who imports, and alone is shown the password of a .pfx; NULL when the plan has nobody. */
const struct plan_person *plan_importer(const struct plan *plan);

/* How many people a presence names. */
unsigned plan_presence_count(const struct plan_presence *presence);
/* The i-th person, from 0, whom a presence names; NULL behind the last. */
const struct plan_person *
plan_presence_person(const struct plan *plan, const struct plan_presence *presence, size_t i);
/* Whether a presence names the person, who then has a token. */
bool plan_wants_token(const struct plan *plan, const struct plan_person *person);

/* The first medium of that direction. */
const struct plan_medium *plan_medium_of(const struct plan *plan, const char *direction);

/* The medium of direction former, with that name; NULL when there is none. */
const struct plan_medium *plan_former(const struct plan *plan, const char *name);

/* How many media hold the archive before a key is wrapped: at least 2. */
unsigned plan_archive_media(const struct plan *plan);

/* The plan goes on with a world and cards as they are: of kind custody-check, drill, rewrap, rekey, revoke or export. */
bool plan_goes_on(const struct plan *plan);

/* The plan takes keys out of use: of kind revoke, which takes world and escrows over for whoever goes on with it; or of kind destruction,
 * which takes nothing over. */
bool plan_ends(const struct plan *plan);

/* The plan's kind is reshare: it goes on with a world and keys that exist. */
bool plan_is_reshare(const struct plan *plan);

/* The plan's mode is production. */
bool plan_is_production(const struct plan *plan);

/* What the cloud says of the target is asked on two workstations: in production, and where two people have sheets. NULL: of any target. */
bool plan_asks_twice(const struct plan *plan, const struct plan_target *target);

/* A key of policy customer-key is half of a pair. */
bool plan_is_half(const struct plan_target *target);

/* Different ones are pairs in the order of the plan: the first and the second, and so on. The target's other half, or NULL: it is
 * alone, or no half. */
const struct plan_target *
plan_pair_of(bool *is_second, const struct plan *plan, const struct plan_target *target);

#endif
