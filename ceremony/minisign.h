/*
 * Signatures that `minisign -V` accepts, and public keys in minisign's file form: Ed25519 over the
 * BLAKE2b-512 of the data ("ED", prehashed; the older "Ed" is refused), and a second signature over
 * the first and the trusted comment.
 *
 * Text is stricter than minisign's: printable ASCII, each line ended by one LF, nothing behind the
 * last. minisign's own default comment has tabs and is refused; give `-t`.
 */
#ifndef CEREMONY_MINISIGN_H
#define CEREMONY_MINISIGN_H

#include <stddef.h>
#include <stdint.h>

enum {
	MINISIGN_COMMENT_MOST = 512, /* characters of a comment */
	MINISIGN_COMMENT_BYTES = MINISIGN_COMMENT_MOST + 1,
	MINISIGN_PUBLIC_TEXT_BYTES = 114,
	MINISIGN_SIGNATURE_MOST_BYTES = 1280, /* of any comments allowed, with a NUL */
};

/* Allocated with secret_new only. `key` is libsodium's form: seed, then public key. */
struct minisign_secret {
	uint8_t key_id[8];
	uint8_t key[64];
};

struct minisign_public {
	uint8_t key_id[8];
	uint8_t key[32];
};

/* A new pair, from the system's random numbers. */
void minisign_generate(struct minisign_secret *secret);

/* The public half of a pair. */
void minisign_public_of(struct minisign_public *public_key, const struct minisign_secret *secret);

/* Two lines and a NUL, the first naming the key id as minisign 0.11 does. Returns the length
 * without the NUL. */
size_t minisign_public_to_text(char out[MINISIGN_PUBLIC_TEXT_BYTES],
			       const struct minisign_public *public_key);

/* Only what minisign_public_to_text writes, for a point of the right order. Returns NULL, or why
 * not; then `public_key` holds zeros. */
const char *
minisign_public_from_text(struct minisign_public *public_key, const char *text, size_t size);

/* A comment that may be trusted: 1 to MINISIGN_COMMENT_MOST characters of printable ASCII. Returns
 * NULL or why not. */
const char *minisign_check_comment(const char *comment, size_t length);

/*
 * Writes four lines and a NUL; returns the length without the NUL. Dies when
 * minisign_check_comment refuses the comment, or when what it made does not verify (a damaged key).
 */
size_t minisign_sign(char out[MINISIGN_SIGNATURE_MOST_BYTES], const void *data, size_t size,
		     const struct minisign_secret *secret, const char *trusted_comment);

/*
 * Reads the four lines strictly, compares the key id and verifies both signatures. The untrusted
 * comment is any printable ASCII of at most MINISIGN_COMMENT_MOST characters, and is not told.
 * Returns NULL and the trusted comment, when all is right; otherwise why not, and an empty comment.
 */
const char *minisign_verify(const struct minisign_public *public_key, const void *data, size_t size,
			    const char *signature, size_t signature_size,
			    char trusted_comment[MINISIGN_COMMENT_BYTES]);

#endif
