/*
 * Words that are read as a card are written back as the same words; a card that is written is
 * read back the same. Combining any cards crashes never, and gives nothing, or what the points
 * say and their digest confirms, computed here.
 *
 * The first byte says what the others are: 0 text; 1 words, two bytes each; 2 a share; else a
 * set, cards whose digest is right, built from a threshold (a byte), a secret, a digest share's
 * key and free points (32 bytes each), and then changed by pairs of place and difference.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/cursor.h"
#include "ceremony/gf256.h"
#include "ceremony/secret.h"
#include "ceremony/slip39.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SIZE = 32, TAG = 4, UNTOUCHED = 0xee, DIGEST_X = 254, SECRET_X = 255 };

static struct {
	struct slip39_words words;
	struct slip39_words again;
	struct slip39_share share;
	struct slip39_share shares[SLIP39_MOST_MEMBERS];
	char text[SLIP39_TEXT_BYTES];
	uint8_t ems[SLIP39_MOST_BYTES];
	uint8_t digest[SLIP39_MOST_BYTES];
	uint8_t secret[SLIP39_MOST_BYTES];
	uint8_t mac[crypto_auth_hmacsha256_BYTES];
} * t;

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
check_words(void)
{
	if (slip39_share_from_words(&t->share, &t->words) != NULL) {
		must(sodium_is_zero((const uint8_t *)&t->share, sizeof t->share));
		return;
	}
	must(slip39_share_to_words(&t->again, &t->share) == NULL);
	must(memcmp(&t->again, &t->words, sizeof t->words) == 0);
}

static void
try_text(struct cursor *in)
{
	size_t size = cursor_left(in);

	if (slip39_words_from_text(&t->words, (const char *)in->at, size) != NULL)
		return;
	slip39_words_to_text(t->text, &t->words);
	must(slip39_words_from_text(&t->again, t->text, strlen(t->text)) == NULL);
	must(memcmp(&t->again, &t->words, sizeof t->words) == 0);
	check_words();
}

static void
try_words(struct cursor *in)
{
	memset(&t->words, 0, sizeof t->words);
	while (cursor_left(in) >= 2 && t->words.count < SLIP39_MOST_WORDS) {
		const uint8_t *pair = cursor_take(in, 2);

		t->words.index[t->words.count++] = (uint16_t)(pair[0] << 8 | pair[1]);
	}
	check_words();
}

static bool
take_share(struct slip39_share *share, struct cursor *in)
{
	const uint8_t *bytes = cursor_take(in, 10 + SLIP39_MOST_BYTES);

	if (bytes == NULL)
		return false;
	*share = (struct slip39_share){
		.identifier = (uint16_t)(bytes[0] << 8 | bytes[1]),
		.extendable = bytes[2] & 1,
		.iteration_exponent = bytes[3],
		.group_index = bytes[4],
		.group_threshold = bytes[5],
		.group_count = bytes[6],
		.member_index = bytes[7],
		.member_threshold = bytes[8],
		.value_bytes = bytes[9],
	};
	memcpy(share->value, bytes + 10,
	       bytes[9] < SLIP39_MOST_BYTES ? bytes[9] : SLIP39_MOST_BYTES);
	return true;
}

static void
try_share(struct cursor *in)
{
	struct slip39_share *share = &t->shares[0];

	if (!take_share(share, in) || slip39_share_to_words(&t->words, share) != NULL)
		return;
	must(slip39_share_from_words(&t->share, &t->words) == NULL);
	must(memcmp(&t->share, share, sizeof *share) == 0);
	check_words();
}

static void
compute_mac(size_t size)
{
	crypto_auth_hmacsha256_state hmac;

	crypto_auth_hmacsha256_init(&hmac, t->digest + TAG, size - TAG);
	crypto_auth_hmacsha256_update(&hmac, t->secret, size);
	crypto_auth_hmacsha256_final(&hmac, t->mac);
}

/* One group of `threshold` cards. Returns false when the input is too short. */
static bool
build_set(size_t threshold, struct cursor *in)
{
	const uint8_t *bytes = cursor_take(in, threshold * SIZE);
	uint8_t xs[SLIP39_MOST_MEMBERS];
	const uint8_t *ys[SLIP39_MOST_MEMBERS];

	if (bytes == NULL)
		return false;
	memcpy(t->secret, bytes, SIZE);
	memcpy(t->digest, bytes + SIZE, SIZE);
	compute_mac(SIZE);
	memcpy(t->digest, t->mac, TAG);
	for (size_t i = 2; i < threshold; i++) {
		xs[i] = (uint8_t)i;
		ys[i] = bytes + i * SIZE;
	}
	xs[0] = SECRET_X;
	ys[0] = t->secret;
	xs[1] = DIGEST_X;
	ys[1] = t->digest;
	for (size_t i = 0; i < threshold; i++) {
		struct slip39_share *share = &t->shares[i];

		*share = (struct slip39_share){
			.identifier = 1, .group_threshold = 1, .group_count = 1};
		share->member_index = (uint8_t)(15 - i);
		share->member_threshold = (uint8_t)threshold;
		share->value_bytes = SIZE;
		gf256_interpolate(share->value, SIZE, share->member_index, xs, ys, threshold);
	}
	return true;
}

/* Whole cards of one group, or a card from each of several groups: else nothing is said. */
static void
check_recovered(size_t size, size_t count)
{
	uint8_t xs[SLIP39_MOST_MEMBERS];
	const uint8_t *ys[SLIP39_MOST_MEMBERS];
	bool alone = t->shares[0].member_threshold == 1;

	for (size_t i = 0; i < count; i++) {
		must(alone || t->shares[i].group_index == t->shares[0].group_index);
		xs[i] = alone ? t->shares[i].group_index : t->shares[i].member_index;
		ys[i] = t->shares[i].value;
	}
	gf256_interpolate(t->secret, size, SECRET_X, xs, ys, count);
	must(memcmp(t->secret, t->ems, size) == 0);
	if (count < 2)
		return;
	gf256_interpolate(t->digest, size, DIGEST_X, xs, ys, count);
	compute_mac(size);
	must(memcmp(t->mac, t->digest, TAG) == 0);
}

static void
try_set(struct cursor *in)
{
	const uint8_t *first = cursor_take(in, 1);
	size_t threshold = first == NULL ? 2 : 2 + *first % 15;
	bool changed = false;
	const char *problem;
	size_t size;

	if (!build_set(threshold, in))
		return;
	for (const uint8_t *change; (change = cursor_take(in, 3)) != NULL;) {
		size_t place = (size_t)(change[0] << 8 | change[1]) % (threshold * sizeof t->share);

		/* A bool holds 0 or 1 only. */
		if (place % sizeof t->share == offsetof(struct slip39_share, extendable))
			continue;
		((uint8_t *)t->shares)[place] ^= change[2];
		changed |= change[2] != 0;
	}
	size = t->shares[0].value_bytes <= SLIP39_MOST_BYTES ? t->shares[0].value_bytes : SIZE;
	memset(t->ems, UNTOUCHED, sizeof t->ems);
	problem = slip39_recover(t->ems, size, t->shares, threshold);
	must(problem == NULL || changed);
	for (size_t i = problem == NULL ? size : 0; i < sizeof t->ems; i++)
		must(t->ems[i] == UNTOUCHED);
	if (problem == NULL)
		check_recovered(size, threshold);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const tries[])(struct cursor *) = {try_text, try_words, try_share, try_set};
	struct cursor in = cursor_over(data, size);
	const uint8_t *kind = cursor_take(&in, 1);

	if (t == NULL) {
		secret_begin();
		t = secret_new(sizeof *t);
	}
	if (kind != NULL)
		tries[*kind < 3 ? *kind : 3](&in);
	return 0;
}
