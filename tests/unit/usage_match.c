/* Uses matched one to one: who goes with whom, who is alone, and when that is certain. */
#include "tests/unit/test.h"

#include "verify/usage_match.h"

enum { WINDOW = 10, MOST = 512 };

static struct {
	enum usage_side side;
	struct usage_event event;
} alone[MOST];
static size_t alone_count;

static void
note(void *context, enum usage_side side, const struct usage_event *event)
{
	(void)context;
	alone[alone_count].side = side;
	alone[alone_count++].event = *event;
}

static struct usage_match *
begin(void)
{
	alone_count = 0;
	return usage_match_begin(WINDOW, note, NULL);
}

static uint8_t
operation(const char *name, enum usage_side side)
{
	const struct usage_operation *found =
		usage_operation_find(side, cursor_over(name, strlen(name)));

	return (uint8_t)(found - usage_operation_table());
}

static void
add(struct usage_match *match, enum usage_side side, int64_t ticks)
{
	const char *name = side == USAGE_VAULT ? "KeyDecrypt" : "KeyVaultDecryptRequest";

	usage_match_add(match, side,
			&(struct usage_event){ticks, (uint64_t)ticks, 0, operation(name, side)});
}

static void
settle(struct usage_match *match, int64_t service, int64_t vault)
{
	usage_match_settle(match, (const int64_t[USAGE_SIDES]){service, vault});
}

static uint64_t
end(struct usage_match *match)
{
	uint64_t pairs;

	settle(match, INT64_MAX, INT64_MAX);
	pairs = usage_match_pairs(match);
	usage_match_end(match);
	return pairs;
}

static void
edges(void)
{
	struct usage_match *match = begin();

	add(match, USAGE_VAULT, 100);
	add(match, USAGE_SERVICE, 110);
	check(end(match) == 1 && alone_count == 0);
	match = begin();
	add(match, USAGE_VAULT, 100);
	add(match, USAGE_SERVICE, 90);
	check(end(match) == 1 && alone_count == 0);
	match = begin();
	add(match, USAGE_VAULT, 100);
	add(match, USAGE_SERVICE, 111);
	check(end(match) == 0 && alone_count == 2);
	check(alone[0].event.ticks == 100 && alone[1].event.ticks == 111);
	match = begin();
	add(match, USAGE_SERVICE, 111);
	add(match, USAGE_VAULT, 122);
	check(end(match) == 0 && alone_count == 2 && alone[0].side == USAGE_SERVICE);
}

/* One row of the service covers one use, not all that are near. */
static void
one_to_one(void)
{
	struct usage_match *match = begin();

	add(match, USAGE_SERVICE, 100);
	for (int64_t ticks = 101; ticks < 104; ticks++)
		add(match, USAGE_VAULT, ticks);
	check(end(match) == 1 && alone_count == 2);
	check(alone[0].event.ticks == 102 && alone[1].event.ticks == 103);
	/* The first comes before one that it would leave without: 100 goes with 95, so that 109 has 101. */
	match = begin();
	add(match, USAGE_SERVICE, 95);
	add(match, USAGE_SERVICE, 101);
	add(match, USAGE_VAULT, 100);
	add(match, USAGE_VAULT, 109);
	check(end(match) == 2 && alone_count == 0);
}

static void
acts_apart(void)
{
	struct usage_match *match = begin();

	add(match, USAGE_SERVICE, 100);
	usage_match_add(match, USAGE_VAULT,
			&(struct usage_event){100, 1, 0, operation("KeySign", USAGE_VAULT)});
	check(end(match) == 0 && alone_count == 2);
	match = begin();
	add(match, USAGE_SERVICE, 100);
	usage_match_add(match, USAGE_VAULT,
			&(struct usage_event){100, 1, 0, operation("KeyUnwrap", USAGE_VAULT)});
	check(end(match) == 1 && alone_count == 0);
}

static void
when_certain(void)
{
	struct usage_match *match = begin();

	add(match, USAGE_VAULT, 100);
	settle(match, 110, 200);
	check(alone_count == 0);
	settle(match, 111, 200);
	check(alone_count == 1 && alone[0].event.ticks == 100);
	add(match, USAGE_VAULT, 300);
	add(match, USAGE_SERVICE, 305);
	/* An earlier one may still come, and would be the partner. */
	settle(match, 305, 301);
	check(usage_match_pairs(match) == 0);
	add(match, USAGE_SERVICE, 295);
	settle(match, 306, 301);
	check(usage_match_pairs(match) == 1);
	check(end(match) == 1 && alone_count == 2 && alone[1].event.ticks == 305);
}

/* The most pairs that there can be, by trying: of times in order, the first of each side is left out or both go together. */
static unsigned
most_pairs(const int64_t *service, size_t services, const int64_t *vault, size_t vaults)
{
	unsigned most[17][17] = {{0}};

	for (size_t i = 1; i <= services; i++)
		for (size_t j = 1; j <= vaults; j++) {
			int64_t apart = service[i - 1] - vault[j - 1];
			unsigned both = most[i - 1][j - 1] + (apart <= WINDOW && apart >= -WINDOW);
			unsigned one =
				most[i - 1][j] > most[i][j - 1] ? most[i - 1][j] : most[i][j - 1];

			most[i][j] = both > one ? both : one;
		}
	return most[services][vaults];
}

static uint64_t state = 1;

static int64_t
below(uint64_t limit)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((state >> 33) % limit);
}

static size_t
draw(int64_t *times)
{
	const size_t count = (size_t)below(17);

	for (size_t i = 0; i < count; i++)
		times[i] = (i > 0 ? times[i - 1] : 0) + below(9);
	return count;
}

/* Whatever the order they come in, and however often one asks. */
static bool
is_most(bool step_by_step)
{
	int64_t service[16], vault[16];
	const size_t services = draw(service), vaults = draw(vault);
	struct usage_match *match = begin();
	uint64_t pairs;

	for (size_t i = 0; i < 16; i++) {
		if (i < services)
			add(match, USAGE_SERVICE, service[step_by_step ? i : services - 1 - i]);
		if (i < vaults)
			add(match, USAGE_VAULT, vault[step_by_step ? i : vaults - 1 - i]);
		if (step_by_step && i < services && i < vaults)
			settle(match, service[i], vault[i]);
	}
	pairs = end(match);
	return pairs == most_pairs(service, services, vault, vaults) &&
	       alone_count == services + vaults - 2 * pairs;
}

static void
as_many_as_can_be(void)
{
	unsigned good = 0;

	for (unsigned i = 0; i < 2000; i++)
		good += is_most(i % 2 == 0);
	check(good == 2000);
}

int
main(void)
{
	edges();
	one_to_one();
	acts_apart();
	when_certain();
	as_many_as_can_be();
	return test_end();
}
