/* A frame that is read is written back the same, in its own alphabet and in capitals; one that is not leaves zeros. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "media/frame.h"

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
	static const struct frame zeros;
	static char text[FRAME_TEXT_MOST + 1];
	static struct frame frame;
	size_t length;

	if (frame_from_text(&frame, (const char *)data, size) != NULL) {
		must(memcmp(&frame, &zeros, sizeof frame) == 0);
		return 0;
	}
	must(frame.share_size > 0 && frame.index < frame.count && frame.needed <= frame.count);
	length = frame_to_text(text, &frame, data[3] == '1' ? FRAME_BASE45 : FRAME_MODHEX);
	must(length == size);
	for (size_t i = 0; i < size; i++)
		must(text[i] ==
		     (data[i] >= 'a' && data[i] <= 'z' ? (char)(data[i] - 32) : (char)data[i]));
	return 0;
}
