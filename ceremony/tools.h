/*
 * The programs themselves: where they are, whether their self-tests pass, whether they are those of a manifest.
 *
 * `make install` writes PREFIX/share/claviger/manifest, in the form of sha256sum, with paths below PREFIX; its own digest is the plan's `tools`.
 */
#ifndef CEREMONY_TOOLS_H
#define CEREMONY_TOOLS_H

#include <stdbool.h>

enum { TOOLS_SEEN_BYTES = 200 };

/* What is open and known before the lock. */
struct tools {
	int prefix;         /* the folder above bin/, or -1 */
	const char *failed; /* NULL, or the program whose self-test failed */
	unsigned passed;    /* how many passed */
};

/* Before process_lock: runs every program of the rights table that lies beside this one with --self-test, without an environment, all at
 * a time; opens the folder of the manifest and keeps it reachable. */
void tools_begin(struct tools *tools);

/* Whether there is a manifest of the digest that the plan names, and every file of it is as it says. Sets `named` when there is something to
 * compare. Returns NULL or what is wrong; valid until the next call. */
const char *tools_compare(const struct tools *tools, const char *digest, bool *named);

#endif
