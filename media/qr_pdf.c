#include "qr_pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-pdf.h>

#include "ceremony/process.h"
#include "media/qr_form.h"

static const double POINTS = 72.0 / QR_FORM_DPI; /* in a pixel */

static cairo_status_t
append(void *closure, const unsigned char *data, unsigned size)
{
	struct bytes *file = closure;
	uint8_t *larger = malloc(file->size + size + 1);

	if (larger == NULL)
		return CAIRO_STATUS_NO_MEMORY;
	memcpy(larger, file->data, file->size);
	memcpy(larger + file->size, data, size);
	free(file->data);
	file->data = larger;
	file->size += size;
	return CAIRO_STATUS_SUCCESS;
}

static void
set_information(cairo_surface_t *pdf, const char *title, const char *date)
{
	char time[32];

	snprintf(time, sizeof time, "%sT00:00:00Z", date);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, title);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR,
				       "Claviger " PROCESS_VERSION);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, time);
}

static void
put_page(cairo_surface_t *pdf, cairo_t *ink, cairo_surface_t *page)
{
	double width = cairo_image_surface_get_width(page) * POINTS;
	double height = cairo_image_surface_get_height(page) * POINTS;

	cairo_pdf_surface_set_size(pdf, width, height);
	cairo_save(ink);
	cairo_scale(ink, POINTS, POINTS);
	cairo_set_source_rgb(ink, 0, 0, 0);
	cairo_mask_surface(ink, page, 0, 0);
	cairo_restore(ink);
	cairo_show_page(ink);
}

struct bytes
qr_pdf_make(cairo_surface_t *const *pages, size_t count, const char *title, const char *date)
{
	struct bytes file = {calloc(1, 1), 0};
	cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(append, &file, 1, 1);
	cairo_t *ink = cairo_create(pdf);

	if (file.data == NULL)
		die("no memory for a PDF");
	set_information(pdf, title, date);
	for (size_t i = 0; i < count; i++)
		put_page(pdf, ink, pages[i]);
	cairo_destroy(ink);
	cairo_surface_finish(pdf);
	if (cairo_surface_status(pdf) != CAIRO_STATUS_SUCCESS)
		die("cannot make a PDF: %s", cairo_status_to_string(cairo_surface_status(pdf)));
	cairo_surface_destroy(pdf);
	return file;
}
