/*
 * Elements lie inside the input one behind the other; the text of one has no mark-up in it.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "verify/xml.h"

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
	struct cursor left = cursor_over(data, size);
	struct xml_element element;
	const uint8_t *before;

	xml_begin(&left);
	for (before = left.at; xml_take(&left, &element); before = left.at) {
		must(element.name.at > before && element.name.end <= element.contents.at);
		must(element.contents.end < left.at && left.at <= data + size);
		if (xml_is_text(&element))
			must(memchr(element.contents.at, '<',
				    (size_t)(element.contents.end - element.contents.at)) == NULL);
	}
	return 0;
}
