/*
 * A key in any of the forms that verify-attestation takes is a key in the house's one form, and is read again as the
 * same from its SPKI; its identifier is text.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/json.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"
#include "verify/given_key.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct given_key given;
	static bool begun;
	struct public_key again;

	crypto_begin();
	json_begin();
	if (!begun)
		secret_begin();
	begun = true;
	if (given_key_read(&given, data, size) != NULL)
		return 0;
	if (public_key_from_spki(&again, given.key.spki, given.key.size) != NULL ||
	    again.type != given.key.type ||
	    memchr(given.identifier, '\0', sizeof given.identifier) == NULL)
		abort();
	return 0;
}
