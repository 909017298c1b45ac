/*
 * A PKCS#8 taken apart: where its numbers stand, in the secret memory that holds it. Form only;
 * what the numbers must be to each other is in tenant_key_check.h.
 */
#ifndef CEREMONY_TENANT_KEY_PARTS_H
#define CEREMONY_TENANT_KEY_PARTS_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/cursor.h"
#include "ceremony/key_type.h"

/* RSAPrivateKey behind its version, in order (RFC 8017, A.1.2). */
enum rsa_number {
	RSA_MODULUS,
	RSA_PUBLIC_EXPONENT,
	RSA_PRIVATE_EXPONENT,
	RSA_PRIME_1,
	RSA_PRIME_2,
	RSA_EXPONENT_1,
	RSA_EXPONENT_2,
	RSA_COEFFICIENT,
	RSA_NUMBERS,
};

struct tenant_key_parts {
	enum key_type type;
	struct cursor number[RSA_NUMBERS]; /* RSA: big-endian magnitudes */
	struct cursor scalar, point;       /* EC: whole lengths (curve.h) */
};

/* Canonical DER throughout, a type of the table, e = 65537, nothing trailing. Returns NULL or why
 * not. */
const char *
tenant_key_parts_read(struct tenant_key_parts *parts, const uint8_t *pkcs8, size_t size);

#endif
