/*
 * One level of SLIP-0039: byte strings, any `threshold` of which give one secret, with a digest
 * that tells whether they do (section "Sharing a secret"). Used twice: for groups, and for the
 * members of a group.
 */
#ifndef CEREMONY_SLIP39_THRESHOLD_H
#define CEREMONY_SLIP39_THRESHOLD_H

#include <stddef.h>
#include <stdint.h>

#include <sodium.h>

#include "ceremony/slip39.h"

/* Room to work in; secret, the caller's, used again for any number of calls. */
struct slip39_threshold {
	crypto_auth_hmacsha256_state hmac;
	uint8_t mac[crypto_auth_hmacsha256_BYTES];
	uint8_t secret[SLIP39_MOST_BYTES];
	uint8_t digest[SLIP39_MOST_BYTES];
};

/* Writes the strings for x = 0 to count - 1 to `ys`. 1 <= threshold <= count <= 16, 16 <= size <=
 * 64: checked before. */
void slip39_threshold_split(struct slip39_threshold *room, uint8_t *const *ys, size_t threshold,
			    size_t count, const uint8_t *secret, size_t size);

/* Rebuilds the secret from `threshold` strings at distinct `xs`. Returns NULL, or that the digest
 * is wrong; then `secret` is not written. */
const char *slip39_threshold_recover(struct slip39_threshold *room, uint8_t *secret, size_t size,
				     const uint8_t *xs, const uint8_t *const *ys, size_t threshold);

#endif
