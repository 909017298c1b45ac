#include "ask.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "ceremony/terminal.h"

enum { MOST_TEXT_BYTES = 1024, MOST_ANSWER_BYTES = 32 };

bool
ask_at_terminal(void)
{
	return isatty(STDIN_FILENO) == 1;
}

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

size_t
ask_read_words(char *buffer, size_t capacity, size_t count)
{
	size_t length = 0;

	while (words_count(buffer, length) < count) {
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
	size_t length = ask_read_words(text, sizeof text, WORDS_PROOF);
	const char *why = words_read(bytes, WORDS_PROOF, &bad_word, text, length);

	if (why != NULL)
		refuse("the words of %s: word %zu %s", what, bad_word, why);
}

static void
type_proof(uint8_t bytes[WORDS_PROOF])
{
	static const struct ask_vocabulary vocabulary = {WORDS_PROOF, words_completions,
							 words_word};
	struct ask_typing typing = {0};

	ask_typing(&typing, &vocabulary);
	for (size_t i = 0; i < WORDS_PROOF; i++)
		bytes[i] = (uint8_t)typing.index[i];
}

void
ask_words(uint8_t bytes[WORDS_PROOF], const char *what)
{
	say("Type the %d words of %s, from the paper.", WORDS_PROOF, what);
	if (!ask_at_terminal()) {
		read_proof(bytes, what);
		return;
	}
	say("Three letters are mostly enough. Space ends a word, Backspace goes back.");
	type_proof(bytes);
}

static void
prompt_for(const char *word)
{
	terminal_write_text("Only ");
	terminal_write_text(word);
	terminal_write_text(" is a yes: ");
}

/* Returns the length of the line, without its newline. Prompts when the terminal is taken: keys
 * typed before are thrown away. */
static size_t
type_line(char *buffer, size_t capacity, const char *word)
{
	struct terminal terminal;
	size_t length = 0;
	char key;

	terminal_begin(&terminal);
	prompt_for(word);
	for (terminal_key(&terminal, &key); key != '\n'; terminal_key(&terminal, &key)) {
		size_t keep = key == TERMINAL_CLEAR ? 0 : length - (length > 0);

		if (key == TERMINAL_BACKSPACE || key == TERMINAL_CLEAR) {
			terminal_erase(length - keep);
			length = keep;
		} else if (key < ' ' || length == capacity) {
			terminal_bell();
		} else {
			terminal_write(&key, 1);
			buffer[length++] = key;
		}
	}
	terminal_write_text("\n");
	terminal_end(&terminal);
	return length;
}

static size_t
pipe_line(char *buffer, size_t capacity, const char *word)
{
	size_t length;

	prompt_for(word);
	length = read_line(buffer, capacity);
	terminal_write_text("\n");
	return length - (length > 0 && buffer[length - 1] == '\n');
}

bool
ask_exact(const char *question, const char *word)
{
	char answer[MOST_ANSWER_BYTES];
	size_t length;

	say("%s", question);
	length = ask_at_terminal() ? type_line(answer, sizeof answer, word)
				   : pipe_line(answer, sizeof answer, word);
	return length == strlen(word) && memcmp(answer, word, length) == 0;
}
