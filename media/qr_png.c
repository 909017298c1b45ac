#include "qr_png.h"

#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "ceremony/process.h"
#include "media/qr_form.h"

/* 300 dpi in pixels a metre. */
enum { PIXELS_A_METRE = QR_FORM_DPI * 10000 / 254, FASTEST_OF_ZLIB = 1 };

static _Noreturn void
stop(png_structp png, png_const_charp why)
{
	(void)png;
	die("cannot make a PNG: %s", why);
}

static void
append(png_structp png, png_bytep data, size_t size)
{
	struct bytes *file = png_get_io_ptr(png);
	uint8_t *larger = malloc(file->size + size);

	if (larger == NULL)
		die("no memory for a PNG");
	memcpy(larger, file->data, file->size);
	memcpy(larger + file->size, data, size);
	free(file->data);
	file->data = larger;
	file->size += size;
}

static void
nothing(png_structp png)
{
	(void)png;
}

struct bytes
qr_png_encode(const uint8_t *rows, size_t stride, unsigned width, unsigned height)
{
	struct bytes file = {calloc(1, 1), 0};
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, stop, NULL);
	png_infop info = png == NULL ? NULL : png_create_info_struct(png);

	if (file.data == NULL || info == NULL)
		die("no memory for a PNG");
	png_set_write_fn(png, &file, append, nothing);
	png_set_filter(png, 0, PNG_FILTER_NONE);
	png_set_compression_level(png, FASTEST_OF_ZLIB);
	png_set_compression_buffer_size(png, 1 << 16);
	png_set_IHDR(png, info, width, height, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
		     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_pHYs(png, info, PIXELS_A_METRE, PIXELS_A_METRE, PNG_RESOLUTION_METER);
	png_write_info(png, info);
	png_set_packswap(png);
	png_set_invert_mono(png);
	for (unsigned y = 0; y < height; y++)
		png_write_row(png, rows + y * stride);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	return file;
}
