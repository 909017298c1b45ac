#include "tenant_key.h"

#include <openssl/ec.h>
#include <openssl/encoder.h>
#include <openssl/rsa.h>

#include "ceremony/crypto.h"
#include "ceremony/curve.h"
#include "ceremony/key_algorithm.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"

/* libcrypto's own choice of e is 65537 (EVP_PKEY-RSA(7)); tenant_key_read would refuse another. */
static EVP_PKEY *
generate(enum key_type type)
{
	EVP_PKEY *pair;

	if (key_algorithm_is_rsa(type))
		pair = EVP_RSA_gen((size_t)key_type_bits(type));
	else
		pair = EVP_EC_gen(curve_name(type));
	if (pair == NULL)
		crypto_die("generate a key");
	return pair;
}

static void
check_pair(EVP_PKEY *pair)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, pair, NULL);

	if (context == NULL)
		crypto_die("check a key");
	crypto_must(EVP_PKEY_pairwise_check(context), "find a new key good");
	EVP_PKEY_CTX_free(context);
}

static void
encode(struct tenant_key *key, EVP_PKEY *pair)
{
	OSSL_ENCODER_CTX *context = OSSL_ENCODER_CTX_new_for_pkey(pair, EVP_PKEY_KEYPAIR, "DER",
								  "PrivateKeyInfo", NULL);
	unsigned char *at = key->pkcs8;
	size_t left = sizeof key->pkcs8;

	if (context == NULL)
		crypto_die("encode a key");
	crypto_must(OSSL_ENCODER_to_data(context, &at, &left), "encode a key");
	key->size = sizeof key->pkcs8 - left;
	OSSL_ENCODER_CTX_free(context);
}

void
tenant_key_generate(struct tenant_key *key, enum key_type type)
{
	EVP_PKEY *pair = generate(type);
	struct tenant_key *encoded = tenant_key_new();
	const char *problem;

	check_pair(pair);
	encode(encoded, pair);
	EVP_PKEY_free(pair);
	problem = tenant_key_read(key, encoded->pkcs8, encoded->size);
	secret_drop(encoded);
	if (problem != NULL || key->type != type)
		die("a new key %s",
		    problem != NULL ? problem : "is of another type than was asked for");
}
