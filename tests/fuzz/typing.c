/*
 * Keys of whoever types words: the first byte chooses public words (even) or secret ones, and how many of these; the rest is what the
 * keyboard sends, but for Ctrl-C. PAUSE is time that passes inside a key, SIGNAL one that ends nothing. When the keys are used up, the
 * words still missing are typed without a slip.
 *
 * Whenever a key is waited for, the line is the number of a word and letters that are a beginning there, with one refused key at most.
 * Numbers go one up or one down: up after letters that can only be one word, down with the word that was taken there. After a refused
 * key nothing changes but by taking back. The words that come out are those that were seen to be taken. Of a secret word nothing is on
 * a line that is left, all that is on the line at hand would be taken off it by an end before its time, and the screen ends empty.
 *
 * terminal.c is here with a keyboard and a screen in memory for the kernel's calls.
 */
#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "ceremony/ask.h"
#include "ceremony/handwriting.h"
#include "ceremony/secret.h"
#include "ceremony/typing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	PAUSE = 0xff,
	SIGNAL = 0xfe,
	CTRL_C = 0x03,
	COLUMNS = 80,
	LINE_BYTES = 160, /* sentences may be longer than the screen is wide, typed lines may not */
	WRITTEN_AT_ONCE = 3,
	SECRET_LEAST = 4,
};

static struct {
	const uint8_t *at, *end;
	uint8_t key; /* the byte that began the last one */
	bool begins;
} keyboard;

static struct {
	char line[LINE_BYTES];
	size_t cursor;
	bool escaped, empty;
} screen;

/* What was seen when the last key was waited for. */
static struct {
	size_t wanted, place; /* `place` is `wanted` at the question after all words */
	size_t count, first;  /* of the words that the letters begin */
	char letters[TYPING_LONGEST + 2];
	uint16_t taken[TYPING_MOST_WORDS];
	bool begun, secret;
} seen;

static struct termios settings;

static ssize_t keyboard_read(int input, void *byte, size_t size);
static int keyboard_wait(struct pollfd *input, nfds_t count, const struct timespec *most,
			 const sigset_t *mask);
static ssize_t screen_write(int output, const void *text, size_t size);
static int settings_get(int input, struct termios *out);
static int settings_set(int input, int when, const struct termios *in);
static int action_set(int number, const struct sigaction *in, struct sigaction *out);
static int mask_set(int how, const sigset_t *in, sigset_t *out);

#define read keyboard_read
#define ppoll keyboard_wait
#define write screen_write
#define tcgetattr settings_get
#define tcsetattr settings_set
#define sigaction(number, in, out) action_set(number, in, out)
#define sigprocmask mask_set
#include "ceremony/terminal.c"
#undef read
#undef ppoll
#undef write
#undef tcgetattr
#undef tcsetattr
#undef sigaction
#undef sigprocmask

static void
must(bool good)
{
	if (!good)
		abort();
}

static size_t
completions(const char *letters, size_t length, size_t *first)
{
	unsigned found = 0;
	size_t count;

	if (!seen.secret)
		return words_completions(seen.place, letters, length, first);
	count = slip39_word_completions(letters, length, &found);
	*first = found;
	return count;
}

static const char *
word(size_t index)
{
	return seen.secret ? slip39_word((unsigned)index) : words_word(seen.place, index);
}

static bool
is_one_word(void)
{
	size_t least = seen.secret ? SECRET_LEAST : WORDS_LEAST_LETTERS;

	return seen.begun && seen.place < seen.wanted && strlen(seen.letters) >= least &&
	       seen.count == 1;
}

static bool
is_refused(void)
{
	return seen.begun && seen.place < seen.wanted && seen.count == 0;
}

/* The line without what is blank at its end, which the cursor must not have left behind. */
static const char *
line_at_hand(char line[LINE_BYTES])
{
	size_t length = sizeof screen.line;

	while (length > 0 && (screen.line[length - 1] == ' ' || screen.line[length - 1] == '\0'))
		length--;
	must(length <= screen.cursor);
	memcpy(line, screen.line, screen.cursor);
	line[screen.cursor] = '\0';
	return line;
}

/* Returns the letters, or NULL when the line is no prompt of the place last seen or one beside it. */
static const char *
read_prompt(const char *line, size_t *number)
{
	char prompt[32];

	for (*number = seen.place > 0 ? seen.place : 1;
	     *number <= seen.place + 2 && *number <= seen.wanted; ++*number) {
		int length =
			snprintf(prompt, sizeof prompt, "word %zu of %zu: ", *number, seen.wanted);

		if (strncmp(line, prompt, (size_t)length) == 0)
			return line + length;
	}
	return NULL;
}

static void
note_letters(const char *letters)
{
	size_t length = strlen(letters), first;

	must(length < sizeof seen.letters);
	memcpy(seen.letters, letters, length + 1);
	seen.count = completions(letters, length, &seen.first);
	if (seen.count == 0)
		must(length > 0 && completions(letters, length - 1, &first) > 0);
	if (seen.secret)
		must(taken->hide == length && taken->hides_screen);
}

/* The word at hand was taken: it can only have been one. */
static void
take_word(void)
{
	must(is_one_word());
	seen.taken[seen.place++] = (uint16_t)seen.first;
}

static bool
takes_back(uint8_t key)
{
	return key == '\b' || key == 0x7f || key == ('U' & 0x1f) || key == ('W' & 0x1f);
}

static void
go_to(size_t place, const char *letters)
{
	if (is_refused() && !takes_back(keyboard.key))
		must(place == seen.place && strcmp(letters, seen.letters) == 0);
	if (!seen.begun) {
		must(place == 0 && letters[0] == '\0');
	} else if (place == seen.place + 1) {
		take_word();
		must(letters[0] == '\0');
	} else if (place != seen.place) {
		must(place + 1 == seen.place);
		seen.place = place;
		must(strcmp(letters, word(seen.taken[place])) == 0);
	}
	seen.begun = true;
}

static void
look(void)
{
	char line[LINE_BYTES + 1];
	size_t number;
	const char *letters = read_prompt(line_at_hand(line), &number);

	must(taken != NULL && !screen.escaped);
	must(screen.cursor < COLUMNS);
	if (letters == NULL) {
		must(!seen.secret && strncmp(line, "Enter ", 6) == 0);
		go_to(seen.wanted, "");
		return;
	}
	go_to(number - 1, letters);
	note_letters(letters);
}

static char
next_without_slip(void)
{
	if (seen.place == seen.wanted)
		return '\n';
	if (is_refused())
		return '\b';
	if (is_one_word())
		return ' ';
	return word(seen.first)[strlen(seen.letters)];
}

static bool
is_passed_over(uint8_t byte, bool inside_key)
{
	return byte == CTRL_C || (byte == PAUSE && !inside_key);
}

static int
keyboard_wait(struct pollfd *input, nfds_t count, const struct timespec *most, const sigset_t *mask)
{
	bool inside_key = most != NULL;

	must(input->fd == STDIN_FILENO && count == 1 && mask != NULL);
	if (!inside_key)
		look();
	keyboard.begins = !inside_key;
	while (keyboard.at < keyboard.end && is_passed_over(*keyboard.at, inside_key))
		keyboard.at++;
	if (keyboard.at == keyboard.end)
		return inside_key ? 0 : 1;
	if (*keyboard.at != SIGNAL && *keyboard.at != PAUSE)
		return 1;
	errno = EINTR;
	return *keyboard.at++ == SIGNAL ? -1 : 0;
}

static ssize_t
keyboard_read(int input, void *byte, size_t size)
{
	uint8_t key = keyboard.at < keyboard.end ? *keyboard.at++ : (uint8_t)next_without_slip();

	must(input == STDIN_FILENO && size == 1);
	if (keyboard.begins)
		keyboard.key = key;
	keyboard.begins = false;
	*(uint8_t *)byte = key;
	return 1;
}

/* What stays on the screen while secret words are typed. */
static void
check_line_left(void)
{
	char line[LINE_BYTES + 1];
	const char *letters;
	size_t number;

	if (!seen.secret || taken == NULL)
		return;
	letters = read_prompt(line_at_hand(line), &number);
	if (letters == NULL)
		must(strcmp(line, "no word here goes on like that: nothing is taken until "
				  "Backspace takes it back") == 0 ||
		     strcmp(line, "type the first 4 letters, or all of the word") == 0);
	else
		must(letters[strspn(letters, " ")] == '\0');
}

static void
empty_line(void)
{
	memset(screen.line, 0, sizeof screen.line);
	screen.cursor = 0;
}

static void
put(char character)
{
	must(character >= ' ' && character <= '~' && screen.cursor < sizeof screen.line);
	screen.line[screen.cursor++] = character;
	screen.empty &= character == ' ';
}

/* ECMA-48's sequences end with their first letter; of those with J all are sent together. */
static void
put_escaped(char character)
{
	screen.escaped = !isalpha((unsigned char)character);
	if (character != 'J')
		return;
	empty_line();
	screen.empty = true;
}

static void
show(char character)
{
	if (screen.escaped) {
		put_escaped(character);
	} else if (character == '\033') {
		screen.escaped = true;
	} else if (character == '\b') {
		must(screen.cursor > 0);
		screen.cursor--;
	} else if (character == '\n') {
		check_line_left();
		empty_line();
	} else if (character != '\a') {
		put(character);
	}
}

/* A terminal may take less than it is given. */
static ssize_t
screen_write(int output, const void *text, size_t size)
{
	size_t written = size < WRITTEN_AT_ONCE ? size : WRITTEN_AT_ONCE;

	must(output == STDERR_FILENO);
	for (size_t i = 0; i < written; i++)
		show(((const char *)text)[i]);
	return (ssize_t)written;
}

static ssize_t
said(void *cookie, const char *text, size_t size)
{
	(void)cookie;
	for (size_t i = 0; i < size; i++)
		show(text[i]);
	return (ssize_t)size;
}

static int
settings_get(int input, struct termios *out)
{
	must(input == STDIN_FILENO);
	*out = settings;
	return 0;
}

static int
settings_set(int input, int when, const struct termios *in)
{
	must(input == STDIN_FILENO && when == TCSAFLUSH);
	settings = *in;
	if ((settings.c_lflag & ECHO) != 0)
		must(!seen.secret || screen.empty);
	return 0;
}

static int
action_set(int number, const struct sigaction *in, struct sigaction *out)
{
	(void)number;
	(void)in;
	(void)out;
	return 0;
}

static int
mask_set(int how, const sigset_t *in, sigset_t *out)
{
	(void)how;
	(void)in;
	(void)out;
	return 0;
}

static void
begin(void)
{
	static const cookie_io_functions_t into_screen = {.write = said};

	secret_begin();
	settings.c_lflag = ICANON | ECHO | ISIG;
	stderr = fopencookie(NULL, "w", into_screen);
	must(stderr != NULL);
	setvbuf(stderr, NULL, _IONBF, 0);
}

static void
type_public(void)
{
	uint8_t bytes[WORDS_PROOF];

	ask_typing(bytes);
	must(seen.place == seen.wanted);
	for (size_t i = 0; i < seen.wanted; i++)
		must(bytes[i] == seen.taken[i]);
}

static void
type_secret(void)
{
	struct slip39_words *words = secret_new(sizeof *words);

	handwriting_type(words, seen.wanted, "Type the card.");
	take_word();
	must(seen.place == seen.wanted && words->count == seen.wanted);
	for (size_t i = 0; i < seen.wanted; i++)
		must(words->index[i] == seen.taken[i]);
	secret_drop(words);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (settings.c_lflag == 0)
		begin();
	if (size == 0)
		return 0;
	memset(&seen, 0, sizeof seen);
	seen.secret = data[0] % 2 == 1;
	seen.wanted = seen.secret ? 1 + data[0] / 2 % TYPING_MOST_WORDS : WORDS_PROOF;
	keyboard.at = data + 1;
	keyboard.end = data + size;
	empty_line();
	if (seen.secret)
		type_secret();
	else
		type_public();
	must(taken == NULL && (settings.c_lflag & ECHO) != 0);
	return 0;
}
