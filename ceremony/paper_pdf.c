#include "paper_pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cairo-pdf.h>

#include "ceremony/catalogue.h"
#include "ceremony/process.h"

enum {
	LEFT = 62, /* room for punching */
	RIGHT = 42,
	TOP = 44,
	BOTTOM = 62,
	FOOTER = 34, /* from below */
	SIZE = 10,
	LARGE_SIZE = 15,
	GAP = 5,
};

static void
check(cairo_status_t status)
{
	if (status != CAIRO_STATUS_SUCCESS)
		die("cannot draw: %s", cairo_status_to_string(status));
}

void
paper_pdf_new_page(struct pdf *pdf)
{
	const cairo_rectangle_t extents = {0, 0, pdf->width, pdf->height};

	if (pdf->page_count == PDF_MOST_PAGES)
		die("this script has more than %d pages", PDF_MOST_PAGES);
	if (pdf->ink != NULL)
		cairo_destroy(pdf->ink);
	pdf->pages[pdf->page_count] =
		cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
	pdf->ink = cairo_create(pdf->pages[pdf->page_count++]);
	check(cairo_status(pdf->ink));
	pdf->y = pdf->top;
}

double
paper_pdf_height(struct pdf *pdf, double width, paper_pdf_block *block, const void *what)
{
	struct pen pen = {pdf, NULL, 0, 0, width};

	block(&pen, what);
	return pen.y;
}

static void
draw_heading(struct pen *pen, const void *what)
{
	static const double scales[] = {1, 1.9, 1.35, 1.1};
	const struct pdf *pdf = what;

	pen->y += pen->y > pdf->top ? 8 / (double)pdf->heading_level : 0;
	paper_pdf_write(pen, PDF_BOLD, scales[pdf->heading_level], pdf->heading);
	if (pdf->heading_level < 3) {
		paper_pdf_fill(pen, pen->x, pen->y + 1, pen->width, 0.8, 0);
		pen->y += 5;
	}
}

void
paper_pdf_place(struct pdf *pdf, paper_pdf_block *block, const void *what)
{
	double width = pdf->right - pdf->left;
	double high = paper_pdf_height(pdf, width, block, what) + GAP;
	struct pen pen;

	if (pdf->heading[0] != '\0')
		high += paper_pdf_height(pdf, width, draw_heading, pdf) + 8;
	if (high - GAP > pdf->bottom - pdf->top) {
		process_hint("divide the plan, or do without --large: no step goes over two pages");
		die("a step or a row of this script is higher than a page");
	}
	if (pdf->y + high > pdf->bottom && pdf->y > pdf->top)
		paper_pdf_new_page(pdf);
	pen = (struct pen){pdf, pdf->ink, pdf->left, pdf->y, width};
	if (pdf->heading[0] != '\0')
		draw_heading(&pen, pdf);
	pdf->heading[0] = '\0';
	block(&pen, what);
	pdf->y = pen.y + GAP;
}

static void
pdf_break(struct paper *paper)
{
	struct pdf *pdf = paper->own;

	if (pdf->y > pdf->top)
		paper_pdf_new_page(pdf);
}

static void
draw_footer(struct pdf *pdf, cairo_t *ink, size_t page)
{
	struct pen pen = {pdf, ink, pdf->left, pdf->height - FOOTER, pdf->right - pdf->left};
	char text[256];
	double y = pen.y;

	paper_pdf_fill(&pen, pen.x, y - 5, pen.width, 0.5, 0);
	snprintf(text, sizeof text, "%s   %s", pdf->paper->style.date, pdf->paper->style.footer);
	pen.width = pen.width * 0.66;
	paper_pdf_write(&pen, PDF_PLAIN, 0.8, text);
	snprintf(text, sizeof text, "%s ________   %s %zu/%zu", T_("initials"), T_("page"),
		 page + 1, pdf->page_count);
	pen.y = y;
	pen.width = pdf->right - pdf->left;
	pen.x = pdf->right - paper_pdf_text_width(&pen, PDF_PLAIN, 0.8, text);
	paper_pdf_write(&pen, PDF_PLAIN, 0.8, text);
}

/* So that two hosts that disagree find out why. */
static void
draw_fonts(struct pen *pen, const void *what)
{
	const struct pdf *pdf = what;
	char text[PDF_MOST_FONTS * (PDF_FONT_BYTES + 2) + 64];
	size_t used = (size_t)snprintf(text, sizeof text, "%s: ", T_("Set in"));

	for (size_t i = 0; i < pdf->font_count; i++)
		used += (size_t)snprintf(text + used, sizeof text - used, "%s%s",
					 i == 0 ? "" : ", ", pdf->fonts[i]);
	paper_pdf_write(pen, PDF_PLAIN, 0.7, text);
}

static cairo_status_t
write_out(void *closure, const unsigned char *data, unsigned length)
{
	(void)closure;
	return fwrite(data, 1, length, stdout) == length ? CAIRO_STATUS_SUCCESS
							 : CAIRO_STATUS_WRITE_ERROR;
}

static cairo_surface_t *
begin_file(const struct pdf *pdf)
{
	const struct paper_style *style = &pdf->paper->style;
	cairo_surface_t *file =
		cairo_pdf_surface_create_for_stream(write_out, NULL, pdf->width, pdf->height);
	char date[32];

	snprintf(date, sizeof date, "%sT00:00:00Z", style->date);
	cairo_pdf_surface_set_metadata(file, CAIRO_PDF_METADATA_TITLE, style->title);
	cairo_pdf_surface_set_metadata(file, CAIRO_PDF_METADATA_SUBJECT, style->footer);
	cairo_pdf_surface_set_metadata(file, CAIRO_PDF_METADATA_CREATOR,
				       "Claviger " PROCESS_VERSION);
	cairo_pdf_surface_set_metadata(file, CAIRO_PDF_METADATA_CREATE_DATE, date);
	return file;
}

static void
pdf_end(struct paper *paper)
{
	struct pdf *pdf = paper->own;
	cairo_surface_t *file;
	cairo_t *ink;

	paper_pdf_place(pdf, draw_fonts, pdf);
	cairo_destroy(pdf->ink);
	file = begin_file(pdf);
	ink = cairo_create(file);
	for (size_t i = 0; i < pdf->page_count; i++) {
		cairo_set_source_surface(ink, pdf->pages[i], 0, 0);
		cairo_paint(ink);
		cairo_set_source_rgb(ink, 0, 0, 0);
		draw_footer(pdf, ink, i);
		cairo_show_page(ink);
		cairo_surface_destroy(pdf->pages[i]);
	}
	check(cairo_status(ink));
	cairo_destroy(ink);
	cairo_surface_finish(file);
	check(cairo_surface_status(file));
	cairo_surface_destroy(file);
	free(pdf);
}

/* Time zone, language, a user's own fonts: none of it may change a byte. */
static void
forget_environment(void)
{
	static char *nothing[] = {NULL};

	environ = nothing;
}

struct paper *
paper_pdf_begin(const struct paper_style *style)
{
	static const struct paper_back back = {
		pdf_end,
		pdf_break,
		paper_pdf_heading,
		paper_pdf_text,
		paper_pdf_point,
		paper_pdf_notice,
		paper_pdf_value,
		paper_pdf_box_block,
		paper_pdf_words,
		paper_pdf_qr_block,
		paper_pdf_table_begin,
		paper_pdf_row,
		paper_pdf_table_end,
		paper_pdf_step,
		paper_pdf_receipt,
	};
	struct pdf *pdf = calloc(1, sizeof *pdf);

	forget_environment();
	if (pdf == NULL)
		die("no memory for paper");
	pdf->paper = paper_new(style, &back);
	pdf->paper->own = pdf;
	pdf->width = style->letter ? 612 : 595.28;
	pdf->height = style->letter ? 792 : 841.89;
	pdf->left = LEFT;
	pdf->right = pdf->width - RIGHT;
	pdf->top = TOP;
	pdf->bottom = pdf->height - BOTTOM;
	pdf->size = style->large ? LARGE_SIZE : SIZE;
	paper_pdf_new_page(pdf);
	return pdf->paper;
}
