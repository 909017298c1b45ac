/*
 * The key schedule of age v1 with an X25519 recipient (C2SP age.md, "Payload", "Header MAC" and
 * "X25519 recipient stanza"), over HKDF-SHA-256 (RFC 5869). For age.c alone.
 */
#ifndef CEREMONY_AGE_KEYS_H
#define CEREMONY_AGE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sodium.h>

enum { AGE_KEYS_FILE_BYTES = 16, AGE_KEYS_NONCE_BYTES = 16 };

/* Everything secret that one file needs. Allocated with secret_new only. */
struct age_keys {
	uint8_t ephemeral[32];
	uint8_t file[AGE_KEYS_FILE_BYTES];
	uint8_t wrap[32];
	uint8_t payload[32];
	uint8_t shared[32];
	uint8_t header[32];
	uint8_t extracted[32];
	crypto_auth_hmacsha256_state hmac;
};

/* HKDF-SHA-256's first 32 bytes (RFC 5869, sections 2.2 and 2.3). */
void age_keys_derive(uint8_t out[32], struct age_keys *keys, const uint8_t *ikm, size_t ikm_bytes,
		     const uint8_t *salt, size_t salt_bytes, const void *info, size_t info_bytes);

/*
 * Sets keys->wrap from X25519(scalar, point): the sealer's ephemeral scalar with the recipient, or
 * the identity's scalar with the ephemeral share. False when the shared secret is all zeros (a
 * point of low order).
 */
bool age_keys_set_wrap(struct age_keys *keys, const uint8_t scalar[32], const uint8_t point[32],
		       const uint8_t share[32], const uint8_t recipient[32]);

/* The MAC over `size` bytes of header, under a key from keys->file. */
void
age_keys_header_mac(uint8_t mac[32], struct age_keys *keys, const uint8_t *header, size_t size);

/* Sets keys->payload from keys->file and the nonce. */
void age_keys_set_payload(struct age_keys *keys, const uint8_t nonce[AGE_KEYS_NONCE_BYTES]);

#endif
