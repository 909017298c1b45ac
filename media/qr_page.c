#include "qr_page.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/text.h"
#include "media/qr_symbol.h"

/* Pixels at 300 dpi. A printer leaves 4 to 6 mm white. */
enum {
	A4_WIDTH = 2480,
	A4_HEIGHT = 3508,
	LETTER_WIDTH = 2550,
	LETTER_HEIGHT = 3300,
	MARGIN = 100,
	HEADING = 250,
	CAPTION = 22, /* two lines of it */
	GAP = 4,      /* between a symbol's quiet zone and its caption */
};

/* A bit of an A1 surface: the first pixel is the lowest bit where the machine is little-endian (cairo_format_t). */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "pixels of an A1 surface");

static void
check(cairo_status_t status)
{
	if (status != CAIRO_STATUS_SUCCESS)
		die("cannot draw: %s", cairo_status_to_string(status));
}

static cairo_surface_t *
new_picture(unsigned width, unsigned height)
{
	cairo_surface_t *picture =
		cairo_image_surface_create(CAIRO_FORMAT_A1, (int)width, (int)height);

	check(cairo_surface_status(picture));
	return picture;
}

static void
darken(uint8_t *row, unsigned x, unsigned width)
{
	for (unsigned i = x; i < x + width; i++)
		row[i / 8] |= (uint8_t)(1 << i % 8);
}

/* `x`, `y` are where its dark modules begin. */
static void
put_symbol(cairo_surface_t *picture, const struct qr_symbol *symbol, unsigned pixels, unsigned x,
	   unsigned y)
{
	size_t stride = (size_t)cairo_image_surface_get_stride(picture);
	uint8_t *data;

	cairo_surface_flush(picture);
	data = cairo_image_surface_get_data(picture);
	for (unsigned row = 0; row < symbol->side; row++)
		for (unsigned line = 0; line < pixels; line++)
			for (unsigned column = 0; column < symbol->side; column++)
				if (symbol->dark[row * symbol->side + column])
					darken(data + (y + row * pixels + line) * stride,
					       x + column * pixels, pixels);
	cairo_surface_mark_dirty(picture);
}

static void
put_frame(cairo_surface_t *picture, const struct qr_form *form, const struct frame *frame,
	  enum frame_alphabet alphabet, unsigned x, unsigned y)
{
	static struct qr_symbol symbol;
	char text[FRAME_TEXT_MOST + 1];

	frame_to_text(text, frame, alphabet);
	qr_symbol_make(&symbol, text, form->version);
	put_symbol(picture, &symbol, form->module_pixels, x, y);
}

static cairo_t *
new_ink(cairo_surface_t *picture)
{
	cairo_t *ink = cairo_create(picture);
	cairo_font_options_t *options = cairo_font_options_create();

	/* Nothing of a screen's settings may change a pixel. */
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_NONE);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_set_font_options(ink, options);
	cairo_font_options_destroy(options);
	return ink;
}

static double
width_of(cairo_t *ink, const char *text)
{
	cairo_text_extents_t extents;

	cairo_text_extents(ink, text, &extents);
	return extents.x_advance;
}

/* Smaller when it is wider than `room`. */
static void
write_text(cairo_t *ink, bool bold, double size, double x, double y, double room, const char *text)
{
	double width;

	cairo_select_font_face(ink, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
			       bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(ink, size);
	width = width_of(ink, text);
	if (width > room)
		cairo_set_font_size(ink, size * room / width);
	cairo_move_to(ink, x, y);
	cairo_show_text(ink, text);
}

static void
write_heading(cairo_t *ink, const struct qr_title *title, const struct frame_set *set,
	      unsigned first, double width)
{
	const double room = width - 2 * MARGIN;
	char line[400];

	snprintf(line, sizeof line, "page %u of %u", first / QR_FORM_ON_PAGE + 1,
		 (set->count + QR_FORM_ON_PAGE - 1) / QR_FORM_ON_PAGE);
	write_text(ink, true, 44, width - MARGIN - 330, MARGIN + 44, 330, line);
	write_text(ink, true, 54, MARGIN, MARGIN + 46, room - 360, title->file);
	snprintf(line, sizeof line,
		 "%s%sAny %u of these %u symbols give the file of %zu bytes; the others may be "
		 "lost.",
		 title->about, title->about[0] == '\0' ? "" : ".  ", set->needed, set->count,
		 title->size);
	write_text(ink, false, 34, MARGIN, MARGIN + 102, room, line);
	snprintf(line, sizeof line, "SHA-256 of the file: %s", title->digest);
	write_text(ink, false, 34, MARGIN, MARGIN + 148, room, line);
	write_text(ink, false, 34, MARGIN, MARGIN + 194, room,
		   "Scan at 300 dpi in grey and read with media-qr-read. The same by hand: 'QR "
		   "frames' in Claviger's docs/formats.md.");
	cairo_rectangle(ink, MARGIN, MARGIN + 216, room, 3);
	cairo_fill(ink);
}

static void
write_caption(cairo_t *ink, const struct qr_title *title, const struct frame *frame, double x,
	      double y, double room)
{
	char set[2 * FRAME_SET_BYTES + 1], line[200];

	text_to_hex(set, frame->set, FRAME_SET_BYTES);
	snprintf(line, sizeof line, "%u of %u", frame->index + 1, frame->count);
	write_text(ink, true, CAPTION + 4, x, y, room / 3, line);
	snprintf(line, sizeof line, "set %.4s %.4s %.4s %.4s", set, set + 4, set + 8, set + 12);
	write_text(ink, false, CAPTION, x + room / 2, y, room / 2, line);
	write_text(ink, false, CAPTION, x, y + CAPTION + 3, room, title->file);
}

cairo_surface_t *
qr_page_paint(const struct qr_title *title, const struct qr_form *form, const struct frame_set *set,
	      enum frame_alphabet alphabet, unsigned first, bool letter)
{
	const unsigned width = letter ? LETTER_WIDTH : A4_WIDTH,
		       height = letter ? LETTER_HEIGHT : A4_HEIGHT;
	const unsigned side = qr_symbol_side(form->version) * form->module_pixels;
	const unsigned column = (width - 2 * MARGIN) / QR_FORM_COLUMNS;
	const unsigned row = (height - 2 * MARGIN - HEADING) / QR_FORM_ROWS;
	cairo_surface_t *page = new_picture(width, height);
	cairo_t *ink = new_ink(page);

	write_heading(ink, title, set, first, width);
	for (unsigned i = 0; i < QR_FORM_ON_PAGE && first + i < set->count; i++) {
		const struct frame *frame = &set->frames[first + i];
		unsigned x = MARGIN + i % QR_FORM_COLUMNS * column + (column - side) / 2;
		unsigned y = MARGIN + HEADING + i / QR_FORM_COLUMNS * row +
			     QR_SYMBOL_QUIET * form->module_pixels;

		put_frame(page, form, frame, alphabet, x, y);
		write_caption(ink, title, frame, x,
			      y + side + QR_SYMBOL_QUIET * form->module_pixels + GAP + CAPTION,
			      side);
	}
	check(cairo_status(ink));
	cairo_destroy(ink);
	return page;
}

cairo_surface_t *
qr_page_paint_symbol(const struct qr_form *form, const struct frame *frame,
		     enum frame_alphabet alphabet)
{
	const unsigned quiet = QR_SYMBOL_QUIET * form->module_pixels;
	const unsigned side = qr_symbol_side(form->version) * form->module_pixels + 2 * quiet;
	cairo_surface_t *picture = new_picture(side, side);

	put_frame(picture, form, frame, alphabet, quiet, quiet);
	return picture;
}
