/*
 * Message catalogues (GNU gettext's .po and .mo): the prose of what is printed, in the custodians' language.
 *
 * The catalogues are in the program, so that the same program gives the same paper on every machine, whatever languages it has.
 * English is the text itself.
 */
#ifndef CEREMONY_CATALOGUE_H
#define CEREMONY_CATALOGUE_H

/* Marks a text that is translated where it is used, for xgettext. */
#define N_(text) text

/* Chooses the language (ISO 639-1, "en"). Returns NULL, or why not. */
const char *catalogue_choose(const char *language);

/* The text in the chosen language. Dies when the catalogue has not got it. */
const char *T_(const char *text);

#endif
