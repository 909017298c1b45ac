#include "paper_pdf.h"

#include <stdio.h>
#include <string.h>

#include <qrencode.h>

#include "ceremony/process.h"

enum { WORDS_A_ROW = 5 };

static const double COMMAND_SCALE = 0.9;

static void
draw_characters(struct pen *pen, unsigned count)
{
	double side = pen->pdf->size * 1.45, x = pen->x;

	for (unsigned i = 0; i < count; i++) {
		if (x + side > pen->x + pen->width) {
			x = pen->x;
			pen->y += side * 1.3;
		}
		paper_pdf_frame(pen, x, pen->y, side, side * 1.2, 0.6);
		x += side;
	}
	pen->y += side * 1.2;
}

/* Numbered lines; five words are a group. */
static void
draw_words(struct pen *pen, unsigned count)
{
	double cell = pen->width / WORDS_A_ROW, row = pen->pdf->size * 2.3;

	for (unsigned i = 0; i < count; i++) {
		struct pen word = *pen;
		char text[16];

		word.x += (double)(i % WORDS_A_ROW) * cell;
		word.y += row * 0.45;
		snprintf(text, sizeof text, "%u", i + 1);
		paper_pdf_write(&word, PDF_PLAIN, 0.6, text);
		paper_pdf_rule(pen, word.x + 11, pen->y + row * 0.85, cell - 17);
		if (i % WORDS_A_ROW == WORDS_A_ROW - 1 || i + 1 == count)
			pen->y += row;
	}
}

static void
draw_time(struct pen *pen)
{
	double side = pen->pdf->size * 1.45;
	struct pen colon = *pen;

	for (unsigned i = 0; i < 4; i++)
		paper_pdf_frame(pen, pen->x + (double)i * side + (i > 1 ? 7 : 0), pen->y, side,
				side * 1.2, 0.6);
	colon.x += 2 * side + 1.5;
	colon.y += side * 0.15;
	paper_pdf_write(&colon, PDF_BOLD, 1, ":");
	pen->y += side * 1.2;
}

void
paper_pdf_box(struct pen *pen, const char *name, const struct paper_box *box)
{
	struct pen label = *pen;
	char text[512];

	snprintf(text, sizeof text, "%s  %s", name, box->label);
	label.y += 2;
	switch (box->kind) {
	case PAPER_WORDS:
		paper_pdf_write(&label, PDF_PLAIN, 0.85, text);
		pen->y = label.y;
		draw_words(pen, box->count);
		break;
	case PAPER_LINE:
		label.width = pen->width * 0.38;
		label.y += pen->pdf->size * 0.8;
		paper_pdf_write(&label, PDF_PLAIN, 0.85, text);
		paper_pdf_rule(pen, pen->x + pen->width * 0.4, label.y - 1, pen->width * 0.6);
		pen->y = label.y + 4;
		break;
	case PAPER_CHARACTERS:
	case PAPER_TIME: {
		struct pen boxes = *pen;

		label.width = pen->width * 0.38;
		paper_pdf_write(&label, PDF_PLAIN, 0.85, text);
		boxes.x += pen->width * 0.4;
		boxes.width = pen->width * 0.6;
		boxes.y += 2;
		if (box->kind == PAPER_TIME)
			draw_time(&boxes);
		else
			draw_characters(&boxes, box->count);
		pen->y = (boxes.y > label.y ? boxes.y : label.y) + 3;
		break;
	}
	}
}

/* How many characters of a line go on this line of the paper: broken at a space, never behind a dash. */
static size_t
fitting(const char *text, size_t columns)
{
	size_t length = strlen(text), at = columns;

	if (length <= columns)
		return length;
	while (at > 0 && text[at] != ' ')
		at--;
	return at > 0 ? at : columns;
}

/* One line of what is typed; what does not fit goes on below, indented. */
static void
draw_line(struct pen *pen, char *text)
{
	double character = paper_pdf_text_width(pen, PDF_MONO, COMMAND_SCALE, "0123456789") / 10;
	struct pen piece = *pen;
	size_t columns = (size_t)(pen->width / character);

	for (;;) {
		size_t length = fitting(text, columns);
		char after = text[length];

		text[length] = '\0';
		paper_pdf_write(&piece, PDF_MONO, COMMAND_SCALE, text);
		pen->y = piece.y;
		if (after == '\0')
			return;
		text[length] = after;
		text += length + (after == ' ');
		piece.x = pen->x + 4 * character;
		piece.width = pen->width;
		columns = (size_t)(pen->width / character) - 4;
	}
}

static void
draw_lines(struct pen *pen, const char *command)
{
	for (const char *at = command; *at != '\0';
	     at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n')) {
		char text[2048];

		snprintf(text, sizeof text, "%.*s", (int)strcspn(at, "\n"), at);
		draw_line(pen, text);
		pen->y += 2;
	}
}

void
paper_pdf_command(struct pen *pen, const char *command)
{
	const double inside = 5;
	struct pen measure = {pen->pdf, NULL, 0, 0, pen->width - 2 * inside};
	struct pen line = {pen->pdf, pen->ink, pen->x + inside, pen->y + inside, measure.width};

	draw_lines(&measure, command);
	paper_pdf_fill(pen, pen->x, pen->y + 1, pen->width, measure.y + 2 * inside - 3, 0.88);
	draw_lines(&line, command);
	pen->y = line.y + inside;
}

void
paper_pdf_qr(struct pen *pen, const char *text, double side)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	double module;

	if (code == NULL)
		die("cannot make a QR symbol");
	module = side / (double)(code->width + 8);
	for (int i = 0; i < code->width * code->width; i++)
		if (code->data[i] & 1)
			paper_pdf_fill(pen, pen->x + (i % code->width + 4) * module,
				       pen->y + (double)(i / code->width + 4) * module,
				       module * 1.02, module * 1.02, 0);
	QRcode_free(code);
	pen->y += side;
}
