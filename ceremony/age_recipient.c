#include "age.h"

#include <stdbool.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/bech32.h"
#include "ceremony/secret.h"
#include "ceremony/selftest.h"

static const char prefix[] = "age";

void
age_recipient_of(struct age_recipient *recipient, const struct age_identity *identity)
{
	crypto_scalarmult_base(recipient->point, identity->scalar);
}

void
age_recipient_to_text(char out[AGE_RECIPIENT_TEXT_BYTES], const struct age_recipient *recipient)
{
	bech32_encode(out, prefix, recipient->point, sizeof recipient->point);
}

/* X25519 takes other writings of a point too (RFC 7748, section 5), but the point goes into the
 * salt as written, and the identity's owner computes the one below 2^255 - 19. */
static bool
is_canonical(const uint8_t point[32])
{
	if (point[31] != 0x7f)
		return point[31] < 0x7f;
	for (size_t i = 1; i < 31; i++)
		if (point[i] != 0xff)
			return true;
	return point[0] < 0xed;
}

/* Any scalar will do: X25519 makes it a multiple of eight, and only low order then gives zeros. */
static bool
is_low_order(const uint8_t point[32])
{
	static const uint8_t scalar[32] = {8};
	uint8_t product[32];

	return crypto_scalarmult(product, scalar, point) != 0;
}

const char *
age_recipient_from_text(struct age_recipient *recipient, const char *text, size_t length)
{
	const char *problem =
		bech32_decode(recipient->point, sizeof recipient->point, prefix, text, length);

	if (problem == NULL && !is_canonical(recipient->point))
		problem = "is a point that is not in canonical form";
	if (problem == NULL && is_low_order(recipient->point))
		problem = "is a point of low order";
	if (problem != NULL)
		*recipient = (struct age_recipient){{0}};
	return problem;
}

/* RFC 7748, section 6.1 (Alice's key), and the pair of C2SP age.md, "The X25519 recipient type". */
static const char *
selftest_recipient(void)
{
	static const uint8_t alice[32] = {
		0x77, 0x07, 0x6d, 0x0a, 0x73, 0x18, 0xa5, 0x7d, 0x3c, 0x16, 0xc1,
		0x72, 0x51, 0xb2, 0x66, 0x45, 0xdf, 0x4c, 0x2f, 0x87, 0xeb, 0xc0,
		0x99, 0x2a, 0xb1, 0x77, 0xfb, 0xa5, 0x1d, 0xb9, 0x2c, 0x2a,
	};
	static const uint8_t want[32] = {
		0x85, 0x20, 0xf0, 0x09, 0x89, 0x30, 0xa7, 0x54, 0x74, 0x8b, 0x7d,
		0xdc, 0xb4, 0x3e, 0xf7, 0x5a, 0x0d, 0xbf, 0x3a, 0x0d, 0x26, 0x38,
		0x1a, 0xf4, 0xeb, 0xa4, 0xa9, 0x8e, 0xaa, 0x9b, 0x4e, 0x6a,
	};
	struct age_identity *identity = secret_new(sizeof *identity);
	struct age_recipient recipient;
	char text[AGE_RECIPIENT_TEXT_BYTES];
	bool good;

	memcpy(identity->scalar, alice, sizeof alice);
	age_recipient_of(&recipient, identity);
	good = memcmp(recipient.point, want, sizeof want) == 0;
	memset(identity->scalar, 0x42, sizeof identity->scalar);
	age_recipient_of(&recipient, identity);
	age_recipient_to_text(text, &recipient);
	good &= strcmp(text, "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj") == 0;
	secret_drop(identity);
	return good ? NULL : "the recipient of a known identity is wrong";
}
SELFTEST(selftest_recipient);
