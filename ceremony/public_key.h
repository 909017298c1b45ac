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

enum key_type {
	KEY_RSA_2048,
	KEY_RSA_3072,
	KEY_RSA_4096,
	KEY_EC_P256,
	KEY_EC_P384,
	KEY_EC_P521,
	KEY_TYPES,
};

enum { PUBLIC_KEY_MOST_BYTES = 600, PUBLIC_KEY_PEM_MOST_BYTES = 1000 };

struct public_key {
	enum key_type type;
	size_t size;
	uint8_t spki[PUBLIC_KEY_MOST_BYTES];
};

/* "rsa-2048", "rsa-3072", "rsa-4096", "ec-p256", "ec-p384", "ec-p521": as a plan writes them. */
const char *key_type_name(enum key_type type);

/* Returns NULL or why not; says of rsa-1024 that it is inadequate. */
const char *key_type_from_name(enum key_type *type, const char *name);

/* Modulus or curve size in bits. */
unsigned key_type_bits(enum key_type type);

/* Symmetric-equivalent strength in bits (NIST SP 800-57 part 1, table 2): 112, 128, 152, 128, 192, 256. */
unsigned key_type_strength(enum key_type type);

/* Strict: canonical DER, one of the types above, RSA exponent 65537, a point on its curve, no
 * trailing byte. Returns NULL or why not. */
const char *public_key_from_spki(struct public_key *key, const uint8_t *spki, size_t size);

/* "-----BEGIN PUBLIC KEY-----", 64 columns, LF (RFC 7468, section 13). Returns the length; NUL-terminated. */
size_t public_key_to_pem(char pem[PUBLIC_KEY_PEM_MOST_BYTES], const struct public_key *key);

/* Only what public_key_to_pem writes. Returns NULL or why not. */
const char *public_key_from_pem(struct public_key *key, const char *pem, size_t size);

/* SHA-256 of the SPKI: the key's name everywhere in a ceremony. */
struct digest public_key_digest(const struct public_key *key);

#endif
