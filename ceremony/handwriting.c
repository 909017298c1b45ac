#include "handwriting.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/terminal.h"
#include "ceremony/typing.h"

enum {
	WORDS_A_LINE = 5,
	GROUPS_A_LINE = 4,
	LEAST_LETTERS = 4,
	COLUMN = 10,
	FEW = 6, /* wrong words that are named one by one */
};

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

static const char modhex[] = "cbdefghijklnrtuv";

void
handwriting_group(char text[HANDWRITING_GROUP_LETTERS + 1], unsigned group)
{
	for (unsigned i = 0; i < HANDWRITING_GROUP_LETTERS; i++)
		text[i] = modhex[group >> 4 * (HANDWRITING_GROUP_LETTERS - 1 - i) & 15];
	text[HANDWRITING_GROUP_LETTERS] = '\0';
}

/* Every group is one of the list: those that begin so follow each other. */
static size_t
group_completions(size_t place, const char *prefix, size_t length, size_t *first)
{
	size_t group = 0, rest = 1;

	(void)place;
	if (length > HANDWRITING_GROUP_LETTERS)
		return 0;
	for (size_t i = 0; i < length; i++) {
		const char *letter = prefix[i] == '\0' ? NULL : strchr(modhex, prefix[i]);

		if (letter == NULL)
			return 0;
		group = group << 4 | (size_t)(letter - modhex);
	}
	for (size_t i = length; i < HANDWRITING_GROUP_LETTERS; i++)
		rest <<= 4;
	*first = group * rest;
	return rest;
}

/* The one at hand, in secret memory: it stands for part of a secret. */
static const char *
group(size_t place, size_t index)
{
	static char *text;

	(void)place;
	if (text == NULL)
		text = secret_new(HANDWRITING_GROUP_LETTERS + 1);
	handwriting_group(text, (unsigned)index);
	return text;
}

static const struct typing_list secret_groups = {
	.completions = group_completions,
	.word = group,
	.least_letters = HANDWRITING_GROUP_LETTERS,
	.secret = true,
	.item = "group",
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
type(struct terminal *terminal, const struct typing_list *list, struct slip39_words *words,
     size_t count)
{
	struct typing *typing = secret_new(sizeof *typing);

	typing->list = list;
	typing->terminal = terminal;
	terminal_hide_screen_at_end(terminal);
	typing_words(typing, count);
	terminal_hide_at_end(terminal, 0);
	words->count = count;
	memcpy(words->index, typing->index, count * sizeof words->index[0]);
	secret_drop(typing);
	terminal_clear(terminal, false);
}

/* Lines of less than 80 characters, here and below. */
static void
say_how(bool groups)
{
	if (groups)
		say("Each group is four letters. Space ends it, Backspace goes back, Ctrl-U "
		    "clears");
	else
		say("Four letters of a word are enough. Space ends it, Backspace goes back, "
		    "Ctrl-U");
	say("%s. Only the %s at hand is on the screen. NEVER SPEAK a %s.",
	    groups ? "it" : "clears it", groups ? "group" : "word", groups ? "letter" : "word");
}

void
handwriting_type(struct slip39_words *words, size_t count, const char *question)
{
	struct terminal terminal;

	say("%s", question);
	say_how(false);
	terminal_begin(&terminal);
	type(&terminal, &secret_words, words, count);
	terminal_end(&terminal);
	say("All %zu words are typed.", count);
}

static void
show(struct terminal *terminal, const struct handwriting *handwriting,
     const struct typing_list *list, const struct slip39_words *words)
{
	const size_t a_line = handwriting->groups ? GROUPS_A_LINE : WORDS_A_LINE;
	char question[48];

	terminal_clear(terminal, true);
	say("%s", handwriting->heading);
	say("Write the %s by hand on your form, line by line. NEVER SPEAK them.",
	    handwriting->groups ? "letters" : "words");
	say("%s", "");
	for (size_t i = 0; i < words->count; i++) {
		const char *text = list->word(i, words->index[i]);
		char number[24];

		snprintf(number, sizeof number, "%2zu ", i + 1);
		terminal_write_text(number);
		terminal_write_text(text);
		if (i % a_line == a_line - 1 || i + 1 == words->count)
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

/* How many words are others than was shown; says which. */
static size_t
compare(const struct slip39_words *typed, const struct slip39_words *words,
	const struct handwriting *handwriting)
{
	const char *noun = handwriting->noun, *item = handwriting->groups ? "group" : "word";
	char list[4 * TYPING_MOST_WORDS + 1];
	size_t used = 0, wrong = 0, first = 0;

	for (size_t i = 0; i < words->count; i++) {
		if (typed->index[i] == words->index[i])
			continue;
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%zu",
					 wrong == 0 ? "" : ", ", i + 1);
		if (wrong++ == 0)
			first = i + 1;
	}
	if (wrong == 0)
		return 0;
	terminal_bell();
	if (wrong > FEW) {
		say("From %s %zu on, little is what stands on %s: most likely a %s was left "
		    "out",
		    item, first, noun, item);
		say("there, or typed twice. Look there first.");
	} else {
		say("Not those of %s: %s %s.", noun, item, list);
		say("Look there: the paper is wrong, or it was mistyped.");
	}
	return wrong;
}

/* Somebody else's Enter must not show them: whoever they are for types the name. */
static void
wait_for_name(struct terminal *terminal, const char *name)
{
	size_t typed = 0, wanted = strlen(name);
	char question[96], key;

	snprintf(question, sizeof question, "When %s sits here ALONE, %s types this name: ", name,
		 name);
	terminal_write_text(question);
	for (;;) {
		terminal_key(terminal, &key);
		if (key == '\n' && typed == wanted)
			return;
		if (typed < wanted && key == name[typed]) {
			terminal_write(&key, 1);
			typed++;
		} else if (key == TERMINAL_BACKSPACE && typed > 0) {
			terminal_erase(1);
			typed--;
		} else {
			terminal_bell();
		}
	}
}

static void
say_before(const struct handwriting *handwriting, size_t count)
{
	say("%s", "");
	say("%s is for %s, and nobody else.", handwriting->title, handwriting->who);
	say("Everybody else turns away, and cameras are covered. The %zu %s are written", count,
	    handwriting->groups ? "groups" : "words");
	say("by hand on the form of %s.", handwriting->noun);
}

/* S or Enter. */
static char
ask_again(struct terminal *terminal, const char *noun)
{
	char question[96];

	snprintf(question, sizeof question,
		 "S shows %s again, to mend the paper. Enter: type it again: ", noun);
	terminal_write_text(question);
	return terminal_wait(terminal, "s\n");
}

void
handwriting_hand_out(const struct handwriting *handwriting, const struct slip39_words *words)
{
	const struct typing_list *list = handwriting->groups ? &secret_groups : &secret_words;
	struct slip39_words *typed = secret_new(sizeof *typed);
	struct terminal terminal;
	char key = 's';

	terminal_begin(&terminal);
	say_before(handwriting, words->count);
	wait_for_name(&terminal, handwriting->who);
	for (;;) {
		if (key == 's')
			show(&terminal, handwriting, list, words);
		else
			terminal_write_text("\n");
		say("%s: now type its %s back, from your paper.", handwriting->title,
		    handwriting->groups ? "groups" : "words");
		say_how(handwriting->groups);
		type(&terminal, list, typed, words->count);
		if (compare(typed, words, handwriting) == 0)
			break;
		key = ask_again(&terminal, handwriting->noun);
	}
	terminal_end(&terminal);
	secret_drop(typed);
	say("%s is on paper, and every %s of it is right.", handwriting->title,
	    handwriting->groups ? "group" : "word");
	say("%s: keep the paper in your hand, words inside, and leave this seat.",
	    handwriting->who);
}
