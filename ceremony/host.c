#include "host.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "ceremony/process.h"

/* The text of a kernel's file, empty when it is not there. More than fits could hide what matters. */
static void
read_text(char *out, size_t capacity, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t used = 0;
	ssize_t size;

	out[0] = '\0';
	if (fd < 0 && (errno == ENOENT || errno == ENODEV || errno == ENOTDIR))
		return;
	if (fd < 0)
		die_errno("cannot open '%s'", path);
	while (used + 1 < capacity && (size = read(fd, out + used, capacity - 1 - used)) > 0)
		used += (size_t)size;
	if (used + 1 == capacity)
		die("'%s' is longer than this program can judge", path);
	out[used] = '\0';
	close(fd);
}

/* One attribute of sysfs, without its newline; "-" when there is none. */
static void
read_attribute(char out[HOST_SHORT_BYTES], const char *folder, const char *name,
	       const char *attribute)
{
	char path[1024];

	snprintf(path, sizeof path, "%s/%s/%s", folder, name, attribute);
	read_text(out, HOST_SHORT_BYTES, path);
	out[strcspn(out, "\n")] = '\0';
	if (out[0] == '\0')
		snprintf(out, HOST_SHORT_BYTES, "-");
}

/* A folder of sysfs, NULL when there is none. One that cannot be read is not none. */
static DIR *
open_folder(const char *path)
{
	DIR *folder = opendir(path);

	if (folder == NULL && errno != ENOENT)
		die_errno("cannot open '%s'", path);
	return folder;
}

static void
add_line(char *text, const char *line)
{
	size_t used = strlen(text);

	if (snprintf(text + used, HOST_TEXT_BYTES - used, "%s\n", line) >=
	    (int)(HOST_TEXT_BYTES - used))
		die("this computer has more devices than this program can judge");
}

static void
read_radios(char *text)
{
	static const char folder[] = "/sys/class/rfkill";
	DIR *radios = open_folder(folder);
	const struct dirent *entry;

	while (radios != NULL && (entry = readdir(radios)) != NULL) {
		char name[HOST_SHORT_BYTES], type[HOST_SHORT_BYTES], soft[HOST_SHORT_BYTES],
			hard[HOST_SHORT_BYTES], line[4 * HOST_SHORT_BYTES];

		if (entry->d_name[0] == '.')
			continue;
		read_attribute(name, folder, entry->d_name, "name");
		read_attribute(type, folder, entry->d_name, "type");
		read_attribute(soft, folder, entry->d_name, "soft");
		read_attribute(hard, folder, entry->d_name, "hard");
		snprintf(line, sizeof line, "%s %s %s %s", name, type, soft, hard);
		add_line(text, line);
	}
	if (radios != NULL)
		closedir(radios);
}

/* The classes of a device's interfaces, which are folders like 1-1:1.0 beside it. */
static void
add_classes(char *line, size_t capacity, const char *folder, const char *device)
{
	DIR *devices = open_folder(folder);
	const struct dirent *entry;
	size_t length = strlen(device), used = strlen(line);

	while (devices != NULL && (entry = readdir(devices)) != NULL) {
		char class[HOST_SHORT_BYTES];

		if (strncmp(entry->d_name, device, length) != 0 || entry->d_name[length] != ':')
			continue;
		read_attribute(class, folder, entry->d_name, "bInterfaceClass");
		if (used + 4 < capacity)
			used += (size_t)snprintf(line + used, capacity - used, "%.2s,", class);
	}
	if (devices != NULL)
		closedir(devices);
}

static void
read_usb(struct host *host)
{
	static const char folder[] = "/sys/bus/usb/devices";
	DIR *devices = open_folder(folder);
	const struct dirent *entry;

	host->has_usb = devices != NULL;
	while (devices != NULL && (entry = readdir(devices)) != NULL) {
		char vendor[HOST_SHORT_BYTES], product[HOST_SHORT_BYTES], line[HOST_SHORT_BYTES];

		if (entry->d_name[0] == '.' || strchr(entry->d_name, ':') != NULL ||
		    strncmp(entry->d_name, "usb", 3) == 0)
			continue;
		read_attribute(vendor, folder, entry->d_name, "idVendor");
		read_attribute(product, folder, entry->d_name, "idProduct");
		snprintf(line, sizeof line, "%.4s:%.4s ", vendor, product);
		add_classes(line, sizeof line, folder, entry->d_name);
		add_line(host->usb, line);
	}
	if (devices != NULL)
		closedir(devices);
}

/* A partition says of its disk, one folder up, whether it is removable; what hangs on USB is, whatever it says. */
static void
read_journal(struct host *host)
{
	char path[256], target[1024], removable[HOST_SHORT_BYTES];
	struct statvfs room;
	struct stat status;
	ssize_t length;

	if (stat(".", &status) != 0 || statvfs(".", &room) != 0)
		die_errno("cannot look at the current folder");
	host->journal_major = major(status.st_dev);
	host->journal_minor = minor(status.st_dev);
	host->journal_read_only = (room.f_flag & ST_RDONLY) != 0;
	snprintf(path, sizeof path, "/sys/dev/block/%u:%u", host->journal_major,
		 host->journal_minor);
	length = readlink(path, target, sizeof target - 1);
	host->journal_has_device = length > 0;
	if (length <= 0)
		return;
	target[length] = '\0';
	read_attribute(removable, path, "..", "removable");
	host->journal_removable = strcmp(removable, "1") == 0 || strstr(target, "/usb") != NULL;
	read_attribute(removable, path, ".", "removable");
	host->journal_removable |= strcmp(removable, "1") == 0;
}

static bool
can_lock(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	bool locks;

	if (memory == MAP_FAILED)
		die_errno("no memory to try whether it can be locked");
	locks = mlock(memory, size) == 0;
	munmap(memory, size);
	return locks;
}

static void
read_memory(struct host *host)
{
	if (can_lock(HOST_LOCKED_FOR_TOKENS_BYTES))
		host->locked_bytes = HOST_LOCKED_FOR_TOKENS_BYTES;
	else if (can_lock(HOST_LOCKED_BYTES))
		host->locked_bytes = HOST_LOCKED_BYTES;
	host->random_is_seeded = getrandom(host->random, sizeof host->random, GRND_NONBLOCK) ==
				 (ssize_t)sizeof host->random;
}

void
host_read(struct host *host)
{
	memset(host, 0, sizeof *host);
	read_text(host->net_dev, HOST_TEXT_BYTES, "/proc/self/net/dev");
	if (host->net_dev[0] == '\0')
		die("cannot find out which network interfaces there are");
	read_text(host->route, HOST_TEXT_BYTES, "/proc/self/net/route");
	read_text(host->swaps, HOST_TEXT_BYTES, "/proc/swaps");
	read_text(host->mountinfo, HOST_TEXT_BYTES, "/proc/self/mountinfo");
	read_text(host->command_line, HOST_TEXT_BYTES, "/proc/cmdline");
	read_text(host->core_pattern, HOST_SHORT_BYTES, "/proc/sys/kernel/core_pattern");
	read_text(host->printk, HOST_SHORT_BYTES, "/proc/sys/kernel/printk");
	read_text(host->ptrace_scope, HOST_SHORT_BYTES, "/proc/sys/kernel/yama/ptrace_scope");
	read_text(host->resume, HOST_SHORT_BYTES, "/sys/power/resume");
	read_radios(host->radios);
	read_usb(host);
	read_journal(host);
	read_memory(host);
}

bool
host_find_interface(char name[64], const char *net_dev)
{
	for (const char *line = net_dev; *line != '\0';
	     line += strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n')) {
		const char *start = line + strspn(line, " \t");
		size_t length = strcspn(start, ":\n|");

		/* Two lines of titles have bars and no colon before them. */
		if (start[length] != ':' || (length == 2 && memcmp(start, "lo", 2) == 0))
			continue;
		snprintf(name, 64, "%.*s", (int)(length < 63 ? length : 63), start);
		return true;
	}
	return false;
}

const char *
host_interface(void)
{
	static char text[HOST_TEXT_BYTES], name[64];
	static bool looked, found;

	if (!looked) {
		read_text(text, sizeof text, "/proc/self/net/dev");
		if (text[0] == '\0')
			die("cannot find out which network interfaces there are");
		found = host_find_interface(name, text);
		looked = true;
	}
	return found ? name : NULL;
}
