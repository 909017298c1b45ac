/*
 * What stands behind a paper: one function for each of those of paper.h, for text or for PDF.
 */
#ifndef CEREMONY_PAPER_BACK_H
#define CEREMONY_PAPER_BACK_H

#include "ceremony/paper.h"

struct paper_back {
	void (*end)(struct paper *paper);
	void (*page_break)(struct paper *paper);
	void (*heading)(struct paper *paper, unsigned level, const char *text);
	void (*text)(struct paper *paper, const char *text);
	void (*point)(struct paper *paper, const char *text);
	void (*notice)(struct paper *paper, const char *text);
	void (*value)(struct paper *paper, const char *name, const char *value);
	void (*box)(struct paper *paper, const char *name, const struct paper_box *box);
	void (*words)(struct paper *paper, const char *title, const struct digest *digest);
	void (*qr)(struct paper *paper, const char *caption, const char *text);
	void (*table_begin)(struct paper *paper);
	void (*row)(struct paper *paper, const char *const *cells);
	void (*table_end)(struct paper *paper);
	void (*step)(struct paper *paper, const struct paper_step *step);
	void (*receipt)(struct paper *paper, const char *title, const char *lines);
};

struct paper {
	const struct paper_back *back;
	struct paper_style style;
	struct paper_column columns[PAPER_MOST_COLUMNS]; /* of the table that was begun */
	size_t column_count;
	unsigned rows_high;
	void *own; /* the back's */
};

/* A paper with that back; the style's texts stay the caller's. */
struct paper *paper_new(const struct paper_style *style, const struct paper_back *back);

#endif
