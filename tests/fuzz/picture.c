/*
 * Pictures from outside: what is read has as many pixels as it says, all of them there; what is not leaves none. Sizes that a fuzzer
 * would make slow are left alone.
 */
#include <stdbool.h>
#include <stdlib.h>

#include "media/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_PIXELS = 1 << 18 };

static void
must(bool good)
{
	if (!good)
		abort();
}

static unsigned long
sum_of(const struct picture *picture)
{
	unsigned long sum = 0;

	for (size_t i = 0; i < (size_t)picture->width * picture->height; i++)
		sum += picture->grey[i];
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct picture picture, other;
	volatile unsigned long sum;

	if (picture_read(&picture, data, size) != NULL) {
		must(picture.grey == NULL && picture.width == 0 && picture.height == 0);
		return 0;
	}
	must(picture.grey != NULL && picture.width > 0 && picture.height > 0);
	sum = sum_of(&picture);
	if ((size_t)picture.width * picture.height <= MOST_PIXELS) {
		must(picture_sharpen(&other, &picture) == NULL);
		sum = sum_of(&other);
		must(sum % 255 == 0);
		picture_free(&other);
		must(picture_scale(&other, &picture, 200) == NULL &&
		     other.width == 2 * picture.width && other.height == 2 * picture.height);
		picture_free(&other);
		if (picture.width > 1 && picture.height > 1) {
			must(picture_scale(&other, &picture, 67) == NULL && sum_of(&other) < ~0ul);
			picture_free(&other);
		}
	}
	picture_free(&picture);
	must(picture.grey == NULL);
	return 0;
}
