#include "paper_pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/words.h"

enum { WORDS_A_ROW = 5, QR_SIDE = 92, DASH = 4 };

/* Two texts at a time are enough for any block. */
struct texts {
	const char *one, *other;
};

void
paper_pdf_heading(struct paper *paper, unsigned level, const char *text)
{
	struct pdf *pdf = paper->own;

	snprintf(pdf->heading, sizeof pdf->heading, "%s", text);
	pdf->heading_level = level;
}

static void
draw_text(struct pen *pen, const void *what)
{
	paper_pdf_write(pen, PDF_PLAIN, 1, what);
}

void
paper_pdf_text(struct paper *paper, const char *text)
{
	paper_pdf_place(paper->own, draw_text, text);
}

static void
draw_point(struct pen *pen, const void *what)
{
	const double indent = 12;

	paper_pdf_fill(pen, pen->x + 2, pen->y + pen->pdf->size * 0.45, 3, 3, 0);
	pen->x += indent;
	pen->width -= indent;
	paper_pdf_write(pen, PDF_PLAIN, 1, what);
	pen->x -= indent;
	pen->width += indent;
}

void
paper_pdf_point(struct paper *paper, const char *text)
{
	paper_pdf_place(paper->own, draw_point, text);
}

static void
draw_notice(struct pen *pen, const void *what)
{
	const double inside = 8;
	double top = pen->y + 3;

	pen->x += inside;
	pen->width -= 2 * inside;
	pen->y = top + inside;
	paper_pdf_write(pen, PDF_BOLD, 1.1, what);
	pen->y += inside;
	pen->x -= inside;
	pen->width += 2 * inside;
	paper_pdf_frame(pen, pen->x + 1, top, pen->width - 2, pen->y - top, 2);
	pen->y += 3;
}

void
paper_pdf_notice(struct paper *paper, const char *text)
{
	paper_pdf_place(paper->own, draw_notice, text);
}

static void
draw_value(struct pen *pen, const void *what)
{
	const struct texts *texts = what;
	const double name_width = pen->width * 0.3, y = pen->y;
	struct pen name = *pen, value = *pen;

	name.width = name_width - 8;
	value.x += name_width;
	value.width -= name_width;
	paper_pdf_write(&name, PDF_PLAIN, 0.9, texts->one);
	value.y = y;
	paper_pdf_write(&value, PDF_BOLD, 0.95, texts->other);
	pen->y = (name.y > value.y ? name.y : value.y) - 3;
}

void
paper_pdf_value(struct paper *paper, const char *name, const char *value)
{
	const struct texts texts = {name, value};

	paper_pdf_place(paper->own, draw_value, &texts);
}

struct named_box {
	const char *name;
	const struct paper_box *box;
};

static void
draw_box(struct pen *pen, const void *what)
{
	const struct named_box *named = what;

	paper_pdf_box(pen, named->name, named->box);
}

void
paper_pdf_box_block(struct paper *paper, const char *name, const struct paper_box *box)
{
	const struct named_box named = {name, box};

	paper_pdf_place(paper->own, draw_box, &named);
}

struct titled_digest {
	const char *title;
	const struct digest *digest;
};

static void
draw_words(struct pen *pen, const void *what)
{
	const struct titled_digest *titled = what;
	double top = pen->y, cell = (pen->width - 12) / WORDS_A_ROW,
	       row_height = pen->pdf->size * 1.9;
	struct pen word = *pen;

	word.x += 8;
	word.y += 5;
	paper_pdf_write(&word, PDF_PLAIN, 0.9, titled->title);
	pen->y = word.y + 3;
	for (size_t i = 0; i < WORDS_PROOF; i++) {
		char text[8];

		word.x = pen->x + 8 + (double)(i % WORDS_A_ROW) * cell;
		word.y = pen->y;
		word.width = cell;
		snprintf(text, sizeof text, "%zu", i + 1);
		paper_pdf_write(&word, PDF_PLAIN, 0.6, text);
		word.y = pen->y;
		word.x += 12 * pen->pdf->size / 10;
		word.width = cell - 12;
		paper_pdf_write(&word, PDF_MONO, pen->pdf->size > 12 ? 0.72 : 1,
				words_word(i, titled->digest->bytes[i]));
		if (i % WORDS_A_ROW == WORDS_A_ROW - 1)
			pen->y += row_height;
	}
	pen->y += 2;
	paper_pdf_frame(pen, pen->x + 1, top, pen->width - 2, pen->y - top, 1.2);
	pen->y += 2;
}

void
paper_pdf_words(struct paper *paper, const char *title, const struct digest *digest)
{
	const struct titled_digest titled = {title, digest};

	paper_pdf_place(paper->own, draw_words, &titled);
}

static void
draw_qr(struct pen *pen, const void *what)
{
	const struct texts *texts = what;
	struct pen caption = *pen;

	caption.x += QR_SIDE + 10;
	caption.width -= QR_SIDE + 10;
	paper_pdf_write(&caption, PDF_PLAIN, 0.9, texts->one);
	paper_pdf_write(&caption, PDF_MONO, 0.75, texts->other);
	paper_pdf_qr(pen, texts->other, QR_SIDE);
	if (caption.y > pen->y)
		pen->y = caption.y;
}

void
paper_pdf_qr_block(struct paper *paper, const char *caption, const char *text)
{
	const struct texts texts = {caption, text};

	paper_pdf_place(paper->own, draw_qr, &texts);
}

static void
draw_receipt(struct pen *pen, const void *what)
{
	const struct texts *texts = what;
	static const double dashes[] = {DASH, DASH};
	double top = pen->y;
	struct pen inside = *pen;

	inside.x += 10;
	inside.width -= 20;
	inside.y += 8;
	paper_pdf_write(&inside, PDF_BOLD, 1.1, texts->one);
	inside.y += 5;
	for (const char *line = texts->other; *line != '\0';
	     line += strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n')) {
		char text[1024];

		snprintf(text, sizeof text, "%.*s", (int)strcspn(line, "\n"), line);
		paper_pdf_write(&inside, PDF_PLAIN, 1, text);
		inside.y += 6;
	}
	pen->y = inside.y + 4;
	if (pen->ink != NULL)
		cairo_set_dash(pen->ink, dashes, 2, 0);
	paper_pdf_frame(pen, pen->x + 1, top, pen->width - 2, pen->y - top, 0.8);
	if (pen->ink != NULL)
		cairo_set_dash(pen->ink, NULL, 0, 0);
	pen->y += 8;
}

void
paper_pdf_receipt(struct paper *paper, const char *title, const char *lines)
{
	const struct texts texts = {title, lines};

	paper_pdf_place(paper->own, draw_receipt, &texts);
}
