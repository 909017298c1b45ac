/*
 * Property: what tenant_key_read takes, it takes byte for byte; libcrypto takes it too and encodes
 * it the same;
 * its PEM is read back the same; its public key is one that public_key_from_spki takes. What
 * tenant_key_from_pem takes is written back the same. Whatever is refused is wiped. Input that
 * begins with '-' is PEM, other input DER.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/x509.h>
#include <sodium.h>

#include "ceremony/crypto.h"
#include "ceremony/secret.h"
#include "ceremony/tenant_key.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct tenant_key *key, *again;
static struct tenant_key_pem *pem, *written;

static void
begin(void)
{
	static bool begun;

	if (begun)
		return;
	begun = true;
	secret_begin();
	crypto_begin();
	key = tenant_key_new();
	again = tenant_key_new();
	pem = secret_new(sizeof *pem);
	written = secret_new(sizeof *written);
}

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
check_against_libcrypto(void)
{
	const uint8_t *at = key->pkcs8;
	PKCS8_PRIV_KEY_INFO *info = d2i_PKCS8_PRIV_KEY_INFO(NULL, &at, (long)key->size);
	EVP_PKEY *pair = info == NULL ? NULL : EVP_PKCS82PKEY(info);
	PKCS8_PRIV_KEY_INFO *encoded = pair == NULL ? NULL : EVP_PKEY2PKCS8(pair);
	uint8_t *bytes = NULL;

	must(encoded != NULL && at == key->pkcs8 + key->size);
	must(i2d_PKCS8_PRIV_KEY_INFO(encoded, &bytes) == (int)key->size);
	must(memcmp(bytes, key->pkcs8, key->size) == 0);
	OPENSSL_free(bytes);
	PKCS8_PRIV_KEY_INFO_free(encoded);
	PKCS8_PRIV_KEY_INFO_free(info);
	EVP_PKEY_free(pair);
}

static void
check_accepted(void)
{
	struct public_key found, parsed;

	check_against_libcrypto();
	tenant_key_public(&found, key);
	must(found.type == key->type);
	must(public_key_from_spki(&parsed, found.spki, found.size) == NULL);
	must(memcmp(&parsed, &found, sizeof found) == 0);
	tenant_key_to_pem(written, key);
	must(tenant_key_from_pem(again, written) == NULL);
	must(memcmp(again, key, sizeof *key) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *problem;
	bool text = size > 0 && data[0] == '-';

	begin();
	if (text && size <= sizeof pem->text) {
		memcpy(pem->text, data, size);
		pem->size = size;
		problem = tenant_key_from_pem(key, pem);
	} else {
		problem = tenant_key_read(key, data, size);
	}
	if (problem != NULL) {
		must(sodium_is_zero((const uint8_t *)key, sizeof *key));
		return 0;
	}
	check_accepted();
	if (text)
		must(written->size == size && memcmp(written->text, data, size) == 0);
	else
		must(key->size == size && memcmp(key->pkcs8, data, size) == 0);
	return 0;
}
