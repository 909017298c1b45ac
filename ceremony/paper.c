#include "paper_back.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/process.h"

struct paper *
paper_new(const struct paper_style *style, const struct paper_back *back)
{
	struct paper *paper = calloc(1, sizeof *paper);

	if (paper == NULL)
		die("no memory for paper");
	paper->back = back;
	paper->style = *style;
	return paper;
}

void
paper_end(struct paper *paper)
{
	paper->back->end(paper);
	free(paper);
}

void
paper_break(struct paper *paper)
{
	paper->back->page_break(paper);
}

void
paper_heading(struct paper *paper, unsigned level, const char *text)
{
	paper->back->heading(paper, level, text);
}

void
paper_text(struct paper *paper, const char *text)
{
	paper->back->text(paper, text);
}

void
paper_point(struct paper *paper, const char *text)
{
	paper->back->point(paper, text);
}

void
paper_notice(struct paper *paper, const char *text)
{
	paper->back->notice(paper, text);
}

void
paper_value(struct paper *paper, const char *name, const char *value)
{
	paper->back->value(paper, name, value);
}

void
paper_box(struct paper *paper, const char *name, const struct paper_box *box)
{
	paper->back->box(paper, name, box);
}

void
paper_words(struct paper *paper, const char *title, const struct digest *digest)
{
	paper->back->words(paper, title, digest);
}

void
paper_qr(struct paper *paper, const char *caption, const char *text)
{
	paper->back->qr(paper, caption, text);
}

void
paper_table_begin(struct paper *paper, const struct paper_column *columns, size_t count,
		  unsigned rows_high)
{
	if (count > PAPER_MOST_COLUMNS)
		die("a table has too many columns");
	memcpy(paper->columns, columns, count * sizeof *columns);
	paper->column_count = count;
	paper->rows_high = rows_high;
	paper->back->table_begin(paper);
}

void
paper_row(struct paper *paper, const char *const *cells)
{
	paper->back->row(paper, cells);
}

void
paper_table_end(struct paper *paper)
{
	paper->back->table_end(paper);
}

void
paper_step(struct paper *paper, const struct paper_step *step)
{
	paper->back->step(paper, step);
}

void
paper_receipt(struct paper *paper, const char *title, const char *lines)
{
	paper->back->receipt(paper, title, lines);
}
