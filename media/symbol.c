#include "symbol.h"

#include <zbar.h>

#include "ceremony/process.h"

enum { OLDEST_MAJOR = 0, OLDEST_MINOR = 23, OLDEST_PATCH = 92 };

static void
check_library(void)
{
	unsigned major = 0, minor = 0, patch = 0;

	zbar_version(&major, &minor, &patch);
	if (major == OLDEST_MAJOR &&
	    (minor < OLDEST_MINOR || (minor == OLDEST_MINOR && patch < OLDEST_PATCH)))
		die("the library zbar %u.%u.%u is older than 0.23.92, and has known holes", major,
		    minor, patch);
}

static zbar_image_scanner_t *
new_scanner(void)
{
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();

	if (scanner == NULL ||
	    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0) != 0 ||
	    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1) != 0)
		die("no memory to look for QR symbols");
	return scanner;
}

void
symbol_find(const struct picture *picture, symbol_found *found, void *closure)
{
	zbar_image_scanner_t *scanner = new_scanner();
	zbar_image_t *image = zbar_image_create();

	check_library();
	if (image == NULL)
		die("no memory to look for QR symbols");
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, picture->width, picture->height);
	zbar_image_set_data(image, picture->grey, (size_t)picture->width * picture->height, NULL);
	if (zbar_scan_image(scanner, image) < 0)
		die("no memory to look for QR symbols");
	for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image); symbol != NULL;
	     symbol = zbar_symbol_next(symbol))
		found(closure, zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
}
