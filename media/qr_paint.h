/*
 * The pictures of a set of frames, beside the file that it is of: pages with a PDF of them, or a picture for each symbol.
 */
#ifndef MEDIA_QR_PAINT_H
#define MEDIA_QR_PAINT_H

#include <stdbool.h>
#include <stddef.h>

#include "media/frame_set.h"
#include "media/qr_form.h"

/* What stands above the symbols of a page: printable ASCII. */
struct qr_title {
	const char *file;   /* its name */
	const char *about;  /* the ceremony and its date, or "" */
	const char *digest; /* 64 digits */
	const char *date;   /* "2026-11-21", for the PDF */
	size_t size;
};

struct qr_paint {
	const char *path; /* of the file */
	const struct qr_form *form;
	enum frame_alphabet alphabet;
	bool letter;
	struct qr_title title;
};

/* How many pictures a set makes. */
unsigned qr_paint_count(const struct qr_paint *paint, const struct frame_set *set);

/* Makes PATH.qr-1.png and so on and PATH.qr.pdf, or PATH.qr-frame-1.png and so on. One that is there and the same is taken as it is;
 * refuses, before any is made, when another is there, or the first of a set of another size. */
void qr_paint_put(const struct qr_paint *paint, const struct frame_set *set);

#endif
