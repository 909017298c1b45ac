#include "slip39.h"

#include <sodium.h>

#include "ceremony/declassify.h"
#include "ceremony/secret.h"
#include "ceremony/slip39_threshold.h"

struct subset {
	struct slip39_threshold level;
	uint8_t ems[SLIP39_MOST_BYTES];
};

static unsigned long
binomial(size_t count, size_t threshold)
{
	unsigned long ways = 1;

	for (size_t i = 1; i <= threshold; i++)
		ways = ways * (count - threshold + i) / i;
	return ways;
}

/* The next choice in lexical order. False when `chosen` was the last. */
static bool
next_choice(uint8_t *chosen, size_t threshold, size_t count)
{
	for (size_t i = threshold; i-- > 0;) {
		if (chosen[i] == count - threshold + i)
			continue;
		chosen[i]++;
		for (size_t j = i + 1; j < threshold; j++)
			chosen[j] = (uint8_t)(chosen[j - 1] + 1);
		return true;
	}
	return false;
}

static const char *
check_choice(struct subset *subset, const struct slip39_share *shares, const uint8_t *chosen,
	     size_t threshold, const uint8_t *ems, size_t size)
{
	uint8_t xs[SLIP39_MOST_MEMBERS];
	const uint8_t *ys[SLIP39_MOST_MEMBERS];
	const char *problem;

	for (size_t i = 0; i < threshold; i++) {
		xs[i] = shares[chosen[i]].member_index;
		ys[i] = shares[chosen[i]].value;
	}
	problem = slip39_threshold_recover(&subset->level, subset->ems, size, xs, ys, threshold);
	if (problem != NULL)
		return problem;
	if (declassify_answer(DECLASSIFY_ANSWER, sodium_memcmp(subset->ems, ems, size) != 0))
		return "some of the cards rebuild another secret";
	return NULL;
}

static const char *
check_shares(const struct slip39_share *shares, size_t count, size_t threshold, size_t size)
{
	const char *problem = slip39_check_set(shares, count);

	if (problem != NULL)
		return problem;
	for (size_t i = 0; i < count; i++)
		if (shares[i].group_index != shares[0].group_index ||
		    shares[i].group_threshold != 1)
			return "the cards are of several groups";
	if (shares[0].member_threshold != threshold)
		return "the cards have another threshold";
	if (count < threshold)
		return "the cards of a group are too few";
	if (shares[0].value_bytes != size)
		return "the secret has another length than the card's value";
	return NULL;
}

const char *
slip39_check_all_subsets(const struct slip39_share *shares, size_t count, size_t threshold,
			 const uint8_t *ems, size_t size,
			 void (*progress)(unsigned long done, unsigned long all))
{
	const char *problem = check_shares(shares, count, threshold, size);
	uint8_t chosen[SLIP39_MOST_MEMBERS] = {0};
	unsigned long done = 0;
	struct subset *subset;

	if (problem != NULL)
		return problem;
	for (size_t i = 0; i < threshold; i++)
		chosen[i] = (uint8_t)i;
	subset = secret_new(sizeof *subset);
	do {
		problem = check_choice(subset, shares, chosen, threshold, ems, size);
		if (problem == NULL && progress != NULL)
			progress(++done, binomial(count, threshold));
	} while (problem == NULL && next_choice(chosen, threshold, count));
	secret_drop(subset);
	return problem;
}
