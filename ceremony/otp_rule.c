#include "otp.h"

#include <string.h>

#include "ceremony/text.h"

/* Without libyubikey: the table of facts asks these, in programs that decode nothing. */

enum { TICKS_A_SECOND = 8, TIMESTAMP_MASK = 0xffffff };

const char *
otp_public_id(const char *value, size_t length)
{
	if (strcmp(value, OTP_NO_PUBLIC_ID) == 0)
		return NULL;
	if (length < 2 || length > OTP_PUBLIC_ID_MOST || length % 2 != 0)
		return "is not an even number of characters, 2 to 16";
	return text_is_all(value, length, "cbdefghijklnrtuv")
		       ? NULL
		       : "has a character that is not one of cbdefghijklnrtuv";
}

const char *
otp_use(const char *value, size_t length)
{
	uint64_t number;

	return text_to_number(&number, value, length, OTP_USE_MOST - 1);
}

const char *
otp_session(const char *value, size_t length)
{
	uint64_t number;

	return text_to_number(&number, value, length, OTP_SESSION_MOST);
}

int
otp_compare(const struct otp_counter *one, const struct otp_counter *other)
{
	if (one->use != other->use)
		return one->use < other->use ? -1 : 1;
	if (one->session != other->session)
		return one->session < other->session ? -1 : 1;
	return 0;
}

const char *
otp_check_growth(const struct otp_counter *last, const struct otp_counter *now)
{
	if (now->use >= OTP_USE_MOST)
		return "is of a token that is worn out: its use counter cannot grow any more";
	return last == NULL || otp_compare(now, last) > 0
		       ? NULL
		       : "was used before, or is older than one that was";
}

const char *
otp_check_pause(const struct otp *first, const struct otp *second, unsigned seconds)
{
	const uint32_t wanted = seconds * TICKS_A_SECOND;
	const uint32_t most = wanted / 5 > TICKS_A_SECOND ? wanted / 5 : TICKS_A_SECOND;
	const uint32_t passed = (second->timestamp - first->timestamp) & TIMESTAMP_MASK;

	if (strcmp(first->public_id, second->public_id) != 0)
		return "has another public id than the first";
	if (second->counter.use != first->counter.use)
		return "is not of the same plugging in as the first";
	if (second->counter.session != first->counter.session + 1)
		return "is not of the touch that follows the first";
	if (passed > wanted + most)
		return "came too late after the first";
	return passed + most < wanted ? "came too early after the first" : NULL;
}
