#include "catalogue.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "ceremony/process.h"

/* The compiled catalogues, put into the program by the linker (Makefile). */
extern const unsigned char _binary_de_mo_start[], _binary_de_mo_end[];

struct catalogue {
	const char *language;
	const unsigned char *start, *end;
};

static const struct catalogue *chosen;

/* GNU gettext manual, "The Format of GNU MO Files": magic, revision, count, offsets of the originals and of the translations. */
enum {
	MAGIC = 0,
	COUNT = 8,
	ORIGINALS = 12,
	TRANSLATIONS = 16,
	HEADER_BYTES = 28,
	ENTRY_BYTES = 8
};

static uint32_t
number_at(const struct catalogue *catalogue, size_t offset)
{
	const unsigned char *at = catalogue->start + offset;

	if ((size_t)(catalogue->end - catalogue->start) < offset + 4)
		die("the catalogue of '%s' is damaged", catalogue->language);
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
}

/* Entry `i` of a table of lengths and offsets; the texts end with a NUL. */
static const char *
text_at(const struct catalogue *catalogue, size_t table, size_t i)
{
	size_t entry = number_at(catalogue, table) + i * ENTRY_BYTES;
	size_t length = number_at(catalogue, entry), offset = number_at(catalogue, entry + 4);
	size_t size = (size_t)(catalogue->end - catalogue->start);

	if (offset >= size || length >= size - offset || catalogue->start[offset + length] != '\0')
		die("the catalogue of '%s' is damaged", catalogue->language);
	return (const char *)catalogue->start + offset;
}

const char *
catalogue_choose(const char *language)
{
	static const struct catalogue catalogues[] = {
		{"de", _binary_de_mo_start, _binary_de_mo_end},
	};

	chosen = NULL;
	if (strcmp(language, "en") == 0)
		return NULL;
	for (size_t i = 0; i < sizeof catalogues / sizeof catalogues[0]; i++)
		if (strcmp(catalogues[i].language, language) == 0)
			chosen = &catalogues[i];
	if (chosen == NULL)
		return "has no catalogue in this version; there are en and de";
	if (chosen->end - chosen->start < HEADER_BYTES || number_at(chosen, MAGIC) != 0x950412de)
		die("the catalogue of '%s' is damaged", language);
	return NULL;
}

const char *
T_(const char *text)
{
	size_t low = 0, high;

	if (chosen == NULL)
		return text;
	high = number_at(chosen, COUNT);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(text, text_at(chosen, ORIGINALS, middle));

		if (order == 0)
			return text_at(chosen, TRANSLATIONS, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	die("the catalogue of '%s' lacks a text: '%.60s'", chosen->language, text);
}
