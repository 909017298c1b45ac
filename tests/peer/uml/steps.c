/*
 * Loaded before a program (LD_PRELOAD): each of its calls on a medium is a step, and before each step something happens to the medium.
 *
 *     STICK    the folder on the medium
 *     DISK     its block device; SNAPSHOTS: a file that gets a copy of it at each step, as a power cut would leave it
 *     AT       the number of the step, from 1, at which somebody is told through the pipe PULL, and waited for at PULLED
 *     STEPS    a file that gets the name of each step
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BLOCK = 4096 };

static dev_t stick;
static int disk = -1, snapshots = -1, steps = -1, pull = -1, pulled = -1, at, count;
static off_t size;
static char *copy;

static int
opened(const char *name, int flags)
{
	const char *path = getenv(name);

	return path == NULL ? -1 : open(path, flags, 0600);
}

/* At the first step, and not before: programs begin by closing what they did not open. */
static void
begin(void)
{
	struct stat status;
	static int begun;

	if (begun++ || getenv("STICK") == NULL || stat(getenv("STICK"), &status) != 0)
		return;
	stick = status.st_dev;
	at = getenv("AT") == NULL ? 0 : atoi(getenv("AT"));
	disk = opened("DISK", O_RDONLY | O_DIRECT);
	snapshots = opened("SNAPSHOTS", O_WRONLY | O_CREAT | O_APPEND);
	steps = opened("STEPS", O_WRONLY | O_CREAT | O_APPEND);
	pull = opened("PULL", O_WRONLY);
	pulled = opened("PULLED", O_RDONLY);
	size = disk < 0 ? 0 : lseek(disk, 0, SEEK_END);
	copy = aligned_alloc(BLOCK, size == 0 ? BLOCK : (size_t)size);
}

static void
step(int fd, const char *name)
{
	struct stat status;
	char answer;

	begin();
	if (stick == 0 || fstat(fd, &status) != 0 || status.st_dev != stick)
		return;
	count++;
	if (steps >= 0)
		dprintf(steps, "%s\n", name);
	if (snapshots >= 0 && pread(disk, copy, (size_t)size, 0) == size)
		syscall(SYS_write, snapshots, copy, (size_t)size);
	if (count != at)
		return;
	if (pull >= 0 && syscall(SYS_write, pull, "x\n", 2) == 2)
		(void)!read(pulled, &answer, 1);
}

ssize_t
write(int fd, const void *data, size_t bytes)
{
	step(fd, "write");
	return syscall(SYS_write, fd, data, bytes);
}

int
fsync(int fd)
{
	step(fd, "fsync");
	return (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	step(fd, "fdatasync");
	return (int)syscall(SYS_fdatasync, fd);
}

int
syncfs(int fd)
{
	step(fd, "syncfs");
	return (int)syscall(SYS_syncfs, fd);
}

int
renameat2(int from, const char *old, int to, const char *new, unsigned flags)
{
	step(from, "rename");
	return (int)syscall(SYS_renameat2, from, old, to, new, flags);
}

int
linkat(int from, const char *old, int to, const char *new, int flags)
{
	step(to, "link");
	return (int)syscall(SYS_linkat, from, old, to, new, flags);
}

ssize_t
pread64(int fd, void *data, size_t bytes, off64_t where)
{
	step(fd, "read back");
	return syscall(SYS_pread64, fd, data, bytes, where);
}

int
openat64(int folder, const char *name, int flags, ...)
{
	va_list rest;

	va_start(rest, flags);
	if (flags & O_CREAT)
		step(folder, "create");
	return (int)syscall(SYS_openat, folder, name, flags, va_arg(rest, int));
}

__attribute__((destructor)) static void
end(void)
{
	int folder = getenv("STICK") == NULL ? -1 : open(getenv("STICK"), O_RDONLY);

	if (folder >= 0)
		step(folder, "end");
}
