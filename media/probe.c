#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <sodium.h>

#include "ceremony/process.h"
#include "media/progress.h"

enum {
	CHUNK_BYTES = 64 << 10,
	MOST_FILES = 4096,
	NAME_BYTES = 32,
};

static const uint64_t FILE_BYTES = UINT64_C(1) << 30; /* below FAT's 4 GiB */

struct probe {
	int folder;
	const char *name; /* for messages */
	uint8_t key[crypto_stream_chacha20_KEYBYTES];
	uint8_t *pattern, *got; /* a chunk each, where O_DIRECT can read */
	uint64_t room, done;
};

static void
file_name(char out[NAME_BYTES], unsigned number)
{
	snprintf(out, NAME_BYTES, "claviger-probe-%u", number);
}

/* Files of ours, of this probe or of one that was killed. */
static unsigned
remove_files(const struct probe *probe)
{
	char name[NAME_BYTES];
	unsigned removed = 0;

	for (unsigned i = 0; i < MOST_FILES; i++) {
		file_name(name, i);
		if (unlinkat(probe->folder, name, 0) == 0)
			removed++;
		else if (errno != ENOENT)
			die_errno("cannot remove '%s/%s'", probe->name, name);
	}
	if (removed > 0 && syncfs(probe->folder) != 0)
		die_errno("cannot bring the end of the probe onto '%s'", probe->name);
	return removed;
}

static const struct probe *running;

/* However it ends: the medium is not left full. */
static void
clean_up(void)
{
	char name[NAME_BYTES];

	for (unsigned i = 0; running != NULL && i < MOST_FILES; i++) {
		file_name(name, i);
		unlinkat(running->folder, name, 0);
	}
}

/* The chunk's number makes its pattern: the key is new each time, so that nobody can know it before. */
static void
make_pattern(const struct probe *probe, uint64_t offset)
{
	uint8_t nonce[crypto_stream_chacha20_NONCEBYTES] = {0};

	for (unsigned i = 0; i < sizeof offset; i++)
		nonce[i] = (uint8_t)(offset >> 8 * i);
	crypto_stream_chacha20(probe->pattern, CHUNK_BYTES, nonce, probe->key);
}

/* False when the medium is full. */
static bool
write_chunk(struct probe *probe, int fd)
{
	size_t done = 0;

	make_pattern(probe, probe->done);
	while (done < CHUNK_BYTES) {
		ssize_t put = write(fd, probe->pattern + done, CHUNK_BYTES - done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0 && errno == ENOSPC)
			return false;
		if (put < 0)
			die_errno("cannot write to '%s'", probe->name);
		done += (size_t)put;
	}
	probe->done += CHUNK_BYTES;
	progress_at(probe->done, probe->room);
	return true;
}

/* Returns whether the medium takes more. Only whole chunks count; the last one that is half is cut off. */
static bool
fill_file(struct probe *probe, unsigned number)
{
	char name[NAME_BYTES];
	bool more = true;
	uint64_t begin = probe->done;
	int fd;

	file_name(name, number);
	fd = openat(probe->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		    0600);
	if (fd < 0 && errno == ENOSPC)
		return false;
	if (fd < 0)
		die_errno("cannot create '%s/%s'", probe->name, name);
	while (more && probe->done - begin < FILE_BYTES)
		more = write_chunk(probe, fd);
	if (ftruncate(fd, (off_t)(probe->done - begin)) != 0 || fsync(fd) != 0 || close(fd) != 0)
		die_errno("cannot bring the pattern onto '%s'", probe->name);
	return more;
}

static int
open_again(const struct probe *probe, const char *name)
{
	int fd = openat(probe->folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int direct;

	if (fd < 0 || posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED) != 0)
		die_errno("cannot read '%s/%s' back", probe->name, name);
	direct = openat(probe->folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_DIRECT);
	if (direct < 0)
		return fd;
	if (pread(direct, probe->got, CHUNK_BYTES, 0) < 0 && errno == EINVAL) {
		close(direct);
		return fd;
	}
	close(fd);
	return direct;
}

static _Noreturn void
refuse_lie(const struct probe *probe)
{
	process_hint("do not use it: what is written behind that place is lost");
	refuse("the medium '%s' lies about its capacity, or is bad: of %" PRIu64
	       " bytes that it took, what stands from byte %" PRIu64
	       " on came back as something else",
	       probe->name, probe->room, probe->done);
}

static void
compare_file(struct probe *probe, unsigned number)
{
	char name[NAME_BYTES];
	ssize_t got;
	uint64_t at = 0;
	int fd;

	file_name(name, number);
	fd = open_again(probe, name);
	while (probe->done < probe->room && at < FILE_BYTES) {
		make_pattern(probe, probe->done);
		got = pread(fd, probe->got, CHUNK_BYTES, (off_t)at);
		if (got != CHUNK_BYTES || memcmp(probe->got, probe->pattern, CHUNK_BYTES) != 0)
			refuse_lie(probe);
		at += CHUNK_BYTES;
		probe->done += CHUNK_BYTES;
		progress_at(probe->done, probe->room);
	}
	close(fd);
}

static void
begin(struct probe *probe)
{
	struct statvfs room;

	probe->pattern = aligned_alloc(4096, CHUNK_BYTES);
	probe->got = aligned_alloc(4096, CHUNK_BYTES);
	if (probe->pattern == NULL || probe->got == NULL)
		die("no memory for the probe");
	randombytes_buf(probe->key, sizeof probe->key);
	if (fstatvfs(probe->folder, &room) != 0)
		die_errno("cannot look for room in '%s'", probe->name);
	if (room.f_flag & ST_RDONLY)
		die("'%s' is mounted read-only", probe->name);
	if (remove_files(probe) > 0)
		say("What an interrupted probe had left on '%s' is removed.", probe->name);
	if (fstatvfs(probe->folder, &room) != 0)
		die_errno("cannot look for room in '%s'", probe->name);
	probe->room = (uint64_t)room.f_bavail * room.f_frsize;
	running = probe;
	process_before_leaving(clean_up);
}

void
probe_run(int folder, const char *name)
{
	static struct probe probe;
	unsigned files = 0;

	probe = (struct probe){.folder = folder, .name = name};
	begin(&probe);
	progress_begin("filling the medium");
	while (files < MOST_FILES && fill_file(&probe, files))
		files++;
	progress_end();
	if (syncfs(folder) != 0)
		die_errno("cannot bring the pattern onto '%s'", name);
	probe.room = probe.done;
	probe.done = 0;
	progress_begin("reading the medium back");
	for (unsigned i = 0; i <= files && probe.done < probe.room; i++)
		compare_file(&probe, i);
	progress_end();
	running = NULL;
	remove_files(&probe);
	say("The medium '%s' gave back all of the %" PRIu64
	    " bytes that were free, as they were written.",
	    name, probe.room);
}
