/*
 * Where a ceremony is: its steps, followed in the transcript, and what a crash left behind.
 */
#ifndef CEREMONY_STATUS_H
#define CEREMONY_STATUS_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/folder.h"
#include "ceremony/step.h"
#include "ceremony/step_facts.h"

struct status {
	const struct folder *folder;
	struct step_list list;
	struct step_progress *progress; /* of each step */
	const struct step *last, *next; /* of those that leave facts; NULL when there is none */
	size_t done, of;                /* how many of them */
	bool signing_key_gone;
};

/* Follows the steps of the plan's kind in the folder's transcript. */
void status_of(struct status *status, const struct folder *folder, bool signing_key_gone);

/* What people must do first, before any step: one line each on standard error. Returns how many. */
size_t status_say_troubles(const struct status *status);

/* What is done and what is next. */
void status_say_next(const struct status *status);

/* A line a step, on standard output: number, state, side, title. */
void status_print_all(const struct status *status);

/* The certificate of the void sets, on standard output; refuses when there is none. */
void status_print_void(const struct status *status);

#endif
