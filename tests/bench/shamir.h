/*
 * What ssss does of splitting and combining a secret of 256 bits, in process and without its printing: Shamir's scheme in
 * GF(2^256), elements as GMP's integers, reduced by x^256 + x^10 + x^5 + x^2 + 1. For measuring alone, written from the description:
 * it branches on secrets.
 *
 * The polynomial of a split is monic and of degree k, as ssss's are, so that shares are exchanged with it (ssss-split -D).
 */
#ifndef TESTS_BENCH_SHAMIR_H
#define TESTS_BENCH_SHAMIR_H

#include <stddef.h>

#include <gmp.h>

enum { SHAMIR_BYTES = 32, SHAMIR_MOST_SHARES = 16 };

struct shamir_share {
	unsigned x;
	mpz_t y;
};

/* Before anything else; initialises the integers of these shares. */
void shamir_begin(struct shamir_share *shares, size_t count);

/* Shares x = 1 to count, any k of which give the secret. */
void shamir_split(struct shamir_share *shares, size_t count, size_t k, const mpz_t secret);

/* The secret of exactly k shares with different x. */
void shamir_combine(mpz_t secret, const struct shamir_share *const *shares, size_t k);

#endif
