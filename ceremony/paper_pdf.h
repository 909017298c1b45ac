/*
 * The PDF back of paper: pages, ink and blocks. Units are points (1/72 inch), y grows downwards.
 *
 * A block is drawn by a function over a pen, twice: once without ink, to know how high it is, and once on the page where it fits whole.
 */
#ifndef CEREMONY_PAPER_PDF_H
#define CEREMONY_PAPER_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include <pango/pangocairo.h>

#include "ceremony/paper_back.h"

enum { PDF_MOST_PAGES = 400, PDF_MOST_FONTS = 16, PDF_FONT_BYTES = 64 };

enum paper_pdf_face { PDF_PLAIN, PDF_BOLD, PDF_MONO };

struct pdf {
	struct paper *paper;
	double width, height, left, right, top,
		bottom; /* of the page, and of what is written on it */
	double size;    /* of running text */
	cairo_surface_t *pages[PDF_MOST_PAGES];
	size_t page_count;
	cairo_t *ink;      /* of the last page */
	double y;          /* where the next block begins */
	char heading[512]; /* waits for the block behind it */
	unsigned heading_level;
	char fonts[PDF_MOST_FONTS][PDF_FONT_BYTES];
	size_t font_count;
	size_t table_rows; /* of the table so far */
};

/* Where a block is drawn: `ink` NULL measures only. Drawing moves `y`. */
struct pen {
	struct pdf *pdf;
	cairo_t *ink;
	double x, y, width;
};

typedef void paper_pdf_block(struct pen *pen, const void *what);

/* Draws a block on this page, or on the next when it does not fit, with the heading that waits for it. */
void paper_pdf_place(struct pdf *pdf, paper_pdf_block *block, const void *what);

/* Begins a page. */
void paper_pdf_new_page(struct pdf *pdf);

/* How high the block is at that width. */
double paper_pdf_height(struct pdf *pdf, double width, paper_pdf_block *block, const void *what);

/* A paragraph at the pen, wrapped to its width; dies where no font has a letter. `scale` is of the size of running text. */
void paper_pdf_write(struct pen *pen, enum paper_pdf_face face, double scale, const char *text);

/* The same in white. */
void
paper_pdf_write_white(struct pen *pen, enum paper_pdf_face face, double scale, const char *text);

/* How wide a text is when it is not wrapped. */
double
paper_pdf_text_width(struct pen *pen, enum paper_pdf_face face, double scale, const char *text);

/* A rectangle's frame, `line` wide; or filled with a grey, 0 black to 1 white. */
void paper_pdf_frame(struct pen *pen, double x, double y, double width, double height, double line);
void paper_pdf_fill(struct pen *pen, double x, double y, double width, double height, double grey);

/* A line to write on. */
void paper_pdf_rule(struct pen *pen, double x, double y, double width);

/* A box for handwriting, named; a command in grey; a QR symbol, `side` wide. Each moves the pen below itself. */
void paper_pdf_box(struct pen *pen, const char *name, const struct paper_box *box);
void paper_pdf_command(struct pen *pen, const char *command);
void paper_pdf_qr(struct pen *pen, const char *text, double side);

/* What paper_pdf_begin puts into the table of the back (paper_back.h). */
void paper_pdf_step(struct paper *paper, const struct paper_step *step);
void paper_pdf_table_begin(struct paper *paper);
void paper_pdf_row(struct paper *paper, const char *const *cells);
void paper_pdf_table_end(struct paper *paper);
void paper_pdf_heading(struct paper *paper, unsigned level, const char *text);
void paper_pdf_text(struct paper *paper, const char *text);
void paper_pdf_point(struct paper *paper, const char *text);
void paper_pdf_notice(struct paper *paper, const char *text);
void paper_pdf_value(struct paper *paper, const char *name, const char *value);
void paper_pdf_box_block(struct paper *paper, const char *name, const struct paper_box *box);
void paper_pdf_words(struct paper *paper, const char *title, const struct digest *digest);
void paper_pdf_qr_block(struct paper *paper, const char *caption, const char *text);
void paper_pdf_receipt(struct paper *paper, const char *title, const char *lines);

#endif
