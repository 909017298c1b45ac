#include "slip39_checksum.h"

enum { WORD = SLIP39_LIST_WORDS - 1, A_TO_MINUS_1 = 0x204, DEGREE_SUM = 1 + 2 + 3 };

static uint32_t
step(uint32_t sum, uint32_t value)
{
	static const uint32_t generator[] = {
		0x00e0e040, 0x01c1c080, 0x03838100, 0x07070200, 0x0e0e0009,
		0x1c0c2412, 0x38086c24, 0x3090fc48, 0x21b1f890, 0x03f3f120,
	};
	uint32_t top = sum >> 20;

	sum = (sum & 0xfffff) << SLIP39_WORD_BITS ^ value;
	for (unsigned bit = 0; bit < SLIP39_WORD_BITS; bit++)
		sum ^= generator[bit] & (0u - (top >> bit & 1u));
	return sum;
}

uint32_t
slip39_checksum(bool extendable, const struct slip39_words *words)
{
	uint32_t sum = 1;

	for (const char *c = extendable ? "shamir_extendable" : "shamir"; *c != '\0'; c++)
		sum = step(sum, (uint8_t)*c);
	for (size_t i = 0; i < words->count; i++)
		sum = step(sum, words->index[i]);
	return sum;
}

/* A step takes the top word off and adds the generator times it, whose last word is the top times a a^2 a^3. */
uint32_t
slip39_checksum_back(uint32_t sum)
{
	uint32_t top = sum & WORD;

	for (unsigned i = 0; i < DEGREE_SUM; i++)
		top = top >> 1 ^ (A_TO_MINUS_1 & (0u - (top & 1u)));
	return (sum ^ step(top << 20, 0)) >> SLIP39_WORD_BITS | top << 20;
}
