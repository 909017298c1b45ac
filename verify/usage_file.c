#include "usage_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "verify/usage_gzip.h"

void
usage_file_open(struct usage_file *file, const char *name)
{
	struct stat status;

	*file = (struct usage_file){.name = name, .line = 1};
	file->fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (file->fd < 0) {
		if (errno == EMFILE || errno == ENFILE)
			process_hint(
				"several logs of a kind may be one file: cat, of gzip files too");
		die_errno("cannot open '%s'", name);
	}
	if (fstat(file->fd, &status) != 0)
		die_errno("cannot look at '%s'", name);
	if (!S_ISREG(status.st_mode))
		die("'%s' is not a regular file", name);
	file->size = (uint64_t)status.st_size;
}

static size_t
read_some(struct usage_file *file, uint8_t *to, size_t size)
{
	ssize_t got;

	do
		got = read(file->fd, to, size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		die_errno("cannot read '%s'", file->name);
	file->done += (uint64_t)got;
	return (size_t)got;
}

static size_t
unpack_some(struct usage_file *file, uint8_t *to, size_t size)
{
	size_t got = 0;

	for (;;) {
		const char *why = NULL;
		uint8_t *room;

		if (usage_gzip_unpack(file->gzip, to, size, &got, &why))
			return got;
		if (why != NULL)
			die("'%s' %s", file->name, why);
		room = usage_gzip_room(file->gzip);
		usage_gzip_fill(file->gzip, read_some(file, room, USAGE_GZIP_ROOM));
	}
}

static void
fill(struct usage_file *file)
{
	const size_t left = (size_t)(file->end - file->at), room = USAGE_FILE_BUFFER - left;
	size_t got;

	memmove(file->buffer, file->at, left);
	file->at = file->buffer;
	file->end = file->buffer + left;
	got = file->gzip != NULL ? unpack_some(file, file->end, room)
				 : read_some(file, file->end, room);
	file->end += got;
	file->is_over = got == 0;
}

void
usage_file_begin(struct usage_file *file)
{
	uint8_t magic[2];

	if (lseek(file->fd, 0, SEEK_SET) != 0)
		die_errno("cannot read '%s'", file->name);
	file->done = 0;
	file->line = 1;
	file->is_over = false;
	file->buffer = malloc(USAGE_FILE_BUFFER);
	if (file->buffer == NULL)
		die("no memory for '%s'", file->name);
	file->at = file->end = file->buffer;
	if (pread(file->fd, magic, sizeof magic, 0) == sizeof magic && magic[0] == 0x1f &&
	    magic[1] == 0x8b)
		file->gzip = usage_gzip_begin();
}

void
usage_file_rest(struct usage_file *file)
{
	free(file->buffer);
	file->buffer = file->at = file->end = NULL;
	if (file->gzip != NULL)
		usage_gzip_end(file->gzip);
	file->gzip = NULL;
}

void
usage_file_close(struct usage_file *file)
{
	usage_file_rest(file);
	close(file->fd);
	file->fd = -1;
}

size_t
usage_file_want(struct usage_file *file, size_t size)
{
	while ((size_t)(file->end - file->at) < size && !file->is_over)
		fill(file);
	return (size_t)(file->end - file->at);
}

void
usage_file_skip(struct usage_file *file, size_t size)
{
	uint8_t *to = file->at + size;

	while (file->at < to) {
		uint8_t *newline = memchr(file->at, '\n', (size_t)(to - file->at));

		if (newline == NULL)
			break;
		file->line++;
		file->at = newline + 1;
	}
	file->at = to;
}

bool
usage_file_skip_mark(struct usage_file *file)
{
	const size_t size = sizeof USAGE_FILE_MARK - 1;

	if (usage_file_want(file, size) < size || memcmp(file->at, USAGE_FILE_MARK, size) != 0)
		return false;
	usage_file_skip(file, size);
	return true;
}

static uint8_t *
find_newline(struct usage_file *file)
{
	uint8_t *newline = memchr(file->at, '\n', (size_t)(file->end - file->at));

	if (newline != NULL || file->is_over)
		return newline;
	usage_file_want(file, USAGE_FILE_MOST_LINE + 1);
	return memchr(file->at, '\n', (size_t)(file->end - file->at));
}

static void
skip_rest_of_line(struct usage_file *file)
{
	for (;;) {
		uint8_t *newline = memchr(file->at, '\n', (size_t)(file->end - file->at));

		if (newline != NULL) {
			file->at = newline + 1;
			file->line++;
			return;
		}
		file->at = file->end;
		if (usage_file_want(file, 1) == 0)
			return;
	}
}

bool
usage_file_line(struct usage_file *file, struct cursor *line, bool *is_whole)
{
	uint8_t *newline;

	if (file->at == file->end && usage_file_want(file, 1) == 0)
		return false;
	newline = find_newline(file);
	*line = (struct cursor){file->at, newline == NULL ? file->end : newline};
	*is_whole = cursor_left(line) <= USAGE_FILE_MOST_LINE;
	if (!*is_whole) {
		line->end = line->at;
		skip_rest_of_line(file);
		return true;
	}
	file->at = newline == NULL ? file->end : newline + 1;
	file->line += newline != NULL;
	if (cursor_left(line) > 0 && line->end[-1] == '\r')
		line->end--;
	return true;
}
