/*
 * Frames as they come in, from pictures, a scanner or lines: in any order, with repeats, over several sittings.
 */
#ifndef MEDIA_INTAKE_H
#define MEDIA_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/file.h"
#include "media/frame_set.h"

struct intake {
	struct frame_set *set;
	bool all;               /* every frame is wanted, not only enough */
	bool fresh[FRAME_MOST]; /* taken in this sitting */
	unsigned fresh_count;   /* how many */
	unsigned repeats;       /* frames that were there already */
};

/* With nothing taken yet. */
void intake_begin(struct intake *intake, bool all);

/* One line. Returns NULL, or why it is not taken: frame_from_text, frame_set_take, or the keyboard layout that it came through, with a hint
 * set for refuse() (process_hint). */
const char *intake_line(struct intake *intake, const char *line, size_t length);

/* Nothing more is wanted. */
bool intake_is_done(const struct intake *intake);

/* "7 of 12 are here", and which are missing, for people: numbers as on paper, from 1. Says nothing of a set that was not begun. */
void intake_say_missing(const struct intake *intake);

/* Frames of earlier sittings: NAME.frames-1 and so on. Refuses a file of that name that holds anything else. */
void intake_read_kept(struct intake *intake, const char *name);

/* Keeps the frames of this sitting in the next such file; none, when there were none. */
void intake_keep(const struct intake *intake, const char *name);

#endif
