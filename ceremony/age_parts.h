/*
 * What age v1 files of this house have alike, whoever can open them: a version line, one stanza whose body is the file key, a MAC,
 * a payload of one chunk (C2SP age.md, "Header" and "Payload"). For age*.c alone.
 */
#ifndef CEREMONY_AGE_PARTS_H
#define CEREMONY_AGE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/age_keys.h"
#include "ceremony/cursor.h"

#define AGE_PARTS_VERSION_LINE "age-encryption.org/v1\n"

enum {
	AGE_PARTS_FIELD_CHARACTERS = 43, /* 32 bytes in base64 without padding */
	AGE_PARTS_TAG_BYTES = 16,
	/* Body with its newline, MAC line, nonce, tag. */
	AGE_PARTS_REST_BYTES = 2 * (AGE_PARTS_FIELD_CHARACTERS + 1) + 4 + AGE_KEYS_NONCE_BYTES +
			       AGE_PARTS_TAG_BYTES,
};

/* The parts behind the stanza's first line. `nonce` and `chunk`, with its tag, are views of the file. */
struct age_parts {
	const uint8_t *header;
	size_t mac_covers_bytes;
	uint8_t body[AGE_KEYS_FILE_BYTES + AGE_PARTS_TAG_BYTES];
	uint8_t mac[32];
	const uint8_t *nonce;
	struct cursor chunk;
};

/* `before`, then exactly `size` bytes in canonical base64 without padding. */
bool age_parts_field(struct cursor *cursor, const char *before, uint8_t *field, size_t size);

/* Reads what follows the stanza's first line in the file that begins at `header`. Returns NULL, or why not. */
const char *age_parts_read(struct age_parts *parts, const uint8_t *header, struct cursor rest);

/* Writes a whole file: `stanza` is the stanza's first line with its newline, keys->wrap is set. Draws file key and nonce; dies when
 * `size` is more than AGE_PLAIN_MOST_BYTES. */
void age_parts_seal(uint8_t *sealed, struct age_keys *keys, const char *stanza, const void *plain,
		    size_t size);

/*
 * Opens with keys->wrap. `foreign` is the sentence for a body that it does not open. `plain` is secret memory of `capacity` bytes;
 * sets `size`. Returns NULL, or why not; then `plain` may hold anything.
 */
const char *age_parts_open(uint8_t *plain, size_t capacity, size_t *size, struct age_keys *keys,
			   const struct age_parts *parts, const char *foreign);

#endif
