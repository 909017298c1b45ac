#include "age_keys.h"

#include <string.h>

#include "ceremony/secret.h"
#include "ceremony/selftest.h"

/* libsodium takes no NULL, even for nothing. */
static const uint8_t none[1];

void
age_keys_derive(uint8_t out[32], struct age_keys *keys, const uint8_t *ikm, size_t ikm_bytes,
		const uint8_t *salt, size_t salt_bytes, const void *info, size_t info_bytes)
{
	static const uint8_t first = 1;

	crypto_auth_hmacsha256_init(&keys->hmac, salt, salt_bytes);
	crypto_auth_hmacsha256_update(&keys->hmac, ikm, ikm_bytes);
	crypto_auth_hmacsha256_final(&keys->hmac, keys->extracted);
	crypto_auth_hmacsha256_init(&keys->hmac, keys->extracted, sizeof keys->extracted);
	crypto_auth_hmacsha256_update(&keys->hmac, info, info_bytes);
	crypto_auth_hmacsha256_update(&keys->hmac, &first, 1);
	crypto_auth_hmacsha256_final(&keys->hmac, out);
}

bool
age_keys_set_wrap(struct age_keys *keys, const uint8_t scalar[32], const uint8_t point[32],
		  const uint8_t share[32], const uint8_t recipient[32])
{
	static const char info[] = "age-encryption.org/v1/X25519";
	uint8_t salt[64];

	if (crypto_scalarmult(keys->shared, scalar, point) != 0)
		return false;
	memcpy(salt, share, 32);
	memcpy(salt + 32, recipient, 32);
	age_keys_derive(keys->wrap, keys, keys->shared, 32, salt, sizeof salt, info,
			sizeof info - 1);
	return true;
}

void
age_keys_header_mac(uint8_t mac[32], struct age_keys *keys, const uint8_t *header, size_t size)
{
	age_keys_derive(keys->header, keys, keys->file, sizeof keys->file, none, 0, "header", 6);
	crypto_auth_hmacsha256_init(&keys->hmac, keys->header, sizeof keys->header);
	crypto_auth_hmacsha256_update(&keys->hmac, header, size);
	crypto_auth_hmacsha256_final(&keys->hmac, mac);
}

void
age_keys_set_payload(struct age_keys *keys, const uint8_t nonce[AGE_KEYS_NONCE_BYTES])
{
	age_keys_derive(keys->payload, keys, keys->file, sizeof keys->file, nonce,
			AGE_KEYS_NONCE_BYTES, "payload", 7);
}

/* RFC 5869, appendices A.1 and A.3, the first 32 bytes. */
static const char *
selftest_hkdf(void)
{
	static const uint8_t ikm[22] = {11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,
					11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11};
	static const uint8_t salt[13] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
	static const uint8_t info[10] = {0xf0, 0xf1, 0xf2, 0xf3, 0xf4,
					 0xf5, 0xf6, 0xf7, 0xf8, 0xf9};
	static const uint8_t want_salted[32] = {
		0x3c, 0xb2, 0x5f, 0x25, 0xfa, 0xac, 0xd5, 0x7a, 0x90, 0x43, 0x4f,
		0x64, 0xd0, 0x36, 0x2f, 0x2a, 0x2d, 0x2d, 0x0a, 0x90, 0xcf, 0x1a,
		0x5a, 0x4c, 0x5d, 0xb0, 0x2d, 0x56, 0xec, 0xc4, 0xc5, 0xbf,
	};
	static const uint8_t want_bare[32] = {
		0x8d, 0xa4, 0xe7, 0x75, 0xa5, 0x63, 0xc1, 0x8f, 0x71, 0x5f, 0x80,
		0x2a, 0x06, 0x3c, 0x5a, 0x31, 0xb8, 0xa1, 0x1f, 0x5c, 0x5e, 0xe1,
		0x87, 0x9e, 0xc3, 0x45, 0x4e, 0x5f, 0x3c, 0x73, 0x8d, 0x2d,
	};
	struct age_keys *keys = secret_new(sizeof *keys);
	bool good;

	age_keys_derive(keys->wrap, keys, ikm, sizeof ikm, salt, sizeof salt, info, sizeof info);
	good = sodium_memcmp(keys->wrap, want_salted, 32) == 0;
	age_keys_derive(keys->wrap, keys, ikm, sizeof ikm, none, 0, none, 0);
	good &= sodium_memcmp(keys->wrap, want_bare, 32) == 0;
	secret_drop(keys);
	return good ? NULL : "HKDF-SHA-256 of RFC 5869 is wrong";
}
SELFTEST(selftest_hkdf);
