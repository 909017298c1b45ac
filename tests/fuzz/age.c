/*
 * The first byte chooses a property.
 *   0  a file, opened with the identity of 32 times 0x42: what opens has the form and size that
 *      sealing gives and can be sealed again; what does not open leaves zeros.
 *   1  a recipient's text: what is read is written back the same, and can be sealed to.
 *   2  position (two bytes), bits to flip, plain: what was sealed opens, and does not once changed.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/age.h"
#include "ceremony/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct age_identity *identity;
static struct age_recipient own;
static uint8_t *plain;
static uint8_t sealed[AGE_PLAIN_MOST_BYTES + AGE_OVERHEAD_BYTES];

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
begin(void)
{
	secret_begin();
	identity = secret_new(sizeof *identity);
	plain = secret_new(AGE_PLAIN_MOST_BYTES);
	memset(identity->scalar, 0x42, sizeof identity->scalar);
	age_recipient_of(&own, identity);
}

static bool
opens(size_t *plain_size, const uint8_t *file, size_t size)
{
	bool good = age_open(plain, AGE_PLAIN_MOST_BYTES, plain_size, file, size, identity) == NULL;

	must(good || (*plain_size == 0 && sodium_is_zero(plain, AGE_PLAIN_MOST_BYTES)));
	return good;
}

/* Lines end where those of a file of our own end. */
static void
open_file(const uint8_t *file, size_t size)
{
	size_t plain_size, again_size;

	if (!opens(&plain_size, file, size))
		return;
	must(size == age_sealed_bytes(plain_size));
	age_seal(sealed, plain, plain_size, &own);
	must(memcmp(sealed, file, 32) == 0 && file[75] == '\n' &&
	     memcmp(file + 119, "\n--- ", 5) == 0);
	must(opens(&again_size, sealed, size) && again_size == plain_size);
}

static void
read_recipient(const char *text, size_t size)
{
	struct age_recipient recipient;
	char again[AGE_RECIPIENT_TEXT_BYTES];

	if (age_recipient_from_text(&recipient, text, size) != NULL) {
		must(sodium_is_zero(recipient.point, sizeof recipient.point));
		return;
	}
	age_recipient_to_text(again, &recipient);
	must(size == strlen(again) && memcmp(text, again, size) == 0);
	age_seal(sealed, "", 0, &recipient);
}

static void
change(const uint8_t *data, size_t size)
{
	size_t sealed_size, plain_size;

	if (size < 3 || size - 3 > AGE_PLAIN_MOST_BYTES || data[2] == 0)
		return;
	age_seal(sealed, data + 3, size - 3, &own);
	sealed_size = age_sealed_bytes(size - 3);
	must(opens(&plain_size, sealed, sealed_size) && plain_size == size - 3);
	must(memcmp(plain, data + 3, plain_size) == 0);
	sealed[((size_t)data[0] << 8 | data[1]) % sealed_size] ^= data[2];
	must(!opens(&plain_size, sealed, sealed_size));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (identity == NULL)
		begin();
	if (size == 0)
		return 0;
	switch (data[0] % 3) {
	case 0:
		open_file(data + 1, size - 1);
		break;
	case 1:
		read_recipient((const char *)data + 1, size - 1);
		break;
	case 2:
		change(data + 1, size - 1);
		break;
	}
	return 0;
}
