#include "tenant_key_check.h"

#include <stdbool.h>

#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include "ceremony/crypto.h"
#include "ceremony/curve.h"
#include "ceremony/key_algorithm.h"

enum { SIGNATURE_MOST_BYTES = 512 };

static const uint8_t message[] = "Claviger: what the private half signs, the public half verifies";

static const char *const rsa_names[RSA_NUMBERS] = {
	[RSA_MODULUS] = OSSL_PKEY_PARAM_RSA_N,
	[RSA_PUBLIC_EXPONENT] = OSSL_PKEY_PARAM_RSA_E,
	[RSA_PRIVATE_EXPONENT] = OSSL_PKEY_PARAM_RSA_D,
	[RSA_PRIME_1] = OSSL_PKEY_PARAM_RSA_FACTOR1,
	[RSA_PRIME_2] = OSSL_PKEY_PARAM_RSA_FACTOR2,
	[RSA_EXPONENT_1] = OSSL_PKEY_PARAM_RSA_EXPONENT1,
	[RSA_EXPONENT_2] = OSSL_PKEY_PARAM_RSA_EXPONENT2,
	[RSA_COEFFICIENT] = OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
};

/* The builder looks at its numbers only when it is done: they live as long as it. */
struct builder {
	OSSL_PARAM_BLD *parameters;
	BIGNUM *number[RSA_NUMBERS];
	size_t count;
};

static void
add_number(struct builder *builder, const char *name, const struct cursor *magnitude)
{
	BIGNUM *number = BN_bin2bn(magnitude->at, (int)cursor_left(magnitude), NULL);

	if (number == NULL)
		crypto_die("hold a number");
	BN_set_flags(number, BN_FLG_CONSTTIME);
	builder->number[builder->count++] = number;
	crypto_must(OSSL_PARAM_BLD_push_BN(builder->parameters, name, number), "take a number");
}

static void
add_ec(struct builder *builder, const struct tenant_key_parts *parts)
{
	crypto_must(OSSL_PARAM_BLD_push_utf8_string(builder->parameters, OSSL_PKEY_PARAM_GROUP_NAME,
						    curve_name(parts->type), 0),
		    "take a curve");
	crypto_must(OSSL_PARAM_BLD_push_octet_string(builder->parameters, OSSL_PKEY_PARAM_PUB_KEY,
						     parts->point.at, cursor_left(&parts->point)),
		    "take a point");
	add_number(builder, OSSL_PKEY_PARAM_PRIV_KEY, &parts->scalar);
}

static EVP_PKEY *
finish(struct builder *builder, const char *algorithm)
{
	OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder->parameters);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, algorithm, NULL);
	EVP_PKEY *pair = NULL;

	if (parameters == NULL || context == NULL)
		crypto_die("take a key");
	crypto_must(EVP_PKEY_fromdata_init(context), "take a key");
	crypto_must(EVP_PKEY_fromdata(context, &pair, EVP_PKEY_KEYPAIR, parameters), "take a key");
	EVP_PKEY_CTX_free(context);
	OSSL_PARAM_free(parameters);
	for (size_t i = 0; i < builder->count; i++)
		BN_clear_free(builder->number[i]);
	OSSL_PARAM_BLD_free(builder->parameters);
	return pair;
}

static EVP_PKEY *
pair_of(const struct tenant_key_parts *parts)
{
	struct builder builder = {.parameters = OSSL_PARAM_BLD_new()};
	bool rsa = key_algorithm_is_rsa(parts->type);

	if (builder.parameters == NULL)
		crypto_die("take a key");
	for (size_t i = 0; rsa && i < RSA_NUMBERS; i++)
		add_number(&builder, rsa_names[i], &parts->number[i]);
	if (!rsa)
		add_ec(&builder, parts);
	return finish(&builder, rsa ? "RSA" : "EC");
}

/* A failure to sign is an answer about the key: its numbers are the only input. */
static bool
sign_and_verify(EVP_PKEY *pair)
{
	EVP_MD_CTX *signing = EVP_MD_CTX_new();
	EVP_MD_CTX *verifying = EVP_MD_CTX_new();
	uint8_t signature[SIGNATURE_MOST_BYTES];
	size_t size = sizeof signature;
	bool good;

	if (signing == NULL || verifying == NULL)
		crypto_die("sign");
	good = EVP_DigestSignInit(signing, NULL, EVP_sha256(), NULL, pair) == 1 &&
	       EVP_DigestSign(signing, signature, &size, message, sizeof message) == 1 &&
	       EVP_DigestVerifyInit(verifying, NULL, EVP_sha256(), NULL, pair) == 1 &&
	       EVP_DigestVerify(verifying, signature, size, message, sizeof message) == 1;
	EVP_MD_CTX_free(signing);
	EVP_MD_CTX_free(verifying);
	return good;
}

const char *
tenant_key_sign_and_verify(const struct tenant_key_parts *parts)
{
	EVP_PKEY *pair = pair_of(parts);
	bool good = sign_and_verify(pair);

	EVP_PKEY_free(pair);
	return good ? NULL : "does not sign so that its public half verifies";
}
