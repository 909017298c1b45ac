/*
 * Where frames come from: pictures, a scanner's event device, or lines on standard input.
 */
#ifndef MEDIA_SOURCE_H
#define MEDIA_SOURCE_H

#include <stdbool.h>

#include "media/decode.h"
#include "media/intake.h"

enum source_kind { SOURCE_PICTURES, SOURCE_SCANNER, SOURCE_LINES };

struct source {
	enum source_kind kind;
	struct decode decode;
	char *const *pictures; /* their names */
	int scanner;
};

/*
 * Before process_lock. `scanner` is the name of an event device, or NULL; `operands` are names of pictures, or "-" alone. Reads the pictures
 * and starts looking at them. Ends with misuse() when it is not just one of the three.
 */
void source_open(struct source *source, const char *scanner, char *const *operands, bool all);

/* After process_lock: takes frames until the intake is done or nothing more comes, and says what comes. */
void source_read(struct source *source, struct intake *intake);

#endif
