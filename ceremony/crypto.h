/*
 * libcrypto, started the only way we use it: zeroing memory functions, no configuration file.
 */
#ifndef CEREMONY_CRYPTO_H
#define CEREMONY_CRYPTO_H

#include <openssl/bn.h>
#include <openssl/evp.h>

/*
 * Before the first use of libcrypto and before process_lock: installs memory functions that wipe what they free
 * (and reallocate by allocating, copying, wiping), initialises without openssl.cnf
 * (OPENSSL_INIT_NO_LOAD_CONFIG), and fetches nothing later that needs a file. Dies on failure. May be called twice.
 */
void crypto_begin(void);

/* Dies with "libcrypto cannot WHAT" and libcrypto's own reason. */
_Noreturn void crypto_die(const char *what);

#endif
