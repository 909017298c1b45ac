#include "digest.h"

#include <sodium.h>

#include "ceremony/text.h"

struct digest
digest_of(const void *data, size_t size)
{
	struct digest digest;

	crypto_hash_sha256(digest.bytes, data, size);
	return digest;
}

void
digest_to_text(char out[DIGEST_TEXT_BYTES], const struct digest *digest)
{
	text_to_hex(out, digest->bytes, DIGEST_BYTES);
}

bool
digest_equal(const struct digest *one, const struct digest *other)
{
	return sodium_memcmp(one->bytes, other->bytes, DIGEST_BYTES) == 0;
}
