#include "slip39.h"

#include <string.h>

#include <sodium.h>

#include "ceremony/secret.h"
#include "ceremony/selftest.h"
#include "ceremony/slip39_threshold.h"

/* The cards of one group as points. */
struct points {
	size_t count;
	uint8_t threshold;
	uint8_t xs[SLIP39_MOST_MEMBERS];
	const uint8_t *ys[SLIP39_MOST_MEMBERS];
};

static struct points
points_of_group(const struct slip39_share *shares, size_t count, uint8_t group)
{
	struct points points = {0};

	for (size_t i = 0; i < count; i++) {
		if (shares[i].group_index != group)
			continue;
		points.threshold = shares[i].member_threshold;
		points.xs[points.count] = shares[i].member_index;
		points.ys[points.count++] = shares[i].value;
	}
	return points;
}

static const char *
check_counts(const struct slip39_share *shares, size_t count)
{
	size_t groups = 0;

	for (uint8_t g = 0; g < SLIP39_MOST_GROUPS; g++) {
		struct points points = points_of_group(shares, count, g);

		if (points.count == 0)
			continue;
		if (points.count < points.threshold)
			return "the cards of a group are too few";
		if (points.count > points.threshold)
			return "the cards of a group are too many";
		groups++;
	}
	if (groups < shares[0].group_threshold)
		return "the groups are too few";
	if (groups > shares[0].group_threshold)
		return "the groups are too many";
	return NULL;
}

struct recovery {
	struct slip39_threshold level;
	uint8_t groups[SLIP39_MOST_GROUPS][SLIP39_MOST_BYTES];
};

static const char *
recover_levels(struct recovery *recovery, uint8_t *ems, size_t size,
	       const struct slip39_share *shares, size_t count)
{
	struct points groups = {.threshold = shares[0].group_threshold};

	for (uint8_t g = 0; g < SLIP39_MOST_GROUPS; g++) {
		struct points points = points_of_group(shares, count, g);
		const char *problem;

		if (points.count == 0)
			continue;
		problem = slip39_threshold_recover(&recovery->level, recovery->groups[g], size,
						   points.xs, points.ys, points.threshold);
		if (problem != NULL)
			return problem;
		groups.xs[groups.count] = g;
		groups.ys[groups.count++] = recovery->groups[g];
	}
	return slip39_threshold_recover(&recovery->level, ems, size, groups.xs, groups.ys,
					groups.threshold);
}

const char *
slip39_recover(uint8_t *ems, size_t size, const struct slip39_share *shares, size_t count)
{
	const char *problem = slip39_check_set(shares, count);
	struct recovery *recovery;

	if (problem != NULL)
		return problem;
	if (shares[0].value_bytes != size)
		return "the secret has another length than the card's value";
	problem = check_counts(shares, count);
	if (problem != NULL)
		return problem;
	recovery = secret_new(sizeof *recovery);
	problem = recover_levels(recovery, ems, size, shares, count);
	secret_drop(recovery);
	return problem;
}

const char *
slip39_combine(uint8_t *secret, size_t size, const struct slip39_share *shares, size_t count,
	       const char *passphrase)
{
	const char *problem;
	uint8_t *ems;

	if (size > SLIP39_MOST_BYTES)
		return "the secret has another length than the card's value";
	ems = secret_new(SLIP39_MOST_BYTES);
	problem = slip39_recover(ems, size, shares, count);
	if (problem == NULL)
		problem = slip39_decrypt(secret, ems, size, &shares[0], passphrase);
	secret_drop(ems);
	return problem;
}

/* Vector 4 of the standard: 2 of 3 cards, 128 bits. */
static const char *const vector_cards[] = {
	"shadow pistol academic always adequate wildlife fancy gross oasis cylinder mustang wrist "
	"rescue view short "
	"owner flip making coding armed",
	"shadow pistol academic acid actress prayer class unknown daughter sweater depict flip "
	"twice unkind craft early "
	"superior advocate guest smoking",
};
static const uint8_t vector_secret[] = {
	0xb4, 0x3c, 0xeb, 0x7e, 0x57, 0xa0, 0xea, 0x87,
	0x66, 0x22, 0x16, 0x24, 0xd0, 0x1b, 0x08, 0x64,
};

struct vector {
	struct slip39_words words;
	struct slip39_share shares[2];
	uint8_t secret[sizeof vector_secret];
};

static const char *
rebuild_vector(struct vector *vector)
{
	const char *problem = NULL;

	for (size_t i = 0; i < 2 && problem == NULL; i++) {
		problem = slip39_words_from_text(&vector->words, vector_cards[i],
						 strlen(vector_cards[i]));
		if (problem == NULL)
			problem = slip39_share_from_words(&vector->shares[i], &vector->words);
	}
	if (problem == NULL)
		problem = slip39_combine(vector->secret, sizeof vector->secret, vector->shares, 2,
					 "TREZOR");
	if (problem == NULL &&
	    sodium_memcmp(vector->secret, vector_secret, sizeof vector_secret) != 0)
		problem = "the secret of SLIP-0039's vector 4 is wrong";
	return problem;
}

static const char *
selftest_slip39(void)
{
	struct vector *vector = secret_new(sizeof *vector);
	const char *problem = rebuild_vector(vector);

	secret_drop(vector);
	return problem;
}
SELFTEST(selftest_slip39);
