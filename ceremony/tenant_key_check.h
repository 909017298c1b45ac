/*
 * Whether the numbers of a tenant key belong together (RFC 8017, section 3.2), and whether
 * libcrypto signs with them. Of an EC pair, the first is curve_check_pair (curve.h).
 */
#ifndef CEREMONY_TENANT_KEY_CHECK_H
#define CEREMONY_TENANT_KEY_CHECK_H

#include "ceremony/tenant_key_parts.h"

/* RSA: n = p q, and the private exponents and the coefficient are right for p and q. Returns NULL
 * or why not. Dies where libcrypto fails. */
const char *tenant_key_check_rsa(const struct tenant_key_parts *parts);

/* Signs a fixed message with the private numbers and verifies it with the public ones. Returns
 * NULL or why not. Dies where libcrypto fails. */
const char *tenant_key_sign_and_verify(const struct tenant_key_parts *parts);

#endif
