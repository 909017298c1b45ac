/*
 * nCore marshalling (reference 3.1 and 3.3): little-endian words and numbers, public keys and their hashes,
 * signatures.
 */
#ifndef VERIFY_NCORE_H
#define VERIFY_NCORE_H

#include <stdbool.h>

#include "ceremony/cursor.h"
#include "ceremony/public_key.h"

struct evp_pkey_st; /* EVP_PKEY */

enum { NCORE_HASH_BYTES = 20, NCORE_NUMBER_BYTES = 512, NCORE_NUMBERS = 4 };

enum ncore_type { NCORE_RSA = 1, NCORE_DSA = 3, NCORE_ECDSA = 46 };
enum ncore_curve { NCORE_P256 = 4, NCORE_P521 = 6 };

/* Big-endian, without leading zeros: RSA e, n; DSA p, q, g, y; ECDSA x, y. */
struct ncore_number {
	size_t size;
	uint8_t bytes[NCORE_NUMBER_BYTES];
};

struct ncore_key {
	enum ncore_type type;
	enum ncore_curve curve;
	size_t count;
	struct ncore_number numbers[NCORE_NUMBERS];
};

/* Each takes one value; false, and nothing of use, when the next bytes are none. A number's zeros in front are dropped; a
 * string has no NUL inside. */
bool ncore_take_word(struct cursor *from, uint32_t *word);
bool ncore_take_number(struct cursor *from, struct ncore_number *number);
bool ncore_take_hash(struct cursor *from, const uint8_t **hash); /* NCORE_HASH_BYTES of them */
bool ncore_take_string(struct cursor *from, struct cursor *text);

/* M_KeyHashEx, by SHA-1. */
bool ncore_take_hash_ex(struct cursor *from, const uint8_t **hash);

/* M_KeyData of one of the types above. */
bool ncore_take_key(struct cursor *from, struct ncore_key *key);

/* From big-endian bytes with leading zeros; false when there are too many. */
bool ncore_number_from(struct ncore_number *number, struct cursor bytes);

/* The nCore hash of a key. Dies where libcrypto fails. */
void ncore_hash(uint8_t hash[NCORE_HASH_BYTES], const struct ncore_key *key);

/* DSA and ECDSA as libcrypto has it, to be freed by ncore_free; NULL when it is no such key. */
struct evp_pkey_st *ncore_pkey(const struct ncore_key *key);
void ncore_free(struct evp_pkey_st *key);

/* The same of a key that libcrypto has, which must be ECDSA on P-521. */
bool ncore_key_from_p521(struct ncore_key *key, struct evp_pkey_st *pkey);

/* M_CipherText over the message: DSA with SHA-256, ECDSA with SHA-512, as the key is. */
bool ncore_verify(const struct ncore_key *key, struct cursor message, struct cursor ciphertext);

/* RSA and P-256 in the house's form. Returns NULL or why not. */
const char *ncore_public_key(struct public_key *out, const struct ncore_key *key);

#endif
