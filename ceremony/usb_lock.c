#include "usb_lock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 512, LINE_BYTES = 320, RULES_BYTES = (USB_LOCK_MOST_TOKENS + 1) * LINE_BYTES };

/* An interface that is authorized late is not probed by itself. */
#define INTERFACE "ACTION==\"add\", SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_interface\", "
#define ALLOW "ATTR{authorized}=\"1\", RUN+=\"/bin/sh -c 'echo %%k >/sys/bus/usb/drivers_probe'\"\n"

/* Class 08 is mass storage, 03 what people touch (USB class codes). */
static void
write_rules(char rules[RULES_BYTES], const char *const *tokens)
{
	size_t used = (size_t)snprintf(rules, RULES_BYTES,
				       INTERFACE "ATTR{bInterfaceClass}==\"08\", " ALLOW);

	for (size_t i = 0; tokens != NULL && tokens[i] != NULL && i < USB_LOCK_MOST_TOKENS; i++)
		used += (size_t)snprintf(rules + used, RULES_BYTES - used,
					 INTERFACE "ATTR{bInterfaceClass}==\"03\", "
						   "ATTRS{idVendor}==\"%.4s\", "
						   "ATTRS{idProduct}==\"%.4s\", " ALLOW,
					 tokens[i], tokens[i] + 5);
}

static bool
write_text(const char *path, int flags, const char *text)
{
	int fd = open(path, flags | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644);
	bool good;

	if (fd < 0)
		return false;
	good = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	return close(fd) == 0 && good;
}

/* The rules are there, whole, and no others. */
static bool
holds_rules(const char *path, const char *rules)
{
	char found[RULES_BYTES];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t size = fd < 0 ? -1 : read(fd, found, sizeof found);

	if (fd >= 0)
		close(fd);
	return size == (ssize_t)strlen(rules) && memcmp(found, rules, strlen(rules)) == 0;
}

/* The hubs that are the computer's own: usb1, usb2 and so on. */
static const char *
deny_by_default(const char *root)
{
	char folder[PATH_BYTES], path[2 * PATH_BYTES];
	const struct dirent *entry;
	bool any = false, good = true;
	DIR *devices;

	snprintf(folder, sizeof folder, "%s/sys/bus/usb/devices", root);
	devices = opendir(folder);
	if (devices == NULL)
		return errno == ENOENT ? NULL : "the USB devices cannot be looked at";
	while ((entry = readdir(devices)) != NULL) {
		if (strncmp(entry->d_name, "usb", 3) != 0)
			continue;
		snprintf(path, sizeof path, "%s/%s/interface_authorized_default", folder,
			 entry->d_name);
		good &= write_text(path, 0, "0");
		any = true;
	}
	closedir(devices);
	if (!any)
		return NULL;
	return good ? NULL : "new USB devices are not kept out: the kernel's switch cannot be set";
}

const char *
usb_lock(const char *root, const char *const *tokens)
{
	char folder[PATH_BYTES], path[2 * PATH_BYTES], rules[RULES_BYTES];
	struct stat status;

	snprintf(folder, sizeof folder, "%s/sys/bus/usb/devices", root);
	if (stat(folder, &status) != 0 && errno == ENOENT)
		return NULL; /* no USB at all */
	snprintf(folder, sizeof folder, "%s/run/udev/rules.d", root);
	if (mkdir(folder, 0755) != 0 && errno != EEXIST)
		return "new USB devices are not kept out: there is no udev to tell media from "
		       "others";
	snprintf(path, sizeof path, "%s/60-claviger.rules", folder);
	write_rules(rules, tokens);
	if (stat(path, &status) != 0 && !write_text(path, O_CREAT | O_EXCL, rules))
		return "new USB devices are not kept out: udev's rule cannot be written";
	if (!holds_rules(path, rules))
		return "new USB devices are not kept out: another rule is in the place of udev's";
	return deny_by_default(root);
}
