/*
 * Looking for card files where none may be.
 */
#ifndef CEREMONY_STRAY_CARD_H
#define CEREMONY_STRAY_CARD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Before process_lock: opens what will be searched, the whole medium that the current folder is on, or only the
 * current folder when that medium is the system's own, and keeps it reachable. Returns a descriptor.
 */
int stray_card_begin(void);

/* `folder` is that descriptor, or FILE_HERE. Refuses, naming the first regular file found there that begins like a card. Looks at no more than 100000 entries, 32
 * folders deep, and dies when there are more: could not find out. */
void stray_card_search(int folder);

/* These bytes begin like a card. */
bool stray_card_is(const void *data, size_t size);

#endif
