/*
 * Text as a cloud's client left it, made UTF-8: a byte order mark is dropped, and UTF-16, which
 * Windows PowerShell's '>' writes, is converted.
 */
#ifndef KEK_KEK_TEXT_H
#define KEK_KEK_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Room that kek_text_from needs for `size` bytes. */
size_t kek_text_capacity(size_t size);

/* Writes UTF-8 for `data` to `out`, of kek_text_capacity(size) bytes, and sets `length`. Bytes
 * without one of the three marks (UTF-8, UTF-16 LE, UTF-16 BE; Unicode 15, section 23.8) are
 * copied as they are. Returns NULL or why not. */
const char *kek_text_from(uint8_t *out, size_t *length, const uint8_t *data, size_t size);

#endif
