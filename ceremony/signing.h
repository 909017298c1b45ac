/*
 * The ceremony's signing key: it vouches for packages and the transcript, opens nothing, and lives
 * in a memory file system only (/dev/shm), under the name of its public half. Never archived.
 */
#ifndef CEREMONY_SIGNING_H
#define CEREMONY_SIGNING_H

#include <stdbool.h>

#include "ceremony/minisign.h"

enum { SIGNING_NAME_BYTES = 81 }; /* key id and public key in hex, with a NUL */

/* Before process_lock, in programs with RIGHTS_SIGNING: opens the folder of signing keys, makes it when missing, and
 * keeps it reachable. Dies when that is not a memory file system or belongs to somebody else. */
void signing_begin(void);

/* The same for a program that only asks whether a key is there: makes nothing, and a folder that is missing holds no key. */
void signing_look(void);

/* A new key, stored. Writes its name, which the transcript's `signer` keeps. */
void signing_create(char name[SIGNING_NAME_BYTES]);

/* Whether the key of that name is there. */
bool signing_is_there(const char *name);

/* Refuses when it is gone, as after a power cut, with the hint how to go on. Free with secret_drop. */
struct minisign_secret *signing_open(const char *name);

/* Overwrites and removes it. */
void signing_destroy(const char *name);

/* The public half, from the name. Returns NULL or why not. */
const char *signing_public(struct minisign_public *public_key, const char *name);

#endif
