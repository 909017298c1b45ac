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

#include <stdint.h>

#include "ceremony/digest.h"
#include "ceremony/words.h"

/*
 * Asks for the twenty words of `what` ("the plan") and returns when they are those of `digest`. Dies
 * when interrupted; refuses lines that are not twenty words of the list, naming the word by its number, and
 * any other twenty, with a hint for those who typed, then the caller's.
 */
void ask_words_of(const struct digest *digest, const char *what, const char *hint);

/*
 * Types twenty words at the terminal. A word is completed as soon as three letters or more can only
 * be its beginning; letters that spell its rest are taken in silence, and Space, Tab or Enter goes
 * on to the next, or names words that the letters begin when they are several. After a key that no
 * word has there, nothing is taken until Backspace takes it back, or Ctrl-U the whole word.
 * Backspace goes back over words too. At the end all words are shown, and Enter takes them. Dies
 * when interrupted.
 */
void ask_typing(uint8_t bytes[WORDS_PROOF]);

#endif
