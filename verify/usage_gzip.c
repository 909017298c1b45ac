#include "usage_gzip.h"

#include <stdlib.h>

#include <zlib.h>

#include "ceremony/process.h"

enum { GZIP_ALONE = 16 + MAX_WBITS };

struct usage_gzip {
	z_stream stream;
	bool is_last;    /* the file ends in what is here */
	bool is_between; /* a member has ended */
	uint8_t room[USAGE_GZIP_ROOM];
};

struct usage_gzip *
usage_gzip_begin(void)
{
	struct usage_gzip *gzip = calloc(1, sizeof *gzip);

	if (gzip == NULL || inflateInit2(&gzip->stream, GZIP_ALONE) != Z_OK)
		die("no memory for unpacking");
	return gzip;
}

void
usage_gzip_end(struct usage_gzip *gzip)
{
	inflateEnd(&gzip->stream);
	free(gzip);
}

uint8_t *
usage_gzip_room(struct usage_gzip *gzip)
{
	return gzip->room;
}

void
usage_gzip_fill(struct usage_gzip *gzip, size_t size)
{
	gzip->stream.next_in = gzip->room;
	gzip->stream.avail_in = (uInt)size;
	gzip->is_last = size == 0;
}

static const char *
sentence_of(int result)
{
	switch (result) {
	case Z_OK:
	case Z_STREAM_END:
	case Z_BUF_ERROR:
		return NULL;
	case Z_MEM_ERROR:
		return "cannot be unpacked: no memory";
	default:
		return "is damaged: its gzip is not whole";
	}
}

/* One call; at the end of the file it gives what is still inside. */
static const char *
inflate_some(struct usage_gzip *gzip)
{
	int result;

	if (gzip->is_between && inflateReset(&gzip->stream) != Z_OK)
		return "cannot be unpacked: no memory";
	gzip->is_between = false;
	result = inflate(&gzip->stream, Z_NO_FLUSH);
	gzip->is_between = result == Z_STREAM_END;
	if (result == Z_BUF_ERROR && gzip->is_last)
		return "is damaged: its gzip ends too early";
	return sentence_of(result);
}

bool
usage_gzip_unpack(struct usage_gzip *gzip, uint8_t *to, size_t size, size_t *got, const char **why)
{
	z_stream *stream = &gzip->stream;

	*got = 0;
	stream->next_out = to;
	stream->avail_out = (uInt)size;
	while (*got == 0) {
		if (stream->avail_in == 0 && gzip->is_last && gzip->is_between)
			return true;
		if (stream->avail_in == 0 && !gzip->is_last)
			return false;
		*why = inflate_some(gzip);
		if (*why != NULL)
			return false;
		*got = size - stream->avail_out;
	}
	return true;
}
