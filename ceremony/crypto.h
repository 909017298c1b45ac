/*
 * libcrypto, started the only way we use it: zeroing memory functions, no configuration file.
 */
#ifndef CEREMONY_CRYPTO_H
#define CEREMONY_CRYPTO_H

#include <openssl/bn.h>
#include <openssl/evp.h>

/*
 * Before the first use of libcrypto and before process_lock: installs memory functions that wipe
 * what they free (and reallocate by allocating, copying, wiping), initialises without openssl.cnf
 * (OPENSSL_INIT_NO_LOAD_CONFIG) and loads the default provider, so that nothing later needs a
 * file. Dies on failure. May be called again; a self test that uses libcrypto calls it itself.
 */
void crypto_begin(void);

/* Dies with "libcrypto cannot WHAT" and libcrypto's own reason. */
_Noreturn void crypto_die(const char *what);

/* crypto_die unless `result`, libcrypto's answer, is 1. */
void crypto_must(int result, const char *what);

#endif
