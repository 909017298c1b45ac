/*
 * Pictures as grey pixels: PNG, JPEG (the baseline and progressive files that scanners and cameras make) and PNM (P4, P5, P6), known
 * by their first bytes. Only for a process that has given up everything else (media/decode.h): their parsers are large and old.
 */
#ifndef MEDIA_PICTURE_H
#define MEDIA_PICTURE_H

#include <stddef.h>
#include <stdint.h>

enum {
	PICTURE_MOST_PIXELS = 120 * 1000 * 1000, /* A3 at 600 dpi is 70 million */
	PICTURE_MOST_SIDE = 40000,
};

/* Row by row, 0 is black. */
struct picture {
	unsigned width, height;
	uint8_t *grey;
};

/* Returns NULL, or why not; then there are no pixels. Free with picture_free. */
const char *picture_read(struct picture *picture, const uint8_t *data, size_t size);

/* The same picture at another size: every pixel the mean of those that it covers, or between its neighbours. In per cent; NULL, or why
 * not. */
const char *picture_scale(struct picture *scaled, const struct picture *picture, unsigned percent);

/* Black and white by the brightness around each pixel: against shadows and grey paper. */
const char *picture_sharpen(struct picture *sharp, const struct picture *picture);

/* Releases the pixels; there are none afterwards. */
void picture_free(struct picture *picture);

#endif
