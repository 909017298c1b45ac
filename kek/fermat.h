/*
 * Fermat's method of factoring, for a few steps: it parts a product of two primes that lie
 * close together.
 */
#ifndef KEK_FERMAT_H
#define KEK_FERMAT_H

#include <stdbool.h>

#include <openssl/bn.h>

/* Whether n, odd, is a^2 - b^2 for one of the first `steps` values of a from the root of n
 * upwards. Such primes are at most about 2 * sqrt(2 * steps) * n^(1/4) apart. Dies where
 * libcrypto fails. */
bool fermat_parts(const BIGNUM *n, int steps);

#endif
