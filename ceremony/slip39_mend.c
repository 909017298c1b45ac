#include "slip39.h"

#include <sodium.h>

#include "ceremony/secret.h"

/* The checksum is a code of distance four: when one word is wrong, no other card is one word away. */
bool
slip39_mend_word(struct slip39_words *words, size_t *at)
{
	struct slip39_share *share = secret_new(sizeof *share);
	struct slip39_words *mended = secret_new(sizeof *mended);
	unsigned found = 0;

	for (size_t place = 0; place < words->count; place++) {
		const uint16_t was = words->index[place];

		for (uint16_t other = 0; other < SLIP39_LIST_WORDS; other++) {
			words->index[place] = other;
			if (other == was || slip39_share_from_words(share, words) != NULL)
				continue;
			*mended = *words;
			*at = place;
			found++;
		}
		words->index[place] = was;
	}
	if (found == 1)
		*words = *mended;
	secret_drop(mended);
	secret_drop(share);
	return found == 1;
}
