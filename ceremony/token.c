#include "token.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"
#include "ceremony/touch.h"
#include "ceremony/typing_line.h"

enum { PUBLIC_BYTES = 6, GROUP = 4, QUESTION_BYTES = 80 };

void
token_draw(struct roster_person *person)
{
	uint8_t public_id[PUBLIC_BYTES] = {0xff};

	randombytes_buf(public_id + 1, sizeof public_id - 1);
	otp_to_modhex(person->public_id, public_id, sizeof public_id);
	randombytes_buf(&person->secret, sizeof person->secret);
}

/* Capitals count as small letters, spaces between groups do not count. */
static void
squeeze(struct typing_line *line)
{
	size_t kept = 0;

	for (size_t i = 0; i < line->length; i++) {
		char c = line->text[i];

		if (c != ' ')
			line->text[kept++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	memset(line->text + kept, 0, sizeof line->text - kept);
	line->length = kept;
}

static const char *
take_public_id(struct roster_person *person, const struct typing_line *line)
{
	const char *answer = otp_public_id(line->text, line->length);

	if (answer == NULL)
		memcpy(person->public_id, line->text, line->length + 1);
	return answer;
}

static const char *
take_private_id(struct roster_person *person, const struct typing_line *line)
{
	return text_from_hex(person->secret.private_id, OTP_PRIVATE_ID_BYTES, line->text,
			     line->length);
}

static const char *
take_key(struct roster_person *person, const struct typing_line *line)
{
	return text_from_hex(person->secret.key, OTP_KEY_BYTES, line->text, line->length);
}

/* As ykman asks for them. */
static const struct {
	const char *prompt, *what;
	const char *(*take)(struct roster_person *person, const struct typing_line *line);
} parts[] = {
	{"public ID", "modhex, or none", take_public_id},
	{"private ID", "12 hexadecimal digits", take_private_id},
	{"secret key", "32 hexadecimal digits", take_key},
};

void
token_type(struct roster_person *person)
{
	struct typing_line *line = secret_new(sizeof *line);
	struct terminal terminal;
	char question[QUESTION_BYTES];

	terminal_begin(&terminal);
	terminal_clear(&terminal, true);
	say("Only %s looks at this screen now: everybody else turns away.", person->id);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		const char *answer;

		snprintf(question, sizeof question, "%s (%s): ", parts[i].prompt, parts[i].what);
		do {
			typing_line(line, &terminal, question, true);
			squeeze(line);
			answer = parts[i].take(person, line);
			if (answer != NULL)
				say("The %s %s: again.", parts[i].prompt, answer);
		} while (answer != NULL);
	}
	terminal_clear(&terminal, false);
	terminal_end(&terminal);
	secret_drop(line);
}

static void
show_groups(const char *prompt, const char *digits)
{
	char label[24];

	snprintf(label, sizeof label, "  %-12s", prompt);
	terminal_write_text(label);
	for (size_t i = 0; digits[i] != '\0'; i += GROUP) {
		size_t left = strlen(digits + i);

		terminal_write_text(" ");
		terminal_write(digits + i, left < GROUP ? left : GROUP);
	}
	terminal_write_text("\n");
}

static void
show_values(const struct roster_person *person)
{
	char *digits = secret_new(2 * OTP_KEY_BYTES + 1);

	show_groups(parts[0].prompt, person->public_id);
	text_to_hex(digits, person->secret.private_id, OTP_PRIVATE_ID_BYTES);
	show_groups(parts[1].prompt, digits);
	text_to_hex(digits, person->secret.key, OTP_KEY_BYTES);
	show_groups(parts[2].prompt, digits);
	secret_drop(digits);
}

void
token_show(const struct roster_person *person)
{
	struct terminal terminal;

	terminal_begin(&terminal);
	terminal_clear(&terminal, false);
	say("The token of %s is programmed now. Only %s looks at this screen and at the",
	    person->id, person->id);
	say("one that it is programmed at: everybody else turns away, cameras are covered.");
	terminal_write_text("Enter shows what to type: ");
	terminal_wait(&terminal, "\n");
	terminal_clear(&terminal, true);
	say("At another console of this machine, or at one without a network:");
	say("%s", "");
	say("  ykman otp yubiotp 2");
	say("%s", "");
	say("It asks for these; type them without the spaces, at its prompts, never behind");
	say("the command, where other programs and the shell's history would have them:");
	say("%s", "");
	show_values(person);
	say("%s", "");
	say("To the question about an upload the answer is N; to the last one it is y.");
	say("Then clear that console too.");
	terminal_write_text("Enter when the token has them: ");
	terminal_wait(&terminal, "\n");
	process_changes();
	process_hint("the token of %s may hold values that no roster has: run this step again",
		     person->id);
	terminal_clear(&terminal, false);
	terminal_end(&terminal);
}

/* Enter, or S when the values can be shown. */
static char
ask_again(bool shows)
{
	struct terminal terminal;
	char key;

	terminal_begin(&terminal);
	terminal_write_text(shows ? "S shows the values again. Enter: touch it again: "
				  : "Enter: touch it again: ");
	key = terminal_wait(&terminal, shows ? "s\n" : "\n");
	terminal_write_text("\n");
	terminal_end(&terminal);
	return key;
}

void
token_prove(struct otp *otp, const struct roster_person *person, bool shows)
{
	struct typing_line *line = secret_new(sizeof *line);
	const char *answer;

	say("It is proved now. Slot 2 types when the token is held for three seconds, slot");
	say("1 at a short touch.");
	for (;;) {
		answer = touch_ask(otp, line, person, 0);
		if (answer == NULL)
			break;
		say("What came %s.", answer);
		if (ask_again(shows) == 's')
			token_show(person);
	}
	secret_drop(line);
}
