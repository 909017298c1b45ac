#include "paper_pdf.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"

static PangoLayout *
new_layout(struct pdf *pdf, enum paper_pdf_face face, double scale)
{
	PangoLayout *layout = pango_cairo_create_layout(pdf->ink);
	PangoContext *context = pango_layout_get_context(layout);
	PangoFontDescription *font = pango_font_description_new();
	cairo_font_options_t *options = cairo_font_options_create();
	PangoAttrList *attributes = pango_attr_list_new();

	/* Nothing of a screen's settings may change a line break. */
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string("en"));
	cairo_font_options_destroy(options);
	pango_font_description_set_family(font,
					  face == PDF_MONO ? "DejaVu Sans Mono" : "DejaVu Sans");
	pango_font_description_set_weight(font, face == PDF_BOLD ? PANGO_WEIGHT_BOLD
								 : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_absolute_size(font, pdf->size * scale * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	/* A digest that is broken gets no hyphen: it would be read as part of it. */
	pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_auto_dir(layout, FALSE);
	return layout;
}

static _Noreturn void
die_of_glyph(PangoLayout *layout, const char *text)
{
	unsigned code = 0;

	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
		pango_layout_set_text(layout, at, (int)(g_utf8_next_char(at) - at));
		if (pango_layout_get_unknown_glyphs_count(layout) == 0)
			continue;
		code = g_utf8_get_char(at);
		break;
	}
	process_hint("install a font that has it, on every machine that prints this script: "
		     "fonts-noto-core "
		     "has most alphabets, fonts-noto-cjk Chinese, Japanese and Korean");
	die("no font of this machine has the letter U+%04X", code);
}

static void
remember_font(struct pdf *pdf, PangoFont *font)
{
	PangoFontDescription *description = pango_font_describe(font);
	const char *family = pango_font_description_get_family(description);
	size_t i = 0;

	while (i < pdf->font_count && strcmp(pdf->fonts[i], family) != 0)
		i++;
	if (i == pdf->font_count && i < PDF_MOST_FONTS)
		snprintf(pdf->fonts[pdf->font_count++], PDF_FONT_BYTES, "%s", family);
	pango_font_description_free(description);
}

static void
remember_fonts(struct pdf *pdf, PangoLayout *layout)
{
	PangoLayoutIter *at = pango_layout_get_iter(layout);

	do {
		PangoLayoutRun *run = pango_layout_iter_get_run_readonly(at);

		if (run != NULL)
			remember_font(pdf, run->item->analysis.font);
	} while (pango_layout_iter_next_run(at));
	pango_layout_iter_free(at);
}

static void
put(struct pen *pen, enum paper_pdf_face face, double scale, const char *text, double grey)
{
	PangoLayout *layout = new_layout(pen->pdf, face, scale);
	PangoRectangle extents;

	pango_layout_set_width(layout, (int)(pen->width * PANGO_SCALE));
	pango_layout_set_text(layout, text, -1);
	if (pango_layout_get_unknown_glyphs_count(layout) > 0)
		die_of_glyph(layout, text);
	pango_layout_get_extents(layout, NULL, &extents);
	if (pen->ink != NULL) {
		remember_fonts(pen->pdf, layout);
		cairo_set_source_rgb(pen->ink, grey, grey, grey);
		cairo_move_to(pen->ink, pen->x, pen->y);
		pango_cairo_show_layout(pen->ink, layout);
	}
	pen->y += (double)extents.height / PANGO_SCALE;
	g_object_unref(layout);
}

void
paper_pdf_write(struct pen *pen, enum paper_pdf_face face, double scale, const char *text)
{
	put(pen, face, scale, text, 0);
}

void
paper_pdf_write_white(struct pen *pen, enum paper_pdf_face face, double scale, const char *text)
{
	put(pen, face, scale, text, 1);
}

double
paper_pdf_text_width(struct pen *pen, enum paper_pdf_face face, double scale, const char *text)
{
	PangoLayout *layout = new_layout(pen->pdf, face, scale);
	PangoRectangle extents;

	pango_layout_set_text(layout, text, -1);
	pango_layout_get_extents(layout, NULL, &extents);
	g_object_unref(layout);
	return (double)extents.width / PANGO_SCALE;
}

void
paper_pdf_frame(struct pen *pen, double x, double y, double width, double height, double line)
{
	if (pen->ink == NULL)
		return;
	cairo_set_source_rgb(pen->ink, 0, 0, 0);
	cairo_set_line_width(pen->ink, line);
	cairo_rectangle(pen->ink, x, y, width, height);
	cairo_stroke(pen->ink);
}

void
paper_pdf_fill(struct pen *pen, double x, double y, double width, double height, double grey)
{
	if (pen->ink == NULL)
		return;
	cairo_set_source_rgb(pen->ink, grey, grey, grey);
	cairo_rectangle(pen->ink, x, y, width, height);
	cairo_fill(pen->ink);
}

void
paper_pdf_rule(struct pen *pen, double x, double y, double width)
{
	paper_pdf_fill(pen, x, y, width, 0.5, 0.3);
}
