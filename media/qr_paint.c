#include "qr_paint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/process.h"
#include "media/medium.h"
#include "media/qr_page.h"
#include "media/qr_pdf.h"
#include "media/qr_png.h"

enum { NAME_BYTES = 4096 };

/* A picture is the same whenever it is made: one that is there from a step that was interrupted is taken as it is. */
static void
put_file(const char *name, const struct bytes *bytes)
{
	struct bytes there;

	if (!file_exists(FILE_HERE, name)) {
		file_create(FILE_HERE, name, bytes->data, bytes->size);
		return;
	}
	there = file_read(FILE_HERE, name, MEDIUM_MOST_FILE_BYTES);
	if (there.size != bytes->size || memcmp(there.data, bytes->data, bytes->size) != 0) {
		process_hint("move it aside with mv, and run this step again");
		refuse("'%s' is already there, and is another file; nothing is overwritten", name);
	}
	file_free(&there);
}

static void
put_picture(const struct qr_paint *paint, cairo_surface_t *picture, const char *what,
	    unsigned number, unsigned count)
{
	struct bytes png = qr_png_encode(cairo_image_surface_get_data(picture),
					 (size_t)cairo_image_surface_get_stride(picture),
					 (unsigned)cairo_image_surface_get_width(picture),
					 (unsigned)cairo_image_surface_get_height(picture));
	char name[NAME_BYTES];
	int digits = snprintf(name, sizeof name, "%u", count);

	snprintf(name, sizeof name, "%s.qr-%s%0*u.png", paint->path, what, digits, number);
	put_file(name, &png);
	file_free(&png);
}

static void
put_pages(const struct qr_paint *paint, const struct frame_set *set, unsigned count)
{
	cairo_surface_t *pages[FRAME_MOST] = {NULL};
	char name[NAME_BYTES];
	struct bytes pdf;

	for (unsigned i = 0; i < count; i++) {
		pages[i] = qr_page_paint(&paint->title, paint->form, set, paint->alphabet,
					 i * QR_FORM_ON_PAGE, paint->letter);
		put_picture(paint, pages[i], "", i + 1, count);
	}
	pdf = qr_pdf_make(pages, count, paint->title.file, paint->title.date);
	snprintf(name, sizeof name, "%s.qr.pdf", paint->path);
	put_file(name, &pdf);
	file_free(&pdf);
	for (unsigned i = 0; i < count; i++)
		cairo_surface_destroy(pages[i]);
}

unsigned
qr_paint_count(const struct qr_paint *paint, const struct frame_set *set)
{
	return paint->form->on_paper ? (set->count + QR_FORM_ON_PAGE - 1) / QR_FORM_ON_PAGE
				     : set->count;
}

void
qr_paint_put(const struct qr_paint *paint, const struct frame_set *set)
{
	const unsigned count = qr_paint_count(paint, set);

	if (paint->form->on_paper) {
		put_pages(paint, set, count);
		return;
	}
	for (unsigned i = 0; i < count; i++) {
		cairo_surface_t *symbol =
			qr_page_paint_symbol(paint->form, &set->frames[i], paint->alphabet);

		put_picture(paint, symbol, "frame-", i + 1, count);
		cairo_surface_destroy(symbol);
	}
}
