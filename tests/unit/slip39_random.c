/*
 * 10000 random sets, through the words of their cards and back: any lengths, thresholds, groups, flags and exponents; secrets with
 * zeros at their beginning or nothing but zeros among them. Of every 50th the whole way with a passphrase is gone, which takes
 * 16 ms; with FULL=yes of all of them.
 */
#include <sodium.h>

#include "ceremony/slip39.h"
#include "tests/unit/test.h"

enum { SETS = 10000, WHOLE_OF = 50, MOST_RANDOM_GROUPS = 5 };

static struct {
	struct slip39_share shares[SLIP39_MOST_SHARES];
	struct slip39_share quorum[SLIP39_MOST_SHARES];
	struct slip39_words words;
	char text[SLIP39_TEXT_BYTES];
	uint8_t secret[SLIP39_MOST_BYTES];
	uint8_t again[SLIP39_MOST_BYTES];
} * t;

static unsigned passed, whole, zeros, leading_zeros, of_groups, wrong;

static uint8_t
between(unsigned least, unsigned most)
{
	return (uint8_t)(least + randombytes_uniform(most - least + 1));
}

static void
draw_secret(size_t size)
{
	uint8_t kind = between(0, 7);
	size_t leading = kind == 0 ? size : kind < 3 ? between(1, (unsigned)size - 1) : 0;

	randombytes_buf(t->secret, size);
	memset(t->secret, 0, leading);
	zeros += leading == size;
	leading_zeros += leading > 0 && leading < size;
}

static struct slip39_scheme
draw_scheme(bool fast)
{
	struct slip39_scheme scheme = {
		.identifier = (uint16_t)randombytes_uniform(0x8000),
		.extendable = between(0, 1),
		.iteration_exponent = fast ? between(0, 15) : 0,
		.group_count = between(0, 3) > 0 ? 1 : between(2, MOST_RANDOM_GROUPS),
	};

	if (between(0, 99) == 0)
		scheme.group_count = SLIP39_MOST_GROUPS;
	scheme.group_threshold = between(1, scheme.group_count);
	for (size_t g = 0; g < scheme.group_count; g++) {
		scheme.groups[g].count = between(1, SLIP39_MOST_MEMBERS);
		scheme.groups[g].threshold =
			scheme.groups[g].count == 1 ? 1 : between(2, scheme.groups[g].count);
	}
	of_groups += scheme.group_count > 1;
	return scheme;
}

/* Each share becomes a card, one of them in letters, and is read back. */
static void
through_words(size_t count)
{
	size_t in_letters = randombytes_uniform((uint32_t)count);

	for (size_t i = 0; i < count; i++) {
		wrong += slip39_share_to_words(&t->words, &t->shares[i]) != NULL;
		if (i == in_letters) {
			slip39_words_to_text(t->text, &t->words);
			wrong +=
				slip39_words_from_text(&t->words, t->text, strlen(t->text)) != NULL;
		}
		t->quorum[0] = t->shares[i];
		wrong += slip39_share_from_words(&t->shares[i], &t->words) != NULL;
		wrong += memcmp(&t->shares[i], &t->quorum[0], sizeof t->quorum[0]) != 0;
	}
}

/* The first `chosen` of `order` become any of 0 to count - 1, none twice, in any order. */
static void
choose(uint8_t *order, size_t chosen, size_t count)
{
	for (size_t i = 0; i < count; i++)
		order[i] = (uint8_t)i;
	for (size_t i = 0; i < chosen; i++) {
		size_t other = i + randombytes_uniform((uint32_t)(count - i));
		uint8_t kept = order[i];

		order[i] = order[other];
		order[other] = kept;
	}
}

/* Returns how many cards of whichever groups are enough. */
static size_t
draw_quorum(const struct slip39_scheme *scheme)
{
	uint8_t groups[SLIP39_MOST_GROUPS], members[SLIP39_MOST_MEMBERS];
	size_t count = 0;

	choose(groups, scheme->group_threshold, scheme->group_count);
	for (size_t i = 0; i < scheme->group_threshold; i++) {
		uint8_t threshold = scheme->groups[groups[i]].threshold;
		size_t first = 0;

		for (size_t g = 0; g < groups[i]; g++)
			first += scheme->groups[g].count;
		choose(members, threshold, scheme->groups[groups[i]].count);
		for (size_t m = 0; m < threshold; m++)
			t->quorum[count++] = t->shares[first + members[m]];
	}
	return count;
}

static bool
comes_back(const struct slip39_scheme *scheme, size_t size, const char *passphrase)
{
	size_t count = draw_quorum(scheme);
	const char *problem;

	memset(t->again, 0xee, sizeof t->again);
	if (passphrase == NULL)
		problem = slip39_recover(t->again, size, t->quorum, count);
	else
		problem = slip39_combine(t->again, size, t->quorum, count, passphrase);
	return problem == NULL && memcmp(t->again, t->secret, size) == 0 &&
	       (size == SLIP39_MOST_BYTES || t->again[size] == 0xee) &&
	       slip39_recover(t->again, size, t->quorum, count - 1) != NULL;
}

static void
draw_passphrase(char passphrase[64])
{
	size_t length = between(0, 63);

	for (size_t i = 0; i < length; i++)
		passphrase[i] = (char)between(' ', '~');
	passphrase[length] = '\0';
}

static void
try(bool fast)
{
	struct slip39_scheme scheme = draw_scheme(fast);
	size_t size = 2u * between(SLIP39_LEAST_BYTES / 2, SLIP39_MOST_BYTES / 2);
	char passphrase[64];
	const char *problem;

	draw_secret(size);
	draw_passphrase(passphrase);
	if (fast)
		problem = slip39_split_ems(t->shares, &scheme, t->secret, size);
	else
		problem = slip39_split(t->shares, &scheme, t->secret, size, passphrase);
	through_words(slip39_scheme_shares(&scheme));
	passed += problem == NULL && comes_back(&scheme, size, fast ? NULL : passphrase);
	whole += !fast;
}

int
main(void)
{
	const char *full = getenv("FULL");
	unsigned whole_of = full != NULL && strcmp(full, "yes") == 0 ? 1 : WHOLE_OF;

	secret_begin();
	t = secret_new(sizeof *t);
	for (unsigned i = 0; i < SETS; i++)
		try(i % whole_of != 0);
	printf("# %u of %u random sets came back, %u of them the whole way with a passphrase; %u "
	       "of several groups; %u secrets "
	       "were all zeros, %u began with zeros\n",
	       passed, SETS, whole, of_groups, zeros, leading_zeros);
	check(passed == SETS);
	check(wrong == 0);
	check(whole == SETS / whole_of && of_groups > 0 && zeros > 0 && leading_zeros > 0);
	return test_end();
}
