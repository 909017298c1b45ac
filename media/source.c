#include "source.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/terminal.h"
#include "media/scanner.h"

static void
open_pictures(struct source *source, char *const *names, bool all)
{
	static struct bytes pictures[DECODE_MOST_PICTURES];
	size_t count = (size_t)option_count(names);

	if (count > DECODE_MOST_PICTURES)
		misuse("more than %d pictures at once", DECODE_MOST_PICTURES);
	source->pictures = names;
	for (size_t i = 0; i < count; i++)
		pictures[i] = file_read(FILE_HERE, names[i], DECODE_MOST_BYTES);
	decode_begin(&source->decode, pictures, count, all);
	for (size_t i = 0; i < count; i++)
		file_free(&pictures[i]);
}

void
source_open(struct source *source, const char *scanner, char *const *operands, bool all)
{
	bool lines = operands[0] != NULL && strcmp(operands[0], "-") == 0;
	bool is_recording = false;

	if ((scanner != NULL) + (operands[0] != NULL) != 1 || (lines && operands[1] != NULL))
		misuse("pictures, or '-', or a scanner is wanted, and one of them");
	*source = (struct source){.kind = scanner != NULL ? SOURCE_SCANNER
					  : lines         ? SOURCE_LINES
							  : SOURCE_PICTURES};
	if (source->kind == SOURCE_PICTURES)
		open_pictures(source, operands, all);
	if (source->kind == SOURCE_SCANNER)
		source->scanner = scanner_open(scanner, &is_recording);
	if (is_recording)
		say("'%s' is a recording of a scanner, and none itself.", scanner);
}

/* ---- pictures ---- */

struct counts {
	unsigned symbols, fresh;
};

static void
say_picture(const char *name, const char *why, const struct counts *counts)
{
	if (why[0] != '\0')
		warn("'%s' %s", name, why);
	else
		say("%s: %u symbols, %u new", name, counts->symbols, counts->fresh);
}

static void
take_symbol(struct intake *intake, struct counts *counts, const char *name, const char *text)
{
	unsigned fresh = intake->fresh_count;
	const char *answer = intake_line(intake, text, strlen(text));

	if (answer != NULL) {
		process_hint("give pictures of one file, and move the others aside");
		refuse("'%s' has a symbol that %s", name, answer);
	}
	counts->symbols++;
	counts->fresh += intake->fresh_count - fresh;
}

static void
read_pictures(struct source *source, struct intake *intake)
{
	char text[FRAME_TEXT_MOST + 1];
	struct counts counts = {0, 0};
	enum decode_line line;
	size_t number, count = (size_t)option_count(source->pictures);

	while ((line = decode_next(&source->decode, &number, text)) != DECODE_END) {
		const char *name = number < count ? source->pictures[number] : "?";

		if (line == DECODE_FRAME) {
			take_symbol(intake, &counts, name, text);
			continue;
		}
		say_picture(name, text, &counts);
		counts = (struct counts){0, 0};
	}
	if (counts.fresh > 0)
		say("on a second look: %u new", counts.fresh);
	decode_end(&source->decode);
}

/* ---- a scanner, and lines ---- */

/* A line that cannot be a frame is scanned again. Returns NULL, or why no other line will do better: a wrong keyboard layout. */
static const char *
take_line(struct intake *intake, const char *line, size_t length)
{
	unsigned fresh = intake->fresh_count;
	const char *answer;

	if (length == 0)
		return NULL;
	answer = intake_line(intake, line, length);
	if (answer != NULL && strncmp(answer, "comes through", 13) == 0)
		return answer;
	if (answer != NULL)
		warn("not taken: the line %s", answer);
	else if (intake->fresh_count == fresh)
		say("This one is here already.");
	else
		intake_say_missing(intake);
	return NULL;
}

static void
take_line_or_refuse(struct intake *intake, const char *line, size_t length)
{
	const char *answer = take_line(intake, line, length);

	if (answer != NULL)
		refuse("a line %s", answer);
}

static void
read_scanner(const struct source *source, struct intake *intake)
{
	static struct scanner scanner;

	while (!intake_is_done(intake) && scanner_read_line(&scanner, source->scanner))
		take_line_or_refuse(intake, scanner.line, scanner.length);
}

/* Without echo, and longer lines than a terminal takes by itself. */
static void
read_terminal(struct intake *intake)
{
	static char line[SCANNER_LINE_MOST];
	struct terminal terminal;
	const char *answer = NULL;
	size_t length = 0;
	char key = '\0';

	say("Scan the symbols, one after the other. Ctrl-C ends it, and nothing is kept then; q "
	    "and "
	    "Enter keep what was read.");
	terminal_begin(&terminal);
	while (!intake_is_done(intake) && answer == NULL) {
		terminal_key(&terminal, &key);
		if (key != '\n' && key != '\t') {
			if (length < sizeof line)
				line[length++] = key;
			continue;
		}
		if (length == 1 && line[0] == 'q')
			break;
		answer = take_line(intake, line, length);
		length = 0;
	}
	terminal_end(&terminal);
	if (answer != NULL)
		refuse("a line %s", answer);
}

static void
read_lines(struct intake *intake)
{
	static char line[SCANNER_LINE_MOST];
	size_t length = 0;
	int byte;

	while (!intake_is_done(intake) && (byte = getchar()) != EOF) {
		if (byte != '\n' && byte != '\r' && byte != '\t') {
			if (length < sizeof line)
				line[length++] = (char)byte;
			continue;
		}
		take_line_or_refuse(intake, line, length);
		length = 0;
	}
	if (!intake_is_done(intake))
		take_line_or_refuse(intake, line, length);
	if (ferror(stdin))
		die_errno("cannot read standard input");
}

void
source_read(struct source *source, struct intake *intake)
{
	if (source->kind == SOURCE_PICTURES)
		read_pictures(source, intake);
	else if (source->kind == SOURCE_SCANNER)
		read_scanner(source, intake);
	else if (isatty(STDIN_FILENO))
		read_terminal(intake);
	else
		read_lines(intake);
}
