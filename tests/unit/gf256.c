#include "ceremony/gf256.h"

#include "tests/unit/test.h"

enum { POINTS = 255, SIZE = 5 };

/* By the book: the product of the polynomials, then long division by 0x11b. */
static unsigned
slow_product(unsigned a, unsigned b)
{
	unsigned product = 0;

	for (unsigned bit = 0; bit < 8; bit++)
		if (b >> bit & 1)
			product ^= a << bit;
	for (unsigned bit = 15; bit-- > 8;)
		if (product >> bit & 1)
			product ^= 0x11bu << (bit - 8);
	return product;
}

static void
test_arithmetic(void)
{
	unsigned wrong_products = 0;
	unsigned wrong_inverses = 0;

	for (unsigned a = 0; a < 256; a++) {
		for (unsigned b = 0; b < 256; b++)
			wrong_products +=
				gf256_multiply((uint8_t)a, (uint8_t)b) != slow_product(a, b);
		if (a != 0)
			wrong_inverses += slow_product(a, gf256_inverse((uint8_t)a)) != 1;
	}
	check(wrong_products == 0);
	check(wrong_inverses == 0);
	check(gf256_inverse(0) == 0);
	check(gf256_multiply(0x57, 0x83) == 0xc1); /* FIPS 197, section 4.2 */
	check(gf256_multiply(0x57, 0x13) == 0xfe); /* section 4.2.1 */
	check(gf256_inverse(0x53) == 0xca);
}

/* Horner; coefficients of byte position `at` of a polynomial of degree `count - 1`. */
static uint8_t
value_at(uint8_t x, size_t at, size_t count)
{
	unsigned value = 0;

	for (size_t i = 0; i < count; i++)
		value = slow_product(value, x) ^ ((i * 89 + at * 31 + 7) & 0xff);
	return (uint8_t)value;
}

static bool
interpolates(uint8_t x, size_t count, uint8_t first)
{
	static uint8_t xs[POINTS];
	static uint8_t values[POINTS][SIZE];
	const uint8_t *ys[POINTS];
	uint8_t out[SIZE];
	bool good = true;

	for (size_t i = 0; i < count; i++) {
		xs[i] = (uint8_t)(first + i);
		ys[i] = values[i];
		for (size_t at = 0; at < SIZE; at++)
			values[i][at] = value_at(xs[i], at, count);
	}
	memset(out, 0xee, sizeof out);
	gf256_interpolate(out, SIZE, x, xs, ys, count);
	for (size_t at = 0; at < SIZE; at++)
		good = good && out[at] == value_at(x, at, count);
	return good;
}

static void
test_interpolation(void)
{
	static const uint8_t xs[] = {0};
	static const uint8_t value[] = {1, 2, 3};
	const uint8_t *const ys[] = {value};
	uint8_t out[4] = {9, 9, 9, 9};

	check(interpolates(255, 1, 0));
	check(interpolates(255, 2, 0));
	check(interpolates(254, 16, 0));
	check(interpolates(0, 16, 250)); /* the points wrap around and hold 0 */
	check(interpolates(7, 16, 0));   /* at one of the points */
	check(interpolates(255, POINTS, 0));
	check(interpolates(0, POINTS, 1));
	check(interpolates(100, POINTS, 1));
	gf256_interpolate(out, 3, 77, xs, ys, 1);
	check(memcmp(out, "\1\2\3\11", 4) == 0);
	gf256_interpolate(out, 0, 77, xs, ys, 1);
	check(memcmp(out, "\1\2\3\11", 4) == 0);
}

int
main(void)
{
	secret_begin();
	test_arithmetic();
	test_interpolation();
	return test_end();
}
