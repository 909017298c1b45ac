/*
 * DER (X.690, section 10) as far as keys need it: definite lengths in their shortest form, one
 * way to write each value.
 */
#ifndef CEREMONY_DER_H
#define CEREMONY_DER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/cursor.h"

enum der_tag {
	DER_INTEGER = 0x02,
	DER_BIT_STRING = 0x03,
	DER_OCTET_STRING = 0x04,
	DER_SEQUENCE = 0x30,
	DER_SET = 0x31,
	DER_CONTEXT_0_BYTES = 0x80, /* [0], primitive */
	DER_CONTEXT_0 = 0xa0,       /* [0] and [1], constructed */
	DER_CONTEXT_1 = 0xa1,
};

/* Takes one value with this tag and at most 65535 bytes of contents. False, and nothing taken,
 * when the next bytes are anything else. */
bool der_take(struct cursor *from, enum der_tag tag, struct cursor *contents);

/* Takes an INTEGER that is not negative; `magnitude` is big-endian without a leading zero byte, but
 * for zero itself, which is one zero byte. False, and nothing taken, otherwise. */
bool der_take_number(struct cursor *from, struct cursor *magnitude);

/* The bytes of a value, tag and length included, with `contents` bytes (at most 65535) in it. */
size_t der_whole_bytes(size_t contents);

/* Writes tag and length; returns where the contents go. */
uint8_t *der_put_header(uint8_t *out, enum der_tag tag, size_t contents);

#endif
