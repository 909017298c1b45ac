#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ceremony/process.h"

enum { PATH_BYTES = 512, PIECE_BYTES = 1 << 20, SLOW_MILLISECONDS = 50 };

/* The folder that will hold the file, and the file's name in it. */
struct place {
	int folder;
	const char *leaf;
	const char *name;
};

static struct place
place_of(int folder, const char *name)
{
	const char *slash = strrchr(name, '/');
	char parent[PATH_BYTES];
	size_t length = slash == NULL ? 0 : (size_t)(slash - name);

	if (slash == NULL)
		return (struct place){file_open_folder(folder, "."), name, name};
	if (length == 0 || length >= sizeof parent)
		die("cannot create '%s': its path is not usable", name);
	memcpy(parent, name, length);
	parent[length] = '\0';
	return (struct place){file_open_folder(folder, parent), slash + 1, name};
}

static void (*report)(size_t done, size_t size);

void
file_report(void (*function)(size_t done, size_t size))
{
	report = function;
}

/* Brings a piece onto the medium; whether that took so long that people want to know how the next ones do. */
static bool
sync_piece(int fd, bool *is_slow)
{
	struct timespec begin = {0, 0}, end = {0, 0};

	clock_gettime(CLOCK_MONOTONIC, &begin);
	if (fdatasync(fd) != 0)
		return false;
	clock_gettime(CLOCK_MONOTONIC, &end);
	*is_slow = (end.tv_sec - begin.tv_sec) * 1000 + (end.tv_nsec - begin.tv_nsec) / 1000000 >
		   SLOW_MILLISECONDS;
	return true;
}

/* With a report piece by piece, on a slow medium each there before it is told: the kernel's memory takes all at once. */
static bool
write_all(int fd, const uint8_t *data, size_t size)
{
	const size_t most = report == NULL ? size : PIECE_BYTES;
	bool is_slow = true;
	size_t done = 0;

	while (done < size) {
		ssize_t put = write(fd, data + done, size - done < most ? size - done : most);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		done += (size_t)put;
		if (report != NULL && is_slow && done < size && !sync_piece(fd, &is_slow))
			return false;
		if (report != NULL)
			report(done, size);
	}
	return fsync(fd) == 0;
}

/* What was written may be half: its name goes away again, as far as a failing medium lets it. */
static _Noreturn void
give_up(const struct place *place, const char *leaf)
{
	int reason = errno;

	if (leaf != NULL)
		unlinkat(place->folder, leaf, 0);
	errno = reason;
	die_errno("cannot bring '%s' onto the medium", place->name);
}

/* A renamed draft is on a file system that may need all three; elsewhere the file and its folder do. */
static void
sync_place(int fd, const struct place *place, bool renamed)
{
	if (fsync(fd) != 0 || fsync(place->folder) != 0 ||
	    (renamed && syncfs(place->folder) != 0) || close(fd) != 0)
		give_up(place, place->leaf);
	close(place->folder);
}

/* The name that was to be new is there, or something failed; a draft does not stay. */
static _Noreturn void
refuse_or_give_up(const struct place *place, const char *draft)
{
	int reason = errno;

	if (draft != NULL)
		unlinkat(place->folder, draft, 0);
	if (reason == EEXIST)
		refuse("'%s' is already there; nothing is overwritten", place->name);
	errno = reason;
	die_errno("cannot create '%s'", place->name);
}

/* ext4, tmpfs, xfs: the file has no name until it is whole. */
static void
finish_unnamed(int fd, const struct place *place, const void *data, size_t size)
{
	char self[PATH_BYTES];

	if (!write_all(fd, data, size))
		give_up(place, NULL);
	snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
	if (linkat(AT_FDCWD, self, place->folder, place->leaf, AT_SYMLINK_FOLLOW) != 0)
		refuse_or_give_up(place, NULL);
	sync_place(fd, place, false);
}

static bool
is_named(int fd, const struct place *place, const char *name)
{
	struct stat open_file, named;

	return fstat(fd, &open_file) == 0 &&
	       fstatat(place->folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	       open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

/* A draft belongs to whoever holds its lock; one that nobody holds was left by an interrupted
 * step of this kind, since no other writes that name. */
static void
remove_stale_draft(const struct place *place, const char *draft)
{
	int fd = openat(place->folder, draft, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		die_errno("cannot look at '%s.part'", place->name);
	if (flock(fd, LOCK_EX | LOCK_NB) != 0 || !is_named(fd, place, draft))
		die("'%s.part' is being written by another program", place->name);
	say("%s: removing '%s.part', left by an interrupted step", process_name(), place->name);
	if (unlinkat(place->folder, draft, 0) != 0)
		die_errno("cannot remove '%s.part'", place->name);
	close(fd);
}

static int
open_draft(const struct place *place, const char *draft)
{
	const int how = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(place->folder, draft, how, 0600);

	if (fd < 0 && errno == EEXIST) {
		remove_stale_draft(place, draft);
		fd = openat(place->folder, draft, how, 0600);
	}
	if (fd < 0)
		die_errno("cannot create '%s.part'", place->name);
	if (flock(fd, LOCK_EX | LOCK_NB) != 0 || !is_named(fd, place, draft))
		die("'%s.part' is being written by another program", place->name);
	return fd;
}

/* vfat, exfat: a draft is renamed without replacing, and synced again afterwards, because vfat
 * writes the size of a renamed file only when the file is synced once more. */
static void
finish_draft(const struct place *place, const void *data, size_t size)
{
	char draft[PATH_BYTES];
	int fd;

	if (snprintf(draft, sizeof draft, "%s.part", place->leaf) >= (int)sizeof draft)
		die("the name '%s' is too long", place->name);
	fd = open_draft(place, draft);
	if (!write_all(fd, data, size))
		give_up(place, draft);
	if (renameat2(place->folder, draft, place->folder, place->leaf, RENAME_NOREPLACE) != 0)
		refuse_or_give_up(place, draft);
	sync_place(fd, place, true);
}

void
file_create(int folder, const char *name, const void *data, size_t size)
{
	struct place place = place_of(folder, name);
	int fd;

	file_must_be_new(folder, name);
	fd = openat(place.folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
	if (fd >= 0)
		finish_unnamed(fd, &place, data, size);
	else if (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOSYS)
		finish_draft(&place, data, size);
	else
		die_errno("cannot create '%s'", name);
}
