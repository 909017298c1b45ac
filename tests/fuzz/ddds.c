/*
 * A whole item lies inside the input and is taken again as the same; what a map gives is an item of it; a key is found
 * once or not at all.
 */
#include <stdint.h>
#include <stdlib.h>

#include "verify/ddds.h"

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
	static const char *const keys[] = {"Payload", "Signature", "WarrantCertificateType", ""};
	struct cursor left = cursor_over(data, size), whole, again, value, inner;

	if (!ddds_take_whole(&left, &whole))
		return 0;
	must(whole.at == data && whole.end == left.at && left.at <= data + size);
	again = whole;
	must(ddds_take_whole(&again, &inner) && inner.end == whole.end && again.at == whole.end);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (!ddds_find(whole, keys[i], &value))
			continue;
		must(value.at > whole.at && value.end <= whole.end);
		must(ddds_take_whole(&value, &inner) && cursor_left(&value) == 0);
	}
	return 0;
}
