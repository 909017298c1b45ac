/*
 * A one-time password of a YubiKey: what the token types when it is touched, decoded without a network.
 *
 *     public id, 0 to 16 characters of modhex     AES-128(private id, counters, time, CRC), 32 characters of modhex
 *
 * It is symmetric: whoever holds the key can make one. It answers no question: one that was noted is good until a later one is
 * seen. So it records presence, and proves none.
 *
 * The use counter grows when the token gets power, 15 bits; the session counter with each touch, 8 bits; the time ticks eight times
 * a second, 24 bits, from a random start (libyubikey's yubikey.h).
 */
#ifndef CEREMONY_OTP_H
#define CEREMONY_OTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OTP_NO_PUBLIC_ID "none" /* no modhex */

enum {
	OTP_KEY_BYTES = 16,
	OTP_PRIVATE_ID_BYTES = 6,
	OTP_BLOCK_CHARACTERS = 32,
	OTP_PUBLIC_ID_MOST = 16, /* characters */
	OTP_PUBLIC_ID_BYTES = OTP_PUBLIC_ID_MOST + 1,
	OTP_MOST_CHARACTERS = OTP_PUBLIC_ID_MOST + OTP_BLOCK_CHARACTERS,
	OTP_USE_MOST = 0x7fff, /* a token that comes so far is worn out */
	OTP_SESSION_MOST = 0xff,
};

/* What a token and the workstation share. Allocated with secret_new only, or part of what is. */
struct otp_secret {
	uint8_t key[OTP_KEY_BYTES];
	uint8_t private_id[OTP_PRIVATE_ID_BYTES];
};

/* How often a token was used: compared first by use. */
struct otp_counter {
	unsigned use, session;
};

/* What an OTP says. Not secret. */
struct otp {
	char public_id
		[OTP_PUBLIC_ID_BYTES]; /* modhex in small letters; "" when the token has none */
	struct otp_counter counter;
	uint32_t timestamp; /* 24 bits */
};

/*
 * Decodes what was typed: white space at its ends and capitals (Caps Lock) do not matter. In this order, because libyubikey itself
 * checks nothing: length, alphabet, the last 32 characters, CRC, private id. Returns NULL, or why not; then all of `otp` but its
 * public id is zeros.
 */
const char *
otp_decode(struct otp *otp, const struct otp_secret *secret, const char *text, size_t length);

/* Grammars of records and facts: "none", or 2 to 16 characters of modhex, an even number; counters that can grow further. */
const char *otp_public_id(const char *value, size_t length);
const char *otp_use(const char *value, size_t length);
const char *otp_session(const char *value, size_t length);

/* Writes `size` bytes as modhex, and a NUL. */
void otp_to_modhex(char *out, const uint8_t *data, size_t size);

/* Less than, equal to or greater than 0, as strcmp. */
int otp_compare(const struct otp_counter *one, const struct otp_counter *other);

/* NULL, or why not: the counters have grown beyond the last ones, when there are any (not NULL), and can grow further. */
const char *otp_check_growth(const struct otp_counter *last, const struct otp_counter *now);

/*
 * NULL, or why these are not two touches one after the other, of one plugging in, with that pause between: the times differ by it,
 * a fifth more or less, one second at least.
 */
const char *otp_check_pause(const struct otp *first, const struct otp *second, unsigned seconds);

#endif
