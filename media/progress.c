#include "progress.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "ceremony/process.h"

static struct {
	const char *what;
	int64_t begun,
		shown; /* milliseconds; the first is of the work, the other of the last line */
	unsigned tenth;
	bool is_terminal, has_line;
} now;

static int64_t
milliseconds(void)
{
	struct timespec time = {0, 0};

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void
progress_begin(const char *what)
{
	now.what = what;
	now.begun = now.shown = milliseconds();
	now.tenth = 0;
	now.has_line = false;
	now.is_terminal = isatty(STDERR_FILENO) == 1;
}

void
progress_at(uint64_t done, uint64_t whole)
{
	const int64_t time = milliseconds();
	const unsigned percent = whole == 0 ? 100 : (unsigned)(done * 100 / whole);

	if (time - now.begun < 1000)
		return;
	if (now.is_terminal && time - now.shown >= 200) {
		fprintf(stderr, "\r%s: %u %%  ", now.what, percent);
		now.shown = time;
		now.has_line = true;
	} else if (!now.is_terminal && percent / 10 > now.tenth) {
		now.tenth = percent / 10;
		say("%s: %u %%", now.what, percent);
	}
}

void
progress_end(void)
{
	if (now.has_line)
		fprintf(stderr, "\r%s: done   \n", now.what);
	now.has_line = false;
}
