/*
 * SHA-256 (FIPS 180-4): what the transcript, the records and the words stand on.
 */
#ifndef CEREMONY_DIGEST_H
#define CEREMONY_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_BYTES = 32, DIGEST_TEXT_BYTES = 65 };

struct digest {
	uint8_t bytes[DIGEST_BYTES];
};

/* SHA-256 of `size` bytes. */
struct digest digest_of(const void *data, size_t size);

/* 64 lower-case digits and a NUL. */
void digest_to_text(char out[DIGEST_TEXT_BYTES], const struct digest *digest);

/* The digests are the same; takes the same time whatever they are. */
bool digest_equal(const struct digest *one, const struct digest *other);

#endif
