/*
 * Base64 as clouds and HSMs write it (RFC 4648): either alphabet, with padding or without. Canonical all the
 * same: no other character, no padding but at the end and then whole, no bits behind the last byte.
 */
#ifndef VERIFY_BASE64_H
#define VERIFY_BASE64_H

#include <stddef.h>
#include <stdint.h>

/* Decodes `length` characters into `out` (capacity bytes), sets `size`. Returns NULL or why not. */
const char *
base64_read(uint8_t *out, size_t capacity, size_t *size, const char *text, size_t length);

/* The same for text on lines of any width, as PEM has it: line ends do not count. */
const char *
base64_read_lines(uint8_t *out, size_t capacity, size_t *size, const char *text, size_t length);

#endif
