#include "touch.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/process.h"
#include "ceremony/secret.h"

enum { LEAST_PAUSE = 4, MOST_PAUSE = 9, QUESTION_BYTES = 96 };

/* Until a key comes: a touch that comes too early is not lost, and its time shows it. */
static void
count_down(struct terminal *terminal, unsigned seconds)
{
	char text[] = "9 ";

	while (seconds > 0) {
		text[0] = (char)('0' + seconds-- % 10);
		terminal_write_text(text);
		if (terminal_wait_for(terminal, 1000))
			break;
	}
}

const char *
touch_ask(struct otp *otp, struct typing_line *line, const struct roster_person *person,
	  unsigned pause_seconds)
{
	char question[QUESTION_BYTES] = "NOW: ";
	struct terminal terminal;
	const char *answer;

	if (pause_seconds == 0)
		snprintf(question, sizeof question, "%s, touch your token: ", person->id);

	terminal_begin(&terminal);
	count_down(&terminal, pause_seconds);
	typing_line(line, &terminal, question, false);
	terminal_end(&terminal);
	answer = otp_decode(otp, &person->secret, line->text, line->length);
	if (answer == NULL && strcmp(otp->public_id, person->public_id) != 0)
		answer = "has another public id than was enrolled";
	return answer;
}

/* Says whose it is, when it is somebody's. */
static _Noreturn void
refuse_foreign(const struct roster *roster, const struct roster_person *person,
	       const struct typing_line *line, const char *answer)
{
	const struct roster_person *other =
		roster_whose(roster, line->text, line->length, person->id);

	if (other != NULL)
		refuse("this is the token of '%s', and '%s' is asked for", other->id, person->id);
	refuse("the one-time password of '%s' %s", person->id, answer);
}

static void
take(struct otp *otp, const struct roster *roster, const struct roster_person *person,
     const struct otp_counter *last, unsigned pause_seconds)
{
	struct typing_line *line = secret_new(sizeof *line);
	const char *answer = touch_ask(otp, line, person, pause_seconds);

	if (answer != NULL)
		refuse_foreign(roster, person, line, answer);
	answer = otp_check_growth(last, &otp->counter);
	if (answer != NULL)
		refuse("the one-time password of '%s' %s", person->id, answer);
	secret_drop(line);
}

void
touch_present(struct otp *otp, const struct roster *roster, const struct roster_person *person,
	      const struct otp_counter *last, unsigned touches)
{
	struct otp first;
	unsigned pause;
	const char *answer;

	take(otp, roster, person, last, 0);
	if (touches < 2)
		return;
	first = *otp;
	pause = LEAST_PAUSE + randombytes_uniform(MOST_PAUSE - LEAST_PAUSE + 1);
	say("Leave it plugged in. Touch it again in %u seconds, at NOW:", pause);
	take(otp, roster, person, &first.counter, pause);
	answer = otp_check_pause(&first, otp, pause);
	if (answer == NULL)
		return;
	process_hint("touch the token once more at NOW, %u seconds after the first time: run this "
		     "step again",
		     pause);
	refuse("the second one-time password of '%s' %s", person->id, answer);
}
