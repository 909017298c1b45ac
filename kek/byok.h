/*
 * The container in which Azure Key Vault Premium and Managed HSM take a wrapped key: JSON with
 * five fields (Microsoft, "Bring your own key specification"), the blob in base64url without
 * padding.
 */
#ifndef KEK_BYOK_H
#define KEK_BYOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kek/wrap.h"

enum { BYOK_KID_BYTES = 448, BYOK_GENERATOR_BYTES = 256, BYOK_MOST_BYTES = 8192 };

struct byok {
	char kid[BYOK_KID_BYTES];
	char generator[BYOK_GENERATOR_BYTES];
	struct wrap_blob blob; /* oaep_bytes is 0: the container does not say it */
};

/*
 * Writes the one form of this house: fields in the order of the specification, two spaces of
 * indentation, a final newline, and a NUL that the length does not count. BYOK_MOST_BYTES are
 * always enough. Returns the length; 0 when `kid` fails byok_check_kid, `generator` is empty,
 * too long or anything but printable ASCII without '"' and '\', the blob is empty or longer
 * than wrap_blob allows, or it does not fit.
 */
size_t byok_write(char *out, size_t capacity, const char *kid, const uint8_t *blob, size_t size,
		  const char *generator);

/* Only what byok_write writes. Returns NULL or why not. */
const char *byok_read(struct byok *byok, const void *data, size_t size);

/* The same content in any layout of JSON: another program's package. Returns NULL or why not. */
const char *byok_read_foreign(struct byok *byok, const void *data, size_t size);

/* https://HOST/keys/NAME/VERSION: a host without port, a name of up to 127 letters, digits and
 * '-', a version of 32 lower-case hexadecimal digits. Sets `host` to the part of `kid` that is
 * it, when wanted. Returns NULL or why not. */
const char *byok_check_kid(const char *kid, size_t length, const char **host, size_t *host_length);

#endif
