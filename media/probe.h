/*
 * Does a medium hold what it says that it holds? Sticks with less memory than they claim take everything and answer with success; what they
 * give back shows it. The free space is filled with a pattern that no two places share, and all of it read back past the cache.
 */
#ifndef MEDIA_PROBE_H
#define MEDIA_PROBE_H

/* Fills and reads the free space of the folder's file system; removes its own files at the end, and whatever an earlier probe left. Says
 * what was found; refuses when something else comes back, dies when it cannot be written or read. */
void probe_run(int folder, const char *name);

#endif
