/* The name of a file system, from any first bytes: empty, or one that a fact can hold, and the same whatever stands behind them. */
#include <stdlib.h>
#include <string.h>

#include "ceremony/grammar.h"
#include "media/device.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char uuid[DEVICE_UUID_BYTES], again[DEVICE_UUID_BYTES];

	device_uuid(uuid, data, size);
	if (uuid[0] != '\0' && grammar_word(uuid, strlen(uuid)) != NULL)
		abort();
	if (uuid[0] != '\0' && strlen(uuid) != 9 && strlen(uuid) != 36)
		abort();
	device_uuid(again, data, size);
	if (strcmp(uuid, again) != 0)
		abort();
	return 0;
}
