/*
 * The types of keys that this house makes and wraps.
 */
#ifndef CEREMONY_KEY_TYPE_H
#define CEREMONY_KEY_TYPE_H

enum key_type {
	KEY_RSA_2048,
	KEY_RSA_3072,
	KEY_RSA_4096,
	KEY_EC_P256,
	KEY_EC_P384,
	KEY_EC_P521,
	KEY_TYPES,
};

/* "rsa-2048", "rsa-3072", "rsa-4096", "ec-p256", "ec-p384", "ec-p521": as a plan writes them. */
const char *key_type_name(enum key_type type);

/* Returns NULL or why not; says of rsa-1024 that it is inadequate. */
const char *key_type_from_name(enum key_type *type, const char *name);

/* Modulus or curve size in bits. */
unsigned key_type_bits(enum key_type type);

/* Symmetric-equivalent strength in bits (NIST SP 800-57 part 1 revision 5, table 2; RSA-4096
 * interpolated): 112, 128, 152, 128, 192, 256. */
unsigned key_type_strength(enum key_type type);

#endif
