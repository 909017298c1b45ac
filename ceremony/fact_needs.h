/*
 * What must have happened before a fact: the last column of the table in fact.c. Each returns
 * NULL, or what is missing and the step that mends it.
 */
#ifndef CEREMONY_FACT_NEEDS_H
#define CEREMONY_FACT_NEEDS_H

#include "ceremony/fact.h"

/* Only that the ceremony is open. */
const char *fact_needs_nothing(const struct folder *folder, const struct fact *fact);

/* A note whose text is one of its subject: people of the plan who are there, or left; a thing and the number of its bag; a time. */
const char *fact_needs_note(const struct folder *folder, const struct fact *fact);

/* A person of the plan, and a token of no other; its counters have grown, where it was enrolled before. */
const char *fact_needs_new_token(const struct folder *folder, const struct fact *fact);

/* A token that is enrolled for this person, whose counters have grown beyond those of every fact about it. */
const char *fact_needs_token(const struct folder *folder, const struct fact *fact);

/* In production, for what a program with a secret in it does: a workstation that ceremony-preflight passed in the last 8 hours, since its
 * last start. */
const char *fact_needs_host(const struct folder *folder, const struct fact *fact);

/* The same for a moment and a boot, without a fact. */
const char *fact_host_is_fit(const struct folder *folder, const char *time, const char *boot);

/* A target of the plan that has a KEK, without a request so far. */
const char *fact_needs_target(const struct folder *folder, const struct fact *fact);

/* A package not read here before. */
const char *fact_needs_new_package(const struct folder *folder, const struct fact *fact);

/* A target of the plan, and a transfer package that was received. */
const char *fact_needs_import(const struct folder *folder, const struct fact *fact);

/* The request that stands for its target; accepted: and a verdict on its wrapping key that the plan accepts. */
const char *fact_needs_judged(const struct folder *folder, const struct fact *fact);
const char *fact_needs_accepted(const struct folder *folder, const struct fact *fact);

/* A request that came in, and a person of the plan who has not confirmed it yet. */
const char *fact_needs_request(const struct folder *folder, const struct fact *fact);

/* A plan that wants new cards, and none made so far. */
const char *fact_needs_no_world(const struct folder *folder, const struct fact *fact);

/* A plan that replaces the cards of this world. */
const char *fact_needs_old_world(const struct folder *folder, const struct fact *fact);

/* A set that is being made from that world; a key of the plan, with the public half, and when the secret is kept the escrow, that the plan says. */
const char *fact_needs_going_on(const struct folder *folder, const struct fact *fact);
const char *fact_needs_restored_key(const struct folder *folder, const struct fact *fact);
const char *fact_needs_kept_key(const struct folder *folder, const struct fact *fact);

/* A set of cards that was begun and is not void. */
const char *fact_needs_begun_set(const struct folder *folder, const struct fact *fact);

/* The cards of this world were made. */
const char *fact_needs_world(const struct folder *folder, const struct fact *fact);

/* Every card confirmed, and the key not made yet. */
const char *fact_needs_all_cards(const struct folder *folder, const struct fact *fact);

/* All that the package of this kind must hold. */
const char *fact_needs_contents(const struct folder *folder, const struct fact *fact);

/* A package that this ceremony made. */
const char *fact_needs_package(const struct folder *folder, const struct fact *fact);

/* The same; what was read back from pictures of QR symbols was written as such. */
const char *fact_needs_carried(const struct folder *folder, const struct fact *fact);

/* A package that was written onto this medium. */
const char *fact_needs_written(const struct folder *folder, const struct fact *fact);

/* A medium that has no other direction in this transcript. */
const char *fact_needs_one_direction(const struct folder *folder, const struct fact *fact);

/* The key was made; and, once it is there, recovered for ceremony-confirm. */
const char *fact_needs_key(const struct folder *folder, const struct fact *fact);

/* The request confirmed by as many people as the plan says, the key made, the archive on the plan's media, the
 * target not wrapped yet; and, once the blob is there, the key recovered for kek-wrap. */
const char *fact_needs_wrap(const struct folder *folder, const struct fact *fact);

/* The same for a target without KEK: no request; the key recovered for package-pfx. */
const char *fact_needs_export(const struct folder *folder, const struct fact *fact);

/* Everything of the plan done, unless the ceremony ends unfinished. */
const char *fact_needs_end(const struct folder *folder, const struct fact *fact);

/* A target without a request so far. */
const char *fact_needs_attestation(const struct folder *folder, const struct fact *fact);

/* Every key of the list was made. */
const char *fact_needs_keys(const struct folder *folder, const struct fact *fact);

#endif
