/*
 * What belongs into a package: three lists of members, read from the ceremony folder. The outer
 * form is package/tar.h's.
 */
#ifndef CEREMONY_MANIFEST_H
#define CEREMONY_MANIFEST_H

#include <stddef.h>

#include "ceremony/folder.h"
#include "ceremony/member.h"

enum {
	MANIFEST_MOST_MEMBERS = 1024,
	MANIFEST_NAME_BYTES = 96,
	MANIFEST_RECORD_MOST_BYTES = 32 << 10, /* PACKAGE, with a line for each target */
};

/* The word of a target that the plan takes without attestation; else its verdict (attested.h). */
#define MANIFEST_ACCEPT_MISSING "accept-missing"

enum manifest_kind { MANIFEST_REQUEST, MANIFEST_TRANSFER, MANIFEST_ARCHIVE };

/* "request", "transfer", "archive". */
const char *manifest_kind_name(enum manifest_kind kind);

/* Returns NULL or why not. */
const char *manifest_kind_from_name(enum manifest_kind *kind, const char *name);

/* Owns the names and bytes of its members. */
struct manifest {
	size_t count;
	struct member members[MANIFEST_MOST_MEMBERS];
	struct bytes bytes[MANIFEST_MOST_MEMBERS];
	char names[MANIFEST_MOST_MEMBERS][MANIFEST_NAME_BYTES];
};

/* The record PACKAGE, first member of every package. */
extern const struct record_schema manifest_schema;

/*
 * Reads the members of a kind from the folder, in their order, those that the transcript names against their
 * digests: first PACKAGE, the record of what this is, then
 *   request:  requests/ of every target, with the attestation
 *   transfer: the signer's public key, out/ and requests/ of every target, keys/KEY.pub.pem
 *   archive:  the signer's public key, plan, transcript (and its signature once it is closed),
 *             world, keys/, requests/, out/ as far as they are made, but no .pfx
 * Free with manifest_free.
 */
struct manifest *manifest_read(const struct folder *folder, enum manifest_kind kind);

/* Adds a member right behind `before`; the bytes are the manifest's from then on. */
void manifest_add_behind(struct manifest *manifest, const char *before, const char *name,
			 struct bytes bytes);

/* Releases the members and what they hold. */
void manifest_free(struct manifest *manifest);

/* The trusted comment of a package's signature: "claviger KIND ceremony ID mode MODE". */
enum { MANIFEST_COMMENT_BYTES = 128 };
void manifest_comment(char comment[MANIFEST_COMMENT_BYTES], enum manifest_kind kind,
		      const char *ceremony, const char *mode);

#endif
