/*
 * A QR symbol of one text (ISO/IEC 18004): alphanumeric, error correction level M, of the version asked for and no other.
 * More of the symbol's own correction buys little against stains and folds; parity frames do (docs/DESIGN.md, "QR frames").
 */
#ifndef MEDIA_QR_SYMBOL_H
#define MEDIA_QR_SYMBOL_H

#include <stddef.h>
#include <stdint.h>

enum { QR_SYMBOL_MOST_SIDE = 177, QR_SYMBOL_QUIET = 4 /* modules around it, section 9.1 */ };

struct qr_symbol {
	unsigned side;                                           /* modules */
	uint8_t dark[QR_SYMBOL_MOST_SIDE * QR_SYMBOL_MOST_SIDE]; /* row by row, 1 is dark */
};

/* Modules of a side. */
unsigned qr_symbol_side(int version);

/* Alphanumeric characters that a version takes (table 7); 0 for one that is not used here: 15 to 20, and 25, are. */
size_t qr_symbol_capacity(int version);

/* Dies when the library gives another version, or none. */
void qr_symbol_make(struct qr_symbol *symbol, const char *text, int version);

#endif
