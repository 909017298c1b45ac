/*
 * A package's outer form: POSIX ustar in the one way we write it, so that any tar reads it and
 * the same members always give the same bytes.
 * Source: IEEE Std 1003.1-2017, utility pax, "ustar Interchange Format".
 *
 * Regular files alone, mode 0600, owner 0, no names of owners, time 0, header fields in octal
 * with zeros before and a NUL behind; two blocks of zeros at the end and nothing more. A name is
 * at most 99 bytes, at most two folders deep, each part [A-Za-z0-9][A-Za-z0-9._-]*.
 */
#ifndef PACKAGE_TAR_H
#define PACKAGE_TAR_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/file.h"
#include "ceremony/member.h"

enum { TAR_MEMBERS = 1024, TAR_MEMBER_BYTES = 1 << 20 };

struct tar {
	size_t count;
	struct member members[TAR_MEMBERS];
};

/* Writes the members, in their order, into `out`, to be freed with file_free. Returns NULL, or why
 * not, a predicate of the archive; then `out` is empty. Dies when there is no memory. Public bytes
 * only. */
const char *tar_write(struct bytes *out, const struct member *members, size_t count);

/*
 * Reads exactly what tar_write writes, and nothing else. The members point into `data`: nothing
 * is copied. Returns NULL, or why not, a predicate of the archive ("holds a link"); then `tar` is
 * empty.
 */
const char *tar_read(struct tar *tar, const uint8_t *data, size_t size);

#endif
