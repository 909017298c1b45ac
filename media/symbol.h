/*
 * QR symbols in a picture, found by zbar (0.23.92 at least: older ones have CVE-2023-40889 and -40890; the distribution's package has
 * them mended).
 */
#ifndef MEDIA_SYMBOL_H
#define MEDIA_SYMBOL_H

#include <stddef.h>

#include "media/picture.h"

/* Called for each symbol's text; it is not ended by a NUL. */
typedef void symbol_found(void *closure, const char *text, size_t length);

/* Dies without memory, or when the library is too old. */
void symbol_find(const struct picture *picture, symbol_found *found, void *closure);

#endif
