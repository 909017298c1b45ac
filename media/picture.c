#include "picture.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "media/picture_file.h"

static const char no_memory[] = "is larger than this computer's memory allows";

const char *
picture_file_begin(struct picture *picture, uint64_t width, uint64_t height)
{
	if (width == 0 || height == 0)
		return "has no pixels";
	if (width > PICTURE_MOST_SIDE || height > PICTURE_MOST_SIDE ||
	    width * height > PICTURE_MOST_PIXELS)
		return "has more than 120 million pixels: scan a page at 300 dpi";
	*picture = (struct picture){(unsigned)width, (unsigned)height,
				    malloc((size_t)(width * height))};
	return picture->grey == NULL ? no_memory : NULL;
}

void
picture_free(struct picture *picture)
{
	free(picture->grey);
	*picture = (struct picture){0, 0, NULL};
}

const char *
picture_read(struct picture *picture, const uint8_t *data, size_t size)
{
	static const struct {
		const char *magic;
		size_t size;
		const char *(*read)(struct picture *, const uint8_t *, size_t);
	} kinds[] = {
		{"\x89PNG\r\n\x1a\n", 8, picture_file_png},
		{"\xff\xd8\xff", 3, picture_file_jpeg},
		{"P4", 2, picture_file_pnm},
		{"P5", 2, picture_file_pnm},
		{"P6", 2, picture_file_pnm},
	};

	*picture = (struct picture){0, 0, NULL};
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		const char *answer;

		if (size < kinds[i].size || memcmp(data, kinds[i].magic, kinds[i].size) != 0)
			continue;
		answer = kinds[i].read(picture, data, size);
		if (answer != NULL)
			picture_free(picture);
		return answer;
	}
	return "is no PNG, JPEG or PNM picture";
}

/* The mean of the pixels that one of the smaller picture covers. */
static uint8_t
mean_of(const struct picture *picture, unsigned x, unsigned y, unsigned x_end, unsigned y_end)
{
	unsigned sum = 0, count = 0;

	for (unsigned row = y; row < y_end; row++)
		for (unsigned column = x; column < x_end; column++, count++)
			sum += picture->grey[(size_t)row * picture->width + column];
	return (uint8_t)(sum / count);
}

static unsigned
at_least(unsigned value, unsigned least)
{
	return value > least ? value : least;
}

static void
shrink(struct picture *scaled, const struct picture *picture, unsigned percent)
{
	for (unsigned y = 0; y < scaled->height; y++)
		for (unsigned x = 0; x < scaled->width; x++) {
			unsigned from_x = (unsigned)((uint64_t)x * 100 / percent);
			unsigned from_y = (unsigned)((uint64_t)y * 100 / percent);
			unsigned to_x = (unsigned)((uint64_t)(x + 1) * 100 / percent);
			unsigned to_y = (unsigned)((uint64_t)(y + 1) * 100 / percent);

			scaled->grey[(size_t)y * scaled->width + x] =
				mean_of(picture, from_x, from_y, at_least(to_x, from_x + 1),
					at_least(to_y, from_y + 1));
		}
}

/* Between the four pixels around the point; `x` and `y` are in 1/256 of a pixel. */
static uint8_t
between(const struct picture *picture, uint64_t x, uint64_t y)
{
	size_t left = (size_t)(x >> 8), top = (size_t)(y >> 8);
	size_t right = left + 1 < picture->width ? left + 1 : left;
	size_t bottom = top + 1 < picture->height ? top + 1 : top;
	unsigned a = (unsigned)(x & 255), b = (unsigned)(y & 255);
	const uint8_t *above = picture->grey + top * picture->width;
	const uint8_t *below = picture->grey + bottom * picture->width;

	return (uint8_t)(((above[left] * (256 - a) + above[right] * a) * (256 - b) +
			  (below[left] * (256 - a) + below[right] * a) * b) >>
			 16);
}

static void
enlarge(struct picture *scaled, const struct picture *picture, unsigned percent)
{
	for (unsigned y = 0; y < scaled->height; y++)
		for (unsigned x = 0; x < scaled->width; x++)
			scaled->grey[(size_t)y * scaled->width + x] =
				between(picture, (uint64_t)x * 25600 / percent,
					(uint64_t)y * 25600 / percent);
}

const char *
picture_scale(struct picture *scaled, const struct picture *picture, unsigned percent)
{
	const char *answer = picture_file_begin(scaled, (uint64_t)picture->width * percent / 100,
						(uint64_t)picture->height * percent / 100);

	if (answer != NULL)
		return answer;
	if (percent < 100)
		shrink(scaled, picture, percent);
	else
		enlarge(scaled, picture, percent);
	return NULL;
}

enum { AROUND = 24 /* pixels in each direction: some modules of a page at 300 dpi */ };

/* Sums of all pixels above and to the left, a row and a column more than the picture has. */
static uint64_t *
new_sums(const struct picture *picture)
{
	size_t stride = (size_t)picture->width + 1;
	uint64_t *sums = calloc(stride * ((size_t)picture->height + 1), sizeof *sums);

	for (size_t y = 0; sums != NULL && y < picture->height; y++)
		for (size_t x = 0; x < picture->width; x++)
			sums[(y + 1) * stride + x + 1] =
				picture->grey[y * picture->width + x] + sums[y * stride + x + 1] +
				sums[(y + 1) * stride + x] - sums[y * stride + x];
	return sums;
}

static bool
is_light(const struct picture *picture, const uint64_t *sums, size_t x, size_t y)
{
	size_t stride = (size_t)picture->width + 1;
	size_t left = x > AROUND ? x - AROUND : 0, top = y > AROUND ? y - AROUND : 0;
	size_t right = x + AROUND < picture->width ? x + AROUND : picture->width;
	size_t bottom = y + AROUND < picture->height ? y + AROUND : picture->height;
	uint64_t sum = sums[bottom * stride + right] - sums[top * stride + right] -
		       sums[bottom * stride + left] + sums[top * stride + left];

	return picture->grey[y * picture->width + x] * (bottom - top) * (right - left) * 20 >
	       sum * 19;
}

const char *
picture_sharpen(struct picture *sharp, const struct picture *picture)
{
	const char *answer = picture_file_begin(sharp, picture->width, picture->height);
	uint64_t *sums = answer == NULL ? new_sums(picture) : NULL;

	if (answer == NULL && sums == NULL)
		answer = no_memory;
	for (size_t y = 0; answer == NULL && y < picture->height; y++)
		for (size_t x = 0; x < picture->width; x++)
			sharp->grey[y * picture->width + x] =
				is_light(picture, sums, x, y) ? 255 : 0;
	free(sums);
	return answer;
}
