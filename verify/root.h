/*
 * The roots that a chain may end in: certificates and keys of HSM vendors and clouds, compiled in from
 * roots/, each compared with the SHA-256 of its SubjectPublicKeyInfo that stands in the table. None is
 * ever taken from a bundle. Where each is published: docs/attestation.md.
 */
#ifndef VERIFY_ROOT_H
#define VERIFY_ROOT_H

#include "verify/certificate.h"

/* What a root is a root of. */
enum root_use {
	ROOT_MARVELL,
	ROOT_GOOGLE_OWNER,
	ROOT_NSHIELD, /* a key, without a certificate */
	ROOT_YUBIHSM,
	ROOT_YUBIKEY_OLD, /* before firmware 5.7.4 */
	ROOT_YUBIKEY,
	ROOT_LUNA_RSA,
	ROOT_LUNA_ECC,
	ROOT_SECUROSYS,
	ROOT_FORTANIX,
	ROOT_CRYPTO4A,
};

enum { ROOT_MOST = 32 };

struct root {
	const char *name; /* "marvell-ls1-2015" */
	enum root_use use;
	struct certificate certificate; /* x509 is NULL for a key alone */
	struct evp_pkey_st *key;
};

struct roots {
	struct root list[ROOT_MOST];
	size_t count;
	bool test; /* given by --test-roots: what rests on them is never ATTESTED alone */
};

/* The roots that are compiled in. Dies where one is not the one in the table. */
void root_pinned(struct roots *roots);

/*
 * Roots of a test, in the place of all that are compiled in. `text` has, for each, a line "root NAME" with a
 * name of the table, and a PEM block behind it. Returns NULL or why not.
 */
const char *root_test(struct roots *roots, const char *text, size_t size);

/* Releases them. */
void root_free(struct roots *roots);

/* The root of that use whose name is the child's issuer and whose key made its signature; NULL: none. */
const struct root *
root_issuer(const struct roots *roots, enum root_use use, const struct certificate *child);

/* The root of that use that this certificate is, or is a later issue of: of the same key, and signed with it. NULL: none. */
const struct root *
root_same(const struct roots *roots, enum root_use use, const struct certificate *certificate);

/* The first root of that use; NULL: none. */
const struct root *root_of(const struct roots *roots, enum root_use use);

#endif
