/*
 * The proof of a blob before it leaves (docs/DESIGN.md, "What holds"), by one who still holds what it was made of.
 */
#ifndef KEK_WRAP_PROOF_H
#define KEK_WRAP_PROOF_H

#include <stddef.h>
#include <stdint.h>

#include "kek/kwp.h"
#include "kek/wrap.h"

/* What a blob was made with. Allocated with secret_new only. */
struct wrap_secret {
	uint8_t aes[KWP_KEY_BYTES];
	uint8_t em[WRAP_RSA_MOST_BYTES]; /* as long as the KEK's modulus */
};

/*
 * In this order: the blob's form; `em` decoded by oaep_decode.h gives the AES key; `em` to the
 * power of 65537 by BN_mod_exp is the blob's first part; its second, unwrapped, is the PKCS#8 of
 * `key`; read by tenant_key_read, that has the public key `expected`. Returns NULL or why not; dies
 * where libcrypto fails.
 */
const char *wrap_proof(const struct wrap_blob *blob, const struct wrap_secret *secret,
		       const struct tenant_key *key, const struct public_key *kek,
		       enum profile_hash hash, const struct public_key *expected);

#endif
