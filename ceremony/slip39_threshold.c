#include "slip39_threshold.h"

#include <string.h>

#include "ceremony/declassify.h"
#include "ceremony/gf256.h"
#include "ceremony/secret.h"
#include "ceremony/selftest.h"

enum { DIGEST_X = 254, SECRET_X = 255, DIGEST_BYTES = 4 };

/* Its first four bytes are HMAC-SHA256 over the secret, keyed with the bytes behind them. */
static void
compute_digest(struct slip39_threshold *room, const uint8_t *digest, const uint8_t *secret,
	       size_t size)
{
	crypto_auth_hmacsha256_init(&room->hmac, digest + DIGEST_BYTES, size - DIGEST_BYTES);
	crypto_auth_hmacsha256_update(&room->hmac, secret, size);
	crypto_auth_hmacsha256_final(&room->hmac, room->mac);
}

void
slip39_threshold_split(struct slip39_threshold *room, uint8_t *const *ys, size_t threshold,
		       size_t count, const uint8_t *secret, size_t size)
{
	uint8_t xs[SLIP39_MOST_MEMBERS];
	const uint8_t *known[SLIP39_MOST_MEMBERS];
	size_t drawn = threshold < 2 ? 0 : threshold - 2;

	if (threshold == 1) {
		for (size_t i = 0; i < count; i++)
			memcpy(ys[i], secret, size);
		return;
	}
	randombytes_buf(room->digest, size);
	compute_digest(room, room->digest, secret, size);
	memcpy(room->digest, room->mac, DIGEST_BYTES);
	for (size_t i = 0; i < drawn; i++) {
		randombytes_buf(ys[i], size);
		xs[i] = (uint8_t)i;
		known[i] = ys[i];
	}
	xs[drawn] = DIGEST_X;
	known[drawn] = room->digest;
	xs[drawn + 1] = SECRET_X;
	known[drawn + 1] = secret;
	for (size_t i = drawn; i < count; i++)
		gf256_interpolate(ys[i], size, (uint8_t)i, xs, known, threshold);
}

const char *
slip39_threshold_recover(struct slip39_threshold *room, uint8_t *secret, size_t size,
			 const uint8_t *xs, const uint8_t *const *ys, size_t threshold)
{
	if (threshold == 1) {
		memcpy(secret, ys[0], size);
		return NULL;
	}
	gf256_interpolate(room->secret, size, SECRET_X, xs, ys, threshold);
	gf256_interpolate(room->digest, size, DIGEST_X, xs, ys, threshold);
	compute_digest(room, room->digest, room->secret, size);
	if (declassify_answer(DECLASSIFY_ANSWER,
			      sodium_memcmp(room->mac, room->digest, DIGEST_BYTES) != 0))
		return "the cards do not fit together: their digest is wrong";
	memcpy(secret, room->secret, size);
	return NULL;
}

struct trial {
	struct slip39_threshold level;
	uint8_t strings[5][SLIP39_LEAST_BYTES];
	uint8_t secret[SLIP39_LEAST_BYTES];
};

/* What is split 3 of 5 comes back from the last three, and not when a bit is wrong. */
static const char *
selftest_threshold(void)
{
	static const uint8_t secret[SLIP39_LEAST_BYTES] = "sixteen bytes...";
	struct trial *t = secret_new(sizeof *t);
	uint8_t *ys[] = {t->strings[0], t->strings[1], t->strings[2], t->strings[3], t->strings[4]};
	const uint8_t *last[] = {ys[2], ys[3], ys[4]};
	static const uint8_t xs[] = {2, 3, 4};
	const char *problem;

	slip39_threshold_split(&t->level, ys, 3, 5, secret, sizeof secret);
	problem = slip39_threshold_recover(&t->level, t->secret, sizeof secret, xs, last, 3);
	if (problem == NULL && sodium_memcmp(t->secret, secret, sizeof secret) != 0)
		problem = "three of five shares give another secret";
	t->strings[4][0] ^= 1;
	if (problem == NULL &&
	    slip39_threshold_recover(&t->level, t->secret, sizeof secret, xs, last, 3) == NULL)
		problem = "a wrong share is not noticed";
	secret_drop(t);
	return problem;
}
SELFTEST(selftest_threshold);
