/*
 * The public key that a statement must be about, as somebody gives it: SPKI or PKCS#1 in PEM or DER, a JSON Web
 * Key or what a cloud's client wrote around it, or a request record.
 */
#ifndef VERIFY_GIVEN_KEY_H
#define VERIFY_GIVEN_KEY_H

#include "ceremony/public_key.h"
#include "kek/kek_file.h"

struct given_key {
	struct public_key key;
	char identifier[KEK_KID_BYTES]; /* a JWK's kid, a request's kek-id; empty: none */
};

/* Returns NULL or why not. */
const char *given_key_read(struct given_key *given, const uint8_t *data, size_t size);

#endif
