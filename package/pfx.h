/*
 * A .pfx: a tenant key and a certificate of it, under a password, for services that take software-protected keys (PKCS#12,
 * RFC 7292). One form: PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256 for either (RFC 8018), a MAC with HMAC-SHA-256.
 *
 * 250000 iterations, thrice: the loader of .NET, which Azure's client has, takes 300000 each and 1000000 in all. The password has
 * 128 bits, so they are not what it rests on.
 */
#ifndef PACKAGE_PFX_H
#define PACKAGE_PFX_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/handwriting.h"
#include "ceremony/plan.h"
#include "ceremony/public_key.h"
#include "ceremony/slip39.h"
#include "ceremony/tenant_key.h"

enum {
	PFX_MOST_BYTES = 8192,
	PFX_GROUPS = 8,
	PFX_PASSWORD_BYTES = PFX_GROUPS * HANDWRITING_GROUP_LETTERS + 1,
	PFX_ITERATIONS = 250000,
	PFX_SALT_BYTES = 16,
};

/* In secret memory. */
struct pfx_password {
	struct slip39_words groups; /* as they are shown and typed (handwriting.h) */
	char text[PFX_PASSWORD_BYTES];
};

/* After crypto_begin, before the others but pfx_check_form: PKCS#12 looks its algorithms up by name, and those two are all there are. */
void pfx_begin(void);

/* 128 bits from the random number generator: 32 letters, in eight groups; written without spaces. */
void pfx_draw_password(struct pfx_password *password);

/*
 * Writes the file; returns its size. The certificate is signed by the key itself, and says nothing but `name`, from `date` (a plan's) on, for
 * ever. Dies where libcrypto fails.
 */
size_t pfx_make(uint8_t pfx[PFX_MOST_BYTES], const struct tenant_key *key, const char *name,
		const char *date, const struct pfx_password *password);

/* Opens it again: the form, the password, the key as strictly as tenant_key_read, and that its public half is `expected`. Returns
 * NULL or why not. */
const char *pfx_prove(const uint8_t *pfx, size_t size, const struct pfx_password *password,
		      const struct public_key *expected);

/* Of bytes from outside, without the password: the one form that pfx_make writes. Without libcrypto. Returns NULL or why not. */
const char *pfx_check_form(const uint8_t *data, size_t size);

#endif
