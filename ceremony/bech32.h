/*
 * Bech32 (BIP-173), as age uses it: without a limit on the length (C2SP age.md, "Conventions").
 *
 * The case of the human-readable part `hrp` is the case of the whole text: "age" gives "age1…",
 * "AGE-SECRET-KEY-" gives "AGE-SECRET-KEY-1…". The checksum is always that of the lower-case text.
 * No copy of the data or the text is made, so both may be in secret memory.
 */
#ifndef CEREMONY_BECH32_H
#define CEREMONY_BECH32_H

#include <stddef.h>
#include <stdint.h>

/* Characters for `size` bytes, without the NUL. */
size_t bech32_length(const char *hrp, size_t size);

/* Writes bech32_length characters and a NUL. */
void bech32_encode(char *out, const char *hrp, const uint8_t *data, size_t size);

/*
 * Exactly what bech32_encode writes for `size` bytes and this `hrp`, case included. Returns NULL,
 * or why not; then `data` holds zeros.
 */
const char *
bech32_decode(uint8_t *data, size_t size, const char *hrp, const char *text, size_t length);

#endif
