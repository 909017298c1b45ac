#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ceremony/process.h"

_Static_assert(FILE_HERE == AT_FDCWD, "FILE_HERE is the current folder");

static int
open_regular(int folder, const char *name, struct stat *status)
{
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (fd < 0 && errno == ELOOP)
		die("'%s' is a link, and links are not followed", name);
	if (fd < 0)
		die_errno("cannot open '%s'", name);
	if (fstat(fd, status) != 0)
		die_errno("cannot look at '%s'", name);
	if (!S_ISREG(status->st_mode))
		die("'%s' is not a regular file", name);
	return fd;
}

static size_t
read_up_to(int fd, const char *name, uint8_t *buffer, size_t capacity)
{
	size_t size = 0;

	while (size < capacity) {
		ssize_t got = read(fd, buffer + size, capacity - size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			die_errno("cannot read '%s'", name);
		if (got == 0)
			break;
		size += (size_t)got;
	}
	return size;
}

size_t
file_read_into(int folder, const char *name, void *buffer, size_t capacity)
{
	struct stat status;
	int fd = open_regular(folder, name, &status);
	uint8_t beyond;
	size_t size;

	if ((uintmax_t)status.st_size > capacity)
		refuse("'%s' holds more than %zu bytes", name, capacity);
	size = read_up_to(fd, name, buffer, capacity);
	if (size != (size_t)status.st_size || read_up_to(fd, name, &beyond, 1) != 0)
		refuse("'%s' changed while it was read", name);
	close(fd);
	return size;
}

/* A medium's own bytes, not what this machine remembers of them. Where it cannot forget, it reads what it remembers. */
static void
forget(int folder, const char *name)
{
	struct stat status;
	int fd = open_regular(folder, name, &status);

	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	close(fd);
}

size_t
file_read_medium(int folder, const char *name, void *buffer, size_t capacity, bool *is_medium)
{
	struct stat status, here, root;
	size_t size;

	forget(folder, name);
	size = file_read_into(folder, name, buffer, capacity);
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
	    fstatat(folder, ".", &here, 0) != 0 || stat("/", &root) != 0)
		die_errno("cannot look at '%s'", name);
	*is_medium = status.st_dev != here.st_dev && status.st_dev != root.st_dev;
	return size;
}

struct bytes
file_read(int folder, const char *name, size_t most)
{
	struct stat status;
	struct bytes bytes = {NULL, 0};

	close(open_regular(folder, name, &status));
	if ((uintmax_t)status.st_size > most)
		refuse("'%s' holds more than %zu bytes", name, most);
	bytes.data = malloc((size_t)status.st_size + 1);
	if (bytes.data == NULL)
		die("no memory for '%s'", name);
	bytes.size = file_read_into(folder, name, bytes.data, (size_t)status.st_size);
	bytes.data[bytes.size] = '\0';
	return bytes;
}

void
file_free(struct bytes *bytes)
{
	free(bytes->data);
	*bytes = (struct bytes){NULL, 0};
}

static void
sync_folder(int folder, const char *name)
{
	int here = file_open_folder(folder, ".");

	if (fsync(here) != 0 || syncfs(here) != 0)
		die_errno("cannot bring the removal of '%s' onto the medium", name);
	close(here);
}

void
file_remove(int folder, const char *name)
{
	if (unlinkat(folder, name, 0) != 0)
		die_errno("cannot remove '%s'", name);
	sync_folder(folder, name);
}

bool
file_exists(int folder, const char *name)
{
	struct stat status;

	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0)
		return true;
	if (errno != ENOENT)
		die_errno("cannot look for '%s'", name);
	return false;
}

void
file_must_be_new(int folder, const char *name)
{
	if (file_exists(folder, name))
		refuse("'%s' is already there; nothing is overwritten", name);
}

bool
file_is_folder(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

int
file_open_folder(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		die_errno("cannot open the folder '%s'", name);
	return fd;
}

void
file_make_folder(int folder, const char *name)
{
	int made;

	if (mkdirat(folder, name, 0700) != 0 && errno != EEXIST)
		die_errno("cannot make the folder '%s'", name);
	made = file_open_folder(folder, name);
	if (fsync(made) != 0 || syncfs(made) != 0)
		die_errno("cannot write the folder '%s'", name);
	close(made);
}

bool
file_is_mounted(int folder)
{
	struct stat here, above;

	if (fstat(folder, &here) != 0 || fstatat(folder, "..", &above, 0) != 0)
		die_errno("cannot look at a folder");
	return here.st_dev != above.st_dev;
}

bool
file_same(int folder, const char *one, const char *other)
{
	struct stat a, b;

	if (fstatat(folder, one, &a, 0) != 0 || fstatat(folder, other, &b, 0) != 0)
		die_errno("cannot look at '%s' and '%s'", one, other);
	return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool
file_same_folder(int one, int other)
{
	struct stat a, b;

	if (fstat(one, &a) != 0 || fstat(other, &b) != 0)
		die_errno("cannot look at a folder");
	return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* A folder that may be entered need not be readable: O_PATH. */
static int
open_for_walk(int folder, const char *name)
{
	int fd = openat(folder, name, O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		die_errno("cannot look at the folder '%s'", name);
	return fd;
}

bool
file_is_below(int folder, int above)
{
	int at = open_for_walk(folder, ".");

	while (!file_same_folder(at, above)) {
		int parent = open_for_walk(at, "..");
		bool root = file_same_folder(at, parent);

		close(at);
		at = parent;
		if (root) {
			close(at);
			return false;
		}
	}
	close(at);
	return true;
}
