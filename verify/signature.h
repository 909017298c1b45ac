/*
 * Signatures of statements, as the formats have them: the whole padding is checked, the hash is fixed by the
 * format, and there is one yes.
 */
#ifndef VERIFY_SIGNATURE_H
#define VERIFY_SIGNATURE_H

#include <stdbool.h>

#include "ceremony/cursor.h"

struct evp_pkey_st; /* EVP_PKEY */

enum signature_hash { SIGNATURE_SHA256, SIGNATURE_SHA384, SIGNATURE_SHA512 };

/* RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2), with the DigestInfo of the hash. */
bool signature_rsa(struct evp_pkey_st *key, enum signature_hash hash, struct cursor message,
		   struct cursor signature);

/* PKCS #1 type 1 padding around the bare SHA-256, without a DigestInfo: older LiquidSecurity firmware. */
bool signature_rsa_bare(struct evp_pkey_st *key, struct cursor message, struct cursor signature);

/* ECDSA or DSA, by the key; DER as RFC 3279, section 2.2.3. */
bool signature_dsa(struct evp_pkey_st *key, enum signature_hash hash, struct cursor message,
		   struct cursor signature);

/* The same with the two numbers alone, big-endian, unsigned, of any length up to 72 bytes. */
bool signature_dsa_numbers(struct evp_pkey_st *key, enum signature_hash hash, struct cursor message,
			   struct cursor r, struct cursor s);

#endif
