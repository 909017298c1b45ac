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
#include "media/device.h"

enum {
	MEDIUM_MOST_FILE_BYTES = 16 << 20,
	MEDIUM_SLACK_BYTES =
		64 << 10, /* beside the file: a draft's entry, whole clusters of vfat */
	MEDIUM_NAME_MOST = 64,
	MEDIUM_ID_BYTES = 128,
	MEDIUM_LABEL_BYTES = 128,
};

/* The file system and the folder on it that a descriptor stood for when it was looked at, and the device behind. */
struct medium {
	dev_t device;
	ino_t folder;
	bool is_top; /* the folder where the medium is mounted */
	struct device disk;
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
 * Which medium it is, a word for the transcript (grammar_word). One that can be plugged in: "usb-SERIAL.UUID", its serial number and its
 * file system's name, "none" for what it has not. In a rehearsal any other folder stands for a medium of its own: "fs-", the file
 * system's and the folder's number.
 */
void medium_id(char id[MEDIUM_ID_BYTES], const struct medium *medium);

/* Two such words may be of one medium: a user who may not read the device knows no name of its file system, and "none" is not another. */
bool medium_same_id(const char *one, const char *other);

/* It can be plugged in and out: removable, or on USB. */
bool medium_is_plugged(const struct medium *medium);

enum medium_use {
	MEDIUM_WRITE,
	MEDIUM_READ,
	MEDIUM_READ_INBOUND, /* on the disconnected side */
};

/* Whether a ceremony in production may use it so: NULL, or why not, as a predicate. */
const char *medium_check_use(const struct medium *medium, enum medium_use use);

/* The command that mounts it so that nothing on it is started or written; for a hint. */
void medium_mount_command(char *out, size_t size, const struct medium *medium, const char *name);

/* Its maker, model, serial number and size, as it says itself, or that a folder stands for it. */
void medium_say(const struct medium *medium, const char *name);

/* The model for the fact, one word, or "none". */
void medium_model(char out[MEDIUM_ID_BYTES], const struct medium *medium);

/* What people write on the medium: ceremony, date, the first three words of the file and its last.
 * A label helps to find the medium and proves nothing. */
void medium_label(char label[MEDIUM_LABEL_BYTES], const char *ceremony, const char *date,
		  const struct digest *digest);

/* Refuses when the ceremony folder, the current one, is on the same medium. `name` is for the message. */
void medium_check_apart(const struct medium *medium, const char *name);

/* Dies when the open folder's file system is mounted read-only, or has no room for `size` bytes. */
void medium_check_room(int folder, const struct medium *medium, const char *name, size_t size);

/* Dies unless the path `name` still leads to what was looked at, and its block device, if it had
 * one, is still there. */
void medium_check_there(const struct medium *medium, const char *name);

#endif
