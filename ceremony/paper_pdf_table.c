#include "paper_pdf.h"

#include <string.h>

enum { PADDING = 3 };

static const double HEAD_SCALE = 0.8, CELL_SCALE = 0.9;

/* Cells of one row, or the head. */
struct cells {
	const struct paper *paper;
	const char *const *texts; /* NULL: the head */
	bool with_head;           /* the head above them, at the beginning of a page or table */
};

static double
column_width(const struct paper *paper, double width, size_t i)
{
	unsigned sum = 0;

	for (size_t c = 0; c < paper->column_count; c++)
		sum += paper->columns[c].width;
	return width * paper->columns[i].width / sum;
}

static bool
has_titles(const struct paper *paper)
{
	for (size_t i = 0; i < paper->column_count; i++)
		if (paper->columns[i].title[0] != '\0')
			return true;
	return false;
}

/* One row: texts side by side; then the frames, as high as the highest. */
static void
draw_one(struct pen *pen, const struct paper *paper, const char *const *texts)
{
	double x = pen->x, high, top = pen->y;

	high = texts == NULL ? 0 : (double)paper->rows_high * pen->pdf->size * 1.25 + 2 * PADDING;
	for (size_t i = 0; i < paper->column_count; i++) {
		double width = column_width(paper, pen->width, i);
		struct pen cell = {pen->pdf, pen->ink, x + PADDING, top + PADDING,
				   width - 2 * PADDING};
		const char *text = texts == NULL ? paper->columns[i].title : texts[i];

		paper_pdf_write(&cell, texts == NULL ? PDF_BOLD : PDF_PLAIN,
				texts == NULL ? HEAD_SCALE : CELL_SCALE, text == NULL ? "" : text);
		if (cell.y + PADDING - top > high)
			high = cell.y + PADDING - top;
		x += width;
	}
	x = pen->x;
	for (size_t i = 0; i < paper->column_count; i++) {
		double width = column_width(paper, pen->width, i);

		paper_pdf_frame(pen, x, top, width, high, texts == NULL ? 1 : 0.5);
		x += width;
	}
	pen->y = top + high;
}

static void
draw_cells(struct pen *pen, const void *what)
{
	const struct cells *cells = what;

	if (cells->with_head && has_titles(cells->paper))
		draw_one(pen, cells->paper, NULL);
	draw_one(pen, cells->paper, cells->texts);
	pen->y -= 5; /* rows stand close */
}

/* Rows are placed as they come; the first one takes the head along. */
static void
place(struct paper *paper, const char *const *texts, bool first)
{
	struct pdf *pdf = paper->own;
	struct cells cells = {paper, texts, first};
	double high = paper_pdf_height(pdf, pdf->right - pdf->left, draw_cells, &cells);

	if (!first && pdf->y + high + 5 > pdf->bottom) {
		paper_pdf_new_page(pdf);
		cells.with_head = true;
	}
	paper_pdf_place(pdf, draw_cells, &cells);
}

void
paper_pdf_table_begin(struct paper *paper)
{
	struct pdf *pdf = paper->own;

	pdf->table_rows = 0;
}

void
paper_pdf_row(struct paper *paper, const char *const *cells)
{
	struct pdf *pdf = paper->own;

	place(paper, cells, pdf->table_rows++ == 0);
}

void
paper_pdf_table_end(struct paper *paper)
{
	struct pdf *pdf = paper->own;

	pdf->y += 8;
}
