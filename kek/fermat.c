#include "fermat.h"

#include <stdint.h>

#include "ceremony/crypto.h"
#include "ceremony/selftest.h"

static void
must(bool good)
{
	if (!good)
		crypto_die("look for close primes");
}

/* Newton's iteration from above: the root, rounded down. */
static void
square_root(BIGNUM *root, const BIGNUM *n, BN_CTX *context)
{
	BIGNUM *next;

	BN_CTX_start(context);
	next = BN_CTX_get(context);
	must(next != NULL && BN_set_word(next, 1) == 1 &&
	     BN_lshift(next, next, (BN_num_bits(n) + 1) / 2) == 1);
	do {
		must(BN_copy(root, next) != NULL && BN_div(next, NULL, n, root, context) == 1 &&
		     BN_add(next, next, root) == 1 && BN_rshift1(next, next) == 1);
	} while (BN_cmp(next, root) < 0);
	BN_CTX_end(context);
}

/* Squares leave 12 of the 64 remainders modulo 64; few numbers need the root. */
static bool
is_square(const BIGNUM *n, BN_CTX *context)
{
	static const uint64_t squares = 0x0202021202030213;
	BIGNUM *root;
	bool equal;

	if (BN_is_zero(n))
		return true;
	if ((squares >> BN_mod_word(n, 64) & 1) == 0)
		return false;
	BN_CTX_start(context);
	root = BN_CTX_get(context);
	must(root != NULL);
	square_root(root, n, context);
	must(BN_sqr(root, root, context) == 1);
	equal = BN_cmp(root, n) == 0;
	BN_CTX_end(context);
	return equal;
}

/* Fermat: n = a^2 - b^2 with a just above the root of n. b^2 grows by 2a + 1 from one a to the
 * next. */
bool
fermat_parts(const BIGNUM *n, int steps)
{
	BN_CTX *context = BN_CTX_new();
	BIGNUM *a, *b_squared, *step;
	bool found = false;

	must(context != NULL);
	BN_CTX_start(context);
	a = BN_CTX_get(context);
	b_squared = BN_CTX_get(context);
	step = BN_CTX_get(context);
	must(step != NULL);
	square_root(a, n, context);
	must(BN_sqr(b_squared, a, context) == 1 && BN_sub(b_squared, b_squared, n) == 1);
	for (int i = 0; i < steps && !found; i++) {
		found = !BN_is_negative(b_squared) && is_square(b_squared, context);
		must(BN_lshift1(step, a) == 1 && BN_add_word(step, 1) == 1 &&
		     BN_add(b_squared, b_squared, step) == 1 && BN_add_word(a, 1) == 1);
	}
	BN_CTX_end(context);
	BN_CTX_free(context);
	return found;
}

/* 1000000007 and 1001000027 part after 125 steps. */
static const char *
selftest_fermat(void)
{
	BIGNUM *n;
	bool good;

	crypto_begin();
	n = BN_new();
	good = n != NULL && BN_set_word(n, 1000000007ull * 1001000027ull) == 1;
	good = good && fermat_parts(n, 200) && !fermat_parts(n, 100);
	BN_free(n);
	return good ? NULL : "close primes were not told from others";
}
SELFTEST(selftest_fermat);
