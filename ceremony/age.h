/*
 * age v1 files (C2SP age.md) with a payload of one chunk, and exactly one X25519 recipient: what an
 * escrow is; or one passphrase: what a roster is.
 *
 * age hides, it does not vouch: whoever has the recipient can make a file that opens. That a file
 * is the one that was made is the transcript's to say.
 */
#ifndef CEREMONY_AGE_H
#define CEREMONY_AGE_H

#include <stddef.h>
#include <stdint.h>

enum {
	AGE_RECIPIENT_TEXT_BYTES = 63,       /* "age1" and 58 characters more, and a NUL */
	AGE_PLAIN_MOST_BYTES = 1 << 16,      /* one chunk of STREAM (age.md, "Payload") */
	AGE_OVERHEAD_BYTES = 200,            /* header 168, nonce 16, tag 16 */
	AGE_PASSPHRASE_OVERHEAD_BYTES = 182, /* header 150, nonce 16, tag 16 */
	AGE_PASSPHRASE_WORK = 16,            /* scrypt takes 2^16 blocks of 1 KiB: 64 MiB */
	AGE_PASSPHRASE_MOST_WORK = 18,       /* of a file that is read: 256 MiB */
};

/* The 32 bytes that the cards rebuild. Allocated with secret_new only. */
struct age_identity {
	uint8_t scalar[32];
};

/* X25519(scalar, base point), public. */
struct age_recipient {
	uint8_t point[32];
};

/* The public half of an identity. */
void age_recipient_of(struct age_recipient *recipient, const struct age_identity *identity);

/* Bech32 with "age": 62 characters and a NUL. */
void
age_recipient_to_text(char out[AGE_RECIPIENT_TEXT_BYTES], const struct age_recipient *recipient);

/*
 * Only what age_recipient_to_text writes, in lower case, for a point that is written in its one
 * canonical form and not of low order (RFC 7748, sections 5 and 6.1): what is sealed to another
 * does not open. Returns NULL, or why not; then `recipient` holds zeros.
 */
const char *
age_recipient_from_text(struct age_recipient *recipient, const char *text, size_t length);

/* Bytes of a sealed file for `plain` bytes. */
size_t age_sealed_bytes(size_t plain);

/*
 * Writes age_sealed_bytes(size): a binary file, with a fresh ephemeral and file key. `recipient`
 * is from age_recipient_of or age_recipient_from_text. Dies when `size` is more than
 * AGE_PLAIN_MOST_BYTES, or when `recipient` is of low order.
 */
void
age_seal(uint8_t *sealed, const void *plain, size_t size, const struct age_recipient *recipient);

/*
 * Opens exactly what age_seal writes: version line, one X25519 stanza, MAC line, all base64
 * canonical, one final chunk, nothing behind it. `plain` is secret memory of `capacity` bytes; sets
 * `size`. Returns NULL, or why not; then all of `plain` is wiped and `size` is 0.
 */
const char *age_open(uint8_t *plain, size_t capacity, size_t *size, const uint8_t *sealed,
		     size_t sealed_bytes, const struct age_identity *identity);

/*
 * The same under a passphrase ("scrypt recipient stanza"): writes AGE_PASSPHRASE_OVERHEAD_BYTES + size. Nobody can tell a wrong passphrase from
 * a changed stanza. Dies as age_seal, and when scrypt's memory cannot be had.
 */
void age_passphrase_seal(uint8_t *sealed, const void *plain, size_t size, const char *passphrase);

/* As age_open; takes files of others too, as far as their work is AGE_PASSPHRASE_MOST_WORK or less. */
const char *age_passphrase_open(uint8_t *plain, size_t capacity, size_t *size,
				const uint8_t *sealed, size_t sealed_bytes, const char *passphrase);

/* Dies, with a hint, when scrypt's memory for this work cannot be had: to be asked before anybody is asked for anything. */
void age_passphrase_begin(unsigned work);

#endif
