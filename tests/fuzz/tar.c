/*
 * An archive that is read is written back the same, byte for byte; one that is refused leaves no
 * member. Checksums are what most mutations break first, so the same bytes are tried again with
 * the checksum of every block that looks like a header made right.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/secret.h"
#include "package/tar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BLOCK = 512, CHECKSUM_AT = 148, MAGIC_AT = 257 };

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
round_trip(const uint8_t *data, size_t size)
{
	struct bytes again;
	struct tar tar;

	if (tar_read(&tar, data, size) != NULL) {
		must(tar.count == 0);
		return;
	}
	must(tar_write(&again, tar.members, tar.count) == NULL);
	must(again.size == size && memcmp(again.data, data, size) == 0);
	file_free(&again);
}

static void
mend_checksums(uint8_t *data, size_t size)
{
	for (uint8_t *block = data; size >= BLOCK; block += BLOCK, size -= BLOCK) {
		unsigned sum = 0;

		if (memcmp(block + MAGIC_AT, "ustar", 6) != 0)
			continue;
		memset(block + CHECKSUM_AT, ' ', 8);
		for (size_t i = 0; i < BLOCK; i++)
			sum += block[i];
		for (size_t i = 6; i > 0; sum >>= 3)
			block[CHECKSUM_AT + --i] = (uint8_t)('0' + (sum & 7));
		block[CHECKSUM_AT + 6] = '\0';
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool begun;
	uint8_t *mended = malloc(size + 1);

	if (!begun)
		secret_begin();
	begun = true;
	must(mended != NULL);
	memcpy(mended, data, size);
	mend_checksums(mended, size);
	round_trip(data, size);
	round_trip(mended, size);
	free(mended);
	return 0;
}
