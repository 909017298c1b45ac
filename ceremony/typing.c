#include "typing.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"

enum { MOST_NAMED = 3, NAMES_BYTES = MOST_NAMED * (TYPING_LONGEST + 2) + 8, NUMBER_BYTES = 64 };

static const char *
word_at_hand(const struct typing *typing)
{
	return typing->list->word(typing->done, typing->index[typing->done]);
}

/* How many words begin with the first `length` letters; the first of them is `found`. */
static size_t
find(struct typing *typing, size_t length)
{
	return typing->list->completions(typing->done, typing->letters, length, &typing->found);
}

static size_t
letters_shown(const struct typing *typing)
{
	return (typing->complete ? strlen(word_at_hand(typing)) : typing->length) +
	       (typing->refused ? 1 : 0);
}

/* What must come off the line when the typing ends before its time. */
static void
note_shown(struct typing *typing)
{
	if (typing->list->secret)
		terminal_hide_at_end(typing->terminal, letters_shown(typing));
}

static const char *
item(const struct typing *typing)
{
	return typing->list->item == NULL ? "word" : typing->list->item;
}

static int
number_of(char number[NUMBER_BYTES], const struct typing *typing)
{
	return snprintf(number, NUMBER_BYTES, "%s %zu of %zu: ", item(typing), typing->done + 1,
			typing->wanted);
}

static void
prompt(struct typing *typing)
{
	char number[NUMBER_BYTES];

	number_of(number, typing);
	terminal_write_text(number);
	if (typing->complete)
		terminal_write_text(word_at_hand(typing));
	else
		terminal_write(typing->letters, typing->length);
	if (typing->refused)
		terminal_write(typing->key > ' ' ? &typing->key : "?", 1);
	note_shown(typing);
}

/* Before another line: a secret word leaves this one, and its number too when the next word takes the line. */
static void
leave_line(struct typing *typing, bool goes_on)
{
	char number[NUMBER_BYTES];

	if (!typing->list->secret) {
		terminal_write_text("\n");
		return;
	}
	terminal_erase(letters_shown(typing));
	terminal_hide_at_end(typing->terminal, 0);
	if (goes_on)
		terminal_erase((size_t)number_of(number, typing));
	else
		terminal_write_text("\n");
}

/* Writes the word that was found over the letters that stand for it, as the list spells it. */
static void
complete(struct typing *typing)
{
	typing->index[typing->done] = (uint16_t)typing->found;
	typing->complete = true;
	for (size_t i = 0; i < typing->length; i++)
		terminal_write_text("\b");
	terminal_write_text(word_at_hand(typing));
	note_shown(typing);
}

/* Those who type with their eyes on the paper go on: what follows must not become other words. */
static void
refuse_key(struct typing *typing)
{
	terminal_bell();
	leave_line(typing, false);
	typing->refused = true;
	say("no %s here goes on like that: nothing is taken until Backspace takes it back",
	    item(typing));
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
	note_shown(typing);
	if (count == 1 && typing->length >= typing->list->least_letters)
		complete(typing);
}

/* A public list's words are named; which of them is expected is not known here. */
static void
say_what_is_missing(const struct typing *typing, size_t count)
{
	char names[NAMES_BYTES] = "";
	int length = 0;

	if (typing->list->secret) {
		say("type the first %zu letters, or all of the %s", typing->list->least_letters,
		    item(typing));
		return;
	}
	if (count == 1) {
		say("'%.*s' is too short: type another letter", (int)typing->length,
		    typing->letters);
		return;
	}
	for (size_t i = 0; i < count && i < MOST_NAMED; i++)
		length += snprintf(names + length, sizeof names - (size_t)length, "%s%s",
				   i > 0 ? ", " : "",
				   typing->list->word(typing->done, typing->found + i));
	say("'%.*s' begins more than one word: type another letter (%s%s)", (int)typing->length,
	    typing->letters, names, count > MOST_NAMED ? ", ..." : "");
}

static void
end_word(struct typing *typing)
{
	size_t count;

	if (typing->length == 0)
		return;
	count = find(typing, typing->length);
	if (count > 1 || typing->length < typing->list->least_letters) {
		terminal_bell();
		leave_line(typing, false);
		say_what_is_missing(typing, count);
		prompt(typing);
		return;
	}
	if (!typing->complete)
		complete(typing);
	leave_line(typing, true);
	typing->done++;
	typing->length = 0;
	typing->complete = false;
	if (typing->done < typing->wanted)
		prompt(typing);
}

static void
keep_letters(struct typing *typing, size_t length)
{
	terminal_erase(letters_shown(typing) - length);
	typing->length = length;
	typing->complete = false;
	note_shown(typing);
}

void
typing_go_back(struct typing *typing)
{
	if (typing->done == 0) {
		terminal_bell();
		return;
	}
	leave_line(typing, true);
	typing->done--;
	typing->length = strlen(word_at_hand(typing));
	memcpy(typing->letters, word_at_hand(typing), typing->length);
	typing->complete = true;
	prompt(typing);
}

static void
take_back(struct typing *typing)
{
	if (typing->refused) {
		terminal_erase(1);
		typing->refused = false;
		note_shown(typing);
		if (typing->key == TERMINAL_BACKSPACE)
			return;
	}
	if (typing->key == TERMINAL_CLEAR)
		keep_letters(typing, 0);
	else if (typing->length == 0)
		typing_go_back(typing);
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

void
typing_words(struct typing *typing, size_t wanted)
{
	typing->wanted = wanted;
	if (typing->done == 0)
		prompt(typing);
	while (typing->done < wanted) {
		terminal_key(typing->terminal, &typing->key);
		press(typing);
	}
}
