/*
 * A file as a set of frames, any `needed` of which give it back: a systematic maximum distance separable code, Lagrange
 * over the field of the cards (ceremony/gf256.h). Frame i holds the values at x = i of the polynomials of degree below
 * `needed` whose values at 0 … needed - 1 are the file's pieces, the last filled up with zeros.
 */
#ifndef MEDIA_FRAME_SET_H
#define MEDIA_FRAME_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/file.h"
#include "media/frame.h"

/* Frames of one file, each at its index; those that are not there have `share_size` 0. Made by frame_set_new. */
struct frame_set {
	unsigned needed, count; /* 0 as long as no frame was taken */
	unsigned taken;         /* different frames that are there */
	struct frame frames[FRAME_MOST];
};

/* An empty set; dies without memory. */
struct frame_set *frame_set_new(void);

/* Releases it. */
void frame_set_free(struct frame_set *set);

/*
 * Makes the frames of a file: `needed` as few as shares of `share_most` bytes allow, and `parity` more. Returns NULL, or why
 * not: the file is empty, or it would be more than 256 frames.
 */
const char *frame_set_split(struct frame_set *set, const void *data, size_t size, size_t share_most,
			    unsigned parity);

/* Takes a frame. Returns NULL, or why not: of another set, or another frame of this index. One that is there already is
 * fine; `is_new` says which. */
const char *frame_set_take(struct frame_set *set, const struct frame *frame, bool *is_new);

/* Enough frames are there. */
bool frame_set_is_whole(const struct frame_set *set);

/* The file, of a set that is whole, compared with the set's name. Returns NULL, or why not; free with file_free. */
const char *frame_set_join(const struct frame_set *set, struct bytes *file);

/* Every frame that is there is one of this file's, parity too. Returns NULL, or why not. */
const char *frame_set_check(const struct frame_set *set, const void *data, size_t size);

#endif
