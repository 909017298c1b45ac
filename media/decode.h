/*
 * Pictures become lines of text in a process of its own, which has no file, no right and nothing secret, and can only write into one
 * pipe: what a hostile picture does there is to lie, and lines are read as strictly as from anywhere.
 */
#ifndef MEDIA_DECODE_H
#define MEDIA_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

#include "ceremony/file.h"

enum { DECODE_MOST_PICTURES = 512, DECODE_MOST_BYTES = 64 << 20 };

struct decode {
	pid_t child;
	FILE *lines;
};

/*
 * Before process_lock: starts the process on a copy of the pictures. Each is looked at as it is; as long as frames are missing, all again at other scales. `all`:
 * every frame of the set is wanted, not only enough.
 */
void decode_begin(struct decode *decode, const struct bytes *pictures, size_t count, bool all);

enum decode_line {
	DECODE_END,
	DECODE_FRAME, /* `text` is that of a symbol, found in the picture `number` */
	DECODE_PICTURE, /* the picture `number` is done for the first time; `text` is why it cannot be read, or empty */
};

/* The next line; `text` (FRAME_TEXT_MOST + 1 bytes) gets its text. Dies when what it says is no line, naming nothing that it says. */
enum decode_line decode_next(struct decode *decode, size_t *number, char *text);

/* After the end: waits for the process. Dies when it was ended by a signal, or said that it could not go on. */
void decode_end(struct decode *decode);

#endif
