#include "kwp.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/selftest.h"
#include "ceremony/text.h"

enum { DATA_MOST_BYTES = 8192 };

/* One update call: a second would begin a second wrapping. Returns the bytes written, 0 where
 * libcrypto refuses. */
static size_t
run(const EVP_CIPHER *cipher, int wrapping, uint8_t *out, const uint8_t *key, const uint8_t *data,
    size_t size)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	int written = 0, last = 0;
	bool good;

	if (context == NULL)
		crypto_die("wrap a key");
	EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
	crypto_must(EVP_CipherInit_ex(context, cipher, NULL, key, NULL, wrapping), "wrap a key");
	good = size <= DATA_MOST_BYTES &&
	       EVP_CipherUpdate(context, out, &written, data, (int)size) == 1 &&
	       EVP_CipherFinal_ex(context, out + written, &last) == 1 && last == 0 && written > 0;
	EVP_CIPHER_CTX_free(context);
	return good ? (size_t)written : 0;
}

size_t
kwp_wrapped_bytes(size_t size)
{
	return (size + KWP_BLOCK_BYTES - 1) / KWP_BLOCK_BYTES * KWP_BLOCK_BYTES + KWP_BLOCK_BYTES;
}

void
kwp_wrap(uint8_t *out, const uint8_t key[KWP_KEY_BYTES], const uint8_t *data, size_t size)
{
	if (run(EVP_aes_256_wrap_pad(), 1, out, key, data, size) != kwp_wrapped_bytes(size))
		crypto_die("wrap a key");
}

const char *
kwp_unwrap(uint8_t *out, size_t *out_bytes, const uint8_t key[KWP_KEY_BYTES],
	   const uint8_t *wrapped, size_t size)
{
	*out_bytes = run(EVP_aes_256_wrap_pad(), 0, out, key, wrapped, size);
	return *out_bytes > 0 ? NULL : "has a wrapped key that does not unwrap";
}

/* RFC 5649, section 6, has vectors for a 192-bit key; that for 256 bits is by another program
 * (pyca/cryptography's own KWP over AES blocks). */
static const struct {
	const EVP_CIPHER *(*cipher)(void);
	const char *key, *data, *wrapped;
} answers[] = {
	{EVP_aes_192_wrap_pad, "5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8",
	 "c37b7e6492584340bed12207808941155068f738",
	 "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a"},
	{EVP_aes_192_wrap_pad, "5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8", "466f7250617369",
	 "afbeb0f07dfbf5419200f2ccb50bb24f"},
	{EVP_aes_256_wrap_pad, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
	 "6465666768696a6b6c6d6e6f7071727374",
	 "09618489d8c20f0e79fde51a55291e4df161777b9fa68e52fb906f6387fbffb1"},
};

static const char *
test_answer(size_t i)
{
	uint8_t key[32], data[32], wrapped[32], got[40];
	size_t key_bytes = strlen(answers[i].key) / 2;
	size_t data_bytes = strlen(answers[i].data) / 2,
	       wrapped_bytes = strlen(answers[i].wrapped) / 2;

	if (text_from_hex(key, key_bytes, answers[i].key, 2 * key_bytes) != NULL ||
	    text_from_hex(data, data_bytes, answers[i].data, 2 * data_bytes) != NULL ||
	    text_from_hex(wrapped, wrapped_bytes, answers[i].wrapped, 2 * wrapped_bytes) != NULL)
		return "a known answer is not hexadecimal";
	if (run(answers[i].cipher(), 1, got, key, data, data_bytes) != wrapped_bytes ||
	    memcmp(got, wrapped, wrapped_bytes) != 0)
		return "KWP wraps wrongly";
	if (run(answers[i].cipher(), 0, got, key, wrapped, wrapped_bytes) != data_bytes ||
	    memcmp(got, data, data_bytes) != 0)
		return "KWP unwraps wrongly";
	wrapped[0] ^= 1;
	return run(answers[i].cipher(), 0, got, key, wrapped, wrapped_bytes) == 0
		       ? NULL
		       : "KWP unwraps anything";
}

static const char *
selftest_kwp(void)
{
	const char *problem = NULL;

	crypto_begin();
	for (size_t i = 0; problem == NULL && i < sizeof answers / sizeof answers[0]; i++)
		problem = test_answer(i);
	return problem;
}
SELFTEST(selftest_kwp);
