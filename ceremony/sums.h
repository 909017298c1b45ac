/*
 * SHA256SUMS: what `sha256sum` writes and `sha256sum -c` checks (GNU coreutils manual, "md5sum
 * invocation", "sha2 utilities"), in the one form that we write: a line for each member, in their
 * order, "<64 lower-case digits>  NAME\n". Names of packages (package/tar.h) need no escapes.
 */
#ifndef CEREMONY_SUMS_H
#define CEREMONY_SUMS_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/file.h"
#include "ceremony/member.h"

/* The lines for these members, whose names package/tar.h lets pass. Free with file_free. Dies when
 * there is no memory. */
struct bytes sums_write(const struct member *members, size_t count);

/*
 * Checks that `text` is exactly the lines for these members: none missing, none more, each digest
 * that of the member's bytes. Returns NULL, or why not, a predicate of the text.
 * `line` is set to how many lines were right before the fault. So the fault is in line `line`,
 * counted from 0, and its member, where there is one, is members[line].
 */
const char *sums_check(size_t *line, const uint8_t *text, size_t size, const struct member *members,
		       size_t count);

#endif
