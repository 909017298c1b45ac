/*
 * Keyboard layouts, known by what they make of a frame's probe when a scanner types it as if on an American keyboard.
 */
#ifndef MEDIA_LAYOUT_H
#define MEDIA_LAYOUT_H

#include <stddef.h>

/*
 * The layout through which this line came, as people call it ("German or Austrian"), or NULL when it does not begin as any of them makes the
 * probe. Letters that are not ASCII may have become '\a' each (ceremony/terminal.h).
 */
const char *layout_of(const char *line, size_t length);

#endif
