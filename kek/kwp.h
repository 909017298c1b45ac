/*
 * AES-256 key wrap with padding (RFC 5649, section 4), by libcrypto, in one call each.
 */
#ifndef KEK_KWP_H
#define KEK_KWP_H

#include <stddef.h>
#include <stdint.h>

enum { KWP_KEY_BYTES = 32, KWP_BLOCK_BYTES = 8, KWP_MORE_BYTES = 16 };

/* Length of `size` wrapped bytes. */
size_t kwp_wrapped_bytes(size_t size);

/* Wraps `size` bytes, one at least; `out` has kwp_wrapped_bytes. Dies where libcrypto fails. */
void kwp_wrap(uint8_t *out, const uint8_t key[KWP_KEY_BYTES], const uint8_t *data, size_t size);

/* Unwraps `size` bytes into `out`, secret memory of `size` bytes; sets `out_bytes`. Returns NULL or
 * why not. Dies where libcrypto cannot begin. */
const char *kwp_unwrap(uint8_t *out, size_t *out_bytes, const uint8_t key[KWP_KEY_BYTES],
		       const uint8_t *wrapped, size_t size);

#endif
