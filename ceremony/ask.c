#include "ask.h"

#include <errno.h>
#include <unistd.h>

#include "ceremony/process.h"

enum { MOST_TEXT_BYTES = 1024 };

/* Byte by byte: what follows the newline is for the next reader. False at the end of the input. */
static bool
read_byte(char *byte)
{
	ssize_t got;

	do
		got = read(STDIN_FILENO, byte, 1);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		die_errno("cannot read standard input");
	return got == 1;
}

/* A line with its newline, which the last may lack. 0 at the end of the input. */
static size_t
read_line(char *buffer, size_t capacity)
{
	size_t length = 0;

	while (length < capacity && read_byte(&buffer[length]))
		if (buffer[length++] == '\n')
			return length;
	if (length == capacity)
		refuse("standard input has more text than the question asks for");
	return length;
}

/* Up to the line with the last word, or the end of the input. */
static size_t
read_lines(char *buffer, size_t capacity)
{
	size_t length = 0;

	while (words_count(buffer, length) < WORDS_PROOF) {
		size_t added = read_line(buffer + length, capacity - length);

		if (added == 0)
			break;
		length += added;
	}
	return length;
}

static void
read_proof(uint8_t bytes[WORDS_PROOF], const char *what)
{
	char text[MOST_TEXT_BYTES];
	size_t bad_word;
	size_t length = read_lines(text, sizeof text);
	const char *why = words_read(bytes, WORDS_PROOF, &bad_word, text, length);

	if (why != NULL)
		refuse("the words of %s: word %zu %s", what, bad_word, why);
}

static void
ask_words(uint8_t bytes[WORDS_PROOF], const char *what)
{
	say("Type the %d words of %s, from the paper.", WORDS_PROOF, what);
	if (isatty(STDIN_FILENO) != 1) {
		read_proof(bytes, what);
		return;
	}
	say("Four letters are mostly enough. Space ends a word, Backspace goes back, Ctrl-U clears "
	    "a word.");
	ask_typing(bytes);
}

void
ask_words_of(const struct digest *digest, const char *what, const char *hint)
{
	uint8_t typed[WORDS_PROOF];

	ask_words(typed, what);
	if (words_equal(typed, digest))
		return;
	process_hint("compare the words typed with the paper; if one was mistyped, run this step "
		     "again; %s",
		     hint);
	refuse("these are not the words of %s", what);
}
