/*
 * A YubiKey, by libyubikey's encoder.
 */
#ifndef TESTS_PEER_OTP_H
#define TESTS_PEER_OTP_H

#include <stdint.h>
#include <string.h>

#include <yubikey.h>

/* What the token has in it when it is touched. */
struct otp_token {
	uint8_t key[16], private_id[6];
	const char *public_id;
	unsigned use, session;
	uint32_t timestamp;
	uint16_t random;
	int flip; /* a bit of the block, from 0, turned over after encryption; -1: none */
};

enum { OTP_TYPED_BYTES = 64 + 33 };

/* Writes what the token types. */
static inline void
otp_type(char typed[OTP_TYPED_BYTES], const struct otp_token *token)
{
	yubikey_token_st block = {
		.ctr = (uint16_t)token->use,
		.tstpl = (uint16_t)token->timestamp,
		.tstph = (uint8_t)(token->timestamp >> 16),
		.use = (uint8_t)token->session,
		.rnd = token->random,
	};
	char out[33]; /* the header says 32: its NUL would be behind them */
	uint8_t bytes[17];

	memcpy(block.uid, token->private_id, sizeof block.uid);
	block.crc = (uint16_t)~yubikey_crc16((const uint8_t *)&block, 14);
	yubikey_generate(&block, token->key, out);
	if (token->flip >= 0) {
		yubikey_modhex_decode((char *)bytes, out, 16);
		bytes[token->flip / 8] ^= (uint8_t)(1 << token->flip % 8);
		yubikey_modhex_encode(out, (const char *)bytes, 16);
	}
	strcpy(typed, token->public_id);
	strcat(typed, out);
}

#endif
