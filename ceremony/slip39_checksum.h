/*
 * RS1024 (SLIP-0039, section "Checksum"): a Reed-Solomon code over the field of 1024 elements, modulo x^10 + x^3 + 1, whose
 * generator has the roots a, a^2 and a^3, a being the element 2. Any three wrong words are noticed, and the sum is linear: that
 * of a wrong card, xor 1, is made by its errors alone.
 *
 * Time and memory accesses do not depend on words.
 */
#ifndef CEREMONY_SLIP39_CHECKSUM_H
#define CEREMONY_SLIP39_CHECKSUM_H

#include <stdbool.h>
#include <stdint.h>

#include "ceremony/slip39.h"

enum { SLIP39_WORD_BITS = 10, SLIP39_CHECKSUM_WORDS = 3 };

/* The sum, 30 bits, over the customization string of cards with or without the extendable flag, and all the words. That of a
 * card is 1. */
uint32_t slip39_checksum(bool extendable, const struct slip39_words *words);

/* What the sum was before one more word, which was 0. */
uint32_t slip39_checksum_back(uint32_t sum);

#endif
