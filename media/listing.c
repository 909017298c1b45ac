#include "listing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "media/ticket.h"

enum { MOST_NAMES = 20, MOST_ENTRIES = 100000 };

static bool
ends_in(const char *name, const char *ending)
{
	size_t length = strlen(name), size = strlen(ending);

	return length > size && strcasecmp(name + length - size, ending) == 0;
}

const char *
listing_judge(const char *name)
{
	static const char *const programs[] = {
		".exe",     ".com", ".bat", ".cmd", ".scr", ".pif",     ".lnk", ".ps1",
		".vbs",     ".js",  ".jse", ".wsf", ".hta", ".msi",     ".jar", ".cpl",
		".desktop", ".sh",  ".run", ".dll", ".app", ".command",
	};

	if (strcasecmp(name, "autorun.inf") == 0 || strcasecmp(name, "autorun.sh") == 0 ||
	    strcasecmp(name, ".autorun") == 0 || strcasecmp(name, "autorun") == 0 ||
	    strcasecmp(name, "desktop.ini") == 0)
		return "starts by itself on some computers";
	for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++)
		if (ends_in(name, programs[i]))
			return "is a program by its name";
	return NULL;
}

/* By its first bytes: ELF, Windows, a script. */
static const char *
judge_file(int folder, const char *name)
{
	char start[4] = "";
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : read(fd, start, sizeof start);

	if (fd >= 0)
		close(fd);
	if ((got == 4 && memcmp(start,
				"\x7f"
				"ELF",
				4) == 0) ||
	    (got >= 2 && (memcmp(start, "MZ", 2) == 0 || memcmp(start, "#!", 2) == 0)))
		return "is a program by its first bytes";
	return NULL;
}

static const char *
judge(int folder, const char *name)
{
	struct stat status;
	const char *answer = listing_judge(name);

	if (answer != NULL)
		return answer;
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return "cannot be looked at";
	if (S_ISLNK(status.st_mode))
		return "is a link";
	if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
		return "is a device, a pipe or a socket";
	return S_ISREG(status.st_mode) ? judge_file(folder, name) : NULL;
}

static bool
is_expected(const char *name, const char *but)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, but) == 0 ||
	       strcmp(name, TICKET_NAME) == 0 || strcmp(name, TICKET_SIGNATURE_NAME) == 0;
}

void
listing_say(int folder, const char *but)
{
	int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *entries = again < 0 ? NULL : fdopendir(again);
	const struct dirent *entry;
	unsigned others = 0, seen = 0;

	if (entries == NULL)
		die_errno("cannot look what else lies on the medium");
	while (seen++ < MOST_ENTRIES && (entry = readdir(entries)) != NULL) {
		const char *answer;

		if (is_expected(entry->d_name, but))
			continue;
		answer = judge(folder, entry->d_name);
		if (answer != NULL)
			warn("'%s', on the medium too, %s: nothing of it is read or started",
			     entry->d_name, answer);
		else if (others++ < MOST_NAMES)
			say("'%s' lies on the medium too, and is ignored.", entry->d_name);
	}
	if (others > MOST_NAMES)
		say("%u more lie on the medium, and are ignored.", others - MOST_NAMES);
	closedir(entries);
}
