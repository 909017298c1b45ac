#include "ask.h"

#include <string.h>

#include "ceremony/process.h"
#include "ceremony/terminal.h"
#include "ceremony/typing.h"

enum { WORDS_A_LINE = 5 };

static const struct typing_list proof_words = {
	.completions = words_completions,
	.word = words_word,
	.least_letters = WORDS_LEAST_LETTERS,
};

static void
show_typed(const struct typing *typing)
{
	const uint16_t *index = typing->index;

	say("The words typed:");
	for (size_t at = 0; at < WORDS_PROOF; at += WORDS_A_LINE)
		say("  %2zu  %-12s %-12s %-12s %-12s %s", at + 1, words_word(at, index[at]),
		    words_word(at + 1, index[at + 1]), words_word(at + 2, index[at + 2]),
		    words_word(at + 3, index[at + 3]), words_word(at + 4, index[at + 4]));
}

/* Finds a slip before it is taken for a verdict. False when the last word is at hand again. */
static bool
confirm(struct typing *typing)
{
	show_typed(typing);
	terminal_write_text("Enter when they are those on the paper; Backspace to go back: ");
	for (terminal_key(typing->terminal, &typing->key); typing->key != '\n';
	     terminal_key(typing->terminal, &typing->key)) {
		if (typing->key == TERMINAL_BACKSPACE) {
			typing_go_back(typing);
			return false;
		}
		terminal_bell();
	}
	terminal_write_text("\n");
	return true;
}

void
ask_typing(uint8_t bytes[WORDS_PROOF])
{
	struct terminal terminal;
	struct typing typing = {.list = &proof_words, .terminal = &terminal};

	terminal_begin(&terminal);
	do
		typing_words(&typing, WORDS_PROOF);
	while (!confirm(&typing));
	terminal_end(&terminal);
	for (size_t i = 0; i < WORDS_PROOF; i++)
		bytes[i] = (uint8_t)typing.index[i];
}
