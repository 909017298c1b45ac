#include "signature.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "ceremony/der.h"
#include "ceremony/digest.h"

enum { NUMBER_MOST_BYTES = 72, PAIR_MOST_BYTES = 2 * NUMBER_MOST_BYTES + 16 };

static const EVP_MD *
hash_of(enum signature_hash hash)
{
	switch (hash) {
	case SIGNATURE_SHA256:
		return EVP_sha256();
	case SIGNATURE_SHA384:
		return EVP_sha384();
	case SIGNATURE_SHA512:
		return EVP_sha512();
	}
	return NULL;
}

static bool
verify(struct evp_pkey_st *key, enum signature_hash hash, struct cursor message,
       struct cursor signature)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool good = context != NULL &&
		    EVP_DigestVerifyInit(context, NULL, hash_of(hash), NULL, key) == 1 &&
		    EVP_DigestVerify(context, signature.at, cursor_left(&signature), message.at,
				     cursor_left(&message)) == 1;

	EVP_MD_CTX_free(context);
	ERR_clear_error();
	return good;
}

bool
signature_rsa(struct evp_pkey_st *key, enum signature_hash hash, struct cursor message,
	      struct cursor signature)
{
	/* libcrypto's own default is PKCS #1 version 1.5. */
	return key != NULL && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA &&
	       verify(key, hash, message, signature);
}

bool
signature_rsa_bare(struct evp_pkey_st *key, struct cursor message, struct cursor signature)
{
	struct digest digest = digest_of(message.at, cursor_left(&message));
	EVP_PKEY_CTX *context;
	bool good;

	if (key == NULL || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA)
		return false;
	context = EVP_PKEY_CTX_new(key, NULL);
	good = context != NULL && EVP_PKEY_verify_init(context) == 1 &&
	       EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
	       EVP_PKEY_verify(context, signature.at, cursor_left(&signature), digest.bytes,
			       DIGEST_BYTES) == 1;
	EVP_PKEY_CTX_free(context);
	ERR_clear_error();
	return good;
}

static bool
is_dsa_or_ec(const struct evp_pkey_st *key)
{
	int id = key == NULL ? EVP_PKEY_NONE : EVP_PKEY_get_base_id(key);

	return id == EVP_PKEY_EC || id == EVP_PKEY_DSA;
}

bool
signature_dsa(struct evp_pkey_st *key, enum signature_hash hash, struct cursor message,
	      struct cursor signature)
{
	return is_dsa_or_ec(key) && verify(key, hash, message, signature);
}

/* An INTEGER that is not negative, in its shortest form. */
static uint8_t *
put_number(uint8_t *out, struct cursor number)
{
	size_t length;
	bool leads;

	while (cursor_left(&number) > 1 && *number.at == 0)
		number.at++;
	leads = *number.at >= 0x80;
	length = cursor_left(&number);
	out = der_put_header(out, DER_INTEGER, length + leads);
	if (leads)
		*out++ = 0;
	memcpy(out, number.at, length);
	return out + length;
}

bool
signature_dsa_numbers(struct evp_pkey_st *key, enum signature_hash hash, struct cursor message,
		      struct cursor r, struct cursor s)
{
	uint8_t body[PAIR_MOST_BYTES], der[PAIR_MOST_BYTES + 8];
	size_t length;
	uint8_t *out;

	if (cursor_left(&r) == 0 || cursor_left(&r) > NUMBER_MOST_BYTES || cursor_left(&s) == 0 ||
	    cursor_left(&s) > NUMBER_MOST_BYTES)
		return false;
	length = (size_t)(put_number(put_number(body, r), s) - body);
	out = der_put_header(der, DER_SEQUENCE, length);
	memcpy(out, body, length);
	return signature_dsa(key, hash, message, cursor_over(der, (size_t)(out - der) + length));
}
