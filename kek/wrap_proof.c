#include "wrap_proof.h"

#include <stdbool.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/crypto.h"
#include "ceremony/key_algorithm.h"
#include "ceremony/secret.h"
#include "kek/oaep_decode.h"

static const char *
prove_oaep(const struct wrap_blob *blob, const struct wrap_secret *secret, enum profile_hash hash)
{
	uint8_t *aes = secret_new(KWP_KEY_BYTES);
	const char *problem = oaep_decode(aes, KWP_KEY_BYTES, secret->em, blob->oaep_bytes, hash);

	if (problem == NULL && sodium_memcmp(aes, secret->aes, KWP_KEY_BYTES) != 0)
		problem = "has an OAEP block that holds another AES key";
	secret_drop(aes);
	return problem;
}

/* `base` to the power of 65537, since the encoded message shows the AES key: in constant time. */
static void
raise(BIGNUM *base, const struct public_key *kek)
{
	BIGNUM *modulus = BN_bin2bn(public_key_modulus(kek),
				    (int)key_algorithm_number_bytes(kek->type), NULL);
	BIGNUM *exponent = BN_new();
	BN_CTX *context = BN_CTX_new();

	if (modulus == NULL || exponent == NULL || context == NULL)
		crypto_die("hold a KEK");
	crypto_must(BN_set_word(exponent, 65537), "hold a KEK");
	BN_set_flags(base, BN_FLG_CONSTTIME);
	crypto_must(BN_mod_exp(base, base, exponent, modulus, context), "raise to a power");
	BN_CTX_free(context);
	BN_free(exponent);
	BN_free(modulus);
}

static const char *
prove_rsa(const struct wrap_blob *blob, const struct wrap_secret *secret,
	  const struct public_key *kek)
{
	uint8_t *again = secret_new(blob->oaep_bytes);
	BIGNUM *number = BN_bin2bn(secret->em, (int)blob->oaep_bytes, NULL);
	bool same;

	if (number == NULL)
		crypto_die("hold a number");
	raise(number, kek);
	same = BN_bn2binpad(number, again, (int)blob->oaep_bytes) == (int)blob->oaep_bytes &&
	       memcmp(again, blob->bytes, blob->oaep_bytes) == 0;
	BN_clear_free(number);
	secret_drop(again);
	return same ? NULL : "has a first part that is not the OAEP block under this KEK";
}

/* What came out of the blob is what is read, not what went in. */
static const char *
prove_read(const uint8_t *pkcs8, size_t size, const struct public_key *expected)
{
	struct tenant_key *read = tenant_key_new();
	const char *problem = tenant_key_read(read, pkcs8, size);
	struct public_key found;

	if (problem == NULL) {
		tenant_key_public(&found, read);
		if (found.size != expected->size ||
		    memcmp(found.spki, expected->spki, found.size) != 0)
			problem = "has a private key whose public key is not the expected one";
	}
	secret_drop(read);
	return problem;
}

static const char *
prove_kwp(const struct wrap_blob *blob, const struct wrap_secret *secret,
	  const struct tenant_key *key, const struct public_key *expected)
{
	size_t wrapped_bytes = blob->size - blob->oaep_bytes;
	uint8_t *pkcs8 = secret_new(wrapped_bytes);
	size_t size;
	const char *problem = kwp_unwrap(pkcs8, &size, secret->aes, blob->bytes + blob->oaep_bytes,
					 wrapped_bytes);

	if (problem == NULL && (size != key->size || sodium_memcmp(pkcs8, key->pkcs8, size) != 0))
		problem = "has a wrapped key that is not the one to be wrapped";
	if (problem == NULL)
		problem = prove_read(pkcs8, size, expected);
	secret_drop(pkcs8);
	return problem;
}

const char *
wrap_proof(const struct wrap_blob *blob, const struct wrap_secret *secret,
	   const struct tenant_key *key, const struct public_key *kek, enum profile_hash hash,
	   const struct public_key *expected)
{
	const char *problem = wrap_check_form(blob->bytes, blob->size, kek, expected->type);

	if (problem == NULL && blob->oaep_bytes != key_algorithm_number_bytes(kek->type))
		problem = "is cut in another place than behind its KEK's modulus";
	if (problem == NULL)
		problem = prove_oaep(blob, secret, hash);
	if (problem == NULL)
		problem = prove_rsa(blob, secret, kek);
	if (problem == NULL)
		problem = prove_kwp(blob, secret, key, expected);
	return problem;
}
