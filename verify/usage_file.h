/*
 * A log read piece by piece, plain or gzip (RFC 1952, several members too), in a buffer of a fixed size. The file is opened before the
 * lock, and looked at after it.
 */
#ifndef VERIFY_USAGE_FILE_H
#define VERIFY_USAGE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/cursor.h"
#include "verify/usage_number.h"

#define USAGE_FILE_MOST_LINE_KIB 64

enum { USAGE_FILE_MOST_LINE = USAGE_FILE_MOST_LINE_KIB << 10, USAGE_FILE_BUFFER = 256 << 10 };

/* Why a longer line, or a longer record, is none. */
#define USAGE_FILE_TOO_LONG "is longer than " USAGE_NUMBER_TEXT(USAGE_FILE_MOST_LINE_KIB) " KiB"

/* PowerShell puts it before a text. */
#define USAGE_FILE_MARK "\xef\xbb\xbf"

struct usage_gzip;

struct usage_file {
	const char *name;
	int fd;
	uint64_t size; /* as it lies there */
	uint64_t done; /* of it, how much was read */
	uint64_t line; /* what `at` is in, from 1 */
	uint8_t *buffer, *at, *end;
	bool is_over; /* nothing is left to be read into the buffer */
	struct usage_gzip *gzip;
};

/* Opens a regular file for reading; dies. Nothing of it is read. */
void usage_file_open(struct usage_file *file, const char *name);

/* Starts reading at the beginning, with memory; dies where it cannot. */
void usage_file_begin(struct usage_file *file);

/* Gives the memory back, and leaves the file open. */
void usage_file_rest(struct usage_file *file);

/* Closes it too. */
void usage_file_close(struct usage_file *file);

/* Sees to it that `size` bytes are in the buffer, or all that are left; at most USAGE_FILE_MOST_LINE. Returns how many there are. Dies when the
 * file cannot be read, or unpacked. */
size_t usage_file_want(struct usage_file *file, size_t size);

/* Passes over bytes that are in the buffer, and counts their lines. */
void usage_file_skip(struct usage_file *file, size_t size);

/* Passes over a byte order mark that is next; false when none is. */
bool usage_file_skip_mark(struct usage_file *file);

/* The next line, without its end, which stays valid until the next call; false at the end of the file. Of a longer line than
 * USAGE_FILE_MOST_LINE there is its beginning, `is_whole` is false, and the rest was passed over. */
bool usage_file_line(struct usage_file *file, struct cursor *line, bool *is_whole);

#endif
