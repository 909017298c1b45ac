/*
 * The curves P-256, P-384 and P-521 (FIPS 186-5; RFC 5480, section 2.1.1.1), with libcrypto's
 * arithmetic. A scalar has key_algorithm_number_bytes bytes, a point 1 + 2 times as many:
 * uncompressed (SEC 1, section 2.3.3), beginning with 4.
 */
#ifndef CEREMONY_CURVE_H
#define CEREMONY_CURVE_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/key_type.h"

enum { CURVE_POINT_MOST_BYTES = 133 };

/* As libcrypto's parameters name it: "P-256", "P-384", "P-521". */
const char *curve_name(enum key_type type);

/* Bytes of an uncompressed point. */
size_t curve_point_bytes(enum key_type type);

/* Returns NULL, or why the point is none of this curve. Dies where libcrypto fails. */
const char *curve_check_point(enum key_type type, const uint8_t *point);

/* The scalar is in range and the point is its own: d G. Returns NULL or why not. Dies where
 * libcrypto fails. */
const char *curve_check_pair(enum key_type type, const uint8_t *scalar, const uint8_t *point);

#endif
