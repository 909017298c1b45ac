#include "usage_match.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/process.h"

struct item {
	struct usage_event event;
	uint64_t number;
};

/*
 * The earliest event first; those of the same time in the order in which they were added. What comes in the order of time, and that is most,
 * stands in a line from `first` to `end`; the rest is a heap.
 */
struct waiting {
	struct item *line, *heap;
	size_t first, end, count;
};

struct usage_match {
	int64_t window;
	usage_match_alone *alone;
	void *context;
	uint64_t added, pairs;
	size_t count;
	struct waiting waiting[USAGE_ACTS][USAGE_SIDES];
};

/* Untouched pages cost nothing: each has room for all. A line moves to its beginning when that half of it is empty. */
static void
make_room(struct waiting *waiting)
{
	waiting->line = calloc(2 * USAGE_MATCH_MOST_WAITING, sizeof *waiting->line);
	waiting->heap = calloc(USAGE_MATCH_MOST_WAITING, sizeof *waiting->heap);
	if (waiting->line == NULL || waiting->heap == NULL)
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
			free(match->waiting[act][side].line);
			free(match->waiting[act][side].heap);
		}
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

/* NULL when nothing waits. */
static const struct item *
first_of(const struct waiting *waiting)
{
	const struct item *line =
		waiting->first < waiting->end ? &waiting->line[waiting->first] : NULL;
	const struct item *heap = waiting->count > 0 ? &waiting->heap[0] : NULL;

	if (line == NULL || heap == NULL)
		return line != NULL ? line : heap;
	return is_earlier(line, heap) ? line : heap;
}

static void
append(struct waiting *waiting, const struct item *item)
{
	const size_t count = waiting->end - waiting->first;

	if (waiting->first > count) {
		memcpy(waiting->line, waiting->line + waiting->first, count * sizeof *item);
		waiting->first = 0;
		waiting->end = count;
	}
	waiting->line[waiting->end++] = *item;
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
	if (waiting->first == waiting->end ||
	    waiting->line[waiting->end - 1].event.ticks <= event->ticks)
		append(waiting, &item);
	else
		rise(waiting->heap, waiting->count++, &item);
}

static struct usage_event
take_first(struct usage_match *match, struct waiting *waiting)
{
	const struct item *item = first_of(waiting);
	const struct usage_event first = item->event;

	match->count--;
	if (item != waiting->heap) {
		waiting->first++;
		return first;
	}
	waiting->count--;
	if (waiting->count > 0)
		sink(waiting->heap, waiting->count, &waiting->heap[waiting->count]);
	return first;
}

/* Its first event is so early that no other of its side will come before it. */
static bool
is_settled(const struct item *first, int64_t before)
{
	return first != NULL && first->event.ticks < before;
}

/* The first event of a side has nobody in its window, and nobody can come any more. */
static bool
is_alone(const struct usage_match *match, const struct item *first, const struct item *other,
	 int64_t other_before)
{
	const int64_t limit = first->event.ticks + match->window;

	if (is_settled(other, other_before))
		return other->event.ticks > limit;
	return other_before > limit;
}

static void
leave_alone(struct usage_match *match, struct waiting *waiting, enum usage_side side)
{
	const struct usage_event event = take_first(match, waiting);

	match->alone(match->context, side, &event);
}

static bool
settle_one(struct usage_match *match, struct waiting *sides, const int64_t before[USAGE_SIDES])
{
	const struct item *service = first_of(&sides[USAGE_SERVICE]),
			  *vault = first_of(&sides[USAGE_VAULT]);
	const bool service_is_sure = is_settled(service, before[USAGE_SERVICE]);
	const bool vault_is_sure = is_settled(vault, before[USAGE_VAULT]);

	if (service_is_sure && is_alone(match, service, vault, before[USAGE_VAULT])) {
		leave_alone(match, &sides[USAGE_SERVICE], USAGE_SERVICE);
	} else if (vault_is_sure && is_alone(match, vault, service, before[USAGE_SERVICE])) {
		leave_alone(match, &sides[USAGE_VAULT], USAGE_VAULT);
	} else if (service_is_sure && vault_is_sure) {
		take_first(match, &sides[USAGE_SERVICE]);
		take_first(match, &sides[USAGE_VAULT]);
		match->pairs++;
	} else {
		return false;
	}
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
