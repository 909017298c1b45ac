#include "slip39.h"

/* What slip39_share_from_words vouches for; a share made otherwise may hold anything. */
static bool
is_well_formed(const struct slip39_share *share)
{
	return share->identifier <= 0x7fff && share->iteration_exponent <= 15 &&
	       share->group_index < SLIP39_MOST_GROUPS && share->group_count >= 1 &&
	       share->group_count <= SLIP39_MOST_GROUPS && share->group_threshold >= 1 &&
	       share->group_threshold <= share->group_count &&
	       share->member_index < SLIP39_MOST_MEMBERS && share->member_threshold >= 1 &&
	       share->member_threshold <= SLIP39_MOST_MEMBERS &&
	       share->value_bytes >= SLIP39_LEAST_BYTES &&
	       share->value_bytes <= SLIP39_MOST_BYTES && share->value_bytes % 2 == 0;
}

/* Two cards of a set. */
static const char *
check_pair(const struct slip39_share *one, const struct slip39_share *other)
{
	if (one->identifier != other->identifier)
		return "the cards have different identifiers";
	if (one->extendable != other->extendable)
		return "the cards have different extendable flags";
	if (one->iteration_exponent != other->iteration_exponent)
		return "the cards have different iteration exponents";
	if (one->group_threshold != other->group_threshold)
		return "the cards have different group thresholds";
	if (one->group_count != other->group_count)
		return "the cards have different numbers of groups";
	if (one->value_bytes != other->value_bytes)
		return "the cards have different lengths";
	if (one->group_index != other->group_index)
		return NULL;
	if (one->member_threshold != other->member_threshold)
		return "the cards of a group have different thresholds";
	if (one->member_index == other->member_index)
		return "two cards of a group have the same number";
	return NULL;
}

const char *
slip39_check_set(const struct slip39_share *shares, size_t count)
{
	if (count == 0)
		return "there is no card";
	for (size_t i = 0; i < count; i++) {
		if (!is_well_formed(&shares[i]))
			return "a card's numbers are out of range";
		for (size_t j = 0; j < i; j++) {
			const char *problem = check_pair(&shares[j], &shares[i]);

			if (problem != NULL)
				return problem;
		}
	}
	return NULL;
}
