/*
 * Asking the people at the table for words.
 *
 * At a terminal they type key by key on standard input and read standard error: plain lines, "word
 * 7 of 20: ". Where standard input is anything else, the same questions are answered by its lines;
 * it is read up to the newline of the last line needed and no further, so that questions, and
 * programs, can share it. No word that is expected is ever shown.
 */
#ifndef CEREMONY_ASK_H
#define CEREMONY_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/words.h"

/*
 * Asks for the twenty words of `what` ("the plan"). Dies when interrupted, refuses lines that are
 * not twenty words of the list, naming the word. Whether they are the right ones is the caller's
 * question (words_equal).
 */
void ask_words(uint8_t bytes[WORDS_PROOF], const char *what);

/* Asks a question of which only exactly `word` ("WRAP") is a yes, for what cannot be taken back.
 * At the end of the input the answer is no. */
bool ask_exact(const char *question, const char *word);

/* Standard input is a terminal. */
bool ask_at_terminal(void);

/*
 * Lines of standard input, up to the one with the `count`-th word or the end of the input, into
 * `buffer`; returns how many bytes. Refuses more than `capacity`.
 */
size_t ask_read_words(char *buffer, size_t capacity, size_t count);

/* A vocabulary to type words of. A position is that of the word, from 0; words and letters are
 * ASCII. */
struct ask_vocabulary {
	size_t count; /* of words to ask for, at most ASK_MOST_WORDS */

	/* As words_completions and words_word (words.h). */
	size_t (*completions)(size_t position, const char *prefix, size_t length, size_t *first);
	const char *(*word)(size_t position, size_t index);
};

enum { ASK_MOST_WORDS = 64, ASK_LONGEST_WORD = 15, ASK_LEAST_LETTERS = 3 };

/* All that is typed, and nothing of it elsewhere: in secret memory when the words are secret. */
struct ask_typing {
	uint16_t index[ASK_MOST_WORDS]; /* the words typed so far */
	size_t done;                    /* how many */
	char letters[ASK_LONGEST_WORD + 1];
	size_t length;  /* letters typed of the word at hand */
	size_t found;   /* the first word that they begin */
	bool complete;  /* it is the only one: it is on the screen, its index above */
	size_t refused; /* keys in a row */
	char key;
};

/*
 * Types `vocabulary->count` words at the terminal into typing->index; `typing` comes as zeros. A
 * word is completed as soon as three letters or more can only be its beginning; letters that spell
 * its rest are taken in silence, and Space, Tab or Enter goes on to the next. A letter that no
 * word has there is refused with a bell. Backspace goes back, over words too. Dies when
 * interrupted.
 */
void ask_typing(struct ask_typing *typing, const struct ask_vocabulary *vocabulary);

#endif
