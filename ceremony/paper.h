/*
 * Paper: what a script is made of, drawn as PDF or written as plain text.
 *
 * A script is built once, by calls in the order of reading, on either. All text is UTF-8, in the script's language
 * already; headings and labels of the form itself are taken from the catalogue (catalogue.h).
 */
#ifndef CEREMONY_PAPER_H
#define CEREMONY_PAPER_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/digest.h"

enum { PAPER_MOST_BOXES = 8, PAPER_MOST_COLUMNS = 8 };

/* What stands beside a step, in capitals. */
enum paper_mark {
	PAPER_READ_ALOUD = 1 << 0,
	PAPER_NEVER_SPEAK = 1 << 1,
	PAPER_CUSTODIAN_ONLY = 1 << 2,
	PAPER_IRREVERSIBLE = 1 << 3, /* behind a black bar */
};

enum paper_box_kind {
	PAPER_CHARACTERS, /* `count` boxes for a letter or digit each */
	PAPER_WORDS,      /* `count` numbered lines for a word each, five in a row */
	PAPER_TIME,       /* hh:mm */
	PAPER_LINE,       /* a line to write on */
};

/* A place to write a value by hand. It is named by the step's number and a letter: 17a, 17b. */
struct paper_box {
	const char *label; /* what is written there; NULL ends a list */
	enum paper_box_kind kind;
	unsigned count;
};

/* One numbered step. NULL where there is none. */
struct paper_step {
	unsigned number;
	const char *title;   /* a verb first, one line */
	const char *who;     /* who does it */
	const char *where;   /* at which machine, or at the table */
	const char *act;     /* what to do; paragraphs end with '\n' */
	const char *command; /* what to type; lines end with '\n'; ASCII */
	const char *expect;  /* what must be seen then */
	unsigned marks;      /* enum paper_mark */
	struct paper_box boxes[PAPER_MOST_BOXES + 1];
};

struct paper_column {
	const char *title;
	unsigned width; /* in parts of the sum of all */
};

/* How the whole looks. */
struct paper_style {
	bool letter;        /* else A4 */
	bool large;         /* large print */
	const char *title;  /* of the document */
	const char *footer; /* on every page, beside date, initials and page number */
	const char *date;   /* "2026-11-26": of the plan; the only date in the file */
};

struct paper;

/* Plain text, at most 80 columns, for screen readers and tests. */
struct paper *paper_text_begin(const struct paper_style *style);

/* PDF, embedded fonts; the same calls give the same bytes with the same fonts. */
struct paper *paper_pdf_begin(const struct paper_style *style);

/* Writes all of it to standard output and releases it. PDF: dies where the fonts of this machine have no shape for a letter. */
void paper_end(struct paper *paper);

/* A new page. In text, a line. */
void paper_break(struct paper *paper);

/* Level 1 is the largest, 3 the smallest. Never last on a page. */
void paper_heading(struct paper *paper, unsigned level, const char *text);

/* Running text; paragraphs end with '\n'. */
void paper_text(struct paper *paper, const char *text);

/* One point of a list. */
void paper_point(struct paper *paper, const char *text);

/* A box with a thick frame, for what nobody may overlook. */
void paper_notice(struct paper *paper, const char *text);

/* A name and its value, as on the cover. */
void paper_value(struct paper *paper, const char *name, const char *value);

/* A place for handwriting outside a step, named by `name` ("cover a"). */
void paper_box(struct paper *paper, const char *name, const struct paper_box *box);

/* The 20 words of a digest, printed, numbered, five in a row. */
void paper_words(struct paper *paper, const char *title, const struct digest *digest);

/* The QR symbol of a text, with a caption. In text, the text itself. */
void paper_qr(struct paper *paper, const char *caption, const char *text);

/* A table: columns, then rows. The head is repeated on a new page. `rows_high` is the height of its rows in lines, 1
 * for print, 2 or more where people write by hand. No row is broken. */
void paper_table_begin(struct paper *paper, const struct paper_column *columns, size_t count,
		       unsigned rows_high);
/* As many cells as columns; NULL or "" is empty, to be written by hand. */
void paper_row(struct paper *paper, const char *const *cells);
void paper_table_end(struct paper *paper);

/* One step: never broken over two pages; with boxes for end time and initials. */
void paper_step(struct paper *paper, const struct paper_step *step);

/* A receipt to cut off: `lines` as in paper_text, with a dashed frame, never broken. */
void paper_receipt(struct paper *paper, const char *title, const char *lines);

#endif
