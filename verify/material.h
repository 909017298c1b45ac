/*
 * The files that were handed over as evidence, taken apart as far as every format needs it: a statement, and
 * what came with it.
 */
#ifndef VERIFY_MATERIAL_H
#define VERIFY_MATERIAL_H

#include "ceremony/cursor.h"
#include "ceremony/json.h"
#include "verify/certificate.h"

enum {
	MATERIAL_MOST_FILES = 17,
	MATERIAL_MOST_BYTES = 1 << 20, /* of a file */
	MATERIAL_BLOB_BYTES = 64 << 10 /* of what is no JSON, and of what is packed in it */
};

struct material_file {
	const char *name; /* as the operand gave it */
	struct cursor bytes;
};

struct material {
	struct material_file statement;
	struct json_text json;  /* the statement, where it is JSON; else its root is NULL */
	uint8_t *text;          /* what json was parsed from */
	bool certificates_only; /* the statement is itself certificates, in PEM, DER or PKCS #7 */
	struct material_file
		others[MATERIAL_MOST_FILES]; /* behind the statement, no certificates */
	size_t other_count;
};

/*
 * `certificates` gets all that stand in the files, in their order, those of the statement first. A file is
 * PEM certificates, one DER certificate, certificates in PKCS #7, or something else. Returns NULL or why not, and sets `name` to the
 * file that is wrong. Free with material_free, and the certificates, in either case.
 */
const char *material_read(struct material *material, struct certificates *certificates,
			  const struct material_file *files, size_t count, const char **name);

/* Releases what material_read made; not the files. */
void material_free(struct material *material);

/* The base64 string at `path` of the JSON, decoded into memory of the caller's (free) of at most
 * MATERIAL_BLOB_BYTES; NULL, with `why` set, when it is missing, too long or no base64. */
uint8_t *
material_blob(const struct material *material, const char *path, size_t *size, const char **why);

/* Adds the certificates of a list of PEM texts at `path`. Returns NULL or why not; no list is none. */
const char *material_add_list(const struct material *material, struct certificates *certificates,
			      const char *path);

/* A gzip file (RFC 1952) of one member, inflated to at most MATERIAL_BLOB_BYTES; else as material_blob. */
uint8_t *material_gunzip(struct cursor packed, size_t *size, const char **why);

#endif
