/*
 * Base45 (RFC 9285): two bytes as three characters of the QR alphanumeric set (ISO/IEC 18004, table 5), a last single byte as two.
 */
#ifndef MEDIA_BASE45_H
#define MEDIA_BASE45_H

#include <stddef.h>
#include <stdint.h>

/* Characters for `size` bytes, without a NUL. */
size_t base45_length(size_t size);

/* Writes base45_length characters and a NUL. */
void base45_encode(char *out, const uint8_t *data, size_t size);

/* Decodes exactly `length` characters into `out` (capacity bytes), sets `size`. Returns NULL, or why not; then `size` is 0. */
const char *
base45_decode(uint8_t *out, size_t capacity, size_t *size, const char *text, size_t length);

#endif
