#include "paper_back.h"
#include "ceremony/process.h"
struct paper *
paper_pdf_begin(const struct paper_style *style)
{
	return paper_text_begin(style);
}
