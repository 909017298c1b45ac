#include "stray_card.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ceremony/file.h"
#include "ceremony/process.h"
#include "ceremony/sandbox.h"

enum { MOST_ENTRIES = 100000, MOST_DEPTH = 32 };

static const char BEGINNING[] = "claviger card ";

static dev_t
device_of(int folder)
{
	struct stat status;

	if (fstat(folder, &status) != 0)
		die_errno("cannot look at a folder");
	return status.st_dev;
}

/* The top of the file system that the current folder is on. */
static int
medium_top(void)
{
	int at = file_open_folder(FILE_HERE, ".");

	for (;;) {
		int parent = file_open_folder(at, "..");

		if (device_of(parent) != device_of(at) || file_same_folder(parent, at)) {
			close(parent);
			return at;
		}
		close(at);
		at = parent;
	}
}

int
stray_card_begin(void)
{
	int top = medium_top(), system = file_open_folder(FILE_HERE, "/");

	if (device_of(top) == device_of(system)) {
		close(top);
		top = file_open_folder(FILE_HERE, ".");
	}
	close(system);
	sandbox_allow(top, false);
	return top;
}

bool
stray_card_is(const void *data, size_t size)
{
	return size >= sizeof BEGINNING - 1 && memcmp(data, BEGINNING, sizeof BEGINNING - 1) == 0;
}

static void
check_file(int folder, const char *name)
{
	char start[sizeof BEGINNING - 1];
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		die_errno("cannot look into '%s', which may be a card", name);
	if (read(fd, start, sizeof start) == (ssize_t)sizeof start &&
	    stray_card_is(start, sizeof start))
		refuse("'%s' is a card: cards stay with their custodians, and no copy stays here",
		       name);
	close(fd);
}

/* One open folder a level: the walk without recursion. */
struct walk {
	DIR *levels[MOST_DEPTH];
	size_t depth, entries;
};

static void
descend(struct walk *walk, int folder)
{
	if (walk->depth == MOST_DEPTH)
		die("the folders here are too deep to look for cards in all of them");
	walk->levels[walk->depth] = fdopendir(folder);
	if (walk->levels[walk->depth] == NULL)
		die_errno("cannot look into a folder");
	walk->depth++;
}

static void
look_at(struct walk *walk, int folder, const char *name, dev_t device)
{
	struct stat status;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return;
	if (++walk->entries > MOST_ENTRIES)
		die("there are too many files here to look for cards in all of them");
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		die_errno("cannot look at '%s'", name);
	if (S_ISREG(status.st_mode))
		check_file(folder, name);
	else if (S_ISDIR(status.st_mode) && status.st_dev == device)
		descend(walk, file_open_folder(folder, name));
}

void
stray_card_search(int folder)
{
	struct walk walk = {.depth = 0};
	int top = file_open_folder(folder, ".");
	dev_t device = device_of(top);

	descend(&walk, top);
	while (walk.depth > 0) {
		DIR *level = walk.levels[walk.depth - 1];
		struct dirent *entry;

		errno = 0;
		entry = readdir(level);
		if (entry == NULL && errno != 0)
			die_errno("cannot look into a folder");
		if (entry != NULL)
			look_at(&walk, dirfd(level), entry->d_name, device);
		else if (closedir(level) == 0)
			walk.depth--;
	}
}
