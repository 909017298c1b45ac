/*
 * A large number in JSON from outside: az writes base64 where REST writes base64url, and
 * ConvertTo-Json a list of bytes.
 */
#ifndef KEK_KEK_NUMBER_H
#define KEK_KEK_NUMBER_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/json.h"

enum { KEK_NUMBER_MOST_BYTES = 1024 };

/* The number at `path`, big-endian, leading zeros kept. Padding is optional in both alphabets.
 * Returns NULL or why not. */
const char *kek_number_read(uint8_t out[KEK_NUMBER_MOST_BYTES], size_t *size,
			    const struct json_text *json, const char *path);

#endif
