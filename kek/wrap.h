/*
 * CKM_RSA_AES_KEY_WRAP (PKCS#11 v3.0, 6.1.15): RSAES-OAEP(KEK, AES-256 key; hash = MGF1 hash,
 * empty label) followed by AES-KWP(AES-256 key, PKCS#8), and its proof (wrap_proof.h).
 * Facts: RFC 8017 section 7.1, RFC 5649 section 4, and the services' own pages (docs/formats.md).
 */
#ifndef KEK_WRAP_H
#define KEK_WRAP_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/profile.h"
#include "ceremony/public_key.h"
#include "ceremony/tenant_key.h"

enum {
	WRAP_RSA_MOST_BYTES = 512,
	WRAP_BLOB_MOST_BYTES = WRAP_RSA_MOST_BYTES + TENANT_KEY_MOST_BYTES + 16
};

struct wrap_blob {
	size_t size;
	size_t oaep_bytes; /* the KEK's modulus length; the KWP part follows */
	uint8_t bytes[WRAP_BLOB_MOST_BYTES];
};

/*
 * Wraps `key` under the RSA public key `kek` with a fresh AES-256 key and a fresh OAEP seed, then
 * proves the blob before it returns (docs/DESIGN.md, "What holds"): the OAEP encoded message is decoded by other
 * code than made it and must give the AES key; raised to e modulo n by plain BN_mod_exp it must
 * give the first part; the KWP part unwrapped must be the PKCS#8; that, read strictly by
 * tenant_key_read, must have the public key `expected`. Everything secret is wiped. Refuses where
 * the proof says no; dies where libcrypto fails.
 */
void wrap_key(struct wrap_blob *blob, const struct tenant_key *key, const struct public_key *kek,
	      enum profile_hash hash, const struct public_key *expected);

/*
 * The form of a blob that nobody here can open: the first part as long as the KEK's modulus and,
 * as a number, below it; the second of a length that KWP gives and a PKCS#8 of `type` can have.
 * Returns NULL or why not.
 */
const char *
wrap_check_form(const uint8_t *blob, size_t size, const struct public_key *kek, enum key_type type);

#endif
