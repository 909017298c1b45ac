#include "picture_file.h"

#include <png.h>

const char *
picture_file_png(struct picture *picture, const uint8_t *data, size_t size)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	const png_color white = {255, 255, 255};
	const char *answer;

	if (!png_image_begin_read_from_memory(&image, data, size))
		return "is a PNG that cannot be read";
	answer = picture_file_begin(picture, image.width, image.height);
	if (answer == NULL) {
		image.format = PNG_FORMAT_GRAY;
		if (!png_image_finish_read(&image, &white, picture->grey, 0, NULL))
			answer = "is a PNG that is damaged or cut off";
	}
	png_image_free(&image);
	return answer;
}
