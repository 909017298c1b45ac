#include "slip39.h"

#include <endian.h>
#include <string.h>

#include "ceremony/declassify.h"

enum { LEAST_LETTERS = 4 };

const char *
slip39_word(unsigned index)
{
	return index < SLIP39_LIST_WORDS ? slip39_list[index] : NULL;
}

/* Capitals become small letters, without a branch: `letter` lies from A to Z when both differences are below zero. */
static uint8_t
small_letter(char letter)
{
	unsigned byte = (uint8_t)letter;
	unsigned is_capital = ('A' - 1 - byte) & (byte - 'Z' - 1) & 0x100;

	return (uint8_t)(byte + (is_capital >> 3));
}

/* The first letter is lowest. */
static uint64_t
word_bits(const char *word)
{
	uint64_t bits;

	memcpy(&bits, word, sizeof bits);
	return le64toh(bits);
}

/* Walks the whole list whatever the prefix is, and does not branch on it: a binary search would show the word in its memory
 * accesses. */
unsigned
slip39_word_completions(const char *prefix, size_t length, unsigned *first)
{
	uint64_t wanted = 0, mask = 0;
	unsigned count = 0, lowest = 0;

	if (length >= SLIP39_WORD_BYTES)
		return 0;
	/* The padding of the list is no letter. */
	if (length > 0 && declassify_answer(DECLASSIFY_ANSWER, prefix[length - 1] == '\0'))
		return 0;
	for (size_t at = 0; at < length; at++) {
		wanted |= (uint64_t)small_letter(prefix[at]) << 8 * at;
		mask |= (uint64_t)0xff << 8 * at;
	}
	for (unsigned i = SLIP39_LIST_WORDS; i-- > 0;) {
		uint64_t difference = (word_bits(slip39_list[i]) ^ wanted) & mask;
		unsigned is_other = (unsigned)((difference | (0 - difference)) >> 63);

		count += is_other ^ 1u;
		lowest ^= (lowest ^ i) & (is_other - 1u);
	}
	declassify(DECLASSIFY_COMPLETIONS, &count, sizeof count);
	if (count > 0)
		*first = lowest;
	return count;
}

/* Every word has four letters or more, and no two begin with the same four. */
const char *
slip39_word_index(uint16_t *index, const char *text, size_t length)
{
	unsigned first = 0;

	if (length < LEAST_LETTERS)
		return "has fewer than four letters";
	if (slip39_word_completions(text, length, &first) == 0)
		return "is not a word of the list";
	*index = (uint16_t)first;
	return NULL;
}

/* Of four comparisons a compiler makes a jump. The product of four bytes has room. */
static bool
is_space(char letter)
{
	unsigned byte = (uint8_t)letter;
	unsigned product = (byte ^ ' ') * (byte ^ '\t') * (byte ^ '\n') * (byte ^ '\r');

	return declassify_answer(DECLASSIFY_WORD_ENDS, product == 0);
}

const char *
slip39_words_from_text(struct slip39_words *words, const char *text, size_t length)
{
	size_t at = 0;

	memset(words, 0, sizeof *words);
	for (;;) {
		size_t start;

		while (at < length && is_space(text[at]))
			at++;
		if (at == length)
			return NULL;
		for (start = at; at < length && !is_space(text[at]);)
			at++;
		if (words->count == SLIP39_MOST_WORDS)
			return "has more than 59 words";
		if (slip39_word_index(&words->index[words->count], text + start, at - start) !=
		    NULL)
			return "has a word that is not on the list";
		words->count++;
	}
}

void
slip39_words_to_text(char text[SLIP39_TEXT_BYTES], const struct slip39_words *words)
{
	char *end = text;

	for (size_t i = 0; i < words->count; i++) {
		uint16_t index = words->index[i];
		const char *word;
		size_t letters;

		declassify(DECLASSIFY_WORD_WRITTEN, &index, sizeof index);
		word = slip39_word(index);
		letters = strlen(word);

		memcpy(end, word, letters);
		end[letters] = ' ';
		end += letters + 1;
	}
	/* The NUL takes the place of the last space. */
	*(end == text ? end : end - 1) = '\0';
}
