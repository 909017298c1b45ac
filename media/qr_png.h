/*
 * Pictures of one bit a pixel as PNG (RFC 2083), at 300 dpi: the same bytes for the same pixels.
 */
#ifndef MEDIA_QR_PNG_H
#define MEDIA_QR_PNG_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/file.h"

/* Rows of `stride` bytes, the first pixel in the lowest bit, set where it is dark. Dies. Free with file_free. */
struct bytes qr_png_encode(const uint8_t *rows, size_t stride, unsigned width, unsigned height);

#endif
