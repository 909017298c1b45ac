/*
 * A hand-held scanner that types: its event device read key by key, so that no keyboard layout of this computer comes between
 * (linux/input.h). The scanner itself is set to an American keyboard, as it is when it comes out of its box.
 */
#ifndef MEDIA_SCANNER_H
#define MEDIA_SCANNER_H

#include <stdbool.h>
#include <stddef.h>

#include <linux/input.h>

enum { SCANNER_LINE_MOST = 4400 };

/* A line as it is typed. Zeros at the start. */
struct scanner {
	bool left_shift, right_shift, caps_lock;
	bool is_too_long;
	size_t length;
	char line[SCANNER_LINE_MOST];
};

/* Takes one event; true when it ends a line that is not empty, which stands in `line` until the next event. A key that types nothing
 * that is in a frame types '?'; a line that is too long is cut off, and `is_too_long`. */
bool scanner_take(struct scanner *scanner, const struct input_event *event);

/* Opens the event device for reading, and keeps every other program from getting its keys. A file or pipe with recorded events is
 * taken too; `is_recording` says so. Dies. Before process_lock. */
int scanner_open(const char *name, bool *is_recording);

/* Reads events until a line ends. False at the end of a recording. Dies when the scanner is gone. */
bool scanner_read_line(struct scanner *scanner, int fd);

#endif
