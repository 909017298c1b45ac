/*
 * EME-OAEP decoding (RFC 8017, section 7.1.2, step 3), our own: it shares nothing with the code
 * that encodes but the hash functions. For proofs, by one who knows the message: it is no
 * decryption service, and says precisely what is wrong.
 */
#ifndef KEK_OAEP_DECODE_H
#define KEK_OAEP_DECODE_H

#include <stddef.h>
#include <stdint.h>

#include "kek/wrap.h"

/*
 * Decodes `em_bytes` bytes (at most 512) into exactly `message_bytes` bytes of secret memory. Hash
 * and MGF1 hash are the same, the label is empty. Returns NULL or why not; dies where libcrypto
 * fails.
 */
const char *oaep_decode(uint8_t *message, size_t message_bytes, const uint8_t *em, size_t em_bytes,
			enum profile_hash hash);

#endif
