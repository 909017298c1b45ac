/*
 * RSAES-OAEP (RFC 8017, section 7.1.1), the making side, in two steps, because libcrypto's one
 * step takes and returns no seed and shows no encoded message that could be proved: encode, then
 * RSA without padding. Hash and MGF1 hash are the same, the label is empty.
 */
#ifndef KEK_OAEP_H
#define KEK_OAEP_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/public_key.h"
#include "kek/wrap.h"

/* EME-OAEP encoding (step 2) of `message` into `em_bytes` bytes of secret memory, the modulus'
 * length, with a fresh seed. Dies where libcrypto fails. */
void oaep_encode(uint8_t *em, size_t em_bytes, const uint8_t *message, size_t message_bytes,
		 enum profile_hash hash);

/* RSAEP (step 3): `em` to the power of 65537 modulo the KEK's n, written in full length. Dies
 * where libcrypto fails. */
void oaep_encrypt(uint8_t *out, const uint8_t *em, const struct public_key *kek);

#endif
