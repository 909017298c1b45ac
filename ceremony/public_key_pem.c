#include "public_key.h"

#include <string.h>

#include "ceremony/pem.h"

static const char label[] = "PUBLIC KEY";

size_t
public_key_to_pem(char pem[PUBLIC_KEY_PEM_MOST_BYTES], const struct public_key *key)
{
	pem_write(pem, label, key->spki, key->size);
	return pem_length(label, key->size);
}

const char *
public_key_from_pem(struct public_key *key, const char *pem, size_t size)
{
	uint8_t spki[PUBLIC_KEY_MOST_BYTES];
	size_t spki_bytes;
	const char *problem = pem_read(spki, sizeof spki, &spki_bytes, label, pem, size);

	memset(key, 0, sizeof *key);
	return problem != NULL ? problem : public_key_from_spki(key, spki, spki_bytes);
}
