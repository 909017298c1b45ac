/*
 * gzip unpacked piece by piece: it ends, within its room; and gives the same however large the pieces of the file and of the room are.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/secret.h"
#include "verify/usage_gzip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BYTES = 1 << 20 };

struct result {
	size_t size;
	const char *why;
};

static void
must(bool good)
{
	if (!good)
		abort();
}

static struct result
unpack(uint8_t *out, const uint8_t *data, size_t size, size_t piece, size_t room)
{
	struct usage_gzip *gzip = usage_gzip_begin();
	struct result result = {0, NULL};

	while (result.size < MOST_BYTES) {
		size_t got = 0, left = MOST_BYTES - result.size;

		if (usage_gzip_unpack(gzip, out + result.size, left < room ? left : room, &got,
				      &result.why)) {
			if (got == 0)
				break;
			must(got <= room);
			result.size += got;
			continue;
		}
		if (result.why != NULL)
			break;
		got = size < piece ? size : piece;
		memcpy(usage_gzip_room(gzip), data, got);
		usage_gzip_fill(gzip, got);
		data += got;
		size -= got;
	}
	usage_gzip_end(gzip);
	return result;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t one[MOST_BYTES], other[MOST_BYTES];
	static bool begun;
	struct result whole, pieces;

	if (!begun)
		secret_begin();
	begun = true;
	whole = unpack(one, data, size, USAGE_GZIP_ROOM, MOST_BYTES);
	pieces = unpack(other, data, size, 7, 1000);
	must((whole.why == NULL) == (pieces.why == NULL));
	must(whole.why != NULL ||
	     (whole.size == pieces.size && memcmp(one, other, whole.size) == 0));
	return 0;
}
