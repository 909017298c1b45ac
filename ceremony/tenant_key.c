#include "tenant_key.h"

#include <string.h>

#include <sodium.h>

#include "ceremony/crypto.h"
#include "ceremony/curve.h"
#include "ceremony/key_algorithm.h"
#include "ceremony/pem.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/selftest.h"
#include "ceremony/tenant_key_check.h"
#include "ceremony/tenant_key_parts.h"
#include "ceremony/text.h"

struct tenant_key *
tenant_key_new(void)
{
	return secret_new(sizeof(struct tenant_key));
}

static const char *
check(const struct tenant_key_parts *parts)
{
	const char *problem;

	if (key_algorithm_is_rsa(parts->type))
		problem = tenant_key_check_rsa(parts);
	else
		problem = curve_check_pair(parts->type, parts->scalar.at, parts->point.at);
	return problem != NULL ? problem : tenant_key_sign_and_verify(parts);
}

const char *
tenant_key_read(struct tenant_key *key, const uint8_t *pkcs8, size_t size)
{
	struct tenant_key_parts parts;
	const char *problem = "is longer than a private key can be";

	sodium_memzero(key, sizeof *key);
	if (size <= sizeof key->pkcs8)
		problem = tenant_key_parts_read(&parts, pkcs8, size);
	if (problem == NULL)
		problem = check(&parts);
	if (problem != NULL)
		return problem;
	key->type = parts.type;
	key->size = size;
	memcpy(key->pkcs8, pkcs8, size);
	return NULL;
}

void
tenant_key_public(struct public_key *public_key, const struct tenant_key *key)
{
	struct tenant_key_parts parts;
	const char *problem = tenant_key_parts_read(&parts, key->pkcs8, key->size);

	if (problem == NULL && key_algorithm_is_rsa(parts.type))
		problem = public_key_from_modulus(public_key, parts.number[RSA_MODULUS].at,
						  cursor_left(&parts.number[RSA_MODULUS]));
	else if (problem == NULL)
		problem = public_key_from_point(public_key, parts.type, parts.point.at,
						cursor_left(&parts.point));
	if (problem != NULL)
		die("a private key that was read %s", problem);
}

const char *
tenant_key_from_pem(struct tenant_key *key, const struct tenant_key_pem *pem)
{
	struct tenant_key *decoded = tenant_key_new();
	const char *problem = pem_read(decoded->pkcs8, sizeof decoded->pkcs8, &decoded->size,
				       "PRIVATE KEY", pem->text, pem->size);

	sodium_memzero(key, sizeof *key);
	if (problem == NULL)
		problem = tenant_key_read(key, decoded->pkcs8, decoded->size);
	secret_drop(decoded);
	return problem;
}

/* The key pair of RFC 6979, A.2.5, which is public. */
static const char pair_text[] =
	"308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420"
	"c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
	"a14403420004"
	"60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
	"7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

static const char *
selftest_tenant_key(void)
{
	struct tenant_key *key = tenant_key_new();
	uint8_t pkcs8[(sizeof pair_text - 1) / 2];
	const char *problem = NULL;

	crypto_begin();
	if (text_from_hex(pkcs8, sizeof pkcs8, pair_text, sizeof pair_text - 1) != NULL ||
	    tenant_key_read(key, pkcs8, sizeof pkcs8) != NULL)
		problem = "a private key that is good was refused";
	pkcs8[sizeof pkcs8 - 1] ^= 1;
	if (problem == NULL && tenant_key_read(key, pkcs8, sizeof pkcs8) == NULL)
		problem = "a private key with another's point was accepted";
	secret_drop(key);
	return problem;
}
SELFTEST(selftest_tenant_key);
