/*
 * A KEK as DER: SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) or RSAPublicKey (RFC 8017, A.1.1),
 * and as two numbers. Whatever it came as, the result is the one SPKI form of public_key.h.
 */
#ifndef KEK_KEK_DER_H
#define KEK_KEK_DER_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/public_key.h"

/* Looks at the outer elements to tell what `der` is; certificates, private keys and containers that
 * people hand over by mistake have sentences of their own. Returns NULL or why not. */
const char *kek_der_read(struct public_key *key, const uint8_t *der, size_t size);

/* An SPKI that must be RSA; then as public_key_from_spki. */
const char *kek_der_from_spki(struct public_key *key, const uint8_t *der, size_t size);

/* An RSAPublicKey in canonical DER, nothing behind it. Returns NULL or why not. */
const char *kek_der_from_pkcs1(struct public_key *key, const uint8_t *der, size_t size);

/* Modulus and exponent, big-endian; leading zeros do not count. Returns NULL or why not. */
const char *kek_der_from_numbers(struct public_key *key, const uint8_t *n, size_t n_size,
				 const uint8_t *e, size_t e_size);

#endif
