/*
 * Steps and facts: the facts that a step would leave, for the checker; those that it left, for whoever reads a transcript.
 */
#ifndef CEREMONY_STEP_FACTS_H
#define CEREMONY_STEP_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/fact.h"
#include "ceremony/step.h"
#include "ceremony/transcript.h"

enum { STEP_MOST_NAMES = 1024, STEP_NAME_BYTES = 80, STEP_VALUE_BYTES = 512 };

/* The values of @names so far. */
struct step_names {
	size_t count;
	char name[STEP_MOST_NAMES][STEP_NAME_BYTES];
	char value[STEP_MOST_NAMES][STEP_VALUE_BYTES];
};

/* No names but those whose value is in the plan: @world is its world, where no new one is made. */
void step_names_begin(struct step_names *names, const struct plan *plan);

/* What a transcript says of a step: NULL where nothing does. */
struct step_progress {
	const struct fact *first, *last; /* of its facts, as they stand in the transcript */
	const struct fact
		*value; /* that of the last line of the row's facts: where its boxes are */
	bool done;      /* all of them are there */
};

/* Which fact of several like it is a step's: an archive made again counts from then on, and the first one tells when the step was first done. */
enum step_which { STEP_LATEST, STEP_EARLIEST };

/*
 * Finds each step of a side in a transcript. A fact is that of one step. `progress` has room for the whole list, and is filled for
 * the steps of that side that leave facts. `used`, when it is not NULL, has room for every fact,
 * and gets those that are some step's.
 */
void step_follow(struct step_progress *progress, bool *used, enum step_which which,
		 const struct step_list *list, const struct plan *plan,
		 const struct transcript *transcript, enum step_side side);

/*
 * A presence's step, when all others were followed: the last touches before the first fact of what stands behind it, one of each person,
 * as many as it needs; when nothing behind it is done, those after the first facts of what stands before it. For step_follow.
 */
struct step_progress
step_follow_presence(bool *used, const struct step_progress *progress, const struct step_list *list,
		     size_t at, const struct transcript *transcript);

/*
 * Adds the facts of a step to a transcript in memory, with values of their kinds, each asked whether it may follow (fact_may_follow). Returns NULL or why
 * one may not.
 */
struct folder;
const char *step_pretend(struct folder *folder, struct step_names *names,
			 const struct step_list *list, const struct step *step);

#endif
