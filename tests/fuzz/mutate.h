/*
 * The mutations of main.c: small, and the same on every machine for the same seed.
 */
#ifndef TESTS_FUZZ_MUTATE_H
#define TESTS_FUZZ_MUTATE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "ceremony/file.h"

enum { MUTATE_PIECE = 16 };

/* A number less than `limit`. splitmix64 (Steele, Lea and Flood, 2014). */
static inline size_t
mutate_below(uint64_t *state, size_t limit)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (size_t)((z ^ z >> 31) % limit);
}

/* How much to cut or to put: mostly little, seldom all. */
static inline size_t
mutate_length(uint64_t *state, size_t most)
{
	size_t length = mutate_below(state, MUTATE_PIECE);

	if (length == 0 || length >= most)
		return mutate_below(state, 2) == 0 ? most : 0;
	return mutate_below(state, 2) == 0 ? length : mutate_below(state, 2);
}

static inline void
mutate_random(uint64_t *state, uint8_t *bytes)
{
	static const uint8_t telling[] = {0,   1,   0x7f, 0x80, 0xff, ' ', '\n', '\r',
					  '-', '/', '.',  '0',  '9',  'A', '='};

	for (size_t i = 0; i < MUTATE_PIECE; i++) {
		size_t byte = mutate_below(state, 2 * 256);

		bytes[i] = byte < 256 ? (uint8_t)byte : telling[byte % sizeof telling];
	}
}

/* Flips a bit, or puts random bytes, or a piece of `other`, in the place of a piece of `data`,
 * which has room for `capacity` bytes. Either piece may be nothing. Returns the new size. */
static inline size_t
mutate(uint64_t *state, uint8_t *data, size_t size, size_t capacity, const struct bytes *other)
{
	size_t at = mutate_below(state, size + 1), from = mutate_below(state, other->size + 1), cut,
	       put;
	bool splice = mutate_below(state, 3) == 0;
	uint8_t random[MUTATE_PIECE];

	if (at < size && mutate_below(state, 2) == 0) {
		data[at] ^= (uint8_t)(1u << mutate_below(state, 8));
		return size;
	}
	mutate_random(state, random);
	cut = mutate_length(state, size - at);
	put = mutate_length(state, splice ? other->size - from : sizeof random);
	if (size - cut + put > capacity)
		return size;
	memmove(data + at + put, data + at + cut, size - at - cut);
	memcpy(data + at, splice ? other->data + from : random, put);
	return size - cut + put;
}

#endif
