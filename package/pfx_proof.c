#include "pfx.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "ceremony/crypto.h"
#include "ceremony/secret.h"

/* The key as any importer has it, in the form that tenant_key_read takes. */
static const char *
check_key(EVP_PKEY *pair, const struct public_key *expected)
{
	struct tenant_key *encoded = tenant_key_new(), *key = tenant_key_new();
	PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(pair);
	int size = info == NULL ? -1 : i2d_PKCS8_PRIV_KEY_INFO(info, NULL);
	unsigned char *at = encoded->pkcs8;
	struct public_key public_key;
	const char *answer = "holds a key that has no such form";

	if (size > 0 && size <= TENANT_KEY_MOST_BYTES && i2d_PKCS8_PRIV_KEY_INFO(info, &at) == size)
		answer = tenant_key_read(key, encoded->pkcs8, (size_t)size);
	if (answer == NULL) {
		tenant_key_public(&public_key, key);
		if (public_key.type != expected->type || public_key.size != expected->size ||
		    memcmp(public_key.spki, expected->spki, expected->size) != 0)
			answer = "holds another key";
	}
	PKCS8_PRIV_KEY_INFO_free(info);
	secret_drop(encoded);
	secret_drop(key);
	return answer;
}

static const char *
check_contents(PKCS12 *file, const struct pfx_password *password, const struct public_key *expected)
{
	EVP_PKEY *pair = NULL;
	X509 *certificate = NULL;
	const char *answer = "does not open with its password";

	if (PKCS12_verify_mac(file, password->text, -1) == 1 &&
	    PKCS12_parse(file, password->text, &pair, &certificate, NULL) == 1 && pair != NULL)
		answer = check_key(pair, expected);
	if (answer == NULL &&
	    (certificate == NULL || X509_check_private_key(certificate, pair) != 1))
		answer = "holds a certificate of another key";
	EVP_PKEY_free(pair);
	X509_free(certificate);
	return answer;
}

const char *
pfx_prove(const uint8_t *pfx, size_t size, const struct pfx_password *password,
	  const struct public_key *expected)
{
	const char *answer = pfx_check_form(pfx, size);
	const unsigned char *at = pfx;
	PKCS12 *file;

	if (answer != NULL)
		return answer;
	file = d2i_PKCS12(NULL, &at, (long)size);
	answer = file == NULL || at != pfx + size ? "cannot be read by libcrypto"
						  : check_contents(file, password, expected);
	PKCS12_free(file);
	ERR_clear_error();
	return answer;
}
