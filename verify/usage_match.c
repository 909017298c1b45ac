#include "usage_match.h"

#include <stdlib.h>

#include "ceremony/process.h"

/* A heap, the earliest event first; those of the same time in the order in which they were added. */
struct waiting {
	struct usage_event *events;
	uint64_t *numbers;
	size_t count;
};

struct usage_match {
	int64_t window;
	usage_match_alone *alone;
	void *context;
	uint64_t added, pairs;
	size_t count;
	struct waiting waiting[USAGE_ACTS][USAGE_SIDES];
};

/* Untouched pages cost nothing: each heap has room for all. */
static void
make_room(struct waiting *waiting)
{
	waiting->events = calloc(USAGE_MATCH_MOST_WAITING, sizeof *waiting->events);
	waiting->numbers = calloc(USAGE_MATCH_MOST_WAITING, sizeof *waiting->numbers);
	if (waiting->events == NULL || waiting->numbers == NULL)
		die("no memory for what waits for its match");
}

struct usage_match *
usage_match_begin(int64_t window, usage_match_alone *alone, void *context)
{
	struct usage_match *match = calloc(1, sizeof *match);

	if (match == NULL)
		die("no memory for what waits for its match");
	match->window = window;
	match->alone = alone;
	match->context = context;
	for (size_t act = 0; act < USAGE_ACTS; act++)
		for (size_t side = 0; side < USAGE_SIDES; side++)
			make_room(&match->waiting[act][side]);
	return match;
}

void
usage_match_end(struct usage_match *match)
{
	for (size_t act = 0; act < USAGE_ACTS; act++)
		for (size_t side = 0; side < USAGE_SIDES; side++) {
			free(match->waiting[act][side].events);
			free(match->waiting[act][side].numbers);
		}
	free(match);
}

static bool
is_earlier(const struct waiting *waiting, size_t one, size_t other)
{
	const int64_t a = waiting->events[one].ticks, b = waiting->events[other].ticks;

	return a != b ? a < b : waiting->numbers[one] < waiting->numbers[other];
}

static void
swap(struct waiting *waiting, size_t one, size_t other)
{
	const struct usage_event event = waiting->events[one];
	const uint64_t number = waiting->numbers[one];

	waiting->events[one] = waiting->events[other];
	waiting->numbers[one] = waiting->numbers[other];
	waiting->events[other] = event;
	waiting->numbers[other] = number;
}

static void
rise(struct waiting *waiting, size_t at)
{
	while (at > 0 && is_earlier(waiting, at, (at - 1) / 2)) {
		swap(waiting, at, (at - 1) / 2);
		at = (at - 1) / 2;
	}
}

static void
sink(struct waiting *waiting)
{
	size_t at = 0;

	for (;;) {
		size_t least = at;

		for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < waiting->count;
		     child++)
			if (is_earlier(waiting, child, least))
				least = child;
		if (least == at)
			return;
		swap(waiting, at, least);
		at = least;
	}
}

void
usage_match_add(struct usage_match *match, enum usage_side side, const struct usage_event *event)
{
	struct waiting *waiting =
		&match->waiting[usage_operation_table()[event->operation].act][side];

	if (match->count == USAGE_MATCH_MOST_WAITING) {
		process_hint("a shorter --window, or --sql and --kql, which have no such limit");
		die("more than %d operations are in one window", USAGE_MATCH_MOST_WAITING);
	}
	match->count++;
	waiting->events[waiting->count] = *event;
	waiting->numbers[waiting->count] = match->added++;
	rise(waiting, waiting->count++);
}

static struct usage_event
take_first(struct usage_match *match, struct waiting *waiting)
{
	const struct usage_event first = waiting->events[0];

	match->count--;
	waiting->count--;
	waiting->events[0] = waiting->events[waiting->count];
	waiting->numbers[0] = waiting->numbers[waiting->count];
	sink(waiting);
	return first;
}

/* Its first event is so early that no other of its side will come before it. */
static bool
is_settled(const struct waiting *waiting, int64_t before)
{
	return waiting->count > 0 && waiting->events[0].ticks < before;
}

/* The first event of `side` has nobody in its window, and nobody can come any more. */
static bool
is_alone(const struct usage_match *match, struct waiting *const sides, enum usage_side side,
	 const int64_t before[USAGE_SIDES])
{
	const enum usage_side other = side == USAGE_SERVICE ? USAGE_VAULT : USAGE_SERVICE;
	const int64_t limit = sides[side].events[0].ticks + match->window;

	if (is_settled(&sides[other], before[other]))
		return sides[other].events[0].ticks > limit;
	return before[other] > limit;
}

static bool
settle_one(struct usage_match *match, struct waiting *sides, const int64_t before[USAGE_SIDES])
{
	bool is_sure[USAGE_SIDES];

	for (enum usage_side side = 0; side < USAGE_SIDES; side++) {
		is_sure[side] = is_settled(&sides[side], before[side]);
		if (is_sure[side] && is_alone(match, sides, side, before)) {
			const struct usage_event event = take_first(match, &sides[side]);

			match->alone(match->context, side, &event);
			return true;
		}
	}
	if (!is_sure[USAGE_SERVICE] || !is_sure[USAGE_VAULT])
		return false;
	take_first(match, &sides[USAGE_SERVICE]);
	take_first(match, &sides[USAGE_VAULT]);
	match->pairs++;
	return true;
}

void
usage_match_settle(struct usage_match *match, const int64_t before[USAGE_SIDES])
{
	for (size_t act = 0; act < USAGE_ACTS; act++)
		while (settle_one(match, match->waiting[act], before))
			;
}

uint64_t
usage_match_pairs(const struct usage_match *match)
{
	return match->pairs;
}
