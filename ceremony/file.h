/*
 * Files: read whole and bounded, created whole and durable, never overwritten.
 *
 * Every function succeeds or ends the program. `folder` is a descriptor of an open folder, or
 * FILE_HERE; `name` is relative to it.
 */
#ifndef CEREMONY_FILE_H
#define CEREMONY_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FILE_HERE (-100) /* AT_FDCWD */

/* Public bytes, with a NUL behind them that `size` does not count. */
struct bytes {
	uint8_t *data;
	size_t size;
};

/* The whole of a regular file, read once. Dies when it cannot be opened, is a link or anything
 * but a regular file; refuses when it holds more than `most` bytes or changes while it is read. Free with file_free. */
struct bytes file_read(int folder, const char *name, size_t most);

/* The same into memory of the caller's, for secrets. Returns the size. */
size_t file_read_into(int folder, const char *name, void *buffer, size_t capacity);

/* The same from a medium itself, where the kernel can be made to forget what it knows of it. Sets `is_medium`: the file is
 * on another file system than `folder` and than this computer's own root. */
size_t
file_read_medium(int folder, const char *name, void *buffer, size_t capacity, bool *is_medium);

/* Releases the bytes; they are none afterwards. */
void file_free(struct bytes *bytes);

/*
 * Creates `name` with these bytes, mode 0600. When it returns, the file is whole and on the
 * medium; when it does not, `name` does not exist, as far as a medium that fails lets it be removed. Refuses when `name` exists, whatever it is.
 * Source of the order of syncs: measured on vfat, ext4, exfat (docs/DESIGN.md, "Files").
 */
void file_create(int folder, const char *name, const void *data, size_t size);

/* From here on tells of each MiB of a file that file_create has written; on a slow medium, when it is there. */
void file_report(void (*function)(size_t done, size_t size));

/* Removes a file; on the medium when it returns. */
void file_remove(int folder, const char *name);

/* Whether `name` is there, whatever it is; dies when that cannot be found out. */
bool file_exists(int folder, const char *name);

/* Refuses when `name` is there: "NAME is already there; nothing is overwritten". */
void file_must_be_new(int folder, const char *name);

/* There is a folder of that name, and it can be opened. */
bool file_is_folder(int folder, const char *name);

/* Opens a folder for reading, without following a link in its last part; dies. */
int file_open_folder(int folder, const char *name);

/* Makes a folder with mode 0700 and syncs its parent. One that is there already is fine. */
void file_make_folder(int folder, const char *name);

/* Another file system is mounted at this open folder than its parent is on. */
bool file_is_mounted(int folder);

/* Two names are of the same file, through whatever links; dies when one is of none. */
bool file_same(int folder, const char *one, const char *other);

/* Two descriptors name the same folder. */
bool file_same_folder(int one, int other);

/* `folder` is `above`, or lies below it. Before process_lock: walks up to the root. */
bool file_is_below(int folder, int above);

#endif
