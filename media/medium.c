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
	struct stat status;

	if (fstat(folder, &status) != 0)
		die_errno("cannot look at a folder");
	*medium = (struct medium){status.st_dev, status.st_ino, has_block_device(status.st_dev)};
}

void
medium_id(char id[MEDIUM_ID_BYTES], const struct medium *medium, bool production)
{
	int length = snprintf(id, MEDIUM_ID_BYTES, "fs-%" PRIxMAX, (uintmax_t)medium->device);

	if (!production)
		snprintf(id + length, MEDIUM_ID_BYTES - (size_t)length, "-%" PRIuMAX,
			 (uintmax_t)medium->folder);
}

void
medium_label(char label[MEDIUM_LABEL_BYTES], const char *ceremony, const char *date,
	     const struct digest *digest)
{
	const size_t last = WORDS_PROOF - 1;

	snprintf(label, MEDIUM_LABEL_BYTES, "%s, %s: %s %s %s ... %s", ceremony, date,
		 words_word(0, digest->bytes[0]), words_word(1, digest->bytes[1]),
		 words_word(2, digest->bytes[2]), words_word(last, digest->bytes[last]));
}

void
medium_check_apart(const char *id, bool production, const char *name)
{
	int here = file_open_folder(FILE_HERE, ".");
	char own_id[MEDIUM_ID_BYTES];
	struct medium own;

	medium_look(&own, here);
	medium_id(own_id, &own, production);
	if (strcmp(id, own_id) == 0)
		refuse("'%s' is on the medium that holds the ceremony folder", name);
	close(here);
}

void
medium_check_room(int folder, const char *name, size_t size)
{
	struct statvfs room;
	uintmax_t free_bytes;

	if (fstatvfs(folder, &room) != 0)
		die_errno("cannot look for room in '%s'", name);
	if (room.f_flag & ST_RDONLY) {
		process_hint("open the medium's write lock, or mount it for writing, and run this "
			     "step again");
		die("'%s' is mounted read-only", name);
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
	if (medium->has_block_device && !has_block_device(medium->device))
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
