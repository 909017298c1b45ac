/*
 * What else lies on a medium that brings a file in: named and ignored, and what a computer might start pointed out.
 */
#ifndef MEDIA_LISTING_H
#define MEDIA_LISTING_H

#include <stdbool.h>

/* A name that computers start by themselves or at a click; NULL, or what it is: "starts itself on Windows". */
const char *listing_judge(const char *name);

/* Says what lies in the open folder beside `but`. At most 20 names, then how many more. */
void listing_say(int folder, const char *but);

#endif
