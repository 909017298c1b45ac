#include "handwriting.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/terminal.h"
#include "ceremony/typing.h"

enum { WORDS_A_LINE = 5, LEAST_LETTERS = 4, COLUMN = 10 };

static size_t
completions(size_t place, const char *prefix, size_t length, size_t *first)
{
	unsigned found = 0;
	size_t count = slip39_word_completions(prefix, length, &found);

	(void)place;
	*first = found;
	return count;
}

static const char *
word(size_t place, size_t index)
{
	(void)place;
	return slip39_word((unsigned)index);
}

static const struct typing_list secret_words = {
	.completions = completions,
	.word = word,
	.least_letters = LEAST_LETTERS,
	.secret = true,
};

void
handwriting_check(bool production)
{
	const char *why = terminal_for_secrets(production);

	if (why == NULL)
		return;
	process_hint("go to a text console of this machine (Ctrl-Alt-F2), log in, and run this "
		     "step there, without anything before or after it in a pipe");
	refuse("%s", why);
}

static void
type(struct terminal *terminal, struct slip39_words *words, size_t count)
{
	struct typing *typing = secret_new(sizeof *typing);

	typing->list = &secret_words;
	typing->terminal = terminal;
	typing_words(typing, count);
	terminal_hide_at_end(terminal, 0);
	words->count = count;
	memcpy(words->index, typing->index, count * sizeof words->index[0]);
	secret_drop(typing);
}

/* Lines of less than 80 characters, here and below. */
static void
say_how(void)
{
	say("Four letters of a word are enough. Space ends it, Backspace goes back, Ctrl-U");
	say("clears it. Only the word at hand is on the screen. NEVER SPEAK a word.");
}

void
handwriting_type(struct slip39_words *words, size_t count, const char *question)
{
	struct terminal terminal;

	say("%s", question);
	say_how();
	terminal_begin(&terminal);
	type(&terminal, words, count);
	terminal_end(&terminal);
	say("All %zu words are typed, and off the screen.", count);
}

static void
show(struct terminal *terminal, const char *heading, const struct slip39_words *words)
{
	char question[48];

	terminal_clear(terminal, true);
	say("%s", heading);
	say("Write the words by hand on your form, line by line. NEVER SPEAK them.");
	say("%s", "");
	for (size_t i = 0; i < words->count; i++) {
		const char *text = slip39_word(words->index[i]);
		char number[24];

		snprintf(number, sizeof number, "%2zu ", i + 1);
		terminal_write_text(number);
		terminal_write_text(text);
		if (i % WORDS_A_LINE == WORDS_A_LINE - 1 || i + 1 == words->count)
			terminal_write_text("\n");
		else
			terminal_write("          ", COLUMN - strlen(text));
	}
	say("%s", "");
	snprintf(question, sizeof question, "Enter when all %zu are written: ", words->count);
	terminal_write_text(question);
	terminal_wait(terminal, "\n");
	terminal_clear(terminal, false);
}

/* False when a word is another than was shown; says which. */
static bool
compare(const struct slip39_words *typed, const struct slip39_words *words, const char *noun)
{
	char list[4 * TYPING_MOST_WORDS + 1];
	size_t used = 0;

	for (size_t i = 0; i < words->count; i++)
		if (typed->index[i] != words->index[i])
			used += (size_t)snprintf(list + used, sizeof list - used, "%s%zu",
						 used == 0 ? "" : ", ", i + 1);
	if (used == 0)
		return true;
	terminal_bell();
	say("Not those of %s: word %s.", noun, list);
	say("Either the paper is wrong there, or it was mistyped.");
	return false;
}

static void
say_before(const struct handwriting *handwriting, size_t count)
{
	say("%s is %s's.", handwriting->title, handwriting->who);
	say("Only %s looks at this screen now: everybody else turns away.", handwriting->who);
	say("Cameras are covered. The %zu words are written by hand on the form of %s.", count,
	    handwriting->noun);
	terminal_write_text("Enter shows them: ");
}

/* S or Enter. */
static char
ask_again(struct terminal *terminal, const char *noun)
{
	char question[96], key;

	snprintf(question, sizeof question,
		 "S shows %s again, to mend the paper. Enter: type it again: ", noun);
	terminal_write_text(question);
	key = terminal_wait(terminal, "s\n");
	terminal_clear(terminal, false);
	return key;
}

void
handwriting_hand_out(const struct handwriting *handwriting, const struct slip39_words *words)
{
	struct slip39_words *typed = secret_new(sizeof *typed);
	struct terminal terminal;
	char key = 's';

	terminal_begin(&terminal);
	terminal_clear(&terminal, false);
	say_before(handwriting, words->count);
	terminal_wait(&terminal, "\n");
	for (;;) {
		if (key == 's')
			show(&terminal, handwriting->heading, words);
		say("%s: now type its words back, from your paper.", handwriting->title);
		say_how();
		type(&terminal, typed, words->count);
		if (compare(typed, words, handwriting->noun))
			break;
		key = ask_again(&terminal, handwriting->noun);
	}
	terminal_clear(&terminal, false);
	terminal_end(&terminal);
	secret_drop(typed);
	say("%s is on paper, and every word of it is right.", handwriting->title);
}
