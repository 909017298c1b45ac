/*
 * Types what a YubiKey would, for tests: usage: otp-maker KEY PRIVATE-ID PUBLIC-ID USE SESSION TIMESTAMP [FLIP]
 *
 * KEY and PRIVATE-ID are hexadecimal, PUBLIC-ID modhex or "none", FLIP a bit of the encrypted block from 0 to 127.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/peer/otp.h"

static void
from_hex(uint8_t *out, const char *text, size_t size)
{
	char bytes[17];

	if (strlen(text) != 2 * size || !yubikey_hex_p(text)) {
		fprintf(stderr, "otp-maker: '%s' is not %zu bytes in hexadecimal\n", text, size);
		exit(2);
	}
	yubikey_hex_decode(bytes, text, size);
	memcpy(out, bytes, size);
}

int
main(int argc, char **argv)
{
	struct otp_token token = {.flip = -1, .random = 0x5193};
	char typed[OTP_TYPED_BYTES];

	if (argc < 7 || argc > 8 || strlen(argv[3]) > 64) {
		fprintf(stderr,
			"usage: otp-maker KEY PRIVATE-ID PUBLIC-ID USE SESSION TIMESTAMP [FLIP]\n");
		return 2;
	}
	from_hex(token.key, argv[1], sizeof token.key);
	from_hex(token.private_id, argv[2], sizeof token.private_id);
	token.public_id = strcmp(argv[3], "none") == 0 ? "" : argv[3];
	token.use = (unsigned)strtoul(argv[4], NULL, 0);
	token.session = (unsigned)strtoul(argv[5], NULL, 0);
	token.timestamp = (uint32_t)strtoul(argv[6], NULL, 0);
	token.random ^= (uint16_t)(token.timestamp * 40503u);
	if (argc == 8)
		token.flip = atoi(argv[7]);
	otp_type(typed, &token);
	puts(typed);
	return 0;
}
