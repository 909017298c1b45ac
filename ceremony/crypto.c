#include "crypto.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/provider.h>

#include "ceremony/process.h"

static void *
allocate(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return size == 0 ? NULL : malloc(size);
}

/* The usable size, since libcrypto does not say how much it asked for. */
static void
wipe_and_free(void *memory, const char *file, int line)
{
	(void)file;
	(void)line;
	if (memory == NULL)
		return;
	explicit_bzero(memory, malloc_usable_size(memory));
	free(memory);
}

/* The C library's own would leave the old bytes where they were. */
static void *
reallocate(void *old, size_t size, const char *file, int line)
{
	void *fresh = allocate(size, file, line);
	size_t held = old == NULL ? 0 : malloc_usable_size(old);

	if (fresh == NULL && size != 0)
		return NULL;
	if (fresh != NULL && old != NULL)
		memcpy(fresh, old, held < size ? held : size);
	wipe_and_free(old, file, line);
	return fresh;
}

void
crypto_begin(void)
{
	static bool begun;

	if (begun)
		return;
	begun = true;
	if (CRYPTO_set_mem_functions(allocate, reallocate, wipe_and_free) != 1)
		die("libcrypto was used before it was told to wipe what it frees");
	/* Every algorithm is fetched by its own name, so the table of all names is not wanted; and what
	 * is freed was wiped, so nothing is left to do when the process ends. */
	crypto_must(OPENSSL_init_crypto(
			    OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ADD_ALL_CIPHERS |
				    OPENSSL_INIT_NO_ADD_ALL_DIGESTS | OPENSSL_INIT_NO_ATEXIT,
			    NULL),
		    "start");
	/* Asking for it loads it, and nothing has to be unloaded. */
	crypto_must(OSSL_PROVIDER_available(NULL, "default"), "load its default provider");
}

void
crypto_die(const char *what)
{
	const char *reason = NULL;

	if (OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CRYPTO_STRINGS, NULL) == 1)
		reason = ERR_reason_error_string(ERR_peek_last_error());
	die("libcrypto cannot %s: %s", what, reason == NULL ? "it gives no reason" : reason);
}

void
crypto_must(int result, const char *what)
{
	if (result != 1)
		crypto_die(what);
}
