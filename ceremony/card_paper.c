#include "card_paper.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/terminal.h"
#include "ceremony/typing.h"

enum { CARD_WORDS = 33, WORDS_A_LINE = 5, LEAST_LETTERS = 4, COLUMN = 10 };

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

static const struct typing_list card_words = {
	.completions = completions,
	.word = word,
	.least_letters = LEAST_LETTERS,
	.secret = true,
};

void
card_paper_check(bool production)
{
	const char *why = terminal_for_secrets(production);

	if (why == NULL)
		return;
	process_hint("go to a text console of this machine (Ctrl-Alt-F2), log in, and run this "
		     "step there, without anything before or after it in a pipe");
	refuse("%s", why);
}

static void
type(struct terminal *terminal, struct slip39_words *words)
{
	struct typing *typing = secret_new(sizeof *typing);

	typing->list = &card_words;
	typing->terminal = terminal;
	typing_words(typing, CARD_WORDS);
	terminal_hide_at_end(terminal, 0);
	words->count = CARD_WORDS;
	memcpy(words->index, typing->index, CARD_WORDS * sizeof words->index[0]);
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
card_paper_type(struct slip39_words *words, const char *question)
{
	struct terminal terminal;

	say("%s", question);
	say_how();
	terminal_begin(&terminal);
	type(&terminal, words);
	terminal_end(&terminal);
	say("All %d words are typed, and off the screen.", CARD_WORDS);
}

/* One of the keys, small letters and Enter. */
static char
wait_for(struct terminal *terminal, const char *keys)
{
	char key;

	for (;;) {
		terminal_key(terminal, &key);
		if (key >= 'A' && key <= 'Z')
			key = (char)(key - 'A' + 'a');
		if (strchr(keys, key) != NULL)
			return key;
		terminal_bell();
	}
}

static void
show(struct terminal *terminal, const struct card_paper *card, const struct slip39_words *words)
{
	terminal_clear(terminal, true);
	say("Card %u of %u, set %u, generation %u, for %s. Any %u of them open the keys.",
	    card->index, card->cards, card->set, card->generation, card->custodian, card->quorum);
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
	terminal_write_text("Enter when all 33 are written: ");
	wait_for(terminal, "\n");
	terminal_clear(terminal, false);
}

/* False when a word is another than on the card; says which. */
static bool
compare(const struct slip39_words *typed, const struct slip39_words *words)
{
	char list[4 * CARD_WORDS + 1];
	size_t used = 0;

	for (size_t i = 0; i < CARD_WORDS; i++)
		if (typed->index[i] != words->index[i])
			used += (size_t)snprintf(list + used, sizeof list - used, "%s%zu",
						 used == 0 ? "" : ", ", i + 1);
	if (used == 0)
		return true;
	terminal_bell();
	say("Not those of the card: word %s.", list);
	say("Either the paper is wrong there, or it was mistyped.");
	return false;
}

void
card_paper_hand_out(const struct card_paper *card, const struct slip39_words *words)
{
	struct slip39_words *typed = secret_new(sizeof *typed);
	struct terminal terminal;
	char key = 's';

	terminal_begin(&terminal);
	terminal_clear(&terminal, false);
	say("Card %u of %u is %s's.", card->index, card->cards, card->custodian);
	say("Only %s looks at this screen now: everybody else turns away.", card->custodian);
	say("Cameras are covered. The 33 words are written by hand on the form of the card.");
	terminal_write_text("Enter shows them: ");
	wait_for(&terminal, "\n");
	for (;;) {
		if (key == 's')
			show(&terminal, card, words);
		say("Card %u of %u: now type its words back, from your paper.", card->index,
		    card->cards);
		say_how();
		type(&terminal, typed);
		if (compare(typed, words))
			break;
		terminal_write_text(
			"S shows the card again, to mend the paper. Enter: type it again: ");
		key = wait_for(&terminal, "s\n");
		terminal_clear(&terminal, false);
	}
	terminal_clear(&terminal, false);
	terminal_end(&terminal);
	secret_drop(typed);
	say("Card %u of %u is on paper, and every word of it is right.", card->index, card->cards);
}
