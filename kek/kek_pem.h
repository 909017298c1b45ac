/*
 * A KEK as PEM (RFC 7468): "PUBLIC KEY" or "RSA PUBLIC KEY", LF or CRLF, lines of any width up
 * to 76.
 */
#ifndef KEK_KEK_PEM_H
#define KEK_KEK_PEM_H

#include <stddef.h>

#include "ceremony/public_key.h"

/* One block and nothing around it but line ends behind it. Other labels have sentences of
 * their own. Returns NULL or why not. */
const char *kek_pem_read(struct public_key *key, const char *text, size_t size);

#endif
