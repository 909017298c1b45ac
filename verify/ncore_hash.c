/* The nCore hash of a public key (reference 3.3): SHA-1 over names and padded little-endian numbers. */
#include "ncore.h"

#include <stdlib.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/objects.h>

#include "ceremony/crypto.h"

enum { TEXT_BYTES = 8192, BLOCK = 64, MOST_BYTES = NCORE_NUMBER_BYTES };

struct text {
	size_t size;
	uint8_t bytes[TEXT_BYTES];
};

/* With its NUL. */
static void
put_name(struct text *text, const char *name)
{
	size_t size = strlen(name) + 1;

	memcpy(text->bytes + text->size, name, size);
	text->size += size;
}

static void
put_word(struct text *text, uint32_t word)
{
	for (size_t i = 0; i < 4; i++)
		text->bytes[text->size++] = (uint8_t)(word >> 8 * i);
}

/* Little-endian, with zeros to a whole block; 512 bytes are a multiple of one. */
static void
put_number(struct text *text, const uint8_t *bytes, size_t size)
{
	size_t padded = (size + BLOCK - 1) / BLOCK * BLOCK;

	memset(text->bytes + text->size, 0, padded);
	for (size_t i = 0; i < size; i++)
		text->bytes[text->size + i] = bytes[size - 1 - i];
	text->size += padded;
}

static void
put_bignum(struct text *text, const BIGNUM *number)
{
	uint8_t bytes[MOST_BYTES] = {0};
	int size = BN_bn2bin(number, bytes);

	put_number(text, bytes, (size_t)size);
}

/* p, a, b, the generator, the order, the cofactor 1. */
static void
put_curve(struct text *text, enum ncore_curve curve)
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(curve == NCORE_P256 ? NID_X9_62_prime256v1
									 : NID_secp521r1);
	BIGNUM *p = BN_new(), *a = BN_new(), *b = BN_new(), *x = BN_new(), *y = BN_new();

	if (group == NULL || p == NULL || a == NULL || b == NULL || x == NULL || y == NULL)
		crypto_die("make a curve");
	crypto_must(EC_GROUP_get_curve(group, p, a, b, NULL), "read a curve");
	crypto_must(
		EC_POINT_get_affine_coordinates(group, EC_GROUP_get0_generator(group), x, y, NULL),
		"read a generator");
	put_word(text, 0);
	put_word(text, 0);
	put_word(text, curve == NCORE_P256 ? 256 : 521);
	put_bignum(text, p);
	put_bignum(text, a);
	put_bignum(text, b);
	put_bignum(text, x);
	put_bignum(text, y);
	put_bignum(text, EC_GROUP_get0_order(group));
	put_number(text, (const uint8_t *)"\x01", 1);
	BN_free(p);
	BN_free(a);
	BN_free(b);
	BN_free(x);
	BN_free(y);
	EC_GROUP_free(group);
}

void
ncore_hash(uint8_t hash[NCORE_HASH_BYTES], const struct ncore_key *key)
{
	struct text text = {.size = 0};

	put_name(&text, "nFast KeyHash");
	put_name(&text, key->type == NCORE_RSA   ? "RSA00"
			: key->type == NCORE_DSA ? "DSA00"
						 : "ECDSA00");
	if (key->type == NCORE_ECDSA)
		put_curve(&text, key->curve);
	for (size_t i = 0; i < key->count; i++)
		put_number(&text, key->numbers[i].bytes, key->numbers[i].size);
	put_name(&text, "invented by nCipher 1997");
	crypto_must(EVP_Digest(text.bytes, text.size, hash, NULL, EVP_sha1(), NULL),
		    "compute a SHA-1");
}
