/*
 * For tests only: each operand is a question. "words" asks for twenty words and prints their
 * bytes, anything else is a word that exactly has to be typed.
 */
#include <stdio.h>
#include <string.h>

#include "ceremony/ask.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"

static void
ask(const char *question)
{
	uint8_t bytes[WORDS_PROOF];
	char hex[2 * WORDS_PROOF + 1];

	if (strcmp(question, "words") != 0) {
		puts(ask_exact("Go on?", question) ? "yes" : "no");
		return;
	}
	ask_words(bytes, "the judge");
	text_to_hex(hex, bytes, sizeof bytes);
	puts(hex);
}

int
main(int count, char **arguments)
{
	secret_begin();
	for (int i = 1; i < count; i++)
		ask(arguments[i]);
	return fflush(stdout) == 0 ? 0 : 3;
}
