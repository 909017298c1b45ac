/*
 * The device behind a folder, as the kernel tells: read raw before the lock, through sysfs and the mount table, and from the first bytes of
 * the file system. What a stick says of itself can be anything: it is shown as printable ASCII, and proves nothing.
 */
#ifndef MEDIA_DEVICE_H
#define MEDIA_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	DEVICE_TEXT_BYTES = 96,
	DEVICE_UUID_BYTES = 40,
	DEVICE_SUPERBLOCK_BYTES = 2048,
};

struct device {
	bool has_disk; /* a disk is behind it: no tmpfs, overlay or network */
	bool is_usb, is_removable, is_read_only;
	char disk[DEVICE_TEXT_BYTES]; /* "sdb" */
	char vendor[DEVICE_TEXT_BYTES], model[DEVICE_TEXT_BYTES], serial[DEVICE_TEXT_BYTES];
	char type[DEVICE_TEXT_BYTES];    /* of the file system: "vfat" */
	char options[DEVICE_TEXT_BYTES]; /* of its mount: "ro,nosuid,nodev" */
	uint64_t bytes;                  /* of the whole disk */
	uint64_t plug; /* the kernel's number for this plugging in (diskseq, Linux 5.15), or 0 */
	size_t superblock_size;
	uint8_t superblock
		[DEVICE_SUPERBLOCK_BYTES]; /* the first bytes, where this user may read them */
};

/* Looks at the device behind an open folder. What cannot be found out is empty. */
void device_look(struct device *device, int folder);

/* The same for the device of those numbers, mounted under that id (statx, stx_mnt_id), in the tree below `root`, "" for this
 * computer's own. */
void device_read(struct device *device, const char *root, unsigned major, unsigned minor,
		 uint64_t mount_id);

/*
 * The name that the file system was given when it was made, as blkid prints it: "5E1A-77C0" (FAT: Microsoft's FAT specification,
 * section 3; exFAT: section 3.1) or a UUID (ext4: kernel's ext4/globals, s_uuid); "" when it is none of these.
 */
void device_uuid(char out[DEVICE_UUID_BYTES], const uint8_t *superblock, size_t size);

/* Whether the mount has this option. */
bool device_has_option(const struct device *device, const char *option);

#endif
