#include "usage_match.h"

#include <stdlib.h>

#include "ceremony/process.h"

struct item {
	struct usage_event event;
	uint64_t number;
};

/* A heap, the earliest event first; those of the same time in the order in which they were added. */
struct waiting {
	struct item *items;
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
	waiting->items = calloc(USAGE_MATCH_MOST_WAITING, sizeof *waiting->items);
	if (waiting->items == NULL)
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
		for (size_t side = 0; side < USAGE_SIDES; side++)
			free(match->waiting[act][side].items);
	free(match);
}

static bool
is_earlier(const struct item *one, const struct item *other)
{
	if (one->event.ticks != other->event.ticks)
		return one->event.ticks < other->event.ticks;
	return one->number < other->number;
}

/* Puts an item at `at` or above. */
static void
rise(struct item *items, size_t at, const struct item *item)
{
	for (; at > 0 && is_earlier(item, &items[(at - 1) / 2]); at = (at - 1) / 2)
		items[at] = items[(at - 1) / 2];
	items[at] = *item;
}

/* Puts an item at the top or below. */
static void
sink(struct item *items, size_t count, const struct item *item)
{
	size_t at = 0, child;

	for (; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count && is_earlier(&items[child + 1], &items[child]))
			child++;
		if (!is_earlier(&items[child], item))
			break;
		items[at] = items[child];
	}
	items[at] = *item;
}

void
usage_match_add(struct usage_match *match, enum usage_side side, const struct usage_event *event)
{
	struct waiting *waiting =
		&match->waiting[usage_operation_table()[event->operation].act][side];
	const struct item item = {*event, match->added++};

	if (match->count == USAGE_MATCH_MOST_WAITING) {
		process_hint("--sql and --kql have no such limit");
		die("more than %d operations wait for their match at a time",
		    USAGE_MATCH_MOST_WAITING);
	}
	match->count++;
	rise(waiting->items, waiting->count++, &item);
}

static struct usage_event
take_first(struct usage_match *match, struct waiting *waiting)
{
	const struct usage_event first = waiting->items[0].event;

	match->count--;
	waiting->count--;
	if (waiting->count > 0)
		sink(waiting->items, waiting->count, &waiting->items[waiting->count]);
	return first;
}

/* Its first event is so early that no other of its side will come before it. */
static bool
is_settled(const struct waiting *waiting, int64_t before)
{
	return waiting->count > 0 && waiting->items[0].event.ticks < before;
}

/* The first event of `side` has nobody in its window, and nobody can come any more. */
static bool
is_alone(const struct usage_match *match, struct waiting *const sides, enum usage_side side,
	 const int64_t before[USAGE_SIDES])
{
	const enum usage_side other = side == USAGE_SERVICE ? USAGE_VAULT : USAGE_SERVICE;
	const int64_t limit = sides[side].items[0].event.ticks + match->window;

	if (is_settled(&sides[other], before[other]))
		return sides[other].items[0].event.ticks > limit;
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
