/*
 * The parsers behind picture_read, one for each kind of file. Each returns NULL, or why not.
 */
#ifndef MEDIA_PICTURE_FILE_H
#define MEDIA_PICTURE_FILE_H

#include "media/picture.h"

/* PNG (RFC 2083), by libpng. Transparent is white. */
const char *picture_file_png(struct picture *picture, const uint8_t *data, size_t size);

/* JPEG (ITU-T T.81), by libjpeg-turbo. */
const char *picture_file_jpeg(struct picture *picture, const uint8_t *data, size_t size);

/* netpbm's pbm(5), pgm(5), ppm(5): the raw forms, one picture, 8 bits a sample. */
const char *picture_file_pnm(struct picture *picture, const uint8_t *data, size_t size);

/* Room for the pixels, once width and height are known: NULL, or why not. */
const char *picture_file_begin(struct picture *picture, uint64_t width, uint64_t height);

#endif
