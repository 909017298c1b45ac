#include "oaep.h"

#include <openssl/rsa.h>

#include "ceremony/crypto.h"
#include "ceremony/key_algorithm.h"

/* OpenSSL 3 deprecates RSA_padding_add_PKCS1_OAEP_mgf1, and offers the padding alone in no other
 * way. */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

void
oaep_encode(uint8_t *em, size_t em_bytes, const uint8_t *message, size_t message_bytes,
	    enum profile_hash hash)
{
	const EVP_MD *digest = hash == PROFILE_SHA1 ? EVP_sha1() : EVP_sha256();

	crypto_must(RSA_padding_add_PKCS1_OAEP_mgf1(em, (int)em_bytes, message, (int)message_bytes,
						    NULL, 0, digest, digest),
		    "encode OAEP");
}

void
oaep_encrypt(uint8_t *out, const uint8_t *em, const struct public_key *kek)
{
	int size = (int)key_algorithm_number_bytes(kek->type);
	BIGNUM *modulus = BN_bin2bn(public_key_modulus(kek), size, NULL);
	BIGNUM *exponent = BN_new();
	RSA *rsa = RSA_new();

	if (modulus == NULL || exponent == NULL || rsa == NULL)
		crypto_die("hold a KEK");
	crypto_must(BN_set_word(exponent, RSA_F4), "hold a KEK");
	crypto_must(RSA_set0_key(rsa, modulus, exponent, NULL), "hold a KEK");
	if (RSA_public_encrypt(size, em, out, rsa, RSA_NO_PADDING) != size)
		crypto_die("encrypt under a KEK");
	RSA_free(rsa);
}
