/*
 * Secret memory: guarded pages, locked in RAM, wiped when freed, or the program dies.
 *
 * A secret is a type of its own, allocated here and nowhere else: never on the stack, in stdio,
 * in argv, in the environment. The guarantees are for this memory; libraries' heaps are covered
 * by secret_lock_process and, for libcrypto, by crypto_begin (crypto.h).
 */
#ifndef CEREMONY_SECRET_H
#define CEREMONY_SECRET_H

#include <stddef.h>

/* Initialises libsodium. Called by process_begin; a test or fuzzer calls it itself. */
void secret_begin(void);

/* Locks all present and future memory of the process, or dies with a hint when the limit is too
 * low (RLIMIT_MEMLOCK, 64 MiB are enough). */
void secret_lock_process(void);

/* Dies, with a hint, when a library could not have so many bytes more: in a process that is locked in memory they count against
 * RLIMIT_MEMLOCK. */
void secret_need(size_t bytes);

/* `size` bytes between guard pages, locked, holding zeros. Never returns NULL: dies. At most 64
 * live at a time. */
void *secret_new(size_t size);

/* Wipes and releases. NULL is allowed. */
void secret_free(void *secret);

/* Wipes everything that is still allocated. Called on every way out. */
void secret_wipe_all(void);

/* secret_free and sets the pointer to NULL. */
#define secret_drop(pointer) (secret_free(pointer), (pointer) = NULL)

#endif
