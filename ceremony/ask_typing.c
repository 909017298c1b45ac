#include "ask.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/terminal.h"

/* A terminal may be silent. */
enum { REFUSALS_BEFORE_A_LINE = 3 };

static const char *
word_at_hand(const struct ask_typing *typing, const struct ask_vocabulary *vocabulary)
{
	return vocabulary->word(typing->done, typing->index[typing->done]);
}

static void
prompt(const struct ask_typing *typing, const struct ask_vocabulary *vocabulary)
{
	char number[64];

	snprintf(number, sizeof number, "word %zu of %zu: ", typing->done + 1, vocabulary->count);
	terminal_write_text(number);
	if (typing->complete)
		terminal_write_text(word_at_hand(typing, vocabulary));
	else
		terminal_write(typing->letters, typing->length);
}

/* How many words begin with the first `length` letters; the first of them is `found`. */
static size_t
find(struct ask_typing *typing, const struct ask_vocabulary *vocabulary, size_t length)
{
	return vocabulary->completions(typing->done, typing->letters, length, &typing->found);
}

/* Writes the word that was found over the letters that stand for it, as its list spells it. */
static void
complete(struct ask_typing *typing, const struct ask_vocabulary *vocabulary)
{
	typing->index[typing->done] = (uint16_t)typing->found;
	typing->complete = true;
	for (size_t i = 0; i < typing->length; i++)
		terminal_write_text("\b");
	terminal_write_text(word_at_hand(typing, vocabulary));
}

static bool
add_letter(struct ask_typing *typing, const struct ask_vocabulary *vocabulary)
{
	size_t count;

	if (typing->length == ASK_LONGEST_WORD)
		return false;
	typing->letters[typing->length] = typing->key;
	count = find(typing, vocabulary, typing->length + 1);
	if (count == 0)
		return false;
	typing->length++;
	if (typing->complete)
		return true;
	terminal_write(&typing->key, 1);
	if (count == 1 && typing->length >= ASK_LEAST_LETTERS)
		complete(typing, vocabulary);
	return true;
}

static bool
end_word(struct ask_typing *typing, const struct ask_vocabulary *vocabulary)
{
	if (typing->length == 0)
		return true;
	if (!typing->complete) {
		if (typing->length < ASK_LEAST_LETTERS ||
		    find(typing, vocabulary, typing->length) != 1)
			return false;
		complete(typing, vocabulary);
	}
	terminal_write_text("\n");
	typing->done++;
	typing->length = 0;
	typing->complete = false;
	if (typing->done < vocabulary->count)
		prompt(typing, vocabulary);
	return true;
}

static void
keep_letters(struct ask_typing *typing, const struct ask_vocabulary *vocabulary, size_t length)
{
	size_t shown = typing->complete ? strlen(word_at_hand(typing, vocabulary)) : typing->length;

	terminal_erase(shown - length);
	typing->length = length;
	typing->complete = false;
}

/* The last word is at hand again, as if it had been typed in full. */
static bool
go_back(struct ask_typing *typing, const struct ask_vocabulary *vocabulary)
{
	if (typing->done == 0)
		return false;
	typing->done--;
	typing->length = strlen(word_at_hand(typing, vocabulary));
	memcpy(typing->letters, word_at_hand(typing, vocabulary), typing->length);
	typing->complete = true;
	terminal_write_text("\n");
	prompt(typing, vocabulary);
	return true;
}

static bool
press(struct ask_typing *typing, const struct ask_vocabulary *vocabulary)
{
	switch (typing->key) {
	case ' ':
	case '\t':
	case '\n':
		return end_word(typing, vocabulary);
	case TERMINAL_BACKSPACE:
		if (typing->length == 0)
			return go_back(typing, vocabulary);
		keep_letters(typing, vocabulary, typing->length - 1);
		return true;
	case TERMINAL_CLEAR:
		keep_letters(typing, vocabulary, 0);
		return true;
	default:
		return add_letter(typing, vocabulary);
	}
}

static void
refuse_key(struct ask_typing *typing, const struct ask_vocabulary *vocabulary)
{
	terminal_bell();
	if (++typing->refused < REFUSALS_BEFORE_A_LINE)
		return;
	typing->refused = 0;
	terminal_write_text("\nno word here goes on like that: is one left out, or typed twice?\n");
	prompt(typing, vocabulary);
}

void
ask_typing(struct ask_typing *typing, const struct ask_vocabulary *vocabulary)
{
	struct terminal terminal;

	terminal_begin(&terminal);
	prompt(typing, vocabulary);
	while (typing->done < vocabulary->count) {
		terminal_key(&terminal, &typing->key);
		if (press(typing, vocabulary))
			typing->refused = 0;
		else
			refuse_key(typing, vocabulary);
	}
	terminal_end(&terminal);
}
