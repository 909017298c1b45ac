#include "medium.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "ceremony/file.h"
#include "ceremony/grammar.h"
#include "ceremony/process.h"
#include "ceremony/text.h"
#include "ceremony/words.h"

#define LETTERS_AND_DIGITS "abcdefghijklmnopqrstuvwxyz0123456789"

/* Windows opens the device for these, whatever follows the first dot. The COM and LPT ports, a
 * digit each, are told by their first three letters. */
static bool
is_dos_device(const char *name)
{
	static const char *const devices[] = {"con", "prn", "aux", "nul", NULL};
	size_t length = strcspn(name, ".");
	char stem[5] = "";

	if (length >= sizeof stem)
		return false;
	memcpy(stem, name, length);
	if (length == 4 && (memcmp(stem, "com", 3) == 0 || memcmp(stem, "lpt", 3) == 0))
		return text_is_all(stem + 3, 1, "0123456789");
	return grammar_is_one_of(stem, devices);
}

static bool
ends_in(const char *name, const char *ending)
{
	size_t length = strlen(name), size = strlen(ending);

	return length >= size && strcmp(name + length - size, ending) == 0;
}

const char *
medium_check_name(const char *name)
{
	size_t length = strlen(name);

	if (length == 0)
		return "is empty";
	if (length > MEDIUM_NAME_MOST)
		return "is longer than 64 characters";
	if (!text_is_all(name, length, LETTERS_AND_DIGITS "._-"))
		return "has other characters than a-z, 0-9, dot, dash and underscore";
	if (!text_is_all(name, 1, LETTERS_AND_DIGITS))
		return "does not begin with a letter or digit";
	if (ends_in(name, "."))
		return "ends in a dot, which FAT drops";
	if (ends_in(name, ".part"))
		return "is the name of a file that is half written";
	return is_dos_device(name) ? "is the name of a device on Windows" : NULL;
}

/* The sandbox confines opening, not looking, so that this answers after process_lock too. */
static bool
has_block_device(dev_t device)
{
	struct stat status;
	char name[64];

	snprintf(name, sizeof name, "/sys/dev/block/%u:%u", major(device), minor(device));
	return stat(name, &status) == 0;
}

void
medium_look(struct medium *medium, int folder)
{
	struct stat status, above;

	if (fstat(folder, &status) != 0 || fstatat(folder, "..", &above, 0) != 0)
		die_errno("cannot look at a folder");
	*medium = (struct medium){.device = status.st_dev,
				  .folder = status.st_ino,
				  .is_top = above.st_dev != status.st_dev};
	device_look(&medium->disk, folder);
}

bool
medium_is_plugged(const struct medium *medium)
{
	return medium->disk.has_disk && (medium->disk.is_usb || medium->disk.is_removable);
}

/* Letters, digits, dots, dashes and underscores; "none" when nothing is left. */
static void
put_word(char *out, size_t size, const char *text)
{
	size_t used = 0;

	for (; *text != '\0' && used + 1 < size; text++)
		out[used++] =
			text_is_all(text, 1, LETTERS_AND_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-")
				? *text
				: '-';
	out[used] = '\0';
	if (used == 0)
		snprintf(out, size, "none");
}

void
medium_id(char id[MEDIUM_ID_BYTES], const struct medium *medium)
{
	char serial[64], uuid[DEVICE_UUID_BYTES];

	if (!medium_is_plugged(medium)) {
		snprintf(id, MEDIUM_ID_BYTES, "fs-%" PRIxMAX "-%" PRIuMAX,
			 (uintmax_t)medium->device, (uintmax_t)medium->folder);
		return;
	}
	device_uuid(uuid, medium->disk.superblock, medium->disk.superblock_size);
	put_word(serial, sizeof serial, medium->disk.serial);
	snprintf(id, MEDIUM_ID_BYTES, "usb-%s.%s", serial, uuid[0] == '\0' ? "none" : uuid);
}

/* Equal, or unknown to one of the two. */
static bool
may_be_same(const char *one, size_t one_size, const char *other, size_t other_size)
{
	const size_t none = strlen("none");

	return (one_size == none && memcmp(one, "none", none) == 0) ||
	       (other_size == none && memcmp(other, "none", none) == 0) ||
	       (one_size == other_size && memcmp(one, other, one_size) == 0);
}

bool
medium_same_id(const char *one, const char *other)
{
	const char *one_dot = strrchr(one, '.'), *other_dot = strrchr(other, '.');
	const size_t prefix = strlen("usb-");

	if (strncmp(one, "usb-", prefix) != 0 || strncmp(other, "usb-", prefix) != 0 ||
	    one_dot == NULL || other_dot == NULL)
		return strcmp(one, other) == 0;
	return may_be_same(one + prefix, (size_t)(one_dot - one) - prefix, other + prefix,
			   (size_t)(other_dot - other) - prefix) &&
	       may_be_same(one_dot + 1, strlen(one_dot + 1), other_dot + 1, strlen(other_dot + 1));
}

void
medium_model(char out[MEDIUM_ID_BYTES], const struct medium *medium)
{
	char text[2 * DEVICE_TEXT_BYTES + 2] = "";

	if (medium_is_plugged(medium))
		snprintf(text, sizeof text, "%s%s%s", medium->disk.vendor,
			 medium->disk.vendor[0] == '\0' ? "" : "-", medium->disk.model);
	put_word(out, 64, text[0] == '-' ? text + 1 : text);
	if (!text_is_all(out, 1, LETTERS_AND_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		snprintf(out, MEDIUM_ID_BYTES, "none");
}

void
medium_label(char label[MEDIUM_LABEL_BYTES], const char *ceremony, const char *date,
	     const struct digest *digest)
{
	char words[WORDS_MEDIUM_TEXT_BYTES];

	words_medium_of(words, digest, " ... ");
	snprintf(label, MEDIUM_LABEL_BYTES, "%s, %s: %s", ceremony, date, words);
}

void
medium_check_apart(const struct medium *medium, const char *name)
{
	int here = file_open_folder(FILE_HERE, ".");
	struct medium own;
	bool same_disk;

	medium_look(&own, here);
	same_disk = medium_is_plugged(&own) && medium_is_plugged(medium) &&
		    strcmp(own.disk.disk, medium->disk.disk) == 0;
	if (same_disk || (own.device == medium->device && own.folder == medium->folder))
		refuse("'%s' is on the medium that holds the ceremony folder", name);
	close(here);
}

void
medium_check_room(int folder, const struct medium *medium, const char *name, size_t size)
{
	const bool is_read_only = medium->disk.has_disk && medium->disk.is_read_only;
	struct statvfs room;
	uintmax_t free_bytes;

	if (fstatvfs(folder, &room) != 0)
		die_errno("cannot look for room in '%s'", name);
	if ((room.f_flag & ST_RDONLY) || is_read_only) {
		process_hint("open the medium's write lock, or mount it for writing, and run this "
			     "step again");
		die(is_read_only ? "'%s' is write-protected" : "'%s' is mounted read-only", name);
	}
	/* A memory file system without a limit counts no blocks at all. */
	if (room.f_blocks == 0)
		return;
	free_bytes = (uintmax_t)room.f_bavail * room.f_frsize;
	if (free_bytes < (uintmax_t)size + MEDIUM_SLACK_BYTES) {
		process_hint("use an empty medium");
		die("'%s' has %" PRIuMAX " bytes free, and %zu are wanted", name, free_bytes,
		    size + MEDIUM_SLACK_BYTES);
	}
}

/* NULL, or what became of the path that was looked at. */
static const char *
what_changed(const struct medium *medium, const char *name)
{
	struct stat status;

	if (stat(name, &status) != 0)
		return "is not there any more";
	if (status.st_dev != medium->device || status.st_ino != medium->folder)
		return "is another folder than before: the medium was unmounted";
	if (medium->disk.has_disk && !has_block_device(medium->device))
		return "is of a medium that was taken out meanwhile";
	return NULL;
}

void
medium_check_there(const struct medium *medium, const char *name)
{
	const char *answer = what_changed(medium, name);

	if (answer == NULL)
		return;
	process_hint("do not trust what is on the medium; run this step again with a fresh one");
	die("'%s' %s", name, answer);
}
