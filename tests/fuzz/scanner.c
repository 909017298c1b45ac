/*
 * Events of a scanner, and the lines that they make: no line is longer than it may be, the letters are those of a keyboard; a line that is a frame
 * comes back as that frame; one that is not may be named a layout's, and a frame never is.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/text.h"
#include "media/frame.h"
#include "media/layout.h"
#include "media/scanner.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
check_line(const char *line, size_t length)
{
	static struct frame frame;
	const char *answer = frame_from_text(&frame, line, length);

	must(answer == NULL || answer[0] != '\0');
	if (answer == NULL)
		must(layout_of(line, length) == NULL);
}

/* The first byte says whether lines or events follow; an event is a key code and whether it goes down. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct scanner scanner;

	if (size == 0)
		return 0;
	if (data[0] & 1) {
		check_line((const char *)data + 1, size - 1);
		return 0;
	}
	scanner = (struct scanner){.length = 0};
	for (size_t i = 1; i + 1 < size; i += 2) {
		const struct input_event event = {.type = data[i + 1] & 0x80 ? EV_SYN : EV_KEY,
						  .code = data[i],
						  .value = data[i + 1] & 3};

		if (!scanner_take(&scanner, &event))
			continue;
		must(scanner.length > 0 && scanner.length <= SCANNER_LINE_MOST);
		must(text_is_ascii(scanner.line, scanner.length));
		check_line(scanner.line, scanner.length);
		scanner.length = 0;
	}
	must(scanner.length <= SCANNER_LINE_MOST);
	return 0;
}
