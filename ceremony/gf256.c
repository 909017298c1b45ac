#include "gf256.h"

#include <string.h>

#include "ceremony/selftest.h"

enum { POLYNOMIAL = 0x1b };

uint8_t
gf256_multiply(uint8_t a, uint8_t b)
{
	unsigned shifted = a;
	unsigned factor = b;
	unsigned product = 0;

	for (unsigned bit = 0; bit < 8; bit++) {
		product ^= shifted & (0u - (factor >> bit & 1));
		shifted = (shifted << 1 ^ (POLYNOMIAL & (0u - (shifted >> 7)))) & 0xff;
	}
	return (uint8_t)product;
}

/* a^254 = a^-1, since a^255 = 1: square and multiply to a^127, then square once more. */
uint8_t
gf256_inverse(uint8_t a)
{
	uint8_t power = a;

	for (unsigned bit = 0; bit < 6; bit++)
		power = gf256_multiply(gf256_multiply(power, power), a);
	return gf256_multiply(power, power);
}

/* What the i-th value weighs in the value at x: the product of (x - x_j) / (x_i - x_j), j != i. */
static uint8_t
weight(uint8_t x, const uint8_t *xs, size_t count, size_t i)
{
	uint8_t above = 1;
	uint8_t below = 1;

	for (size_t j = 0; j < count; j++) {
		if (j == i)
			continue;
		above = gf256_multiply(above, x ^ xs[j]);
		below = gf256_multiply(below, xs[i] ^ xs[j]);
	}
	return gf256_multiply(above, gf256_inverse(below));
}

void
gf256_interpolate(uint8_t *out, size_t size, uint8_t x, const uint8_t *xs, const uint8_t *const *ys,
		  size_t count)
{
	memset(out, 0, size);
	for (size_t i = 0; i < count; i++) {
		uint8_t share = weight(x, xs, count, i);

		for (size_t at = 0; at < size; at++)
			out[at] ^= gf256_multiply(share, ys[i][at]);
	}
}

/* FIPS 197, section 4.2: {57} {83} = {c1}; section 4.2.1: {57} {13} = {fe}. 2 is on the line
 * through (1, 1) and (3, 3). */
static const char *
selftest_gf256(void)
{
	static const uint8_t points[] = {1, 3};
	uint8_t got;

	if (gf256_multiply(0x57, 0x83) != 0xc1 || gf256_multiply(0x57, 0x13) != 0xfe)
		return "a product in GF(256) is wrong";
	if (gf256_multiply(gf256_inverse(0x57), 0x57) != 1)
		return "an inverse in GF(256) is wrong";
	gf256_interpolate(&got, 1, 2, points, (const uint8_t *const[]){&points[0], &points[1]}, 2);
	return got == 2 ? NULL : "an interpolation in GF(256) is wrong";
}
SELFTEST(selftest_gf256);
