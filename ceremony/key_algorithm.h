/*
 * AlgorithmIdentifier of each type of key, whole and in DER: rsaEncryption with NULL parameters
 * (RFC 3279, section 2.3.1), id-ecPublicKey on a named curve (RFC 5480, section 2.1.1).
 */
#ifndef CEREMONY_KEY_ALGORITHM_H
#define CEREMONY_KEY_ALGORITHM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/cursor.h"
#include "ceremony/key_type.h"

struct key_algorithm {
	size_t size;
	uint8_t der[22];
};

/* The AlgorithmIdentifier of a type. */
const struct key_algorithm *key_algorithm_of(enum key_type type);

/* Takes an AlgorithmIdentifier of the table; of RSA, whose size stands elsewhere, the type is
 * KEY_RSA_2048. False, and nothing taken, when the next bytes are none. */
bool key_algorithm_take(struct cursor *from, enum key_type *type);

/* The type is one of RSA. */
bool key_algorithm_is_rsa(enum key_type type);

/* The RSA type with a modulus of this length, big-endian without leading zeros. Returns NULL or
 * why there is none. */
const char *key_algorithm_of_modulus(enum key_type *type, const uint8_t *modulus, size_t size);

/* RSA: the bytes of a modulus. EC: the bytes of a scalar or of one coordinate. */
size_t key_algorithm_number_bytes(enum key_type type);

#endif
