/*
 * A frame: what one QR symbol says, as a line of text. It holds a share of a file, and all that is wanted to put
 * the file together with any other frames of its set. docs/formats.md, "QR frames", tells a person how to decode it.
 *
 * As bytes: set 8, the first of the file's SHA-256; size of the file 4; needed - 1, 1; count - 1, 1; index 1; zero 1;
 * the share; CRC-32 (ISO 3309) of all before it, 4. Numbers are big-endian. As text: a probe and base45 (RFC 9285), or
 * "CLV" and modhex, which every Latin keyboard layout leaves as it is.
 */
#ifndef MEDIA_FRAME_H
#define MEDIA_FRAME_H

#include <stddef.h>
#include <stdint.h>

/* Begins a frame in base45. What keyboard layouts change stands here once, so that a wrong one is known by what it makes of this. */
#define FRAME_PROBE "CLV1AQWMYZ*+-./:$%"

enum {
	FRAME_SET_BYTES = 8,
	FRAME_MOST = 256, /* frames of a set: as many as the field has elements */
	FRAME_OVERHEAD_BYTES = FRAME_SET_BYTES + 4 + 1 + 1 + 1 + 1 + 4,
	FRAME_SHARE_MOST_BYTES = 2900,
	FRAME_TEXT_MOST =
		4296, /* alphanumeric characters of the largest symbol, ISO/IEC 18004, table 7 */
	FRAME_MOST_FILE_BYTES = FRAME_MOST * FRAME_SHARE_MOST_BYTES,
};

enum frame_alphabet {
	FRAME_BASE45,
	FRAME_MODHEX,
};

struct frame {
	uint8_t set[FRAME_SET_BYTES];
	uint32_t size;          /* of the file, in bytes, 1 at least */
	unsigned needed, count; /* any `needed` of the `count` frames give the file; 1 to 256 */
	unsigned index;    /* 0 to count - 1; below `needed` the share is a piece of the file */
	size_t share_size; /* the file's size divided by `needed`, rounded up */
	uint8_t share[FRAME_SHARE_MOST_BYTES];
};

/* How many bytes of a share fit into a symbol that takes so many alphanumeric characters; 0 when none does. */
size_t frame_share_in(size_t characters, enum frame_alphabet alphabet);

/* Writes the text and a NUL, at most FRAME_TEXT_MOST characters; returns its length. */
size_t frame_to_text(char out[FRAME_TEXT_MOST + 1], const struct frame *frame,
		     enum frame_alphabet alphabet);

/*
 * Reads one line without its end, in either alphabet; letters of either case, as a scanner types them with Caps Lock on.
 * Returns NULL or why not; then `frame` is all zeros.
 */
const char *frame_from_text(struct frame *frame, const char *text, size_t length);

#endif
