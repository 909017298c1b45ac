/*
 * A public key as SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7), in the one DER form that this
 * house writes: RSA with NULL parameters (RFC 3279, section 2.3.1), EC on a named curve with an
 * uncompressed point (RFC 5480).
 */
#ifndef CEREMONY_PUBLIC_KEY_H
#define CEREMONY_PUBLIC_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/digest.h"
#include "ceremony/key_type.h"

enum { PUBLIC_KEY_MOST_BYTES = 600, PUBLIC_KEY_PEM_MOST_BYTES = 1000 };

struct public_key {
	enum key_type type;
	size_t size;
	uint8_t spki[PUBLIC_KEY_MOST_BYTES];
};

/* Strict: canonical DER, one of the types above, RSA exponent 65537, a point on its curve, no
 * trailing byte. Returns NULL or why not; then `key` is empty. Dies only where libcrypto fails. */
const char *public_key_from_spki(struct public_key *key, const uint8_t *spki, size_t size);

/* From an RSA modulus, big-endian without leading zeros, and the exponent 65537: 2048, 3072 or
 * 4096 bits, odd. Returns NULL or why not. */
const char *public_key_from_modulus(struct public_key *key, const uint8_t *modulus, size_t size);

/* From an EC type and an uncompressed point of it, 1 + 2 coordinates (curve.h). Returns NULL or
 * why not. Dies only where libcrypto fails. */
const char *public_key_from_point(struct public_key *key, enum key_type type, const uint8_t *point,
				  size_t size);

/* RSA: the modulus inside the SPKI, big-endian, key_type_bits / 8 bytes. */
const uint8_t *public_key_modulus(const struct public_key *key);

/* "-----BEGIN PUBLIC KEY-----", 64 columns, LF (RFC 7468, section 13). Returns the length;
 * NUL-terminated. */
size_t public_key_to_pem(char pem[PUBLIC_KEY_PEM_MOST_BYTES], const struct public_key *key);

/* Only what public_key_to_pem writes. Returns NULL or why not; then `key` is empty. */
const char *public_key_from_pem(struct public_key *key, const char *pem, size_t size);

/* SHA-256 of the SPKI: the key's name everywhere in a ceremony. */
struct digest public_key_digest(const struct public_key *key);

#endif
