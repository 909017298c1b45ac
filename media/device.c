#include "device.h"

#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "ceremony/text.h"

enum { TABLE_BYTES = 1 << 17, MOST_UP = 12 };

/* At most size - 1 bytes of a small file, without the white space at its ends, nothing but printable ASCII. */
static bool
read_line(char *out, size_t size, const char *folder, const char *name)
{
	char path[PATH_MAX];
	ssize_t got = -1;
	size_t start = 0;
	int fd;

	out[0] = '\0';
	if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	got = read(fd, out, size - 1);
	close(fd);
	while (got > 0 && (out[got - 1] == '\n' || out[got - 1] == ' '))
		got--;
	out[got < 0 ? 0 : got] = '\0';
	while (out[start] == ' ')
		start++;
	memmove(out, out + start, strlen(out + start) + 1);
	for (char *at = out; *at != '\0'; at++)
		if (*at < ' ' || *at > '~')
			*at = '?';
	return got >= 0;
}

static uint64_t
read_number(const char *folder, const char *name)
{
	char text[DEVICE_TEXT_BYTES];
	uint64_t number;

	if (!read_line(text, sizeof text, folder, name) ||
	    text_to_number(&number, text, strlen(text), UINT64_MAX / 1024) != NULL)
		return 0;
	return number;
}

/* ---- the mount table: proc(5), /proc/pid/mountinfo ---- */

/* The n-th part of a line with spaces between, from 0; "" when there are not so many. */
static void
part_of(char out[DEVICE_TEXT_BYTES], const char *line, unsigned number)
{
	size_t length;

	while (number-- > 0 && line[strcspn(line, " \n")] == ' ')
		line += strcspn(line, " ") + 1;
	length = strcspn(line, " \n");
	snprintf(out, DEVICE_TEXT_BYTES, "%.*s", (int)length, line);
}

static void
take_mount(struct device *device, const char *line)
{
	const char *end = strstr(line, " - "), *newline = strchr(line, '\n');
	char of_mount[DEVICE_TEXT_BYTES], of_system[DEVICE_TEXT_BYTES];

	if (end == NULL || (newline != NULL && end > newline))
		return;
	part_of(device->type, end + 3, 0);
	part_of(of_mount, line, 5);
	part_of(of_system, end + 3, 2);
	/* "ro" of either makes it read-only; nodev, noexec and nosuid are the mount's. */
	snprintf(device->options, sizeof device->options, "%.80s%s", of_mount,
		 text_list_has(of_system, ',', "ro") ? ",ro" : "");
}

static void
read_mount(struct device *device, const char *root, uint64_t mount_id)
{
	char path[PATH_MAX], *table = calloc(TABLE_BYTES, 1), wanted[32];
	size_t length =
		(size_t)snprintf(wanted, sizeof wanted, "%llu ", (unsigned long long)mount_id);
	FILE *file;

	if (table == NULL)
		die("no memory for the table of mounts");
	snprintf(path, sizeof path, "%s/proc/self/mountinfo", root);
	file = fopen(path, "re");
	if (file != NULL && fread(table, 1, TABLE_BYTES - 1, file) > 0)
		for (const char *line = table; line != NULL && *line != '\0';
		     line = strchr(line, '\n') == NULL ? NULL : strchr(line, '\n') + 1)
			if (strncmp(line, wanted, length) == 0)
				take_mount(device, line);
	if (file != NULL)
		fclose(file);
	free(table);
}

/* ---- sysfs: Documentation/ABI/testing/sysfs-block, sysfs-bus-usb ---- */

static bool
is_there(const char *folder, const char *name)
{
	char path[PATH_MAX];

	return snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path &&
	       access(path, F_OK) == 0;
}

/* A USB device's folder, some way up, has its serial number. */
static void
read_usb(struct device *device, const char *disk)
{
	char at[PATH_MAX];

	snprintf(at, sizeof at, "%s", disk);
	for (unsigned up = 0; up < MOST_UP && strlen(at) > 1; up++) {
		if (is_there(at, "idVendor")) {
			device->is_usb = true;
			read_line(device->serial, sizeof device->serial, at, "serial");
			return;
		}
		dirname(at);
	}
}

static void
read_disk(struct device *device, char *folder)
{
	char name[PATH_MAX];

	if (is_there(folder, "partition"))
		dirname(folder);
	snprintf(name, sizeof name, "%s", folder);
	snprintf(device->disk, sizeof device->disk, "%.60s", basename(name));
	device->has_disk = true;
	device->is_removable = read_number(folder, "removable") == 1;
	device->is_read_only = read_number(folder, "ro") == 1;
	device->bytes = read_number(folder, "size") * 512;
	device->plug = read_number(folder, "diskseq");
	read_line(device->vendor, sizeof device->vendor, folder, "device/vendor");
	read_line(device->model, sizeof device->model, folder, "device/model");
	read_usb(device, folder);
	if (device->serial[0] == '\0')
		read_line(device->serial, sizeof device->serial, folder, "device/serial");
}

/* The file system's own device, a partition or a whole disk. */
static void
read_superblock(struct device *device, const char *root, const char *folder, dev_t number)
{
	char name[PATH_MAX], path[PATH_MAX];
	struct stat status;
	ssize_t got;
	int fd;

	snprintf(name, sizeof name, "%s", folder);
	if (snprintf(path, sizeof path, "%s/dev/%s", root, basename(name)) >= (int)sizeof path)
		return;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return;
	/* In a tree of a test it is a plain file. */
	if (fstat(fd, &status) == 0 && (status.st_rdev == number || root[0] != '\0')) {
		got = pread(fd, device->superblock, sizeof device->superblock, 0);
		device->superblock_size = got < 0 ? 0 : (size_t)got;
	}
	close(fd);
}

void
device_read(struct device *device, const char *root, unsigned major, unsigned minor,
	    uint64_t mount_id)
{
	char link[PATH_MAX], folder[PATH_MAX];

	*device = (struct device){.has_disk = false};
	read_mount(device, root, mount_id);
	snprintf(link, sizeof link, "%s/sys/dev/block/%u:%u", root, major, minor);
	if (realpath(link, folder) == NULL)
		return;
	read_superblock(device, root, folder, makedev(major, minor));
	read_disk(device, folder);
}

void
device_look(struct device *device, int folder)
{
	struct statx status;

	if (statx(folder, "", AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_MNT_ID, &status) != 0)
		die_errno("cannot look at a folder");
	device_read(device, "", status.stx_dev_major, status.stx_dev_minor, status.stx_mnt_id);
}

bool
device_has_option(const struct device *device, const char *option)
{
	return text_list_has(device->options, ',', option);
}
