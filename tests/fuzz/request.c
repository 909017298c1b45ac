/*
 * Requests. Property: what request_read accepts has all its terms, and a KEK whose SPKI is read again as the same.
 */
#include <stdlib.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/secret.h"
#include "kek/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char text[REQUEST_MOST_BYTES];
	static struct request request;
	static bool begun;
	struct record_problem problem;
	struct public_key again;

	if (!begun) {
		secret_begin();
		crypto_begin();
		begun = true;
	}
	if (size > sizeof text)
		return 0;
	memcpy(text, data, size);
	memset(&request, 0, sizeof request);
	if (request_read(&request, text, size, &problem) == NULL) {
		if (request.target == NULL || request.kek_id == NULL || request.expires == NULL ||
		    (strcmp(request.expires, "never") == 0) !=
			    (request.expires_seconds == INT64_MAX))
			abort();
		if (public_key_from_spki(&again, request.kek.spki, request.kek.size) != NULL ||
		    again.type != request.kek.type)
			abort();
	}
	record_free(&request.record);
	return 0;
}
