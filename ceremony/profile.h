/*
 * Import profiles: what each service wants of a wrapped key. One table, a row a service and way of
 * wrapping; what is not in the table is not done.
 */
#ifndef CEREMONY_PROFILE_H
#define CEREMONY_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/key_type.h"
#include "ceremony/record.h"

/* The hash of OAEP and of its MGF1, always the same (PKCS#11 allows others; no service does). */
enum profile_hash { PROFILE_SHA1, PROFILE_SHA256 };

/* Whose commands import the key; several profiles may be of one service. */
enum profile_service {
	PROFILE_AZURE,
	PROFILE_AWS,
	PROFILE_GOOGLE,
	PROFILE_VAULT, /* HashiCorp's, and OpenBao */
	PROFILE_OCI,
	PROFILE_PKCS11, /* any HSM: its owner's own tools */
};
enum { PROFILE_SERVICES = PROFILE_PKCS11 + 1 }; /* behind the last one */

enum profile_container {
	PROFILE_BYOK,   /* Azure's JSON, base64url inside */
	PROFILE_RAW,    /* the bytes alone */
	PROFILE_BASE64, /* standard base64 with padding, and nothing else */
	PROFILE_PFX,    /* PKCS#12 under a password: no KEK, hence no request */
};

struct profile {
	const char *name;
	enum profile_service service;
	const char *title;     /* the service as people call it, and how it is told to unwrap */
	const char *algorithm; /* the latter, in the service's own words */
	enum profile_hash hash;
	enum profile_container container;
	const char *suffix;     /* of the file in out/ */
	unsigned kek_types;     /* bit 1 << KEY_RSA_… each; none where there is no KEK */
	unsigned key_types;     /* bit 1 << KEY_… each */
	const char *other_keys; /* why not the others; NULL: there are none */
	record_grammar *where;  /* a plan's `where`: the vault's host, the key ring's path */
	record_grammar *cloud_name;
	/* Whether a KEK's identifier is versioned, and belongs to `where` and the key there. NULL or why not. */
	const char *(*kek_identifier)(const char *identifier, const char *where,
				      const char *cloud_name);
	const char *
		only_kek; /* behind `where`, the one identifier that there is; NULL: there are many */
	bool kek_file_has_terms; /* its client's JSON says operations, kind and state of the KEK */
	int kek_lives_hours;     /* 0: as long as its own terms say */
};

/* Keys are wrapped for it under a KEK of its own; else they go into a .pfx (package-pfx). */
bool profile_wraps(const struct profile *profile);

/* NULL when there is no such row. */
const struct profile *profile_find(const char *name);

/* The grammar of a profile's name: NULL, or why there is no such row; of services that cannot take a tenant's key, the
 * reason. */
const char *profile_name(const char *value, size_t length);

/* The rows, the last with a NULL name. */
const struct profile *profile_table(void);

/* Whether a service gives statements of its HSM on a wrapping key there: Managed HSM and Google Cloud HSM do; Azure Key
 * Vault, AWS KMS, Vault and OCI give none; of a PKCS#11 token nobody knows. */
enum profile_attests { PROFILE_ATTESTS_UNKNOWN, PROFILE_ATTESTS_NEVER, PROFILE_ATTESTS };
enum profile_attests profile_attests(const struct profile *profile, const char *where);

/* NULL, or why this type of key cannot go there. */
const char *profile_takes_key(const struct profile *profile, enum key_type type);

/* NULL, or why this KEK cannot be one of that service. */
const char *profile_takes_kek(const struct profile *profile, enum key_type type);

#endif
