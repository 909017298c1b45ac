/*
 * What an interrupted step leaves in the ceremony folder: a file with a fixed name that no fact names. It was never said to be done.
 */
#ifndef CEREMONY_LEFTOVER_H
#define CEREMONY_LEFTOVER_H

#include <stddef.h>

#include "ceremony/folder.h"

enum { LEFTOVER_MOST = 64, LEFTOVER_NAME_BYTES = 128 };

struct leftovers {
	char names[LEFTOVER_MOST][LEFTOVER_NAME_BYTES];
	size_t count;
};

/* Those that the step which made them would refuse when it is done again: to be moved aside. What package-read takes again
 * as it is, is none. */
void leftover_find(struct leftovers *leftovers, const struct folder *folder);

/* A name that is free to move the file to: "world.interrupted", or with a number behind. */
void leftover_aside(char out[LEFTOVER_NAME_BYTES], const char *name);

#endif
