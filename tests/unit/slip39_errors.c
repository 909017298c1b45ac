/*
 * What a card notices, and what can be mended: every wrong word and every pair of swapped neighbours tried, two wrong words in a
 * sample of a million, and of up to three the whole by linear algebra. Counts are printed.
 */
#include <sodium.h>

#include "ceremony/slip39.h"
#include "ceremony/slip39_checksum.h"
#include "tests/unit/test.h"

enum { OTHERS = SLIP39_LIST_WORDS - 1, FLAG_WORD = 1, FLAG = 1 << 4, SUM_BITS = 30 };

static const unsigned long sample = 1000000;

static struct slip39_words *card, *words;
static struct slip39_share *share;

/* A random card of such a length. */
static void
draw(size_t value_bytes, bool extendable)
{
	*share = (struct slip39_share){
		.identifier = (uint16_t)randombytes_uniform(0x8000),
		.extendable = extendable,
		.iteration_exponent = (uint8_t)randombytes_uniform(16),
		.group_threshold = 1,
		.group_count = 1,
		.member_index = (uint8_t)randombytes_uniform(16),
		.member_threshold = (uint8_t)(2 + randombytes_uniform(15)),
		.value_bytes = (uint8_t)value_bytes,
	};
	randombytes_buf(share->value, value_bytes);
	check_good(slip39_share_to_words(card, share));
	*words = *card;
}

static bool
is_noticed(void)
{
	return slip39_share_from_words(share, words) != NULL;
}

static void
test_every_wrong_word(void)
{
	unsigned long tried = 0, noticed = 0;

	for (size_t i = 0; i < card->count; i++) {
		for (unsigned change = 1; change <= OTHERS; change++, tried++) {
			words->index[i] = card->index[i] ^ (uint16_t)change;
			noticed += is_noticed();
		}
		words->index[i] = card->index[i];
	}
	printf("# %zu words, extendable %d: %lu of %lu wrong words noticed\n", card->count,
	       card->index[FLAG_WORD] / FLAG % 2, noticed, tried);
	check(tried == card->count * OTHERS && noticed == tried);
	check(!is_noticed());
}

static void
test_every_swap(void)
{
	unsigned long tried = 0, equal = 0, noticed = 0;

	for (size_t i = 0; i + 1 < card->count; i++) {
		words->index[i] = card->index[i + 1];
		words->index[i + 1] = card->index[i];
		equal += card->index[i] == card->index[i + 1];
		noticed += is_noticed();
		tried++;
		*words = *card;
	}
	printf("# %lu of %lu swaps of neighbours noticed, %lu of the same word\n", noticed, tried,
	       equal);
	check(tried == card->count - 1 && noticed == tried - equal);
	check(equal < tried);
}

/* Of cards without the flag: with it, none is mended. */
static void
test_mending(void)
{
	bool extendable = card->index[FLAG_WORD] & FLAG;
	unsigned long right = 0, untouched = 0;
	size_t at;

	for (size_t i = 0; i < card->count; i++) {
		for (unsigned change = 1; change <= OTHERS; change++) {
			uint16_t wrong = card->index[i] ^ (uint16_t)change;

			words->index[i] = wrong;
			at = SLIP39_MOST_WORDS;
			if (slip39_mend_word(words, &at))
				right += at == i && memcmp(words, card, sizeof *card) == 0;
			else
				untouched += at == SLIP39_MOST_WORDS && words->index[i] == wrong;
			*words = *card;
		}
	}
	printf("# %zu words, extendable %d: %lu wrong words found and mended, %lu left alone\n",
	       card->count, extendable, right, untouched);
	check(right == (extendable ? 0 : card->count * OTHERS));
	check(right + untouched == card->count * OTHERS);
	check(!slip39_mend_word(words, &at) && memcmp(words, card, sizeof *card) == 0);
}

static void
change(size_t place)
{
	words->index[place] ^= (uint16_t)(1 + randombytes_uniform(OTHERS));
}

static void
test_two_wrong_words(void)
{
	struct slip39_words *wrong = secret_new(sizeof *wrong);
	unsigned long noticed = 0, left_alone = 0;

	for (unsigned long tried = 0; tried < sample; tried++) {
		size_t one = randombytes_uniform((uint32_t)card->count);
		size_t other = randombytes_uniform((uint32_t)card->count - 1), at;

		*words = *card;
		change(one);
		change(other + (other >= one));
		*wrong = *words;
		noticed += is_noticed();
		left_alone +=
			!slip39_mend_word(words, &at) && memcmp(words, wrong, sizeof *wrong) == 0;
	}
	printf("# %zu words: of %lu pairs of wrong words %lu noticed, %lu not taken for one\n",
	       card->count, sample, noticed, left_alone);
	check(noticed == sample && left_alone == sample);
	*words = *card;
	secret_drop(wrong);
}

/* What a bit of a word adds to the sum. */
static uint32_t
effect(size_t place, unsigned bit)
{
	uint32_t without;

	memset(words->index, 0, sizeof words->index);
	without = slip39_checksum(false, words);
	words->index[place] = (uint16_t)(1u << bit);
	return slip39_checksum(false, words) ^ without;
}

/* Gauss: how many of these sums are independent. */
static unsigned
rank(const uint32_t *sums, unsigned count)
{
	uint32_t leading[SUM_BITS] = {0};
	unsigned found = 0;

	for (unsigned i = 0; i < count; i++) {
		uint32_t sum = sums[i];

		for (unsigned bit = SUM_BITS; bit-- > 0;) {
			if ((sum >> bit & 1) == 0)
				continue;
			if (leading[bit] == 0) {
				leading[bit] = sum;
				found++;
				break;
			}
			sum ^= leading[bit];
		}
	}
	return found;
}

/*
 * No change of three words, whatever it is, adds nothing to the sum: the 30 sums of their bits are independent. So two wrong
 * words are never one word away from another card either, of the longest card as of every shorter one, which is its end.
 */
static void
test_all_threes(void)
{
	static uint32_t sums[SLIP39_MOST_WORDS][SLIP39_WORD_BITS];
	unsigned long triples = 0, independent = 0;
	uint32_t of_three[3][SLIP39_WORD_BITS];

	words->count = SLIP39_MOST_WORDS;
	for (size_t place = 0; place < SLIP39_MOST_WORDS; place++)
		for (unsigned bit = 0; bit < SLIP39_WORD_BITS; bit++)
			sums[place][bit] = effect(place, bit);
	for (size_t a = 0; a < SLIP39_MOST_WORDS; a++) {
		for (size_t b = 0; b < a; b++) {
			for (size_t c = 0; c < b; c++, triples++) {
				memcpy(of_three[0], sums[a], sizeof of_three[0]);
				memcpy(of_three[1], sums[b], sizeof of_three[1]);
				memcpy(of_three[2], sums[c], sizeof of_three[2]);
				independent += rank(of_three[0], SUM_BITS) == SUM_BITS;
			}
		}
	}
	printf("# %lu of %lu triples of places: no change of their words is missed\n", independent,
	       triples);
	check(triples == 59 * 58 * 57 / 6 && independent == triples);
}

/* The sum is as linear as test_all_threes takes it to be. */
static void
test_linear(void)
{
	struct slip39_words *other = secret_new(sizeof *other), *both = secret_new(sizeof *both);
	unsigned linear = 0;

	for (unsigned i = 0; i < 1000; i++) {
		for (size_t place = 0; place < SLIP39_MOST_WORDS; place++) {
			words->index[place] = (uint16_t)randombytes_uniform(SLIP39_LIST_WORDS);
			other->index[place] = (uint16_t)randombytes_uniform(SLIP39_LIST_WORDS);
			both->index[place] = words->index[place] ^ other->index[place];
		}
		words->count = other->count = both->count = SLIP39_MOST_WORDS;
		memset(card->index, 0, sizeof card->index);
		card->count = SLIP39_MOST_WORDS;
		linear += (slip39_checksum(false, words) ^ slip39_checksum(false, other)) ==
			  (slip39_checksum(false, both) ^ slip39_checksum(false, card));
	}
	check(linear == 1000);
	secret_drop(both);
	secret_drop(other);
}

/*
 * A change of the second word that turns the flag has another customization string too, which is not linear: all of them, of
 * every length, with every change of one other word.
 */
static void
test_turned_flag(void)
{
	unsigned long tried = 0, missed = 0;

	for (size_t size = SLIP39_LEAST_BYTES; size <= SLIP39_MOST_BYTES; size += 2) {
		draw(size, false);
		for (unsigned changed = 0; changed <= OTHERS; changed++) {
			uint32_t sum;

			if ((changed & FLAG) == 0)
				continue;
			words->index[FLAG_WORD] = card->index[FLAG_WORD] ^ (uint16_t)changed;
			sum = slip39_checksum(true, words) ^ 1;
			for (size_t place = card->count; place-- > 0;
			     sum = slip39_checksum_back(sum)) {
				/* A change of this word that makes the sum right. */
				missed += sum < SLIP39_LIST_WORDS && place != FLAG_WORD;
				tried += place == FLAG_WORD ? 1 : OTHERS;
			}
		}
	}
	printf("# %lu changes that turn the flag and change at most one other word: %lu missed\n",
	       tried, missed);
	check(missed == 0);
}

int
main(void)
{
	static const size_t sizes[] = {32, 16, 64};

	secret_begin();
	card = secret_new(sizeof *card);
	words = secret_new(sizeof *words);
	share = secret_new(sizeof *share);
	for (unsigned i = 0; i < 6; i++) {
		draw(sizes[i / 2], i % 2 == 1);
		test_every_wrong_word();
		test_every_swap();
		test_mending();
	}
	draw(32, false);
	test_two_wrong_words();
	test_all_threes();
	test_linear();
	test_turned_flag();
	return test_end();
}
