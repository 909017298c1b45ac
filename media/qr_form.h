/*
 * The forms in which frames are shown: what a symbol is like, and how many more of them there are than are wanted.
 */
#ifndef MEDIA_QR_FORM_H
#define MEDIA_QR_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "media/frame_set.h"

enum {
	QR_FORM_DPI = 300,
	QR_FORM_COLUMNS = 3,
	QR_FORM_ROWS = 4,
	QR_FORM_ON_PAGE = QR_FORM_COLUMNS * QR_FORM_ROWS, /* symbols */
};

struct qr_form {
	const char *name;       /* the fact's word */
	int version;            /* of its symbols; 0: as the terminal takes */
	unsigned module_pixels; /* at QR_FORM_DPI */
	unsigned parity_percent;
	bool on_paper;
};

/* "office", "archive", "frames" or "screen". */
const struct qr_form *qr_form_find(const char *name);

/* The frames of a file in this form, in symbols of `version`: two more than wanted at least, one for each page, and the last page
 * filled up. Refuses what does not fit; `name` is for the message. */
void qr_form_split(struct frame_set *set, const struct qr_form *form, int version,
		   enum frame_alphabet alphabet, const struct bytes *file, const char *name);

#endif
