/*
 * Typing words of a list at the terminal, one at a time.
 *
 * A word is completed as soon as enough letters can only be its beginning; letters that spell its rest are taken in silence, and
 * Space, Tab or Enter goes on to the next. After a key that no word has there, nothing is taken until Backspace takes it
 * back, or Ctrl-U the whole word. Backspace goes back over words too.
 *
 * Words that are secret stay on one line: each is taken off it before anything else is written, whatever ends the typing, so
 * that nothing of them scrolls away. Public ones stay where they were typed.
 */
#ifndef CEREMONY_TYPING_H
#define CEREMONY_TYPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/terminal.h"

enum { TYPING_MOST_WORDS = 33, TYPING_LONGEST = 11 };

struct typing_list {
	/* How many words begin so at this place (from 0); `first` is the first of them, the others follow it. */
	size_t (*completions)(size_t place, const char *prefix, size_t length, size_t *first);
	const char *(*word)(size_t place, size_t index);
	size_t least_letters;
	bool secret;
	const char *item; /* what the screen calls one: NULL for "word" */
};

/* In secret memory when the list is secret. */
struct typing {
	const struct typing_list *list;
	struct terminal *terminal;
	uint16_t index[TYPING_MOST_WORDS]; /* of the words typed so far */
	size_t wanted, done;
	char letters[TYPING_LONGEST + 1];
	size_t length; /* letters typed of the word at hand */
	size_t found;  /* the first word that they begin */
	bool complete; /* it is the only one: it is on the screen, its index above */
	bool refused;  /* the last key on the screen is of no word: nothing follows it */
	char key;
};

/* Asks for `wanted` words, from where `typing` is: all zeros but for list and terminal, or after typing_go_back. */
void typing_words(struct typing *typing, size_t wanted);

/* The last word is at hand again, as if it had been typed in full. */
void typing_go_back(struct typing *typing);

#endif
