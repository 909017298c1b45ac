#include "tenant_key_check.h"

#include <stdbool.h>

#include "ceremony/crypto.h"

/* Numbers of libcrypto's, private ones among them; two for results. */
struct sums {
	BN_CTX *context;
	BIGNUM *number[RSA_NUMBERS];
	BIGNUM *less_1, *result;
};

static BIGNUM *
new_number(const uint8_t *magnitude, size_t size)
{
	BIGNUM *number = BN_bin2bn(magnitude, (int)size, NULL);

	if (number == NULL)
		crypto_die("hold a number");
	BN_set_flags(number, BN_FLG_CONSTTIME);
	return number;
}

static void
begin(struct sums *sums, const struct tenant_key_parts *parts)
{
	sums->context = BN_CTX_new();
	if (sums->context == NULL)
		crypto_die("calculate");
	for (size_t i = 0; i < RSA_NUMBERS; i++)
		sums->number[i] = new_number(parts->number[i].at, cursor_left(&parts->number[i]));
	sums->less_1 = new_number(NULL, 0);
	sums->result = new_number(NULL, 0);
}

static void
end(struct sums *sums)
{
	for (size_t i = 0; i < RSA_NUMBERS; i++)
		BN_clear_free(sums->number[i]);
	BN_clear_free(sums->less_1);
	BN_clear_free(sums->result);
	BN_CTX_free(sums->context);
}

static bool
product_is(struct sums *sums, enum rsa_number one, enum rsa_number other, enum rsa_number want)
{
	crypto_must(BN_mul(sums->result, sums->number[one], sums->number[other], sums->context),
		    "multiply");
	return BN_cmp(sums->result, sums->number[want]) == 0;
}

/* d_p = d mod (p-1), so it is reduced; e d_p = 1 mod (p-1), so it undoes e. */
static const char *
check_exponent(struct sums *sums, enum rsa_number prime, enum rsa_number exponent)
{
	BIGNUM *result = sums->result;

	crypto_must(BN_sub(sums->less_1, sums->number[prime], BN_value_one()), "subtract");
	crypto_must(BN_mod(result, sums->number[RSA_PRIVATE_EXPONENT], sums->less_1, sums->context),
		    "divide");
	if (BN_cmp(result, sums->number[exponent]) != 0)
		return "has a CRT exponent that is not its private exponent's";
	crypto_must(BN_mod_mul(result, sums->number[RSA_PUBLIC_EXPONENT], sums->number[exponent],
			       sums->less_1, sums->context),
		    "multiply");
	return BN_is_one(result) ? NULL : "has a private exponent that does not undo 65537";
}

static const char *
check_coefficient(struct sums *sums)
{
	if (BN_cmp(sums->number[RSA_COEFFICIENT], sums->number[RSA_PRIME_1]) < 0) {
		crypto_must(BN_mod_mul(sums->result, sums->number[RSA_COEFFICIENT],
				       sums->number[RSA_PRIME_2], sums->number[RSA_PRIME_1],
				       sums->context),
			    "multiply");
		if (BN_is_one(sums->result))
			return NULL;
	}
	return "has a CRT coefficient that is not the inverse of its second prime";
}

static const char *
check(struct sums *sums, enum key_type type)
{
	int half = (int)key_type_bits(type) / 2;
	const char *problem;

	if (BN_num_bits(sums->number[RSA_PRIME_1]) != half ||
	    BN_num_bits(sums->number[RSA_PRIME_2]) != half)
		return "has an RSA prime that is not half as long as its modulus";
	if (!product_is(sums, RSA_PRIME_1, RSA_PRIME_2, RSA_MODULUS))
		return "has an RSA modulus that is not the product of its primes";
	if (!BN_is_odd(sums->number[RSA_MODULUS]))
		return "has an RSA modulus that is even";
	if (BN_cmp(sums->number[RSA_PRIVATE_EXPONENT], sums->number[RSA_MODULUS]) >= 0)
		return "has a private exponent that is not below its modulus";
	problem = check_exponent(sums, RSA_PRIME_1, RSA_EXPONENT_1);
	if (problem == NULL)
		problem = check_exponent(sums, RSA_PRIME_2, RSA_EXPONENT_2);
	return problem != NULL ? problem : check_coefficient(sums);
}

const char *
tenant_key_check_rsa(const struct tenant_key_parts *parts)
{
	struct sums sums;
	const char *problem;

	begin(&sums, parts);
	problem = check(&sums, parts->type);
	end(&sums);
	return problem;
}
