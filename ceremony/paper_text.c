#include "paper_back.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/process.h"
#include "ceremony/words.h"

enum { COLUMNS = 78, INDENT = 4, WORDS_A_ROW = 5, CELL_MOST_LINES = 64 };

/* All of it, until it is written out. */
static FILE *page;
static char *page_text;
static size_t page_bytes;

/* Bytes of the next character, 1 where it is no UTF-8. */
static size_t
character_bytes(const char *at)
{
	unsigned char first = (unsigned char)*at;
	size_t bytes = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

	return strnlen(at, bytes) < bytes ? 1 : bytes;
}

/* How many columns it takes: two for wide scripts (UAX #11, the ranges that names are written in). */
static unsigned
character_columns(const char *at)
{
	unsigned char first = (unsigned char)*at;
	unsigned code;

	if (first < 0xe0)
		return 1;
	if (first >= 0xf0)
		return 2;
	code = (first & 0x0fu) << 12 | ((unsigned char)at[1] & 0x3fu) << 6 |
	       ((unsigned char)at[2] & 0x3fu);
	return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
			       (code >= 0xac00 && code <= 0xd7a3) ||
			       (code >= 0xf900 && code <= 0xfaff) ||
			       (code >= 0xff00 && code <= 0xff60)
		       ? 2
		       : 1;
}

static unsigned
columns_of(const char *text, size_t length)
{
	unsigned columns = 0;

	for (size_t i = 0; i < length; i += character_bytes(text + i))
		columns += character_columns(text + i);
	return columns;
}

/* The bytes of `text` that fit into a line, broken at a space where there is one. At least one character. */
static size_t
line_bytes(const char *text, unsigned columns)
{
	size_t at = 0, space = 0;
	unsigned used = 0;

	while (text[at] != '\0' && text[at] != '\n') {
		unsigned wide = character_columns(text + at);

		if (used + wide > columns && at > 0)
			return space > 0 ? space : at;
		if (text[at] == ' ')
			space = at;
		used += wide;
		at += character_bytes(text + at);
	}
	return at;
}

static const char *
after_line(const char *text, size_t length)
{
	text += length;
	return *text == ' ' || *text == '\n' ? text + 1 : text;
}

static void
put_spaces(unsigned count)
{
	fprintf(page, "%*s", (int)count, "");
}

/* A first line behind `first`, the others indented as far. */
static void
put_wrapped(const char *first, unsigned indent, const char *text)
{
	unsigned used = columns_of(first, strlen(first));

	fprintf(page, "%s", first);
	if (used < indent)
		put_spaces(indent - used);
	for (bool again = false; *text != '\0'; again = true) {
		size_t length = line_bytes(text, COLUMNS - indent);

		if (again)
			put_spaces(indent);
		fprintf(page, "%.*s\n", (int)length, text);
		text = after_line(text, length);
	}
}

static void
text_break(struct paper *paper)
{
	(void)paper;
	fprintf(page,
		"\n=============================================================================="
		"\n\n");
}

static void
text_heading(struct paper *paper, unsigned level, const char *text)
{
	unsigned columns = columns_of(text, strlen(text));

	(void)paper;
	fprintf(page, "\n%s\n", text);
	for (unsigned i = 0; i < columns && level < 3; i++)
		fputc(level == 1 ? '=' : '-', page);
	fprintf(page, level < 3 ? "\n\n" : "");
}

static void
text_text(struct paper *paper, const char *text)
{
	(void)paper;
	put_wrapped("", 0, text);
	fputc('\n', page);
}

static void
text_point(struct paper *paper, const char *text)
{
	(void)paper;
	put_wrapped("  * ", INDENT, text);
}

static void
text_notice(struct paper *paper, const char *text)
{
	(void)paper;
	fputc('\n', page);
	put_wrapped("  !!", 6, text);
	fputc('\n', page);
}

static void
put_commands(const char *command)
{
	for (const char *at = command; *at != '\0';
	     at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n'))
		fprintf(page, "    $ %.*s\n", (int)strcspn(at, "\n"), at);
}

static void
text_value(struct paper *paper, const char *name, const char *value)
{
	(void)paper;
	put_wrapped(name, 30, value);
}

static void
put_words(const struct digest *digest, unsigned count)
{
	for (unsigned at = 0; at < count; at++) {
		if (at % WORDS_A_ROW == 0)
			fprintf(page, "%s%6u ", at == 0 ? "" : "\n", at + 1);
		fprintf(page, " %-12s",
			digest == NULL ? "____________" : words_word(at, digest->bytes[at]));
	}
	fputc('\n', page);
}

static void
text_box(struct paper *paper, const char *name, const struct paper_box *box)
{
	(void)paper;
	fprintf(page, "    %s %s  ", name, box->label);
	switch (box->kind) {
	case PAPER_CHARACTERS:
		for (unsigned i = 0; i < box->count; i++)
			fprintf(page, "%s__", i == 0 ? "[" : "|");
		fprintf(page, "]\n");
		break;
	case PAPER_WORDS:
		fputc('\n', page);
		put_words(NULL, box->count);
		break;
	case PAPER_TIME:
		fprintf(page, "[__|__:__|__]\n");
		break;
	case PAPER_LINE:
		fprintf(page, "______________________________\n");
		break;
	}
}

static void
text_words(struct paper *paper, const char *title, const struct digest *digest)
{
	(void)paper;
	fprintf(page, "\n%s\n", title);
	put_words(digest, WORDS_PROOF);
	fputc('\n', page);
}

static void
text_qr(struct paper *paper, const char *caption, const char *text)
{
	(void)paper;
	put_wrapped("", 0, caption);
	put_wrapped("    ", INDENT, text);
}

static unsigned
column_width(const struct paper *paper, size_t i)
{
	unsigned sum = 0;

	for (size_t c = 0; c < paper->column_count; c++)
		sum += paper->columns[c].width;
	return (COLUMNS - (unsigned)paper->column_count) * paper->columns[i].width /
	       (sum == 0 ? 1 : sum);
}

/* Cells side by side, each wrapped in its column. */
static void
put_cells(const struct paper *paper, const char *const *cells)
{
	const char *rest[PAPER_MOST_COLUMNS];
	bool more = true;

	for (size_t i = 0; i < paper->column_count; i++)
		rest[i] = cells[i] == NULL ? "" : cells[i];
	while (more) {
		more = false;
		for (size_t i = 0; i < paper->column_count; i++) {
			unsigned width = column_width(paper, i);
			size_t length = line_bytes(rest[i], width);

			fprintf(page, "%.*s", (int)length, rest[i]);
			if (i + 1 < paper->column_count)
				put_spaces(width + 1 - columns_of(rest[i], length));
			rest[i] = after_line(rest[i], length);
			more |= *rest[i] != '\0';
		}
		fputc('\n', page);
	}
}

static void
text_table_begin(struct paper *paper)
{
	const char *titles[PAPER_MOST_COLUMNS];

	for (size_t i = 0; i < paper->column_count; i++)
		titles[i] = paper->columns[i].title;
	fputc('\n', page);
	put_cells(paper, titles);
	for (size_t i = 0; i < paper->column_count; i++)
		for (unsigned c = 0; c < column_width(paper, i) + 1; c++)
			fputc(c < column_width(paper, i) ? '-' : ' ', page);
	fputc('\n', page);
}

static void
text_row(struct paper *paper, const char *const *cells)
{
	put_cells(paper, cells);
}

static void
text_table_end(struct paper *paper)
{
	(void)paper;
	fputc('\n', page);
}

static void
put_step_head(const struct paper_step *step)
{
	static const struct {
		unsigned mark;
		const char *text;
	} marks[] = {
		{PAPER_READ_ALOUD, N_("READ ALOUD")},
		{PAPER_NEVER_SPEAK, N_("NEVER SPEAK")},
		{PAPER_CUSTODIAN_ONLY, N_("CUSTODIAN ONLY")},
	};
	char first[16];

	fprintf(page,
		"------------------------------------------------------------------------------\n");
	if (step->marks & PAPER_IRREVERSIBLE)
		fprintf(page, "#### %s ####\n", T_("IRREVERSIBLE"));
	snprintf(first, sizeof first, "%u", step->number);
	put_wrapped(first, INDENT, step->title);
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (step->marks & marks[i].mark)
			fprintf(page, "    [%s]\n", T_(marks[i].text));
	fprintf(page, "    %s, %s\n", step->who, step->where);
}

static void
text_step(struct paper *paper, const struct paper_step *step)
{
	char name[16];

	put_step_head(step);
	if (step->act != NULL)
		put_wrapped("    ", INDENT, step->act);
	if (step->command != NULL)
		put_commands(step->command);
	if (step->expect != NULL) {
		char first[64];

		snprintf(first, sizeof first, "    %s: ", T_("expected"));
		put_wrapped(first, columns_of(first, strlen(first)), step->expect);
	}
	for (size_t i = 0; i < PAPER_MOST_BOXES && step->boxes[i].label != NULL; i++) {
		snprintf(name, sizeof name, "%u%c", step->number, (int)('a' + i));
		text_box(paper, name, &step->boxes[i]);
	}
	fprintf(page, "    [ ] %s   %s __:__   %s ____\n", T_("done"), T_("end"), T_("initials"));
}

static void
text_receipt(struct paper *paper, const char *title, const char *lines)
{
	(void)paper;
	fprintf(page,
		"- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -\n");
	fprintf(page, "%s\n", title);
	put_wrapped("", 0, lines);
}

/* Lines without the spaces at their ends. */
static void
write_trimmed(const char *text)
{
	while (*text != '\0') {
		size_t whole = strcspn(text, "\n"), length = whole;

		while (length > 0 && text[length - 1] == ' ')
			length--;
		printf("%.*s\n", (int)length, text);
		text += whole + (text[whole] == '\n');
	}
}

static void
text_end(struct paper *paper)
{
	fprintf(page, "\n%s. %s.\n", paper->style.footer, paper->style.date);
	if (fclose(page) != 0)
		die("no memory for paper");
	write_trimmed(page_text);
	free(page_text);
}

struct paper *
paper_text_begin(const struct paper_style *style)
{
	static const struct paper_back back = {
		text_end,         text_break, text_heading,   text_text,  text_point,
		text_notice,      text_value, text_box,       text_words, text_qr,
		text_table_begin, text_row,   text_table_end, text_step,  text_receipt,
	};

	page = open_memstream(&page_text, &page_bytes);
	if (page == NULL)
		die("no memory for paper");
	fprintf(page, "%s\n%s\n", style->title, style->footer);
	return paper_new(style, &back);
}
