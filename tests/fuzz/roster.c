/*
 * The first byte chooses a property.
 *   0  a roster that is read has people with names, public ids and counters in their bounds, each token once; and is written back
 *      the same. What is refused leaves zeros.
 *   1  a typed one-time password, decoded with the secret of 22 bytes before it: what is good is of printable modhex, and is good
 *      again in capitals and with white space; what is not leaves zeros.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/roster.h"
#include "ceremony/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct roster *roster;
static struct otp_secret *secret;
static char *text, *again;

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
	roster = secret_new(sizeof *roster);
	secret = secret_new(sizeof *secret);
	text = secret_new(ROSTER_MOST_BYTES);
	again = secret_new(ROSTER_MOST_BYTES);
}

static void
check_person(const struct roster_person *person)
{
	must(person->id[0] != '\0' && strlen(person->id) < ROSTER_ID_BYTES);
	must(otp_public_id(person->public_id, strlen(person->public_id)) == NULL);
	must(person->last.use < OTP_USE_MOST && person->last.session <= OTP_SESSION_MOST);
	must(roster_person(roster, person->id) == person);
	must(roster_put(roster, person) == NULL);
}

static void
read_roster(const uint8_t *data, size_t size)
{
	struct record_problem problem;

	if (size > ROSTER_MOST_BYTES)
		return;
	memcpy(text, data, size);
	if (roster_read(roster, text, size, &problem) != NULL) {
		must(sodium_is_zero((const uint8_t *)roster, sizeof *roster));
		return;
	}
	must(roster->count > 0 && roster->count <= PLAN_MOST_PEOPLE);
	for (size_t i = 0; i < roster->count; i++)
		check_person(&roster->people[i]);
	must(roster_write(again, roster) == size && memcmp(again, data, size) == 0);
}

static void
decode(const uint8_t *data, size_t size)
{
	struct otp otp, other;
	char typed[OTP_MOST_CHARACTERS + 4] = " ";
	size_t length = 1;

	if (size < sizeof *secret)
		return;
	memcpy(secret->key, data, OTP_KEY_BYTES);
	memcpy(secret->private_id, data + OTP_KEY_BYTES, OTP_PRIVATE_ID_BYTES);
	data += sizeof *secret;
	size -= sizeof *secret;
	if (otp_decode(&otp, secret, (const char *)data, size) != NULL) {
		must(otp.counter.use == 0 && otp.counter.session == 0 && otp.timestamp == 0);
		return;
	}
	must(otp_public_id(otp.public_id, strlen(otp.public_id)) == NULL);
	must(otp.counter.use <= OTP_USE_MOST && otp.timestamp < 1 << 24);
	for (size_t i = 0; i < size; i++)
		if (data[i] > ' ')
			typed[length++] = (char)(data[i] & ~0x20);
	typed[length++] = '\r';
	must(otp_decode(&other, secret, typed, length) == NULL);
	must(memcmp(&other, &otp, sizeof otp) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (roster == NULL)
		begin();
	if (size == 0)
		return 0;
	if (data[0] % 2 == 0)
		read_roster(data + 1, size - 1);
	else
		decode(data + 1, size - 1);
	return 0;
}
