/*
 * A medium: what may be named on it, which one it is, what stands on its label, and whether it can
 * take a file. Its bytes are others' business: media/ moves what it does not understand.
 */
#ifndef MEDIA_MEDIUM_H
#define MEDIA_MEDIUM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "ceremony/digest.h"

enum {
	MEDIUM_MOST_FILE_BYTES = 16 << 20,
	MEDIUM_SLACK_BYTES =
		64 << 10, /* beside the file: a draft's entry, whole clusters of vfat */
	MEDIUM_NAME_MOST = 64,
	MEDIUM_ID_BYTES = 48,
	MEDIUM_LABEL_BYTES = 128,
};

/* The file system and the folder on it that a descriptor stood for when it was looked at. */
struct medium {
	dev_t device;
	ino_t folder;
	bool has_block_device;
};

/*
 * A name that vfat and exfat keep as it is, that Windows opens, that no draft of ours has and no
 * shell or option parser takes for something else: [a-z0-9][a-z0-9._-]*, 64 at most, no dot at the
 * end, no name of a DOS device (with any ending), not NAME.part. Returns NULL or why not.
 */
const char *medium_check_name(const char *name);

/* Looks at an open folder; dies when that cannot be done. */
void medium_look(struct medium *medium, int folder);

/*
 * Which medium it is, a word for the transcript (grammar_word). In a rehearsal the file system and
 * the folder, so that two folders of one disk stand for two media; in production the file system
 * alone, so that two folders of one stick are one medium. Two sticks that are mounted one after
 * the other at the same port have the same number: the device's serial and the file system's UUID
 * are to take its place.
 */
void medium_id(char id[MEDIUM_ID_BYTES], const struct medium *medium, bool production);

/* What people write on the medium: ceremony, date, the first three words of the file and its last.
 * A label helps to find the medium and proves nothing. */
void medium_label(char label[MEDIUM_LABEL_BYTES], const char *ceremony, const char *date,
		  const struct digest *digest);

/* Refuses when the ceremony folder, the current one, is on the medium of that id as well. `name`
 * is for the message. */
void medium_check_apart(const char *id, bool production, const char *name);

/* Dies when the open folder's file system is mounted read-only, or has no room for `size` bytes. */
void medium_check_room(int folder, const char *name, size_t size);

/* Dies unless the path `name` still leads to what was looked at, and its block device, if it had
 * one, is still there. */
void medium_check_there(const struct medium *medium, const char *name);

#endif
