#include "qr_paint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/process.h"
#include "media/medium.h"
#include "media/qr_page.h"
#include "media/qr_pdf.h"
#include "media/qr_png.h"

enum { NAME_BYTES = 4096, MOST_DIGITS = 3 /* of FRAME_MOST */ };

/* What a set becomes: a file for each picture, and after those of pages a PDF. */
struct files {
	struct bytes bytes[FRAME_MOST + 1];
	unsigned pictures, count;
};

static void
name_picture(char name[NAME_BYTES], const struct qr_paint *paint, int digits, unsigned number)
{
	snprintf(name, NAME_BYTES, "%s.qr-%s%0*u.png", paint->path,
		 paint->form->on_paper ? "" : "frame-", digits, number);
}

static int
digits_of(unsigned number)
{
	return snprintf(NULL, 0, "%u", number);
}

static void
name_file(char name[NAME_BYTES], const struct qr_paint *paint, const struct files *files,
	  unsigned i)
{
	if (i == files->pictures)
		snprintf(name, NAME_BYTES, "%s.qr.pdf", paint->path);
	else
		name_picture(name, paint, digits_of(files->pictures), i + 1);
}

static _Noreturn void
refuse_other(const struct qr_paint *paint, const char *name)
{
	process_hint("move %s.qr* aside with mv, and run this step again", paint->path);
	refuse("'%s' is already there, and is another file; nothing is overwritten", name);
}

/* A picture is the same whenever it is made: one that is there from a step that was interrupted is taken as it is. */
static void
check_file(const struct qr_paint *paint, const char *name, const struct bytes *bytes)
{
	struct bytes there;

	if (!file_exists(FILE_HERE, name))
		return;
	there = file_read(FILE_HERE, name, MEDIUM_MOST_FILE_BYTES);
	if (there.size != bytes->size || memcmp(there.data, bytes->data, bytes->size) != 0)
		refuse_other(paint, name);
	file_free(&there);
}

/* A set of 9 pictures begins with 1 and a set of 10 with 01: beside each other they would be read as one. */
static void
check_first(const struct qr_paint *paint, const struct files *files)
{
	char name[NAME_BYTES];

	for (int digits = 1; digits <= MOST_DIGITS; digits++) {
		name_picture(name, paint, digits, 1);
		if (digits != digits_of(files->pictures) && file_exists(FILE_HERE, name))
			refuse_other(paint, name);
	}
}

/* None is made before all are known to have a place. */
static void
put_files(const struct qr_paint *paint, struct files *files)
{
	char name[NAME_BYTES];

	check_first(paint, files);
	for (unsigned i = 0; i < files->count; i++) {
		name_file(name, paint, files, i);
		check_file(paint, name, &files->bytes[i]);
	}
	for (unsigned i = 0; i < files->count; i++) {
		name_file(name, paint, files, i);
		if (!file_exists(FILE_HERE, name))
			file_create(FILE_HERE, name, files->bytes[i].data, files->bytes[i].size);
		file_free(&files->bytes[i]);
	}
}

static struct bytes
encode(cairo_surface_t *picture)
{
	return qr_png_encode(cairo_image_surface_get_data(picture),
			     (size_t)cairo_image_surface_get_stride(picture),
			     (unsigned)cairo_image_surface_get_width(picture),
			     (unsigned)cairo_image_surface_get_height(picture));
}

static void
make_pages(struct files *files, const struct qr_paint *paint, const struct frame_set *set)
{
	cairo_surface_t *pages[FRAME_MOST] = {NULL};

	for (unsigned i = 0; i < files->pictures; i++) {
		pages[i] = qr_page_paint(&paint->title, paint->form, set, paint->alphabet,
					 i * QR_FORM_ON_PAGE, paint->letter);
		files->bytes[files->count++] = encode(pages[i]);
	}
	files->bytes[files->count++] =
		qr_pdf_make(pages, files->pictures, paint->title.file, paint->title.date);
	for (unsigned i = 0; i < files->pictures; i++)
		cairo_surface_destroy(pages[i]);
}

static void
make_symbols(struct files *files, const struct qr_paint *paint, const struct frame_set *set)
{
	for (unsigned i = 0; i < files->pictures; i++) {
		cairo_surface_t *symbol =
			qr_page_paint_symbol(paint->form, &set->frames[i], paint->alphabet);

		files->bytes[files->count++] = encode(symbol);
		cairo_surface_destroy(symbol);
	}
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
	struct files files = {.pictures = qr_paint_count(paint, set)};

	if (paint->form->on_paper)
		make_pages(&files, paint, set);
	else
		make_symbols(&files, paint, set);
	put_files(paint, &files);
}
