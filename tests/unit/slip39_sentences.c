/* Why sets of cards are not made or not combined: every sentence. */
#include <sodium.h>

#include "ceremony/slip39.h"
#include "tests/unit/test.h"

static struct {
	struct slip39_share shares[SLIP39_MOST_MEMBERS];
	struct slip39_share second;
	uint8_t secret[SLIP39_MOST_BYTES];
	uint8_t ems[SLIP39_MOST_BYTES];
	uint8_t again[SLIP39_MOST_BYTES];
} * t;

static const char *
split(struct slip39_scheme scheme)
{
	return slip39_split(t->shares, &scheme, t->secret, 32, "");
}

static void
test_split_sentences(void)
{
	struct slip39_scheme scheme = slip39_one_group(0x8000, 2, 3);
	static const size_t sizes[] = {0, 14, 15, 17, 33, 63, 65, 66, 272};

	check_says(split(scheme), "the identifier has more than 15 bits");
	scheme.identifier = 0;
	scheme.iteration_exponent = 16;
	check_says(split(scheme), "the iteration exponent is more than 15");
	scheme.iteration_exponent = 0;
	scheme.group_count = 17;
	check_says(split(scheme), "the number of groups is not 1 to 16");
	scheme.group_count = 0;
	check_says(split(scheme), "the number of groups is not 1 to 16");
	scheme.group_count = 1;
	scheme.group_threshold = 2;
	check_says(split(scheme), "the group threshold is not 1 to the number of groups");
	scheme.group_threshold = 0;
	check_says(split(scheme), "the group threshold is not 1 to the number of groups");
	check_says(split(slip39_one_group(0, 2, 17)),
		   "the number of cards of a group is not 1 to 16");
	check_says(split(slip39_one_group(0, 0, 0)),
		   "the number of cards of a group is not 1 to 16");
	check_says(split(slip39_one_group(0, 0, 3)),
		   "the threshold of a group is not 1 to the number of its cards");
	check_says(split(slip39_one_group(0, 4, 3)),
		   "the threshold of a group is not 1 to the number of its cards");
	check_says(split(slip39_one_group(0, 1, 2)),
		   "a group with threshold 1 has more than one card");
	scheme = slip39_one_group(0, 2, 3);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		check_says(slip39_split(t->shares, &scheme, t->secret, sizes[i], ""),
			   "the secret's length is not an even number of bytes from 16 to 64");
	check_says(slip39_split_ems(t->shares, &scheme, t->ems, 15),
		   "the secret's length is not an even number of bytes from 16 to 64");
	scheme.group_threshold = 2;
	check_says(slip39_split_ems(t->shares, &scheme, t->ems, 32),
		   "the group threshold is not 1 to the number of groups");
	scheme.group_threshold = 1;
	memset(t->shares, 0xee, 4 * sizeof *t->shares);
	check_says(slip39_split(t->shares, &scheme, t->secret, 32, "\t"),
		   "the passphrase has a character that is not printable ASCII");
	check(sodium_is_zero((const uint8_t *)t->shares, 3 * sizeof *t->shares));
	check(t->shares[3].value[0] == 0xee);
}

/* Each with one number of the second card of two changed. */
static void
test_set_sentences(void)
{
	struct slip39_scheme scheme = slip39_one_group(5, 2, 3);
	struct slip39_share *second = &t->shares[1];

	scheme.group_count = 2;
	scheme.group_threshold = 2;
	scheme.groups[1].threshold = scheme.groups[1].count = 1;
	check_good(split(scheme));
	t->second = *second;
	check_good(slip39_check_set(t->shares, 4));
	second->identifier = 6;
	check_says(slip39_check_set(t->shares, 4), "the cards have different identifiers");
	*second = t->second;
	second->extendable = true;
	check_says(slip39_check_set(t->shares, 4), "the cards have different extendable flags");
	*second = t->second;
	second->iteration_exponent = 1;
	check_says(slip39_check_set(t->shares, 4), "the cards have different iteration exponents");
	*second = t->second;
	second->group_threshold = 1;
	check_says(slip39_check_set(t->shares, 4), "the cards have different group thresholds");
	*second = t->second;
	second->group_count = 3;
	check_says(slip39_check_set(t->shares, 4), "the cards have different numbers of groups");
	*second = t->second;
	second->value_bytes = 16;
	check_says(slip39_check_set(t->shares, 4), "the cards have different lengths");
	*second = t->second;
	second->member_threshold = 3;
	check_says(slip39_check_set(t->shares, 4),
		   "the cards of a group have different thresholds");
	*second = t->second;
	second->member_index = 2;
	check_says(slip39_check_set(t->shares, 4), "two cards of a group have the same number");
	check_says(slip39_recover(t->again, 32, t->shares, 4),
		   "two cards of a group have the same number");
	check_says(slip39_check_set(t->shares, 0), "there is no card");
	check_says(slip39_recover(t->again, 32, t->shares, 0), "there is no card");
}

static void
test_numbers_out_of_range(void)
{
	struct slip39_share *s = &t->shares[0];

#define check_out_of_range(field, value) \
	(check_good(split(slip39_one_group(0, 2, 2))), s->field = (value), \
	 check_says(slip39_recover(t->again, 32, t->shares, 2), \
		    "a card's numbers are out of range"))

	check_out_of_range(identifier, 0x8000);
	check_out_of_range(iteration_exponent, 16);
	check_out_of_range(group_index, 16);
	check_out_of_range(group_threshold, 0);
	check_out_of_range(group_threshold, 2);
	check_out_of_range(group_count, 0);
	check_out_of_range(group_count, 17);
	check_out_of_range(member_index, 16);
	check_out_of_range(member_threshold, 0);
	check_out_of_range(member_threshold, 17);
	check_out_of_range(value_bytes, 14);
	check_out_of_range(value_bytes, 33);
	check_out_of_range(value_bytes, 66);
#undef check_out_of_range
}

static void
test_recover_sentences(void)
{
	check_good(split(slip39_one_group(0, 2, 3)));
	check_says(slip39_recover(t->again, 30, t->shares, 2),
		   "the secret has another length than the card's value");
	check_says(slip39_combine(t->again, 66, t->shares, 2, ""),
		   "the secret has another length than the card's value");
	check_says(slip39_recover(t->again, 32, t->shares, 1), "the cards of a group are too few");
	check_says(slip39_recover(t->again, 32, t->shares, 3), "the cards of a group are too many");
	check_says(slip39_combine(t->again, 32, t->shares, 2, "\t"),
		   "the passphrase has a character that is not printable ASCII");
}

static void
test_subset_sentences(void)
{
	struct slip39_scheme scheme = slip39_one_group(0, 2, 3);

	check_good(split(scheme));
	check_says(slip39_check_all_subsets(t->shares, 3, 3, t->ems, 32, NULL),
		   "the cards have another threshold");
	check_says(slip39_check_all_subsets(t->shares, 3, 0, t->ems, 32, NULL),
		   "the cards have another threshold");
	check_says(slip39_check_all_subsets(t->shares, 1, 2, t->ems, 32, NULL),
		   "the cards of a group are too few");
	check_says(slip39_check_all_subsets(t->shares, 0, 2, t->ems, 32, NULL), "there is no card");
	check_says(slip39_check_all_subsets(t->shares, 3, 2, t->ems, 64, NULL),
		   "the secret has another length than the card's value");
	scheme.group_count = 2;
	scheme.groups[1] = scheme.groups[0];
	check_good(split(scheme));
	check_says(slip39_check_all_subsets(t->shares, 6, 2, t->ems, 32, NULL),
		   "the cards are of several groups");
	scheme.group_threshold = 2;
	check_good(split(scheme));
	check_says(slip39_check_all_subsets(t->shares, 3, 2, t->ems, 32, NULL),
		   "the cards are of several groups");
}

int
main(void)
{
	secret_begin();
	t = secret_new(sizeof *t);
	test_split_sentences();
	test_set_sentences();
	test_numbers_out_of_range();
	test_recover_sentences();
	test_subset_sentences();
	return test_end();
}
