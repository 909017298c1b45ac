#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ceremony/fact_needs.h"
#include "ceremony/process.h"
#include "ceremony/text.h"

void
folder_boot_id(char boot[FOLDER_BOOT_BYTES])
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	ssize_t size = fd < 0 ? -1 : read(fd, boot, FOLDER_BOOT_BYTES - 1);

	if (size <= 0)
		die_errno("cannot read the boot id");
	boot[size] = '\0';
	boot[strcspn(boot, "\n")] = '\0';
	close(fd);
}

/* Sets form and values from field, value, … NULL; fields that a question leaves out at the end stay NULL. A field that is
 * not the form's next is a fault of ours. */
static void
set_fact(struct fact *fact, const char *name, va_list pairs)
{
	memset(fact, 0, sizeof *fact);
	fact->form = fact_form(name);
	if (fact->form == NULL)
		die("no fact has the name '%s'", name);
	for (size_t i = 0; i < FACT_MOST_FIELDS && fact->form->fields[i].name != NULL; i++) {
		const char *field = va_arg(pairs, const char *);

		if (field == NULL)
			return;
		if (strcmp(field, fact->form->fields[i].name) != 0)
			die("the fact '%s' was given the wrong fields", name);
		fact->values[i] = va_arg(pairs, const char *);
	}
}

static int
open_to_append(void)
{
	int fd = open("transcript", O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0 || flock(fd, LOCK_EX) != 0)
		die_errno("cannot open 'transcript' to add to it");
	return fd;
}

static void
read_again(struct transcript *transcript)
{
	struct bytes bytes = file_read(FILE_HERE, "transcript", TRANSCRIPT_MOST_BYTES);
	unsigned long line;
	const char *answer;

	transcript_free(transcript);
	answer = transcript_read(transcript, bytes.data, bytes.size, &line);
	if (answer != NULL)
		refuse("'transcript', line %lu %s", line, answer);
	file_free(&bytes);
}

/* A line behind half a line would make one that nobody can repair. */
static void
refuse_torn(const struct transcript *transcript)
{
	if (transcript->torn_bytes == 0)
		return;
	process_hint("run ceremony-open with the plan and this folder again: it goes on after the "
		     "last whole line");
	refuse("'transcript' ends in half a line, as a power cut leaves it");
}

void
folder_refresh(struct folder *folder)
{
	int fd = open_to_append();

	read_again(&folder->transcript);
	close(fd);
}

static void
append(int fd, const struct transcript *transcript, const char *line)
{
	size_t size = strlen(line);
	ssize_t put = write(fd, line, size);
	int reason = put < 0 ? errno : ENOSPC;

	/* A line that did not fit is taken back, so that the next program finds no half of it. */
	if (put != (ssize_t)size) {
		if (ftruncate(fd, (off_t)transcript->whole_bytes) == 0)
			fsync(fd);
		errno = reason;
		die_errno("cannot add to 'transcript'");
	}
	if (fsync(fd) != 0 || close(fd) != 0)
		die_errno("cannot bring 'transcript' onto the medium");
	process_changes();
}

static void
refuse_full(const struct transcript *transcript, const char *line)
{
	if (transcript->count == TRANSCRIPT_MOST_FACTS ||
	    transcript->whole_bytes + strlen(line) > TRANSCRIPT_MOST_BYTES)
		die("'transcript' is as long as one can be");
}

/* Time, boot and program of a fact that happens now; the texts are the caller's. */
static void
set_now(struct fact *fact, char time_text[TEXT_TIME_BYTES], char boot[FOLDER_BOOT_BYTES])
{
	folder_boot_id(boot);
	text_to_time(time_text, (int64_t)time(NULL));
	fact->time = time_text;
	fact->boot = boot;
	fact->program = process_name();
	fact->version = PROCESS_VERSION;
}

void
folder_require(const struct folder *folder, const char *name, ...)
{
	char time_text[TEXT_TIME_BYTES], boot[FOLDER_BOOT_BYTES];
	struct fact fact;
	va_list pairs;
	const char *answer;

	va_start(pairs, name);
	set_fact(&fact, name, pairs);
	va_end(pairs);
	set_now(&fact, time_text, boot);
	answer = fact_may_follow(folder, &fact);
	if (answer != NULL)
		refuse("%s", answer);
}

static void
write_line(char line[TRANSCRIPT_LINE_MOST_BYTES], const struct folder *folder, struct fact *fact)
{
	char time_text[TEXT_TIME_BYTES], boot[FOLDER_BOOT_BYTES];
	const char *answer;

	set_now(fact, time_text, boot);
	answer = fact_may_follow(folder, fact);
	if (answer != NULL)
		refuse("%s", answer);
	answer = transcript_line(line, &folder->transcript, fact);
	if (answer != NULL)
		die("the fact '%s': a value %s", fact->form->name, answer);
}

/* The transcript as it is now, locked; it is read again only when somebody has appended meanwhile. */
static int
open_current(struct transcript *transcript)
{
	int fd = open_to_append();
	struct stat status;

	if (fstat(fd, &status) != 0)
		die_errno("cannot look at 'transcript'");
	if ((uintmax_t)status.st_size != transcript->whole_bytes)
		read_again(transcript);
	return fd;
}

static void
record(struct folder *folder, struct fact *fact)
{
	char line[TRANSCRIPT_LINE_MOST_BYTES];
	int fd = open_current(&folder->transcript);

	refuse_torn(&folder->transcript);
	write_line(line, folder, fact);
	refuse_full(&folder->transcript, line);
	append(fd, &folder->transcript, line);
	if (!transcript_add(&folder->transcript, line))
		folder_refresh(folder);
}

void
folder_record(struct folder *folder, const char *name, ...)
{
	struct fact fact;
	va_list pairs;

	va_start(pairs, name);
	set_fact(&fact, name, pairs);
	va_end(pairs);
	record(folder, &fact);
}

void
folder_record_first(struct folder *folder, const char *name, ...)
{
	char text[sizeof TRANSCRIPT_HEADER + TRANSCRIPT_LINE_MOST_BYTES] = TRANSCRIPT_HEADER;
	const size_t header_bytes = sizeof TRANSCRIPT_HEADER - 1;
	struct fact fact;
	va_list pairs;

	transcript_begin(&folder->transcript, 1);
	va_start(pairs, name);
	set_fact(&fact, name, pairs);
	va_end(pairs);
	write_line(text + header_bytes, folder, &fact);
	file_create(FILE_HERE, "transcript", text, strlen(text));
	transcript_free(&folder->transcript);
}

const char *
folder_host(const struct folder *folder)
{
	char time_text[TEXT_TIME_BYTES], boot[FOLDER_BOOT_BYTES];
	struct fact now;

	set_now(&now, time_text, boot);
	return fact_host_is_fit(folder, now.time, now.boot);
}

void
folder_check_fit(const struct folder *folder)
{
	const char *answer = folder_host(folder);

	if (answer != NULL)
		refuse("%s", answer);
}

size_t
folder_repair(void)
{
	struct transcript transcript = {.count = 0};
	int fd = open_to_append();
	size_t torn;

	read_again(&transcript);
	torn = transcript.torn_bytes;
	if (torn != 0 && (ftruncate(fd, (off_t)transcript.whole_bytes) != 0 || fsync(fd) != 0))
		die_errno("cannot take half a line off 'transcript'");
	close(fd);
	transcript_free(&transcript);
	return torn;
}
