/*
 * Typing one line that is secret at the terminal, or having a token type it. It is taken off the screen when it ends, whatever
 * ends it.
 */
#ifndef CEREMONY_TYPING_LINE_H
#define CEREMONY_TYPING_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/terminal.h"

enum { TYPING_LINE_MOST = 96 };

/* In secret memory. */
struct typing_line {
	char text[TYPING_LINE_MOST + 1];
	size_t length;
	char key;
};

/*
 * Asks the question and takes keys up to Enter or Tab, which is not part of the line; Backspace takes back, Ctrl-U clears. With
 * `shows` the first 40 characters are on the screen while they are typed, else a star for each. A key that is not of printable
 * ASCII becomes '?'; what is longer than the line is refused with a bell.
 */
void
typing_line(struct typing_line *line, struct terminal *terminal, const char *question, bool shows);

#endif
