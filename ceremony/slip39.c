#include "slip39.h"

#include <string.h>

#include <sodium.h>

#include "ceremony/secret.h"
#include "ceremony/slip39_threshold.h"

enum { MOST_IDENTIFIER = 0x7fff, MOST_EXPONENT = 15 };

struct slip39_scheme
slip39_one_group(uint16_t identifier, uint8_t threshold, uint8_t count)
{
	return (struct slip39_scheme){
		.identifier = identifier,
		.group_threshold = 1,
		.group_count = 1,
		.groups = {{threshold, count}},
	};
}

static const char *
check_scheme(const struct slip39_scheme *scheme, size_t size)
{
	if (scheme->identifier > MOST_IDENTIFIER)
		return "the identifier has more than 15 bits";
	if (scheme->iteration_exponent > MOST_EXPONENT)
		return "the iteration exponent is more than 15";
	if (scheme->group_count < 1 || scheme->group_count > SLIP39_MOST_GROUPS)
		return "the number of groups is not 1 to 16";
	if (scheme->group_threshold < 1 || scheme->group_threshold > scheme->group_count)
		return "the group threshold is not 1 to the number of groups";
	for (size_t g = 0; g < scheme->group_count; g++) {
		uint8_t threshold = scheme->groups[g].threshold;
		uint8_t count = scheme->groups[g].count;

		if (count < 1 || count > SLIP39_MOST_MEMBERS)
			return "the number of cards of a group is not 1 to 16";
		if (threshold < 1 || threshold > count)
			return "the threshold of a group is not 1 to the number of its cards";
		if (threshold == 1 && count > 1)
			return "a group with threshold 1 has more than one card";
	}
	if (size < SLIP39_LEAST_BYTES || size > SLIP39_MOST_BYTES || size % 2 != 0)
		return "the secret's length is not an even number of bytes from 16 to 64";
	return NULL;
}

size_t
slip39_scheme_shares(const struct slip39_scheme *scheme)
{
	size_t shares = 0;

	for (size_t g = 0; g < scheme->group_count && g < SLIP39_MOST_GROUPS; g++)
		shares += scheme->groups[g].count;
	return shares;
}

static void
number_shares(struct slip39_share *shares, const struct slip39_scheme *scheme, size_t size)
{
	for (uint8_t g = 0; g < scheme->group_count; g++) {
		for (uint8_t member = 0; member < scheme->groups[g].count; member++) {
			*shares++ = (struct slip39_share){
				.identifier = scheme->identifier,
				.extendable = scheme->extendable,
				.iteration_exponent = scheme->iteration_exponent,
				.group_index = g,
				.group_threshold = scheme->group_threshold,
				.group_count = scheme->group_count,
				.member_index = member,
				.member_threshold = scheme->groups[g].threshold,
				.value_bytes = (uint8_t)size,
			};
		}
	}
}

struct split {
	struct slip39_threshold level;
	uint8_t groups[SLIP39_MOST_GROUPS][SLIP39_MOST_BYTES];
};

static void
split_levels(struct split *split, struct slip39_share *shares, const struct slip39_scheme *scheme,
	     const uint8_t *ems, size_t size)
{
	uint8_t *ys[SLIP39_MOST_MEMBERS];

	for (size_t g = 0; g < scheme->group_count; g++)
		ys[g] = split->groups[g];
	slip39_threshold_split(&split->level, ys, scheme->group_threshold, scheme->group_count, ems,
			       size);
	for (size_t g = 0; g < scheme->group_count; g++) {
		uint8_t count = scheme->groups[g].count;

		for (size_t member = 0; member < count; member++)
			ys[member] = shares[member].value;
		slip39_threshold_split(&split->level, ys, scheme->groups[g].threshold, count,
				       split->groups[g], size);
		shares += count;
	}
}

const char *
slip39_split_ems(struct slip39_share *shares, const struct slip39_scheme *scheme,
		 const uint8_t *ems, size_t size)
{
	const char *problem = check_scheme(scheme, size);
	struct split *split;

	if (problem != NULL)
		return problem;
	split = secret_new(sizeof *split);
	number_shares(shares, scheme, size);
	split_levels(split, shares, scheme, ems, size);
	secret_drop(split);
	return NULL;
}

const char *
slip39_split(struct slip39_share *shares, const struct slip39_scheme *scheme, const uint8_t *secret,
	     size_t size, const char *passphrase)
{
	const char *problem = check_scheme(scheme, size);
	uint8_t *ems;

	if (problem != NULL)
		return problem;
	ems = secret_new(size);
	number_shares(shares, scheme, size);
	problem = slip39_encrypt(ems, secret, size, &shares[0], passphrase);
	if (problem == NULL)
		problem = slip39_split_ems(shares, scheme, ems, size);
	else
		sodium_memzero(shares, slip39_scheme_shares(scheme) * sizeof *shares);
	secret_drop(ems);
	return problem;
}
