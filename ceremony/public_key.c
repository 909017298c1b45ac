#include "public_key.h"

#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/cursor.h"
#include "ceremony/curve.h"
#include "ceremony/der.h"
#include "ceremony/key_algorithm.h"
#include "ceremony/selftest.h"
#include "ceremony/text.h"

static const uint8_t exponent_65537[] = {DER_INTEGER, 3, 1, 0, 1};

static uint8_t *
put(uint8_t *at, const void *data, size_t size)
{
	memcpy(at, data, size);
	return at + size;
}

/* Everything before the `size` bytes of subjectPublicKey; returns where they go. */
static uint8_t *
put_frame(struct public_key *key, enum key_type type, size_t size)
{
	const struct key_algorithm *algorithm = key_algorithm_of(type);
	uint8_t *at = key->spki;

	key->type = type;
	key->size = der_whole_bytes(algorithm->size + der_whole_bytes(1 + size));
	at = der_put_header(at, DER_SEQUENCE, algorithm->size + der_whole_bytes(1 + size));
	at = put(at, algorithm->der, algorithm->size);
	at = der_put_header(at, DER_BIT_STRING, 1 + size);
	*at++ = 0;
	return at;
}

const char *
public_key_from_modulus(struct public_key *key, const uint8_t *modulus, size_t size)
{
	enum key_type type;
	const char *problem = key_algorithm_of_modulus(&type, modulus, size);
	size_t contents = der_whole_bytes(1 + size) + sizeof exponent_65537;
	uint8_t *at;

	memset(key, 0, sizeof *key);
	if (problem != NULL)
		return problem;
	if ((modulus[size - 1] & 1) == 0)
		return "has an RSA modulus that is even";
	at = put_frame(key, type, der_whole_bytes(contents));
	at = der_put_header(at, DER_SEQUENCE, contents);
	at = der_put_header(at, DER_INTEGER, 1 + size);
	*at++ = 0;
	at = put(at, modulus, size);
	put(at, exponent_65537, sizeof exponent_65537);
	return NULL;
}

const char *
public_key_from_point(struct public_key *key, enum key_type type, const uint8_t *point, size_t size)
{
	const char *problem;

	memset(key, 0, sizeof *key);
	if (size != curve_point_bytes(type))
		return "has an EC point of the wrong length";
	problem = curve_check_point(type, point);
	if (problem == NULL)
		put(put_frame(key, type, size), point, size);
	return problem;
}

/* RSAPublicKey (RFC 8017, A.1.1). */
static const char *
from_rsa(struct public_key *key, struct cursor contents)
{
	struct cursor numbers, modulus, exponent;

	if (!der_take(&contents, DER_SEQUENCE, &numbers) || cursor_left(&contents) != 0 ||
	    !der_take_number(&numbers, &modulus) || !der_take_number(&numbers, &exponent) ||
	    cursor_left(&numbers) != 0)
		return "does not hold an RSA key in canonical DER";
	if (cursor_left(&exponent) != 3 || memcmp(exponent.at, exponent_65537 + 2, 3) != 0)
		return "has an RSA exponent other than 65537";
	return public_key_from_modulus(key, modulus.at, cursor_left(&modulus));
}

const char *
public_key_from_spki(struct public_key *key, const uint8_t *spki, size_t size)
{
	struct cursor all = cursor_over(spki, size);
	struct cursor info, contents;
	enum key_type type;

	memset(key, 0, sizeof *key);
	if (!der_take(&all, DER_SEQUENCE, &info))
		return "is not a SubjectPublicKeyInfo in canonical DER";
	if (cursor_left(&all) != 0)
		return "has bytes behind its end";
	if (!key_algorithm_take(&info, &type))
		return "is neither RSA with NULL parameters nor EC on P-256, P-384 or P-521";
	if (!der_take(&info, DER_BIT_STRING, &contents) || cursor_left(&info) != 0 ||
	    cursor_left(&contents) == 0 || *cursor_take(&contents, 1) != 0)
		return "is not a SubjectPublicKeyInfo in canonical DER";
	if (key_algorithm_is_rsa(type))
		return from_rsa(key, contents);
	return public_key_from_point(key, type, contents.at, cursor_left(&contents));
}

const uint8_t *
public_key_modulus(const struct public_key *key)
{
	return key->spki + key->size - sizeof exponent_65537 -
	       key_algorithm_number_bytes(key->type);
}

struct digest
public_key_digest(const struct public_key *key)
{
	return digest_of(key->spki, key->size);
}

/* The point of RFC 6979, A.2.5, whose SPKI was made and digested by other programs. */
static const char *
selftest_public_key(void)
{
	static const char point_text[] =
		"0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
		"7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
	static const char want[] =
		"5a7a78cca4a0f420d9bc62bb669c3c2759e39f723d3ae10dcbe0f0815a07ecd4";
	uint8_t point[65];
	struct public_key key;
	struct digest digest;
	char got[DIGEST_TEXT_BYTES];

	crypto_begin();
	if (text_from_hex(point, sizeof point, point_text, sizeof point_text - 1) != NULL ||
	    public_key_from_point(&key, KEY_EC_P256, point, sizeof point) != NULL)
		return "a public key that is good was refused";
	digest = public_key_digest(&key);
	digest_to_text(got, &digest);
	return strcmp(got, want) == 0 ? NULL : "the digest of a public key is wrong";
}
SELFTEST(selftest_public_key);
