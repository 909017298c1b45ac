#include "script.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/words.h"

enum { WORD_COLUMNS = 4, CELL_BYTES = 64 };

static void
write_spelling(const struct script *script)
{
	static const char *const spelling[] = {
		"A Alfa",   "B Bravo",    "C Charlie", "D Delta",      "E Echo",    "F Foxtrot",
		"G Golf",   "H Hotel",    "I India",   "J Juliett",    "K Kilo",    "L Lima",
		"M Mike",   "N November", "O Oscar",   "P Papa",       "Q Quebec",  "R Romeo",
		"S Sierra", "T Tango",    "U Uniform", "V Victor",     "W Whiskey", "X X-ray",
		"Y Yankee", "Z Zulu",     "0 Zero",    "1 One",        "2 Two",     "3 Three",
		"4 Four",   "5 Five",     "6 Six",     "7 Seven",      "8 Eight",   "9 Nine",
		"- Dash",   ". Dot",      "/ Slash",   "_ Underscore", ": Colon",   "* Star"};
	const struct paper_column columns[] = {{"", 1}, {"", 1}, {"", 1}, {"", 1},
					       {"", 1}, {"", 1}, {"", 1}};
	const size_t across = sizeof columns / sizeof columns[0];

	paper_heading(script->paper, 2, T_("Spelling (NATO alphabet)"));
	paper_table_begin(script->paper, columns, across, 1);
	for (size_t i = 0; i + across <= sizeof spelling / sizeof spelling[0]; i += across)
		paper_row(script->paper, spelling + i);
	paper_table_end(script->paper);
}

static void
write_words_help(const struct script *script)
{
	paper_heading(script->paper, 2, T_("Words"));
	paper_text(script->paper, T_("Words with an odd number are of the left column, those with "
				     "an even number of the right one. Three letters or more are "
				     "enough to type one. The digits are what a word stands for."));
}

/* The whole list, row by row: a word that was written badly is found here. */
static void
write_words(const struct script *script)
{
	struct paper_column columns[WORD_COLUMNS];
	char cells_text[WORD_COLUMNS][CELL_BYTES];
	const char *cells[WORD_COLUMNS];
	const size_t rows = WORDS_COLUMN / WORD_COLUMNS;

	write_words_help(script);
	for (size_t i = 0; i < WORD_COLUMNS; i++) {
		columns[i] = (struct paper_column){"", 1};
		cells[i] = cells_text[i];
	}
	paper_table_begin(script->paper, columns, WORD_COLUMNS, 1);
	for (size_t row = 0; row < rows; row++) {
		for (size_t i = 0; i < WORD_COLUMNS; i++)
			snprintf(cells_text[i], CELL_BYTES, "%02zX %s %s", row + i * rows,
				 words_word(0, row + i * rows), words_word(1, row + i * rows));
		paper_row(script->paper, cells);
	}
	paper_table_end(script->paper);
}

static void
write_glossary(const struct script *script)
{
	static const char *const terms[][2] = {
		{"KEK", N_("wrapping key of a cloud's HSM: what is wrapped under it, only that HSM "
			   "opens")},
		{"card",
		 N_("one share of the world's secret; {k} of {n} give it, fewer give nothing")},
		{"world", N_("a set of cards and the secret they share; its record is public")},
		{"escrow", N_("a tenant key, sealed to the world: keys/NAME.age")},
		{"archive", N_("the package that, with {k} cards, gives the keys back, without "
			       "these programs too")},
		{"request", N_("a wrapping key and its terms, on its way in")},
		{"transfer", N_("the package with the wrapped keys, on its way out")},
		{"transcript", N_("a line for each fact, each bound to the one before")},
		{"label", N_("four words, for finding things; proves nothing")},
	};
	const struct paper_column columns[] = {{T_("Word"), 2}, {T_("What it is"), 8}};
	const char *const pfx[] = {
		".pfx",
		T_("a key and a certificate of it under a password (PKCS#12), for a service "
		   "that takes software-protected keys")};
	const char *const roster[] = {
		"roster", T_("whose token is whose, with the secrets that decode what tokens type; "
			     "sealed under 10 words: roster-N.age")};

	paper_heading(script->paper, 2, T_("Terms"));
	paper_table_begin(script->paper, columns, 2, 1);
	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		const char *const cells[] = {terms[i][0], script_text(script, NULL, terms[i][1])};

		paper_row(script->paper, cells);
	}
	if (script_has_step(script, "pfx"))
		paper_row(script->paper, pfx);
	if (script_has_step(script, "presence"))
		paper_row(script->paper, roster);
	paper_table_end(script->paper);
}

static void
write_duties(const struct script *script)
{
	static const char *const duties[] = {
		N_("This script, filled in, goes into a bag with the journal medium or beside it."),
		N_("Custody check: look at every bag in six months, prove every card in a year."),
		N_("Recovery drill once a year, with other cards than the last time, with nothing "
		   "but the archive."),
		N_("A custodian leaves, a card is lost or was seen: a new set of cards; the old "
		   "cards and the old archive media are destroyed."),
		N_("The next script of this ceremony's life is printed with: ceremony-script "
		   "--kind custody-check PLAN, or drill, rewrap, rekey, reshare, revoke, export, "
		   "destruction."),
	};

	paper_heading(script->paper, 2, T_("What is due afterwards"));
	for (size_t i = 0; i < sizeof duties / sizeof duties[0]; i++)
		paper_point(script->paper, T_(duties[i]));
}

void
script_reference(const struct script *script)
{
	write_duties(script);
	write_glossary(script);
	write_spelling(script);
	paper_break(script->paper);
	write_words(script);
}
