/*
 * Reading back: what the medium holds, not what the page cache remembers. A stick that drops what
 * it is given answers every write and every sync with success; only reading it shows that.
 */
#ifndef MEDIA_READ_BACK_H
#define MEDIA_READ_BACK_H

#include <stddef.h>

/* From the strongest to the weakest. */
enum read_back {
	READ_BACK_DIRECT, /* past the page cache (O_DIRECT) */
	READ_BACK_DROPPED, /* after asking the kernel to drop the file's pages (POSIX_FADV_DONTNEED) */
	READ_BACK_MEMORY, /* tmpfs, ramfs: there is no medium, memory was compared with memory */
};

/*
 * Compares the file `name` in the open folder, synced before, with the bytes that were written.
 * Returns how it could be read. Refuses when it holds anything else, dies when it cannot be read.
 */
enum read_back read_back_compare(int folder, const char *name, const void *data, size_t size);

/* "direct", "dropped" or "memory": the fact's word (grammar_id). */
const char *read_back_word(enum read_back how);

/* The same as a predicate for people: "was read back …". */
const char *read_back_sentence(enum read_back how);

#endif
