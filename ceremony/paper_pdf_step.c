#include "paper_pdf.h"

#include <stdio.h>

#include "ceremony/catalogue.h"

enum { NUMBER = 34, CLOSING = 74, INSIDE = 6, BAR = 13 };

static const struct {
	unsigned mark;
	const char *text;
} marks[] = {
	{PAPER_READ_ALOUD, N_("READ ALOUD")},
	{PAPER_NEVER_SPEAK, N_("NEVER SPEAK")},
	{PAPER_CUSTODIAN_ONLY, N_("CUSTODIAN ONLY")},
};

static void
draw_bar(struct pen *pen, const struct paper_step *step)
{
	double high = pen->pdf->size * 1.5;
	struct pen text = {pen->pdf, pen->ink, pen->x + INSIDE, pen->y + pen->pdf->size * 0.13,
			   pen->width};

	if (!(step->marks & PAPER_IRREVERSIBLE))
		return;
	paper_pdf_fill(pen, pen->x, pen->y, pen->width, high, 0);
	paper_pdf_write_white(&text, PDF_BOLD, 0.95, T_("IRREVERSIBLE"));
	pen->y += high;
}

/* Number and the box for a tick. */
static void
draw_number(const struct pen *step, const struct paper_step *what)
{
	struct pen pen = *step;
	char text[16];
	double side = pen.pdf->size * 1.3;

	pen.x += INSIDE;
	pen.y += INSIDE;
	pen.width = NUMBER;
	snprintf(text, sizeof text, "%u", what->number);
	paper_pdf_write(&pen, PDF_BOLD, 1.3, text);
	paper_pdf_frame(&pen, pen.x + 1, pen.y + 4, side, side, 1);
}

/* Boxes for the end time and initials; returns how far down they go. */
static double
draw_closing(const struct pen *step)
{
	struct pen pen = *step;
	double side = pen.pdf->size * 1.2;

	pen.x += step->width - CLOSING * pen.pdf->size / 10;
	pen.y += INSIDE;
	pen.width = CLOSING * pen.pdf->size / 10;
	paper_pdf_write(&pen, PDF_PLAIN, 0.7, T_("end"));
	for (int i = 0; i < 4; i++)
		paper_pdf_frame(&pen, pen.x + i * side + (i > 1 ? 5 : 0), pen.y + 1, side,
				side * 1.2, 0.6);
	pen.y += side * 1.2 + 5;
	paper_pdf_write(&pen, PDF_PLAIN, 0.7, T_("initials"));
	paper_pdf_frame(&pen, pen.x, pen.y + 1, 4 * side + 5, side * 1.4, 0.6);
	return pen.y + side * 1.4 + INSIDE;
}

/* In frames: whoever sees no colour sees them too. */
static void
draw_marks(struct pen *pen, unsigned of_step)
{
	double x = pen->x, high = pen->pdf->size * 1.35;
	bool any = false;

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		double width = paper_pdf_text_width(pen, PDF_BOLD, 0.8, T_(marks[i].text)) + 10;
		struct pen text = {pen->pdf, pen->ink, x + 5, pen->y + 2 + pen->pdf->size * 0.13,
				   width};

		if (!(of_step & marks[i].mark))
			continue;
		paper_pdf_frame(pen, x, pen->y + 2, width, high, 1.2);
		paper_pdf_write(&text, PDF_BOLD, 0.8, T_(marks[i].text));
		x += width + 6;
		any = true;
	}
	pen->y += any ? high + 5 : 0;
}

static void
draw_expected(struct pen *pen, const char *expect)
{
	const char *label = T_("expected");
	double indent = paper_pdf_text_width(pen, PDF_BOLD, 0.8, label) + 6;
	struct pen name = *pen, text = *pen;

	name.y += 1;
	paper_pdf_write(&name, PDF_BOLD, 0.8, label);
	text.x += indent;
	text.width -= indent;
	paper_pdf_write(&text, PDF_PLAIN, 0.95, expect);
	pen->y = text.y + 2;
}

static void
draw_middle(struct pen *pen, const struct paper_step *step)
{
	char text[1024], name[16];

	paper_pdf_write(pen, PDF_BOLD, 1.05, step->title);
	snprintf(text, sizeof text, "%s, %s", step->who, step->where);
	paper_pdf_write(pen, PDF_PLAIN, 0.85, text);
	draw_marks(pen, step->marks);
	pen->y += 2;
	if (step->act != NULL)
		paper_pdf_write(pen, PDF_PLAIN, 1, step->act);
	pen->y += 1;
	if (step->command != NULL)
		paper_pdf_command(pen, step->command);
	if (step->expect != NULL)
		draw_expected(pen, step->expect);
	for (size_t i = 0; i < PAPER_MOST_BOXES && step->boxes[i].label != NULL; i++) {
		snprintf(name, sizeof name, "%u%c", step->number, (int)('a' + i));
		paper_pdf_box(pen, name, &step->boxes[i]);
	}
}

static void
draw_step(struct pen *pen, const void *what)
{
	const struct paper_step *step = what;
	double top = pen->y, closing;
	struct pen middle;

	draw_bar(pen, step);
	draw_number(pen, step);
	closing = draw_closing(pen);
	middle = *pen;
	middle.x += NUMBER * pen->pdf->size / 10;
	middle.width -= (NUMBER + CLOSING) * pen->pdf->size / 10 + INSIDE;
	middle.y += INSIDE;
	draw_middle(&middle, step);
	pen->y = (middle.y > closing ? middle.y : closing) + INSIDE;
	paper_pdf_frame(pen, pen->x, top, pen->width, pen->y - top,
			step->marks & PAPER_IRREVERSIBLE ? 2 : 0.8);
}

void
paper_pdf_step(struct paper *paper, const struct paper_step *step)
{
	paper_pdf_place(paper->own, draw_step, step);
}
