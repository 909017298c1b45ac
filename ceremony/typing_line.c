#include "typing_line.h"

#include <string.h>

/* So that a line of the screen has it all. */
enum { MOST_SHOWN = 40 };

static size_t
on_screen(const struct typing_line *line)
{
	return line->length < MOST_SHOWN ? line->length : MOST_SHOWN;
}

static void
take_back(struct typing_line *line, struct terminal *terminal, size_t length)
{
	size_t before = on_screen(line);

	memset(line->text + length, 0, line->length - length);
	line->length = length;
	terminal_erase(before - on_screen(line));
	terminal_hide_at_end(terminal, on_screen(line));
}

static void
add(struct typing_line *line, struct terminal *terminal, bool shows)
{
	if (line->length == TYPING_LINE_MOST) {
		terminal_bell();
		return;
	}
	if (line->key < ' ' || line->key > '~')
		line->key = '?';
	line->text[line->length++] = line->key;
	if (line->length > MOST_SHOWN)
		return;
	terminal_write(shows ? &line->key : "*", 1);
	terminal_hide_at_end(terminal, on_screen(line));
}

void
typing_line(struct typing_line *line, struct terminal *terminal, const char *question, bool shows)
{
	memset(line, 0, sizeof *line);
	terminal_write_text(question);
	for (;;) {
		terminal_key(terminal, &line->key);
		if (line->key == '\n' || line->key == '\t')
			break;
		if (line->key == TERMINAL_CLEAR)
			take_back(line, terminal, 0);
		else if (line->key != TERMINAL_BACKSPACE)
			add(line, terminal, shows);
		else if (line->length > 0)
			take_back(line, terminal, line->length - 1);
	}
	terminal_erase(on_screen(line));
	terminal_hide_at_end(terminal, 0);
	terminal_write_text("\n");
	line->key = '\0';
}
