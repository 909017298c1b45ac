#include "read_back.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "media/progress.h"

/* O_DIRECT wants memory, offset and size in whole blocks; no medium has larger ones. */
enum { BLOCK_BYTES = 4096, CHUNK_BYTES = 256 * BLOCK_BYTES };

static const char distrust[] =
	"the medium is bad: do not trust the file on it, set the medium aside and "
	"write to another";

static const struct {
	const char *word, *sentence;
} ways[] = {
	[READ_BACK_DIRECT] = {"direct", "was read back from the medium, past the page cache"},
	[READ_BACK_DROPPED] = {"dropped",
			       "was read back after the page cache was asked to drop it"},
	[READ_BACK_MEMORY] = {"memory",
			      "was compared in memory only: there is no medium behind that folder"},
};

const char *
read_back_word(enum read_back how)
{
	return ways[how].word;
}

const char *
read_back_sentence(enum read_back how)
{
	return ways[how].sentence;
}

static bool
is_memory(int fd)
{
	struct statfs medium;

	if (fstatfs(fd, &medium) != 0)
		die_errno("cannot look at the medium's file system");
	return medium.f_type == TMPFS_MAGIC || medium.f_type == RAMFS_MAGIC;
}

static int
open_again(int folder, const char *name, int direct)
{
	return openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | direct);
}

/* The pages go first in any case: a file system may take O_DIRECT and read through its cache. */
static void
drop_pages(int fd, const char *name)
{
	int error = posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);

	if (error != 0) {
		errno = error;
		die_errno("cannot drop '%s' from the page cache", name);
	}
}

/* Returns the descriptor to read from; some file systems refuse O_DIRECT at the first read only. */
static int
open_past_cache(int folder, const char *name, void *chunk, enum read_back *how)
{
	int plain = open_again(folder, name, 0), direct;

	if (plain < 0)
		die_errno("cannot open '%s' to read it back", name);
	*how = READ_BACK_MEMORY;
	if (is_memory(plain))
		return plain;
	drop_pages(plain, name);
	direct = open_again(folder, name, O_DIRECT);
	*how = READ_BACK_DIRECT;
	if (direct >= 0 && (pread(direct, chunk, CHUNK_BYTES, 0) >= 0 || errno != EINVAL)) {
		close(plain);
		return direct;
	}
	if (direct >= 0)
		close(direct);
	*how = READ_BACK_DROPPED;
	return plain;
}

static size_t
read_chunk(int fd, const char *name, void *chunk, size_t offset)
{
	ssize_t got;

	do
		got = pread(fd, chunk, CHUNK_BYTES, (off_t)offset);
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		process_hint("%s", distrust);
		die_errno("cannot read '%s' back", name);
	}
	return (size_t)got;
}

/* Up to the end of the file, which is to be the end of the data. */
static bool
is_same(int fd, const char *name, const uint8_t *data, size_t size, void *chunk)
{
	size_t offset = 0, got;

	while (offset < size) {
		got = read_chunk(fd, name, chunk, offset);
		if (got == 0 || got > size - offset || memcmp(chunk, data + offset, got) != 0)
			return false;
		offset += got;
		progress_at(offset, size);
	}
	return true;
}

static bool
has_size(int fd, size_t size)
{
	struct stat status;

	return fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size == (off_t)size;
}

enum read_back
read_back_compare(int folder, const char *name, const void *data, size_t size)
{
	void *chunk = aligned_alloc(BLOCK_BYTES, CHUNK_BYTES);
	enum read_back how;
	int fd;

	if (chunk == NULL)
		die("no memory to read '%s' back", name);
	progress_begin("reading back");
	fd = open_past_cache(folder, name, chunk, &how);
	if (!has_size(fd, size) || !is_same(fd, name, data, size, chunk)) {
		process_hint("%s", distrust);
		refuse("'%s' came back as other bytes than were written", name);
	}
	progress_end();
	close(fd);
	free(chunk);
	return how;
}
