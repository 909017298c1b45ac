/*
 * Bytes as text and back: hexadecimal, base64 (RFC 4648 section 4) and base64url (section 5),
 * canonical forms only, and the tests that text from outside must pass.
 */
#ifndef CEREMONY_TEXT_H
#define CEREMONY_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_base64 {
	TEXT_BASE64,            /* with padding */
	TEXT_BASE64_NO_PADDING, /* age */
	TEXT_BASE64URL,         /* without padding, as JOSE has it */
};

/* Characters for `size` bytes, without the NUL. */
size_t text_base64_length(size_t size, enum text_base64 variant);

/* Writes text_base64_length + 1 characters, NUL at the end. */
void text_to_base64(char *out, const uint8_t *data, size_t size, enum text_base64 variant);

/*
 * Decodes exactly `length` characters into `out` (capacity bytes), sets `size`.
 * Returns NULL, or why not: foreign characters, white space, missing or extra padding,
 * non-zero trailing bits, too long. On failure `size` is 0.
 */
const char *text_from_base64(uint8_t *out, size_t capacity, size_t *size, const char *text,
			     size_t length, enum text_base64 variant);

/* 2 * size lower-case digits and a NUL. */
void text_to_hex(char *out, const uint8_t *data, size_t size);

/* Exactly 2 * size lower-case digits. Returns NULL or why not. */
const char *text_from_hex(uint8_t *out, size_t size, const char *text, size_t length);

/* Every byte is a printable ASCII character (0x20 to 0x7e). */
bool text_is_ascii(const char *text, size_t length);

/*
 * Text that people read: well-formed UTF-8 (RFC 3629, section 4), no control, direction, zero-width or
 * other invisible character, no leading, trailing or doubled space. Returns NULL or why not.
 * Normalisation (NFC) is the script's check: it needs tables.
 */
const char *text_check_people(const char *text, size_t length);

/* `text` is one of the characters in `allowed`, throughout. */
bool text_is_all(const char *text, size_t length, const char *allowed);

/* A list with one `separator` between its items has this one. */
bool text_list_has(const char *list, char separator, const char *item);

/* A decimal number without sign or leading zero, at most `most`. Returns NULL or why not. */
const char *text_to_number(uint64_t *number, const char *text, size_t length, uint64_t most);

/* The number that a grammar has let through, below 2^32. Dies where it is none. */
unsigned text_number(const char *text);

/* "2026-11-21T23:40:12Z" from seconds since the epoch, UTC (RFC 3339, section 5.6). 21 characters with the NUL. */
enum { TEXT_TIME_BYTES = 21 };
void text_to_time(char out[TEXT_TIME_BYTES], int64_t seconds);

/* The reverse; the canonical form above only. Returns NULL or why not. */
const char *text_from_time(int64_t *seconds, const char *text, size_t length);

#endif
