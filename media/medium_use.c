#include "medium.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/grammar.h"
#include "ceremony/process.h"

static bool
is_mounted_for_reading(const struct device *disk)
{
	static const char *const wanted[] = {"ro", "nodev", "noexec", "nosuid"};

	for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
		if (!device_has_option(disk, wanted[i]))
			return false;
	return true;
}

const char *
medium_check_use(const struct medium *medium, enum medium_use use)
{
	static const char *const types[] = {"vfat", "exfat", "ext4", NULL};
	const struct device *disk = &medium->disk;
	char uuid[DEVICE_UUID_BYTES];

	device_uuid(uuid, disk->superblock, disk->superblock_size);
	if (!disk->has_disk)
		return "is on no disk, but in memory, on a network or behind another program";
	if (!medium_is_plugged(medium))
		return "is on a disk that is neither removable nor on USB";
	if (!medium->is_top)
		return "is not the folder where the medium is mounted";
	if (use == MEDIUM_READ_INBOUND && strcmp(disk->type, "vfat") != 0)
		return "has another file system than vfat, which alone comes into this room";
	if (!grammar_is_one_of(disk->type, types))
		return "has a file system that is none of vfat, exfat, ext4";
	if (disk->serial[0] == '\0' && uuid[0] == '\0')
		return "has neither a serial number nor a name of its file system that this user "
		       "may "
		       "read: nothing tells it from another";
	if (use == MEDIUM_READ_INBOUND && !is_mounted_for_reading(disk))
		return "is not mounted ro,nodev,noexec,nosuid";
	return NULL;
}

void
medium_mount_command(char *out, size_t size, const struct medium *medium, const char *name)
{
	snprintf(out, size,
		 "umount %s; mount -t vfat -o ro,nodev,noexec,nosuid /dev/%s[its partition] %s",
		 name, medium->disk.disk[0] == '\0' ? "sdX" : medium->disk.disk, name);
}

void
medium_say(const struct medium *medium, const char *name)
{
	const struct device *disk = &medium->disk;

	if (!medium_is_plugged(medium)) {
		say("The folder '%s' stands for a medium: it is on nothing that can be unplugged.",
		    name);
		return;
	}
	say("The medium at '%s': %s%s%s, serial number %s, %.1f GB, %s.", name, disk->vendor,
	    disk->vendor[0] == '\0' ? "" : " ", disk->model[0] == '\0' ? "no model" : disk->model,
	    disk->serial[0] == '\0' ? "none" : disk->serial, (double)disk->bytes / 1e9, disk->type);
}
