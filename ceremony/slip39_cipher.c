#include "slip39.h"

#include <string.h>

#include <sodium.h>

#include "ceremony/secret.h"
#include "ceremony/text.h"

enum { ROUNDS = 4, ROUND_ITERATIONS = 2500, MOST_HALF_BYTES = SLIP39_MOST_BYTES / 2 };

struct room {
	crypto_auth_hmacsha256_state keyed;
	crypto_auth_hmacsha256_state running;
	uint8_t block[crypto_auth_hmacsha256_BYTES];
	uint8_t sum[crypto_auth_hmacsha256_BYTES];
	uint8_t halves[2][MOST_HALF_BYTES];
};

static void
start_salt(struct room *room, const struct slip39_share *card)
{
	const uint8_t salt[] = {'s',
				'h',
				'a',
				'm',
				'i',
				'r',
				(uint8_t)(card->identifier >> 8),
				(uint8_t)card->identifier};

	room->running = room->keyed;
	if (!card->extendable)
		crypto_auth_hmacsha256_update(&room->running, salt, sizeof salt);
}

/* PBKDF2-HMAC-SHA256 (RFC 8018, section 5.2) into `sum`. Half a secret is at most 32 bytes, so
 * there is one block. The keyed state is computed once and copied: half the hashing saved. */
static void
derive(struct room *room, const uint8_t *half, size_t half_bytes, const struct slip39_share *card)
{
	static const uint8_t first_block[] = {0, 0, 0, 1};
	uint32_t iterations = (uint32_t)ROUND_ITERATIONS << card->iteration_exponent;

	start_salt(room, card);
	crypto_auth_hmacsha256_update(&room->running, half, half_bytes);
	crypto_auth_hmacsha256_update(&room->running, first_block, sizeof first_block);
	crypto_auth_hmacsha256_final(&room->running, room->block);
	memcpy(room->sum, room->block, sizeof room->sum);
	for (uint32_t i = 1; i < iterations; i++) {
		room->running = room->keyed;
		crypto_auth_hmacsha256_update(&room->running, room->block, sizeof room->block);
		crypto_auth_hmacsha256_final(&room->running, room->block);
		for (size_t at = 0; at < sizeof room->sum; at++)
			room->sum[at] ^= room->block[at];
	}
}

static const char *
check(size_t size, const struct slip39_share *card, const char *passphrase)
{
	const char *problem = slip39_check_set(card, 1);

	if (problem != NULL)
		return problem;
	if (size != card->value_bytes)
		return "the secret has another length than the card's value";
	if (!text_is_ascii(passphrase, strlen(passphrase)))
		return "the passphrase has a character that is not printable ASCII";
	return NULL;
}

/* Section "Encryption of the master secret": four rounds of Feistel; to decrypt, the rounds run
 * backwards. `key` is a byte for the round, then the passphrase. */
static void
feistel(struct room *room, uint8_t *key, size_t key_bytes, size_t half_bytes,
	const struct slip39_share *card, bool backwards)
{
	for (unsigned i = 0; i < ROUNDS; i++) {
		uint8_t *left = room->halves[i % 2];
		uint8_t *right = room->halves[1 - i % 2];

		key[0] = (uint8_t)(backwards ? ROUNDS - 1 - i : i);
		crypto_auth_hmacsha256_init(&room->keyed, key, key_bytes);
		derive(room, right, half_bytes, card);
		for (size_t at = 0; at < half_bytes; at++)
			left[at] ^= room->sum[at];
	}
}

static const char *
transform(uint8_t *out, const uint8_t *in, size_t size, const struct slip39_share *card,
	  const char *passphrase, bool backwards)
{
	const char *problem = check(size, card, passphrase);
	size_t half_bytes = size / 2;
	size_t key_bytes = 1 + strlen(passphrase);
	struct room *room;
	uint8_t *key;

	if (problem != NULL)
		return problem;
	room = secret_new(sizeof *room);
	key = secret_new(key_bytes);
	memcpy(key + 1, passphrase, key_bytes - 1);
	memcpy(room->halves[0], in, half_bytes);
	memcpy(room->halves[1], in + half_bytes, half_bytes);
	feistel(room, key, key_bytes, half_bytes, card, backwards);
	memcpy(out, room->halves[1], half_bytes);
	memcpy(out + half_bytes, room->halves[0], half_bytes);
	secret_drop(key);
	secret_drop(room);
	return NULL;
}

const char *
slip39_encrypt(uint8_t *out, const uint8_t *in, size_t size, const struct slip39_share *card,
	       const char *passphrase)
{
	return transform(out, in, size, card, passphrase, false);
}

const char *
slip39_decrypt(uint8_t *out, const uint8_t *in, size_t size, const struct slip39_share *card,
	       const char *passphrase)
{
	return transform(out, in, size, card, passphrase, true);
}
