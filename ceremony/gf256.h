/*
 * The field of 256 elements, modulo x^8 + x^4 + x^3 + x + 1 (FIPS 197, section 4.2), and
 * polynomials over it: what cards (SLIP-0039) and QR parity share.
 *
 * Time and memory accesses do not depend on elements: no tables, no branches.
 */
#ifndef CEREMONY_GF256_H
#define CEREMONY_GF256_H

#include <stddef.h>
#include <stdint.h>

/* The product of two elements. */
uint8_t gf256_multiply(uint8_t a, uint8_t b);

/* The inverse; 0 for 0. */
uint8_t gf256_inverse(uint8_t a);

/*
 * Lagrange: writes to `out` (size bytes) the value at `x` of the polynomials of degree below
 * `count`, one for each byte position, that have the values `ys[i]` (size bytes each) at `xs[i]`.
 *
 * `x` and `xs` are public, and `xs` are distinct: the caller has checked that, else the result
 * means nothing. `x` may be one of them. `count` is 1 to 256, as many points as the field has.
 * `ys` and so `out` may be secret. `out` overlaps none of `ys`.
 */
void gf256_interpolate(uint8_t *out, size_t size, uint8_t x, const uint8_t *xs,
		       const uint8_t *const *ys, size_t count);

#endif
