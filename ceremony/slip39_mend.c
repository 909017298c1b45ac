#include "slip39.h"

#include "ceremony/declassify.h"
#include "ceremony/secret.h"
#include "ceremony/slip39_checksum.h"

enum { RIGHT_SUM = 1 };

/*
 * One wrong word adds the same to the sum as its difference alone, then zeros: going back over the zeros, the place is where
 * only one word of the sum is left, and that is the difference. The code has distance four, so there is at most one such
 * place, and none when two words are wrong.
 */
static bool
find(const struct slip39_words *words, size_t *at, uint16_t *difference)
{
	uint32_t sum = slip39_checksum(false, words) ^ RIGHT_SUM;

	for (size_t place = words->count; place-- > 0; sum = slip39_checksum_back(sum)) {
		/* Not 0, and of one word: a number that wraps to the top is neither. */
		if (!declassify_answer(DECLASSIFY_WRONG_WORD, sum - 1 < SLIP39_LIST_WORDS - 1))
			continue;
		*at = place;
		*difference = (uint16_t)sum;
		return true;
	}
	return false;
}

bool
slip39_mend_word(struct slip39_words *words, size_t *at)
{
	struct slip39_share *share;
	uint16_t difference;
	size_t place;
	bool good;

	if (words->count > SLIP39_MOST_WORDS || !find(words, &place, &difference))
		return false;
	share = secret_new(sizeof *share);
	words->index[place] ^= difference;
	good = slip39_share_from_words(share, words) == NULL && !share->extendable;
	if (good)
		*at = place;
	else
		words->index[place] ^= difference;
	secret_drop(share);
	return good;
}
