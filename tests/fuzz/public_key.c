/*
 * Property: what public_key_from_spki takes, it takes byte for byte; libcrypto takes it too and
 * encodes it the same; its PEM is read back the same. What public_key_from_pem takes is written
 * back the same. Input that begins with '-' is PEM, other input DER.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/x509.h>

#include "ceremony/crypto.h"
#include "ceremony/public_key.h"
#include "ceremony/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
begin(void)
{
	static bool begun;

	if (begun)
		return;
	begun = true;
	secret_begin();
	crypto_begin();
}

static void
check_against_libcrypto(const struct public_key *key)
{
	const uint8_t *at = key->spki;
	EVP_PKEY *decoded = d2i_PUBKEY(NULL, &at, (long)key->size);
	uint8_t *bytes = NULL;

	must(decoded != NULL && at == key->spki + key->size);
	must(i2d_PUBKEY(decoded, &bytes) == (int)key->size);
	must(memcmp(bytes, key->spki, key->size) == 0);
	OPENSSL_free(bytes);
	EVP_PKEY_free(decoded);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct public_key key, again;
	char pem[PUBLIC_KEY_PEM_MOST_BYTES];
	bool text = size > 0 && data[0] == '-';
	const char *problem;
	size_t length;

	begin();
	if (text)
		problem = public_key_from_pem(&key, (const char *)data, size);
	else
		problem = public_key_from_spki(&key, data, size);
	if (problem != NULL) {
		must(key.size == 0);
		return 0;
	}
	check_against_libcrypto(&key);
	length = public_key_to_pem(pem, &key);
	must(public_key_from_pem(&again, pem, length) == NULL);
	must(memcmp(&again, &key, sizeof key) == 0);
	if (text)
		must(length == size && memcmp(pem, data, size) == 0);
	else
		must(key.size == size && memcmp(key.spki, data, size) == 0);
	return 0;
}
