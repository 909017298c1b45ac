#include "slip39.h"

#include <string.h>

#include <sodium.h>

#include "ceremony/declassify.h"
#include "ceremony/slip39_checksum.h"

/* Section "Format of the share mnemonic": 40 bits of numbers, the value, 30 bits of checksum. */
enum {
	HEADER_WORDS = 4,
	CHECKSUM_WORDS = SLIP39_CHECKSUM_WORDS,
	WORD_BITS = SLIP39_WORD_BITS,
	MOST_PADDING_BITS = 8,
};

static void
share_from_header(struct slip39_share *share, const uint16_t *words)
{
	uint64_t header = 0;

	for (size_t i = 0; i < HEADER_WORDS; i++)
		header = header << WORD_BITS | words[i];
	share->identifier = (uint16_t)(header >> 25);
	share->extendable = header >> 24 & 1;
	share->iteration_exponent = header >> 20 & 15;
	share->group_index = header >> 16 & 15;
	share->group_threshold = (uint8_t)((header >> 12 & 15) + 1);
	share->group_count = (uint8_t)((header >> 8 & 15) + 1);
	share->member_index = header >> 4 & 15;
	share->member_threshold = (uint8_t)((header & 15) + 1);
}

static void
share_to_header(uint16_t *words, const struct slip39_share *share)
{
	uint64_t header =
		(uint64_t)share->identifier << 25 | (uint64_t)share->extendable << 24 |
		(uint64_t)share->iteration_exponent << 20 | (uint64_t)share->group_index << 16 |
		(uint64_t)(share->group_threshold - 1) << 12 |
		(uint64_t)(share->group_count - 1) << 8 | (uint64_t)share->member_index << 4 |
		(uint64_t)(share->member_threshold - 1);

	for (size_t i = HEADER_WORDS; i-- > 0; header >>= WORD_BITS)
		words[i] = header & 1023;
}

static size_t
value_bits(const struct slip39_words *words)
{
	return WORD_BITS * (words->count - HEADER_WORDS - CHECKSUM_WORDS);
}

/* A value is whole 16 bits; what else the words hold is zero bits on its left. */
static size_t
padding_bits(const struct slip39_words *words)
{
	return value_bits(words) % 16;
}

/* Without a branch on a word. */
static bool
has_foreign_word(const struct slip39_words *words)
{
	unsigned above = 0;

	for (size_t i = 0; i < words->count; i++)
		above |= words->index[i];
	return declassify_answer(DECLASSIFY_ANSWER, above >= SLIP39_LIST_WORDS);
}

static bool
is_wrong_checksum(const struct slip39_words *words)
{
	bool extendable = words->index[1] >> 4 & 1;

	return declassify_answer(DECLASSIFY_ANSWER, slip39_checksum(extendable, words) != 1);
}

static bool
is_wrong_padding(const struct slip39_words *words)
{
	unsigned padding = words->index[HEADER_WORDS] >> (WORD_BITS - padding_bits(words));

	return declassify_answer(DECLASSIFY_ANSWER, padding != 0);
}

static const char *
check_words(const struct slip39_words *words)
{
	if (words->count < SLIP39_LEAST_WORDS)
		return "has fewer than 20 words";
	if (words->count > SLIP39_MOST_WORDS)
		return "has more than 59 words";
	if (has_foreign_word(words))
		return "has a word that is not on the list";
	if (padding_bits(words) > MOST_PADDING_BITS)
		return "has a number of words that no card has";
	declassify(DECLASSIFY_NUMBERS, words->index, HEADER_WORDS * sizeof words->index[0]);
	if (is_wrong_checksum(words))
		return "has a wrong checksum: a word is wrong";
	if (is_wrong_padding(words))
		return "has padding that is not zero";
	return NULL;
}

const char *
slip39_share_from_words(struct slip39_share *share, const struct slip39_words *words)
{
	const char *problem = check_words(words);

	sodium_memzero(share, sizeof *share);
	if (problem != NULL)
		return problem;
	share_from_header(share, words->index);
	if (share->group_threshold > share->group_count) {
		sodium_memzero(share, sizeof *share);
		return "asks for more groups than there are";
	}
	for (size_t bit = padding_bits(words); bit < value_bits(words); bit++) {
		size_t to = bit - padding_bits(words);
		unsigned word = words->index[HEADER_WORDS + bit / WORD_BITS];
		unsigned set = word >> (WORD_BITS - 1 - bit % WORD_BITS) & 1;

		share->value[to / 8] |= (uint8_t)(set << (7 - to % 8));
	}
	share->value_bytes = (uint8_t)(value_bits(words) / 16 * 2);
	return NULL;
}

const char *
slip39_share_to_words(struct slip39_words *words, const struct slip39_share *share)
{
	const char *problem = slip39_check_set(share, 1);
	uint32_t checksum;

	sodium_memzero(words, sizeof *words);
	if (problem != NULL)
		return problem;
	words->count = HEADER_WORDS + (share->value_bytes * 8u + WORD_BITS - 1) / WORD_BITS +
		       CHECKSUM_WORDS;
	share_to_header(words->index, share);
	for (size_t bit = padding_bits(words); bit < value_bits(words); bit++) {
		size_t from = bit - padding_bits(words);
		unsigned byte = share->value[from / 8];
		unsigned set = byte >> (7 - from % 8) & 1;

		words->index[HEADER_WORDS + bit / WORD_BITS] |=
			(uint16_t)(set << (WORD_BITS - 1 - bit % WORD_BITS));
	}
	checksum = slip39_checksum(share->extendable, words) ^ 1;
	for (size_t i = 1; i <= CHECKSUM_WORDS; i++, checksum >>= WORD_BITS)
		words->index[words->count - i] = checksum & 1023;
	return NULL;
}
