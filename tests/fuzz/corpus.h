/*
 * The files that a fuzzer replays or mutates, in the order of their names. For main.c.
 */
#ifndef TESTS_FUZZ_CORPUS_H
#define TESTS_FUZZ_CORPUS_H

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "ceremony/file.h"
#include "ceremony/process.h"

enum { CORPUS_FILES = 4096, CORPUS_FILE_BYTES = 1 << 20 };

static struct {
	const char *name;
	struct bytes bytes;
} corpus_files[CORPUS_FILES];
static size_t corpus_count;

static inline int
corpus_is_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Adds the files of a folder but those whose names begin with a dot. Dies when there is none. */
static inline void
corpus_load(const char *folder)
{
	struct dirent **names = NULL;
	int fd = file_open_folder(FILE_HERE, folder);
	int found = scandir(folder, &names, corpus_is_file, alphasort);

	if (found <= 0)
		die("'%s' holds no input", folder);
	for (int i = 0; i < found; i++) {
		if (corpus_count == CORPUS_FILES)
			die("there are more than %d files", CORPUS_FILES);
		corpus_files[corpus_count].name = names[i]->d_name;
		corpus_files[corpus_count++].bytes =
			file_read(fd, names[i]->d_name, CORPUS_FILE_BYTES);
	}
	free(names);
	close(fd);
}

#endif
