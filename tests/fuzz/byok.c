/*
 * What byok_read accepts is written back the same, byte for byte. What byok_read_foreign accepts is
 * read by byok_read once this house has written it, and says the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/secret.h"
#include "kek/byok.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct byok foreign, ours;
	static char text[BYOK_MOST_BYTES];
	static bool begun;
	size_t length;
	bool accepted;

	if (!begun)
		secret_begin();
	begun = true;
	accepted = byok_read(&ours, data, size) == NULL;
	if (byok_read_foreign(&foreign, data, size) != NULL) {
		must(!accepted);
		return 0;
	}
	length = byok_write(text, sizeof text, foreign.kid, foreign.blob.bytes, foreign.blob.size,
			    foreign.generator);
	must(length > 0);
	must(accepted == (length == size && memcmp(text, data, size) == 0));
	must(byok_read(&ours, text, length) == NULL);
	must(memcmp(&ours, &foreign, sizeof ours) == 0);
	return 0;
}
