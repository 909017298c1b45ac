/*
 * A PKCS #7 file that carries certificates and nothing else (RFC 2315, section 9; RFC 5652, "certs-only").
 */
#ifndef VERIFY_PKCS7_H
#define VERIFY_PKCS7_H

#include <stdbool.h>

#include "verify/certificate.h"

/* Whether the bytes begin as a ContentInfo of SignedData. */
bool pkcs7_recognises(struct cursor bytes);

/* Adds the certificates in their order. Refused: none at all, signers, content, revocation lists,
 * bytes behind. Returns NULL or why not. */
const char *pkcs7_read(struct certificates *certificates, struct cursor bytes);

#endif
