/*
 * Words that stand for bytes, to be read aloud, compared with paper and typed.
 *
 * The PGP word list (P. Juola and P. Zimmermann, "Whole-Word Phonetic Distances and the PGPfone
 * Alphabet", 1996): bytes at even positions (0, 2, …) are two-syllable words of the even column,
 * bytes at odd positions three-syllable words of the odd column. The columns share no word, so a
 * word left out, doubled or swapped with its neighbour is noticed at its place. No word begins
 * another of its column.
 *
 * Twenty words are the first 160 bits of a SHA-256 and prove something. Four are a label and prove
 * nothing.
 */
#ifndef CEREMONY_WORDS_H
#define CEREMONY_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/digest.h"

enum {
	WORDS_PROOF = 20,
	WORDS_LABEL = 4,
	WORDS_PROOF_TEXT_BYTES = 220, /* with the NUL: words of 9 and 11 letters, single spaces */
	WORDS_LABEL_TEXT_BYTES = 44,
	WORDS_MEDIUM_TEXT_BYTES = 48, /* with a gap of five */
	WORDS_COLUMN = 256,
	WORDS_LONGEST = 11,
	WORDS_LEAST_LETTERS = 3, /* of a word that is cut short */
};

/* words_list[byte][position % 2]: the list as it is printed, proper names with a capital. */
extern const char words_list[WORDS_COLUMN][2][WORDS_LONGEST + 1];

/* The words of `count` bytes: one line, single spaces, a NUL; no line break. At most WORDS_PROOF.
 * */
void words_write(char *out, const uint8_t *bytes, size_t count);

/* The 20 words of a digest. */
void words_of(char out[WORDS_PROOF_TEXT_BYTES], const struct digest *digest);

/* Its first four, for labels. */
void words_label_of(char out[WORDS_LABEL_TEXT_BYTES], const struct digest *digest);

/* Those on a medium: its first three, and the last of the 20, with `gap` before that one: " ... " as people write them, or " ". */
void
words_medium_of(char out[WORDS_MEDIUM_TEXT_BYTES], const struct digest *digest, const char *gap);

/*
 * Reads typed text: exactly `wanted` words in any case, any ASCII white space around them, each
 * whole or cut short to three letters or more that only one word of its column begins with. Sets
 * `bad_word` to 0, or to the number of the word (from 1) that the complaint is about; then `bytes`
 * are zeros. Returns NULL, or why not: a predicate for "word 7 …".
 */
const char *
words_read(uint8_t *bytes, size_t wanted, size_t *bad_word, const char *text, size_t length);

/* The typed words are those of the digest. Takes the same time whatever they are. */
bool words_equal(const uint8_t typed[WORDS_PROOF], const struct digest *digest);

/* How many words are in the text: runs of anything but ASCII white space. */
size_t words_count(const char *text, size_t length);

/* How many words of the column of `position` (from 0) begin with these letters, in any case;
 * `first` is the byte of the first of them, or 0. The bytes of the others follow it. */
size_t words_completions(size_t position, const char *prefix, size_t length, size_t *first);

/* The word for a byte at a position. */
const char *words_word(size_t position, size_t byte);

#endif
