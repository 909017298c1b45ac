#include "weak.h"

#include <stdbool.h>
#include <stdint.h>

#include <openssl/bn.h>

#include "ceremony/crypto.h"
#include "ceremony/selftest.h"
#include "kek/fermat.h"

enum { SIEVE_END = 1 << 16, FERMAT_STEPS = 400 };

static BN_ULONG
remainder_of(const BIGNUM *n, BN_ULONG divisor)
{
	BN_ULONG remainder = BN_mod_word(n, divisor);

	if (remainder == (BN_ULONG)-1)
		crypto_die("divide a modulus");
	return remainder;
}

static bool
has_small_factor(const BIGNUM *n)
{
	bool composite[SIEVE_END] = {false};

	for (uint32_t p = 3; p < SIEVE_END; p += 2) {
		if (composite[p])
			continue;
		if (remainder_of(n, p) == 0)
			return true;
		for (uint32_t multiple = 3 * p; multiple < SIEVE_END; multiple += 2 * p)
			composite[multiple] = true;
	}
	return false;
}

/* Walks the powers of 65537 modulo p. */
static bool
is_power_of_65537(BN_ULONG value, BN_ULONG p)
{
	BN_ULONG power = 1;

	do {
		if (power == value)
			return true;
		power = power * 65537 % p;
	} while (power != 1);
	return false;
}

static bool
is_infineon(const BIGNUM *n)
{
	static const uint8_t primes[] = {
		3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
		47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
		107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
	};

	for (size_t i = 0; i < sizeof primes; i++)
		if (!is_power_of_65537(remainder_of(n, primes[i]), primes[i]))
			return false;
	return true;
}

static const char *
check_modulus(const BIGNUM *n)
{
	if (!BN_is_odd(n))
		return "has an even modulus";
	if (is_infineon(n))
		return "has the weak form of Infineon's key generator (ROCA, CVE-2017-15361)";
	if (has_small_factor(n))
		return "has a modulus with a small factor";
	if (fermat_parts(n, FERMAT_STEPS))
		return "has a modulus of two primes that lie close together";
	return NULL;
}

const char *
weak_check(const struct public_key *kek)
{
	BIGNUM *n = BN_bin2bn(public_key_modulus(kek), (int)key_type_bits(kek->type) / 8, NULL);
	const char *why;

	if (n == NULL)
		crypto_die("read a modulus");
	why = check_modulus(n);
	BN_free(n);
	return why;
}

/* 65537 is a power of itself modulo every prime; 65539 is none modulo 13. */
static const char *
selftest_weak(void)
{
	BIGNUM *n;
	bool good;

	crypto_begin();
	n = BN_new();
	good = n != NULL && BN_set_word(n, 65537) == 1 && is_infineon(n);
	good = good && BN_set_word(n, 65539) == 1 && !is_infineon(n) && !has_small_factor(n);
	good = good && BN_set_word(n, 65521u * 65539ull) == 1 && has_small_factor(n);
	BN_free(n);
	return good ? NULL : "a weak modulus was not told from a sound one";
}
SELFTEST(selftest_weak);
