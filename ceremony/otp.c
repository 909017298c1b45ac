#include "otp.h"

#include <string.h>

#include <sodium.h>
#include <yubikey.h>

#include "ceremony/declassify.h"
#include "ceremony/secret.h"
#include "ceremony/selftest.h"

/* libyubikey's round keys stay on the stack. */
enum { STACK_BYTES = 2048 };

/* The block, decrypted; the bytes themselves, low byte first, because the library's struct has the order of the machine. */
enum { AT_USE = 6, AT_TIME = 8, AT_SESSION = 11 };

_Static_assert(sizeof(yubikey_token_st) == YUBIKEY_BLOCK_SIZE, "the block has no gaps");

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Small letters, without white space at the ends, NUL at the end. Returns its length; OTP_MOST_CHARACTERS + 1 when it is longer than one can be. */
static size_t
take(char out[OTP_MOST_CHARACTERS + 1], const char *text, size_t length)
{
	while (length > 0 && is_space(text[length - 1]))
		length--;
	while (length > 0 && is_space(*text)) {
		text++;
		length--;
	}
	if (length > OTP_MOST_CHARACTERS)
		return OTP_MOST_CHARACTERS + 1;
	for (size_t i = 0; i < length; i++)
		out[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i];
	out[length] = '\0';
	return length;
}

static const char *
read_block(struct otp *otp, uint8_t *block, const struct otp_secret *secret)
{
	bool good;

	/* A CRC is no authentication: one block in 65536 has one. */
	declassify_begin(DECLASSIFY_LIBYUBIKEY);
	good = yubikey_crc_ok_p(block);
	declassify_end();
	if (!declassify_answer(DECLASSIFY_ANSWER, good))
		return "is of another key, or was changed";
	good = sodium_memcmp(block, secret->private_id, OTP_PRIVATE_ID_BYTES) == 0;
	if (!declassify_answer(DECLASSIFY_ANSWER, good))
		return "has another private id than was enrolled";
	declassify(DECLASSIFY_COUNTERS, block + OTP_PRIVATE_ID_BYTES,
		   YUBIKEY_BLOCK_SIZE - OTP_PRIVATE_ID_BYTES);
	otp->counter.use = (block[AT_USE] | (unsigned)block[AT_USE + 1] << 8) & OTP_USE_MOST;
	otp->counter.session = block[AT_SESSION];
	otp->timestamp = block[AT_TIME] | (uint32_t)block[AT_TIME + 1] << 8 |
			 (uint32_t)block[AT_TIME + 2] << 16;
	return NULL;
}

static const char *
decrypt(struct otp *otp, const char block[OTP_BLOCK_CHARACTERS + 1],
	const struct otp_secret *secret)
{
	yubikey_token_st *token = secret_new(sizeof *token);
	const char *answer;

	declassify_begin(DECLASSIFY_LIBYUBIKEY);
	yubikey_parse((const uint8_t *)block, secret->key, token);
	declassify_end();
	sodium_stackzero(STACK_BYTES);
	answer = read_block(otp, (uint8_t *)token, secret);
	secret_drop(token);
	return answer;
}

const char *
otp_decode(struct otp *otp, const struct otp_secret *secret, const char *text, size_t length)
{
	char taken[OTP_MOST_CHARACTERS + 1];
	size_t size = take(taken, text, length);

	memset(otp, 0, sizeof *otp);
	if (size < OTP_BLOCK_CHARACTERS || size > OTP_MOST_CHARACTERS)
		return "is not 32 to 48 characters long";
	if (strlen(taken) != size || !yubikey_modhex_p(taken))
		return "has a character that no YubiKey types";
	if (size % 2 != 0)
		return "has an odd number of characters";
	memcpy(otp->public_id, taken, size - OTP_BLOCK_CHARACTERS);
	if (size == OTP_BLOCK_CHARACTERS)
		memcpy(otp->public_id, OTP_NO_PUBLIC_ID, sizeof OTP_NO_PUBLIC_ID);
	return decrypt(otp, taken + size - OTP_BLOCK_CHARACTERS, secret);
}

void
otp_to_modhex(char *out, const uint8_t *data, size_t size)
{
	yubikey_modhex_encode(out, (const char *)data, size);
}

/* libyubikey's test-vectors.txt, the first. */
static const char *
selftest_otp(void)
{
	static const uint8_t key[] = {0xec, 0xde, 0x18, 0xdb, 0xe7, 0x6f, 0xbd, 0x0c,
				      0x33, 0x33, 0x0f, 0x1c, 0x35, 0x48, 0x71, 0xdb};
	static const uint8_t private_id[] = {0x87, 0x92, 0xeb, 0xfe, 0x26, 0xcc};
	static const char text[] = "dteffujehknhfjbrjnlnldnhcujvddbikngjrtgh";
	struct otp_secret *secret = secret_new(sizeof *secret);
	struct otp otp;
	bool good;

	memcpy(secret->key, key, sizeof key);
	memcpy(secret->private_id, private_id, sizeof private_id);
	good = otp_decode(&otp, secret, text, sizeof text - 1) == NULL &&
	       strcmp(otp.public_id, "dteffuje") == 0 && otp.counter.use == 0x13 &&
	       otp.counter.session == 0x11 && otp.timestamp == 0xc230;
	good &= otp_decode(&otp, secret, text, sizeof text - 2) != NULL;
	secret_drop(secret);
	return good ? NULL : "a known one-time password is decoded wrongly";
}
SELFTEST(selftest_otp);
