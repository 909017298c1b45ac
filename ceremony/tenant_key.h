/*
 * A tenant key: PKCS#8 PrivateKeyInfo, version 0, without attributes (RFC 5208, section 5), DER,
 * in secret memory. RSA with two primes, e = 65537 and all CRT values (RFC 8017, A.1.2),
 * parameters NULL; EC with a named curve and its public key (RFC 5915).
 */
#ifndef CEREMONY_TENANT_KEY_H
#define CEREMONY_TENANT_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/public_key.h"

enum { TENANT_KEY_MOST_BYTES = 2560, TENANT_KEY_PEM_MOST_BYTES = 3600 };

/* Allocated with tenant_key_new only; wiped and freed with secret_drop. */
struct tenant_key {
	enum key_type type;
	size_t size;
	uint8_t pkcs8[TENANT_KEY_MOST_BYTES];
};

/* The same as PEM text, for the escrow. Allocated with secret_new only. */
struct tenant_key_pem {
	size_t size;
	char text[TENANT_KEY_PEM_MOST_BYTES];
};

/* Secret memory for one key, holding zeros. Dies; never NULL. */
struct tenant_key *tenant_key_new(void);

/* Generates with libcrypto's default provider, checks the pair once, fully (primality,
 * consistency), and reads what it wrote with tenant_key_read. Dies where libcrypto cannot. */
void tenant_key_generate(struct tenant_key *key, enum key_type type);

/*
 * Strict reading of `size` bytes of DER into `key`: canonical (decoding and encoding gives the
 * same bytes), nothing trailing, a type of the table, e = 65537. RSA: primes of half the modulus'
 * length, n = p q, d below n, d_p, d_q and q_inv right, and e d_p = 1 mod p-1 (same for q). EC:
 * the public point is the private scalar's. Then signs and verifies a fixed message once. No
 * primality tests: those belong to tenant_key_generate. `pkcs8` is secret memory too, and not
 * that of `key`. Returns NULL or why not; then `key` is wiped. Dies only where libcrypto fails.
 */
const char *tenant_key_read(struct tenant_key *key, const uint8_t *pkcs8, size_t size);

/* Its public half. Dies only where libcrypto fails. */
void tenant_key_public(struct public_key *public_key, const struct tenant_key *key);

/* "-----BEGIN PRIVATE KEY-----", 64 columns, LF (RFC 7468, section 10), NUL-terminated; without
 * libcrypto. */
void tenant_key_to_pem(struct tenant_key_pem *pem, const struct tenant_key *key);

/* Only what tenant_key_to_pem writes, then tenant_key_read. Returns NULL or why not; then `key`
 * is wiped. */
const char *tenant_key_from_pem(struct tenant_key *key, const struct tenant_key_pem *pem);

#endif
