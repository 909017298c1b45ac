#include "reconcile.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/text.h"
#include "ceremony/wall_time.h"

enum { MINUTES_A_DAY = 1440, APART_MINUTES = 15, SECONDS_A_DAY = 86400 };

static int
apart(int one, int other)
{
	int difference = one > other ? one - other : other - one;

	return difference > MINUTES_A_DAY / 2 ? MINUTES_A_DAY - difference : difference;
}

/* The box that ceremony-preflight was typed from has the wall clock's distance from UTC. */
static void
set_zone(struct reconcile *reconcile, size_t step)
{
	for (size_t copy = 0; copy < 2 && !reconcile->has_zone; copy++) {
		const char *typed = values_find(reconcile->copies[copy],
						reconcile->order->list.steps[step].number, 'a');
		int64_t seconds;

		if (typed != NULL &&
		    wall_time_read(&seconds, &reconcile->zone_seconds, typed) == NULL)
			reconcile->has_zone = true;
	}
}

static void
set_drift(struct reconcile *reconcile, const struct fact *fact)
{
	const char *wall = fact_value(fact, "wall");
	int64_t by_wall, by_machine;

	if (text_from_time(&by_wall, wall, strlen(wall)) == NULL &&
	    text_from_time(&by_machine, fact->time, strlen(fact->time)) == NULL)
		reconcile->drift_seconds = by_wall - by_machine;
}

void
reconcile_set_clock(struct reconcile *reconcile)
{
	const struct step_list *list = &reconcile->order->list;

	for (size_t i = 0; i < list->count; i++) {
		const struct step_box *box = &list->steps[i].form->boxes[0];
		const struct fact *fact = reconcile->order->progress[i].last;

		if (box->label == NULL || box->field == NULL || strcmp(box->field, "wall") != 0)
			continue;
		set_zone(reconcile, i);
		if (fact != NULL)
			set_drift(reconcile, fact);
	}
}

/* The time of a fact as the wall clock showed it, in minutes of the day; -1 when the fact has none. */
static int
wall_minutes(const struct reconcile *reconcile, const struct fact *fact)
{
	int64_t seconds;

	if (text_from_time(&seconds, fact->time, strlen(fact->time)) != NULL)
		return -1;
	seconds = (seconds + reconcile->zone_seconds + reconcile->drift_seconds) % SECONDS_A_DAY;
	return (int)((seconds + SECONDS_A_DAY) % SECONDS_A_DAY / 60);
}

/* Steps before and after the day are of other days. */
static bool
is_of_the_day(const struct step *step)
{
	return step->form->phase != STEP_PREPARE && step->form->phase != STEP_AFTER;
}

static void
compare_copy(struct reconcile *reconcile, size_t at, size_t copy, int minutes)
{
	const struct step *step = &reconcile->order->list.steps[at];
	const struct fact *fact = reconcile->order->progress[at].last;
	int *last = &reconcile->last_minutes[copy];

	int wall = fact == NULL ? -1 : wall_minutes(reconcile, fact);

	if (wall >= 0 && apart(minutes, wall) > APART_MINUTES)
		reconcile_find(reconcile, step->number, VALUES_TIME,
			       "the fact's time is more than 15 minutes away");
	if (!is_of_the_day(step))
		return;
	if (*last >= 0 && minutes < *last && *last - minutes < MINUTES_A_DAY / 2)
		reconcile_find(reconcile, step->number, VALUES_TIME,
			       "it is before the end of an earlier step");
	*last = minutes;
}

/* A step that left a fact has its end on paper. */
static void
compare_missing(struct reconcile *reconcile, size_t at, const int minutes[2])
{
	const struct step *step = &reconcile->order->list.steps[at];

	if ((minutes[0] < 0) != (minutes[1] < 0))
		reconcile_find(reconcile, step->number, VALUES_TIME,
			       "only one copy has its end time");
	else if (minutes[0] < 0 && reconcile->order->progress[at].last != NULL)
		reconcile_find(reconcile, step->number, VALUES_TIME, "nobody wrote its end time");
}

void
reconcile_time(struct reconcile *reconcile, size_t at)
{
	const struct step *step = &reconcile->order->list.steps[at];
	int minutes[2] = {-1, -1};

	for (size_t copy = 0; copy < 2; copy++) {
		const char *typed = values_find(reconcile->copies[copy], step->number, VALUES_TIME);

		if (typed == NULL)
			continue;
		minutes[copy] = values_minutes(typed);
		reconcile->compared++;
		printf("  %ut  %-12s %s\n", step->number, reconcile->copies[copy]->person, typed);
		compare_copy(reconcile, at, copy, minutes[copy]);
	}
	compare_missing(reconcile, at, minutes);
	if (minutes[0] >= 0 && minutes[1] >= 0 && apart(minutes[0], minutes[1]) > APART_MINUTES)
		reconcile_find(reconcile, step->number, VALUES_TIME,
			       "the copies' times are more than 15 minutes apart");
}
