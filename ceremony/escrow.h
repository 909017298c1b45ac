/*
 * An escrow: a tenant key sealed with age to the world, keys/KEY.age. age hides, it does not
 * vouch: the transcript's key-made fact does.
 */
#ifndef CEREMONY_ESCROW_H
#define CEREMONY_ESCROW_H

#include "ceremony/age.h"
#include "ceremony/folder.h"
#include "ceremony/tenant_key.h"

enum { ESCROW_MOST_BYTES = TENANT_KEY_PEM_MOST_BYTES + AGE_OVERHEAD_BYTES };

/* Seals into `escrow`; returns the size. */
size_t escrow_seal(uint8_t escrow[ESCROW_MOST_BYTES], const struct tenant_key *key,
		   const struct age_recipient *recipient);

/* Opens the bytes of an escrow; refuses with `name`. Free with secret_drop. */
struct tenant_key *
escrow_unseal(const char *name, const struct bytes *sealed, const struct age_identity *identity);

/* Writes the script that says how 64 digits open an escrow, once for all keys. */
void escrow_write_recovery_script(void);

/* Opens the escrow of a key that was made in this ceremony: the file by its digest, the key by its public half.
 * Refuses. Free with secret_drop. */
struct tenant_key *
escrow_open(const struct folder *folder, const char *key_name, const struct age_identity *identity);

/* The key is the one that the key-made fact of `key_name` says; refuses. Sets its public half. */
void escrow_check_key(const struct folder *folder, const char *key_name,
		      const struct tenant_key *key, struct public_key *public_key);

#endif
