/*
 * For tests only: each operand is a question, the 20 bytes of the words to ask for, in hexadecimal.
 * Prints "yes" for each that was answered.
 */
#include <stdio.h>
#include <string.h>

#include "ceremony/ask.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"

static void
ask(const char *question)
{
	struct digest digest = {{0}};
	const char *why = text_from_hex(digest.bytes, WORDS_PROOF, question, strlen(question));

	if (why != NULL)
		die("'%s' %s", question, why);
	ask_words_of(&digest, "the judge", "ask the judge");
	puts("yes");
}

int
main(int count, char **arguments)
{
	secret_begin();
	for (int i = 1; i < count; i++)
		ask(arguments[i]);
	return fflush(stdout) == 0 ? 0 : 3;
}
