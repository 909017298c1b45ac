#include "shamir.h"

#include <stdint.h>

#include <sodium.h>

enum { DEGREE = 8 * SHAMIR_BYTES };

static mpz_t modulus, shifted;

void
shamir_begin(struct shamir_share *shares, size_t count)
{
	mpz_inits(modulus, shifted, NULL);
	mpz_set_ui(modulus, 1 << 10 | 1 << 5 | 1 << 2 | 1);
	mpz_setbit(modulus, DEGREE);
	for (size_t i = 0; i < count; i++)
		mpz_init(shares[i].y);
}

static void
multiply(mpz_t product, const mpz_t a, const mpz_t b)
{
	mpz_t sum;

	mpz_init(sum);
	for (size_t bit = DEGREE; bit-- > 0;) {
		mpz_mul_2exp(sum, sum, 1);
		if (mpz_tstbit(sum, DEGREE))
			mpz_xor(sum, sum, modulus);
		if (mpz_tstbit(b, bit))
			mpz_xor(sum, sum, a);
	}
	mpz_swap(product, sum);
	mpz_clear(sum);
}

static void
subtract_shifted(mpz_t from, const mpz_t what, size_t bits)
{
	mpz_mul_2exp(shifted, what, bits);
	mpz_xor(from, from, shifted);
}

/* Euclid's algorithm, extended: u = s a and v = t a, modulo the modulus, until u is 1. */
static void
invert(mpz_t inverse, const mpz_t a)
{
	mpz_t u, v, s, t;

	mpz_init_set(u, a);
	mpz_init_set(v, modulus);
	mpz_init_set_ui(s, 1);
	mpz_init_set_ui(t, 0);
	while (mpz_cmp_ui(u, 1) != 0) {
		size_t more = mpz_sizeinbase(u, 2), less = mpz_sizeinbase(v, 2);

		if (more < less) {
			mpz_swap(u, v);
			mpz_swap(s, t);
			continue;
		}
		subtract_shifted(u, v, more - less);
		subtract_shifted(s, t, more - less);
	}
	mpz_set(inverse, s);
	mpz_clears(u, v, s, t, NULL);
}

static void
draw(mpz_t element)
{
	uint8_t bytes[SHAMIR_BYTES];

	randombytes_buf(bytes, sizeof bytes);
	mpz_import(element, sizeof bytes, 1, 1, 0, 0, bytes);
}

/* Horner's rule, from the leading coefficient, which is 1. */
static void
evaluate(struct shamir_share *share, const mpz_t *coefficients, size_t k)
{
	mpz_t x;

	mpz_init_set_ui(x, share->x);
	mpz_set_ui(share->y, 1);
	for (size_t i = k; i-- > 0;) {
		multiply(share->y, share->y, x);
		mpz_xor(share->y, share->y, coefficients[i]);
	}
	mpz_clear(x);
}

void
shamir_split(struct shamir_share *shares, size_t count, size_t k, const mpz_t secret)
{
	mpz_t coefficients[SHAMIR_MOST_SHARES];

	mpz_init_set(coefficients[0], secret);
	for (size_t i = 1; i < k; i++) {
		mpz_init(coefficients[i]);
		draw(coefficients[i]);
	}
	for (size_t i = 0; i < count; i++) {
		shares[i].x = (unsigned)i + 1;
		evaluate(&shares[i], (const mpz_t *)coefficients, k);
	}
	for (size_t i = 0; i < k; i++)
		mpz_clear(coefficients[i]);
}

/* A row for each share: x^0 to x^(k-1), and y without the leading term x^k. */
static void
write_equations(mpz_t rows[][SHAMIR_MOST_SHARES + 1], const struct shamir_share *const *shares,
		size_t k)
{
	mpz_t x;

	mpz_init(x);
	for (size_t i = 0; i < k; i++) {
		mpz_set_ui(x, shares[i]->x);
		mpz_init_set_ui(rows[i][0], 1);
		for (size_t j = 1; j <= k; j++) {
			mpz_init(rows[i][j]);
			multiply(rows[i][j], rows[i][j - 1], x);
		}
		mpz_xor(rows[i][k], rows[i][k], shares[i]->y);
	}
	mpz_clear(x);
}

/* `row` times what `by` has in the column, less `by` times what `row` has there: nothing is divided. Of columns that matter: those
 * before it, and y. */
static void
cancel(mpz_t *row, mpz_t *by, size_t column, size_t k)
{
	mpz_t product;

	mpz_init(product);
	for (size_t j = 0; j <= k; j = j + 1 == column ? k : j + 1) {
		multiply(product, by[j], row[column]);
		multiply(row[j], row[j], by[column]);
		mpz_xor(row[j], row[j], product);
	}
	mpz_clear(product);
}

/* From the last column to the second: what is left of the first row is the secret and its factor. */
static void
solve(mpz_t secret, mpz_t rows[][SHAMIR_MOST_SHARES + 1], size_t k)
{
	for (size_t column = k; column-- > 1;)
		for (size_t i = 0; i < column; i++)
			cancel(rows[i], rows[column], column, k);
	invert(secret, rows[0][0]);
	multiply(secret, secret, rows[0][k]);
}

void
shamir_combine(mpz_t secret, const struct shamir_share *const *shares, size_t k)
{
	mpz_t rows[SHAMIR_MOST_SHARES][SHAMIR_MOST_SHARES + 1];

	write_equations(rows, shares, k);
	solve(secret, rows, k);
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= k; j++)
			mpz_clear(rows[i][j]);
}
