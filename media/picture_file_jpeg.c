#include "picture_file.h"

#include <turbojpeg.h>

static const char *
decompress(tjhandle jpeg, struct picture *picture, const uint8_t *data, size_t size)
{
	int width = 0, height = 0, subsampling = 0,
	    colours = 0; /* stay so for a file of tables alone */
	const char *answer;

	if (tjDecompressHeader3(jpeg, data, (unsigned long)size, &width, &height, &subsampling,
				&colours) != 0)
		return "is a JPEG that cannot be read";
	answer = picture_file_begin(picture, (uint64_t)width, (uint64_t)height);
	if (answer != NULL)
		return answer;
	/* A warning, as of a file that is cut off, is no picture either. */
	return tjDecompress2(jpeg, data, (unsigned long)size, picture->grey, width, 0, height,
			     TJPF_GRAY, TJFLAG_STOPONWARNING) == 0
		       ? NULL
		       : "is a JPEG that is damaged or cut off";
}

const char *
picture_file_jpeg(struct picture *picture, const uint8_t *data, size_t size)
{
	tjhandle jpeg = tjInitDecompress();
	const char *answer;

	if (jpeg == NULL)
		return "is a JPEG, and there is no memory to read it";
	answer = decompress(jpeg, picture, data, size);
	tjDestroy(jpeg);
	return answer;
}
