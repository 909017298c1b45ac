/*
 * A package: what crosses from side to side, as one file. A tar (tar.h) of the members of a manifest
 * (ceremony/manifest.h), then SHA256SUMS over them and, but for requests, SHA256SUMS.minisig.
 */
#ifndef PACKAGE_PACKAGE_H
#define PACKAGE_PACKAGE_H

#include "ceremony/digest.h"
#include "ceremony/manifest.h"
#include "package/tar.h"

enum { PACKAGE_MOST_BYTES = 16 << 20, PACKAGE_RECORD_MOST_BYTES = MANIFEST_RECORD_MOST_BYTES };

/* A package as read: its members point into the bytes that package_read was given. */
struct package {
	struct tar tar;
	size_t content; /* members before SHA256SUMS */
	struct digest digest;
	enum manifest_kind kind;
	struct record record;
	char record_text[PACKAGE_RECORD_MOST_BYTES];
	const char *ceremony, *mode, *plan, *world;
};

/*
 * Writes a package's bytes: the members, their sums, and `signature` unless it is NULL. Returns NULL, or why
 * not. Free with file_free.
 */
const char *
package_write(struct bytes *out, const struct manifest *manifest, const char *signature);

/*
 * Reads exactly what package_write writes: form, sums, signature by its own signer.pub, whose trusted comment says the same
 * kind, ceremony and mode, and only members that its kind has. That the signer is the ceremony's, only the words
 * on paper can say. Returns NULL, or why not. Free with package_free, in either case.
 */
const char *package_read(struct package *package, const uint8_t *data, size_t size);

/* The same for a file that a message must name: refuses. */
void package_read_or_refuse(struct package *package, const struct bytes *bytes, const char *name);

/* Releases the record; the members are the caller's bytes. */
void package_free(struct package *package);

/* A member by name, or NULL. */
const struct member *package_member(const struct package *package, const char *name);

/*
 * NULL, or why the medium that brought this package in is not the ceremony's: its ticket was signed by another key than the package was. NULL too
 * where no signed ticket was seen: paper and screens have none.
 */
const char *package_check_carrier(const struct package *package, const struct folder *folder);

/* NULL, or why this package is not one of this ceremony: ceremony, mode, plan. */
const char *package_check_folder(const struct package *package, const struct folder *folder);

#endif
