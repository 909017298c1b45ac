/*
 * PEM in its strict form (RFC 7468, section 3): one value, 64 columns, LF, nothing around it.
 * Holds secrets only where its caller's memory does; uses no libcrypto.
 */
#ifndef CEREMONY_PEM_H
#define CEREMONY_PEM_H

#include <stddef.h>
#include <stdint.h>

/* Characters for `size` bytes under `label` ("PUBLIC KEY"), without the NUL. */
size_t pem_length(const char *label, size_t size);

/* Writes pem_length + 1 characters, NUL at the end. */
void pem_write(char *text, const char *label, const uint8_t *der, size_t size);

/*
 * Only what pem_write writes, of at most `capacity` bytes; sets `size`. Returns NULL or why not;
 * what was decoded until then is left in `der`, for the caller to wipe.
 */
const char *pem_read(uint8_t *der, size_t capacity, size_t *size, const char *label,
		     const char *text, size_t length);

#endif
