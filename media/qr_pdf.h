/*
 * Pages as a PDF that holds the very same pixels as their PNG files: printed at 100 %, a pixel is 1/300 inch.
 */
#ifndef MEDIA_QR_PDF_H
#define MEDIA_QR_PDF_H

#include <stddef.h>

#include <cairo.h>

#include "ceremony/file.h"

/* `title` and `date` ("2026-11-21") go into the file's information. Dies. Free with file_free. */
struct bytes
qr_pdf_make(cairo_surface_t *const *pages, size_t count, const char *title, const char *date);

#endif
