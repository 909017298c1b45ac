#include "otp.h"

#include <string.h>

/* Without libyubikey: the table of facts asks these, in programs that decode nothing. */

enum { TICKS_A_SECOND = 8, TIMESTAMP_MASK = 0xffffff };

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
	return otp_compare(now, last) > 0 ? NULL : "was used before, or is older than one that was";
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
