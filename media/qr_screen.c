#include "qr_screen.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "ceremony/terminal.h"
#include "media/qr_symbol.h"

enum {
	FRAME_MILLISECONDS = 250,
	LINES_BELOW = 2,
	SMALLEST_VERSION = 15,
	LARGEST_VERSION = 20,
	LINE_BYTES = 3 * (QR_SYMBOL_MOST_SIDE + 2 * QR_SYMBOL_QUIET) + 32,
};

#define BLACK_ON_WHITE "\033[30;107m"
#define AS_BEFORE "\033[0m"
#define CLEAR "\033[2J"
#define TO_THE_TOP "\033[H"

static unsigned
columns_of(int version)
{
	return qr_symbol_side(version) + 2 * QR_SYMBOL_QUIET;
}

int
qr_screen_version(void)
{
	struct winsize window;

	if (!isatty(STDIN_FILENO) || ioctl(STDERR_FILENO, TIOCGWINSZ, &window) != 0) {
		process_hint("or make pictures: media-qr-write --frames");
		die("there is no terminal to show symbols on");
	}
	for (int version = LARGEST_VERSION; version >= SMALLEST_VERSION; version--)
		if (columns_of(version) <= window.ws_col &&
		    (columns_of(version) + 1) / 2 + LINES_BELOW <= window.ws_row)
			return version;
	process_hint("take a smaller font (on a console: setfont Uni2-VGA8), or make pictures: "
		     "media-qr-write --frames");
	refuse("the terminal has %u columns and %u lines, and a symbol wants %u and %u",
	       window.ws_col, window.ws_row, columns_of(SMALLEST_VERSION),
	       (columns_of(SMALLEST_VERSION) + 1) / 2 + LINES_BELOW);
}

static bool
is_dark(const struct qr_symbol *symbol, int row, int column)
{
	const int side = (int)symbol->side;

	return row >= 0 && column >= 0 && row < side && column < side &&
	       symbol->dark[row * side + column];
}

/* Two rows of modules in a line of characters. */
static void
write_row(const struct qr_symbol *symbol, int row)
{
	static const char *const blocks[] = {" ", "\u2584", "\u2580", "\u2588"};
	const int quiet = QR_SYMBOL_QUIET, end = (int)symbol->side + quiet;
	char line[LINE_BYTES] = BLACK_ON_WHITE;
	size_t used = strlen(line);

	for (int column = -quiet; column < end; column++)
		used += (size_t)snprintf(line + used, sizeof line - used, "%s",
					 blocks[2 * is_dark(symbol, row, column) +
						is_dark(symbol, row + 1, column)]);
	snprintf(line + used, sizeof line - used, AS_BEFORE "\n");
	terminal_write_text(line);
}

static void
show(const struct frame *frame, int version, enum frame_alphabet alphabet)
{
	static struct qr_symbol symbol;
	char text[FRAME_TEXT_MOST + 1], below[120];

	frame_to_text(text, frame, alphabet);
	qr_symbol_make(&symbol, text, version);
	terminal_write_text(TO_THE_TOP);
	for (int row = -QR_SYMBOL_QUIET; row < (int)symbol.side + QR_SYMBOL_QUIET; row += 2)
		write_row(&symbol, row);
	snprintf(below, sizeof below, "%u of %u; any %u of them are enough. Enter ends it.   ",
		 frame->index + 1, frame->count, frame->needed);
	terminal_write_text(below);
}

/* Waits as long as a frame is shown; true when a key says that it is enough. terminal_begin holds signals back: they are let
 * through here, or they would wait for a key that nobody presses. */
static bool
is_ended(struct terminal *terminal)
{
	const struct timespec while_shown = {.tv_nsec = FRAME_MILLISECONDS * 1000000L};
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	int ready = ppoll(&input, 1, &while_shown, &terminal->mask);
	char key = '\0';

	if (ready < 0) {
		terminal_write_text("\n");
		terminal_end(terminal);
		die("interrupted; nothing was changed");
	}
	if (ready == 0)
		return false;
	terminal_key(terminal, &key);
	return key == '\n' || key == 'q';
}

unsigned
qr_screen_show(const struct frame_set *set, int version, enum frame_alphabet alphabet)
{
	struct terminal terminal;
	unsigned shown = 0;

	terminal_begin(&terminal);
	terminal_write_text(CLEAR);
	do
		show(&set->frames[shown++ % set->count], version, alphabet);
	while (!is_ended(&terminal));
	terminal_write_text("\n");
	terminal_end(&terminal);
	return shown;
}
