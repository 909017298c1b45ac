#include "ask.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/terminal.h"

enum { WORDS_A_LINE = 5, MOST_NAMED = 3, NAMES_BYTES = MOST_NAMED * (WORDS_LONGEST + 2) + 8 };

struct typing {
	uint8_t bytes[WORDS_PROOF]; /* of the words typed so far */
	size_t done;                /* how many */
	char letters[WORDS_LONGEST + 1];
	size_t length; /* letters typed of the word at hand */
	size_t found;  /* the first word that they begin */
	bool complete; /* it is the only one: it is on the screen, its byte above */
	bool refused;  /* the last key on the screen is of no word: nothing follows it */
	char key;
};

static const char *
word_at_hand(const struct typing *typing)
{
	return words_word(typing->done, typing->bytes[typing->done]);
}

static void
prompt(const struct typing *typing)
{
	char number[64];

	snprintf(number, sizeof number, "word %zu of %d: ", typing->done + 1, WORDS_PROOF);
	terminal_write_text(number);
	if (typing->complete)
		terminal_write_text(word_at_hand(typing));
	else
		terminal_write(typing->letters, typing->length);
	if (typing->refused)
		terminal_write(typing->key > ' ' ? &typing->key : "?", 1);
}

/* How many words begin with the first `length` letters; the first of them is `found`. */
static size_t
find(struct typing *typing, size_t length)
{
	return words_completions(typing->done, typing->letters, length, &typing->found);
}

/* Writes the word that was found over the letters that stand for it, as the list spells it. */
static void
complete(struct typing *typing)
{
	typing->bytes[typing->done] = (uint8_t)typing->found;
	typing->complete = true;
	for (size_t i = 0; i < typing->length; i++)
		terminal_write_text("\b");
	terminal_write_text(word_at_hand(typing));
}

/* Those who type with their eyes on the paper go on: what follows must not become other words. */
static void
refuse_key(struct typing *typing)
{
	typing->refused = true;
	terminal_write_text("\a\n");
	say("no word here goes on like that: nothing is taken until Backspace takes it back");
	prompt(typing);
}

static void
add_letter(struct typing *typing)
{
	size_t count = 0;

	if (typing->length < sizeof typing->letters) {
		typing->letters[typing->length] = typing->key;
		count = find(typing, typing->length + 1);
	}
	if (count == 0) {
		refuse_key(typing);
		return;
	}
	typing->length++;
	if (typing->complete)
		return;
	terminal_write(&typing->key, 1);
	if (count == 1 && typing->length >= WORDS_LEAST_LETTERS)
		complete(typing);
}

/* The list is public, and which of them is expected is not known here. */
static void
ask_for_more(const struct typing *typing, size_t count)
{
	char names[NAMES_BYTES];
	int length = 0;

	for (size_t i = 0; i < count && i < MOST_NAMED; i++)
		length += snprintf(names + length, sizeof names - (size_t)length, "%s%s",
				   i > 0 ? ", " : "", words_word(typing->done, typing->found + i));
	terminal_write_text("\a\n");
	if (count == 1)
		say("'%.*s' is too short: type another letter", (int)typing->length,
		    typing->letters);
	else
		say("'%.*s' begins more than one word: type another letter (%s%s)",
		    (int)typing->length, typing->letters, names, count > MOST_NAMED ? ", ..." : "");
	prompt(typing);
}

static void
end_word(struct typing *typing)
{
	size_t count;

	if (typing->length == 0)
		return;
	count = find(typing, typing->length);
	if (count > 1 || typing->length < WORDS_LEAST_LETTERS) {
		ask_for_more(typing, count);
		return;
	}
	if (!typing->complete)
		complete(typing);
	terminal_write_text("\n");
	typing->done++;
	typing->length = 0;
	typing->complete = false;
	if (typing->done < WORDS_PROOF)
		prompt(typing);
}

static void
keep_letters(struct typing *typing, size_t length)
{
	size_t shown = typing->complete ? strlen(word_at_hand(typing)) : typing->length;

	terminal_erase(shown - length);
	typing->length = length;
	typing->complete = false;
}

/* The last word is at hand again, as if it had been typed in full. */
static void
go_back(struct typing *typing)
{
	if (typing->done == 0) {
		terminal_bell();
		return;
	}
	typing->done--;
	typing->length = strlen(word_at_hand(typing));
	memcpy(typing->letters, word_at_hand(typing), typing->length);
	typing->complete = true;
	terminal_write_text("\n");
	prompt(typing);
}

static void
take_back(struct typing *typing)
{
	if (typing->refused) {
		terminal_erase(1);
		typing->refused = false;
		if (typing->key == TERMINAL_BACKSPACE)
			return;
	}
	if (typing->key == TERMINAL_CLEAR)
		keep_letters(typing, 0);
	else if (typing->length == 0)
		go_back(typing);
	else
		keep_letters(typing, typing->length - 1);
}

static void
press(struct typing *typing)
{
	if (typing->key == TERMINAL_BACKSPACE || typing->key == TERMINAL_CLEAR)
		take_back(typing);
	else if (typing->refused)
		terminal_bell();
	else if (typing->key == ' ' || typing->key == '\t' || typing->key == '\n')
		end_word(typing);
	else
		add_letter(typing);
}

static void
show_typed(const uint8_t bytes[WORDS_PROOF])
{
	say("The words typed:");
	for (size_t at = 0; at < WORDS_PROOF; at += WORDS_A_LINE)
		say("  %2zu  %-12s %-12s %-12s %-12s %s", at + 1, words_word(at, bytes[at]),
		    words_word(at + 1, bytes[at + 1]), words_word(at + 2, bytes[at + 2]),
		    words_word(at + 3, bytes[at + 3]), words_word(at + 4, bytes[at + 4]));
}

/* Finds a slip before it is taken for a verdict. False when the last word is at hand again. */
static bool
confirm(struct typing *typing, struct terminal *terminal)
{
	show_typed(typing->bytes);
	terminal_write_text("Enter when they are those on the paper; Backspace to go back: ");
	for (terminal_key(terminal, &typing->key); typing->key != '\n';
	     terminal_key(terminal, &typing->key)) {
		if (typing->key == TERMINAL_BACKSPACE) {
			go_back(typing);
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
	struct typing typing = {0};
	struct terminal terminal;

	terminal_begin(&terminal);
	prompt(&typing);
	do {
		terminal_key(&terminal, &typing.key);
		press(&typing);
	} while (typing.done < WORDS_PROOF || !confirm(&typing, &terminal));
	terminal_end(&terminal);
	memcpy(bytes, typing.bytes, WORDS_PROOF);
}
