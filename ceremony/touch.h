/*
 * Asking for a token to be touched, at the terminal: it types as a keyboard does, and Enter behind it.
 */
#ifndef CEREMONY_TOUCH_H
#define CEREMONY_TOUCH_H

#include "ceremony/otp.h"
#include "ceremony/roster.h"
#include "ceremony/typing_line.h"

/*
 * Asks for a touch of the person's token, and decodes what comes. `pause_seconds`, up to 9, are counted down before; what comes
 * earlier is taken, and its own clock judges it. What was typed is left in `line`, secret memory. Returns NULL, or why it is no
 * one-time password of this token.
 */
const char *touch_ask(struct otp *otp, struct typing_line *line, const struct roster_person *person,
		      unsigned pause_seconds);

/*
 * As many touches of the person's token as are wanted, each beyond the one before and the first beyond `last`; of two the second after a pause that is
 * drawn and dictated (otp_check_pause). Refuses by name: what is no OTP, another person's token, one that was used before. `otp` is the last one.
 */
void touch_present(struct otp *otp, const struct roster *roster, const struct roster_person *person,
		   const struct otp_counter *last, unsigned touches);

#endif
