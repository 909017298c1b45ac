/*
 * Pages of symbols, and single symbols, as pictures of one bit a pixel at 300 dpi: painted once, for PNG and PDF alike.
 */
#ifndef MEDIA_QR_PAGE_H
#define MEDIA_QR_PAGE_H

#include <stdbool.h>

#include <cairo.h>

#include "media/frame_set.h"
#include "media/qr_form.h"
#include "media/qr_paint.h"

/* A page, from frame `first` on. The surface is CAIRO_FORMAT_A1, set where it is dark. Free with cairo_surface_destroy. */
cairo_surface_t *
qr_page_paint(const struct qr_title *title, const struct qr_form *form, const struct frame_set *set,
	      enum frame_alphabet alphabet, unsigned first, bool letter);

/* One symbol with its quiet zone, alone. */
cairo_surface_t *qr_page_paint_symbol(const struct qr_form *form, const struct frame *frame,
				      enum frame_alphabet alphabet);

#endif
