#include "oaep_decode.h"

#include <stdbool.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/crypto.h"
#include "ceremony/secret.h"
#include "ceremony/selftest.h"
#include "ceremony/text.h"

enum { HASH_MOST_BYTES = 32, EM_MOST_BYTES = 512 };

/* Lives in secret memory. */
struct work {
	const EVP_MD *hash;
	size_t hash_bytes;
	uint8_t seed[HASH_MOST_BYTES];
	uint8_t block[EM_MOST_BYTES];
	uint8_t input[EM_MOST_BYTES + 4];
	uint8_t output[EVP_MAX_MD_SIZE];
};

static void
hash_input(struct work *work, size_t size)
{
	crypto_must(EVP_Digest(work->input, size, work->output, NULL, work->hash, NULL), "hash");
}

/* MGF1 (RFC 8017, B.2.1), straight onto what it masks. */
static void
unmask(struct work *work, uint8_t *masked, size_t size, const uint8_t *seed, size_t seed_bytes)
{
	for (size_t i = 0; i < size; i++) {
		size_t counter = i / work->hash_bytes;

		if (i % work->hash_bytes == 0) {
			memcpy(work->input, seed, seed_bytes);
			for (size_t j = 0; j < 4; j++)
				work->input[seed_bytes + j] = (uint8_t)(counter >> (24 - 8 * j));
			hash_input(work, seed_bytes + 4);
		}
		masked[i] ^= work->output[i % work->hash_bytes];
	}
}

/* DB = lHash, zeros, 1, M: with the length known, every byte has its place. */
static const char *
take_message(struct work *work, uint8_t *message, size_t message_bytes, size_t block_bytes)
{
	size_t one = block_bytes - message_bytes - 1;

	hash_input(work, 0);
	if (sodium_memcmp(work->output, work->block, work->hash_bytes) != 0)
		return "has an OAEP block for another label or hash";
	if (!sodium_is_zero(work->block + work->hash_bytes, one - work->hash_bytes) ||
	    work->block[one] != 1)
		return "has an OAEP block with wrong padding";
	memcpy(message, work->block + one + 1, message_bytes);
	return NULL;
}

static const char *
decode(struct work *work, uint8_t *message, size_t message_bytes, const uint8_t *em,
       size_t em_bytes)
{
	size_t block_bytes = em_bytes - 1 - work->hash_bytes;

	if (em[0] != 0)
		return "has an OAEP block that does not begin with zero";
	memcpy(work->seed, em + 1, work->hash_bytes);
	memcpy(work->block, em + 1 + work->hash_bytes, block_bytes);
	unmask(work, work->seed, work->hash_bytes, work->block, block_bytes);
	unmask(work, work->block, block_bytes, work->seed, work->hash_bytes);
	return take_message(work, message, message_bytes, block_bytes);
}

const char *
oaep_decode(uint8_t *message, size_t message_bytes, const uint8_t *em, size_t em_bytes,
	    enum profile_hash hash)
{
	size_t hash_bytes = hash == PROFILE_SHA256 ? 32 : 20;
	struct work *work;
	const char *problem;

	if (em_bytes > EM_MOST_BYTES || em_bytes < 2 * hash_bytes + 2 ||
	    message_bytes > em_bytes - 2 * hash_bytes - 2)
		return "has an OAEP block of an impossible length";
	work = secret_new(sizeof *work);
	work->hash = hash == PROFILE_SHA256 ? EVP_sha256() : EVP_sha1();
	work->hash_bytes = hash_bytes;
	problem = decode(work, message, message_bytes, em, em_bytes);
	secret_drop(work);
	return problem;
}

/* Encoded with Python's hashlib: the bytes 0 to 31, the seed 0xa0, 0xa1 and so on, 104 bytes. */
static const struct {
	enum profile_hash hash;
	const char *em;
} answers[] = {
	{PROFILE_SHA1,
	 "00fe3b9ec8914442970b7e8d480b9580115c64ca274d8b66bc2dc1950c4b5daed0671c812f3e939c"
	 "44fb1fa037de6db86bd3e6186d2c8e3c5fe61c5d95f6a0ba6fffa7510f0770cdf65948cb91a2880e"
	 "ec3e8bcd12e65a06dd0b15723b8d189577abf228a1b952bc"},
	{PROFILE_SHA256,
	 "00af9254e06fb3d5ef4faf6a238cb3ca87e4337b2cbe900e13e3a6a07a7b93f5b5afa2eb8d9403a1"
	 "d430ead392fa341e8751e5089ea4bb8c83407697d4b281f519fd93821a26e9f0dd4fa4d5bb581db6"
	 "60c3995504bfe77210d7e3bcd9085eee36d1a537e441ed69"},
};

static const char *
selftest_oaep_decode(void)
{
	uint8_t em[104], message[32];

	crypto_begin();
	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
		if (text_from_hex(em, sizeof em, answers[i].em, strlen(answers[i].em)) != NULL ||
		    oaep_decode(message, sizeof message, em, sizeof em, answers[i].hash) != NULL)
			return "an OAEP block that is good was refused";
		for (size_t j = 0; j < sizeof message; j++)
			if (message[j] != j)
				return "an OAEP block was decoded wrongly";
		em[103] ^= 1;
		if (oaep_decode(message, sizeof message, em, sizeof em, answers[i].hash) == NULL)
			return "an OAEP block that is wrong was accepted";
	}
	return NULL;
}
SELFTEST(selftest_oaep_decode);
