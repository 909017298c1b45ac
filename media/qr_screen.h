/*
 * Symbols on a terminal, as half blocks, one after the other until a key is pressed: for a camera or a scanner on the other side
 * of the air gap. Standard error is the terminal.
 */
#ifndef MEDIA_QR_SCREEN_H
#define MEDIA_QR_SCREEN_H

#include "media/frame_set.h"

/* The largest version, 20 to 15, whose symbol the terminal's window takes. Dies when there is no terminal; refuses when none fits. */
int qr_screen_version(void);

/* Shows the frames in turn, four a second, from the first, and says below which one it is. Returns how many were shown when Enter or q
 * is pressed; a signal ends it as terminal_key does. */
unsigned qr_screen_show(const struct frame_set *set, int version, enum frame_alphabet alphabet);

#endif
