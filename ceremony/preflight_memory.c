#include "preflight.h"

#include <stdio.h>
#include <string.h>

enum {
	/* SP 800-90B, 4.4.1 and 4.4.2, for samples of 8 bits of full entropy; a good source alarms once in 2^30 samples or windows. */
	REPETITIONS = 5,
	WINDOW = 512,
	PROPORTION = 16,
};

static enum preflight_verdict
bad(const struct preflight *preflight)
{
	return preflight->production ? PREFLIGHT_FAIL : PREFLIGHT_WARN;
}

/* The first line has titles; zram is listed like any other. */
void
preflight_swap(struct preflight_line *line, const struct preflight *preflight)
{
	const char *first = strchr(preflight->host->swaps, '\n');

	if (first == NULL || first[1] == '\0')
		preflight_set(line, true, PREFLIGHT_FAIL, "", "no swap, no zram");
	else
		preflight_set(line, false, bad(preflight), "switch it off: swapoff -a",
			      "swap on '%.*s'", (int)strcspn(first + 1, " \t\n"), first + 1);
}

void
preflight_hibernation(struct preflight_line *line, const struct preflight *preflight)
{
	const char *resume = preflight->host->resume;
	bool none = resume[0] == '\0' || strncmp(resume, "0:0", 3) == 0;
	bool asked = strstr(preflight->host->command_line, "resume=") != NULL &&
		     strstr(preflight->host->command_line, "noresume") == NULL;

	preflight_set(line, none && !asked, PREFLIGHT_WARN,
		      "boot with 'noresume', from a medium without a swap partition",
		      none && !asked ? "no place for a hibernation image"
				     : "the kernel knows a place for a hibernation image");
}

/* The programs forbid their own cores; a pattern matters for what others dump. */
void
preflight_core(struct preflight_line *line, const struct preflight *preflight)
{
	const char *pattern = preflight->host->core_pattern;

	preflight_set(line, pattern[0] != '|', PREFLIGHT_WARN,
		      "sysctl kernel.core_pattern=core: no program may get the memory of another "
		      "that crashed",
		      pattern[0] == '|' ? "crashes are piped to a program: %.*s"
					: "core pattern '%.*s'",
		      (int)strcspn(pattern, "\n"), pattern);
}

/* A message of the kernel amid a custodian's words, as when a stick is plugged in, moves them from where they are cleared. */
void
preflight_console(struct preflight_line *line, const struct preflight *preflight)
{
	const char *level = preflight->host->printk;
	bool quiet = level[0] >= '0' && level[0] <= '4' && strspn(level, "0123456789") == 1;

	preflight_set(line, quiet, PREFLIGHT_WARN,
		      "dmesg -n 1: nothing else may write among words on the screen",
		      quiet ? "the kernel writes errors alone onto the console"
			    : "the kernel writes its messages onto the console");
}

void
preflight_memlock(struct preflight_line *line, const struct preflight *preflight)
{
	const size_t wanted = preflight->plan->presence_count > 0 ? HOST_LOCKED_FOR_TOKENS_BYTES
								  : HOST_LOCKED_BYTES;
	const bool locks = preflight->host->locked_bytes >= wanted;

	preflight_set(line, locks, PREFLIGHT_FAIL, "raise the limit: ulimit -l unlimited, as root",
		      locks ? "%zu MiB of memory were locked, and let go"
			    : "%zu MiB of memory cannot be locked",
		      wanted >> 20);
}

void
preflight_ptrace(struct preflight_line *line, const struct preflight *preflight)
{
	const char *scope = preflight->host->ptrace_scope;

	preflight_set(line, scope[0] >= '1' && scope[0] <= '3', PREFLIGHT_WARN,
		      "sysctl kernel.yama.ptrace_scope=3; the programs forbid being traced anyway",
		      scope[0] == '\0' ? "this kernel does not restrict tracing%.0s"
				       : "ptrace scope %.1s",
		      scope);
}

void
preflight_random(struct preflight_line *line, const struct preflight *preflight)
{
	preflight_set(line, preflight->host->random_is_seeded, PREFLIGHT_FAIL,
		      "wait, type and move the mouse, and run this again",
		      preflight->host->random_is_seeded
			      ? "the kernel's random numbers are seeded"
			      : "the kernel's random numbers are not seeded yet");
}

/* So many equal bytes in a row. */
static bool
repeats(const uint8_t *bytes, size_t count)
{
	unsigned run = 1;

	for (size_t i = 1; i < count; i++) {
		run = bytes[i] == bytes[i - 1] ? run + 1 : 1;
		if (run >= REPETITIONS)
			return true;
	}
	return false;
}

/* The first byte of a window so often in it. */
static bool
is_lopsided(const uint8_t *bytes, size_t count)
{
	for (size_t window = 0; window + WINDOW <= count; window += WINDOW) {
		unsigned same = 0;

		for (size_t i = 0; i < WINDOW; i++)
			same += bytes[window + i] == bytes[window];
		if (same >= PROPORTION)
			return true;
	}
	return false;
}

/* It finds a generator that is stuck. It cannot find one that somebody else can predict. */
void
preflight_random_health(struct preflight_line *line, const struct preflight *preflight)
{
	const uint8_t *random = preflight->host->random;
	bool good = preflight->host->random_is_seeded && !repeats(random, HOST_RANDOM_BYTES) &&
		    !is_lopsided(random, HOST_RANDOM_BYTES);

	preflight_set(
		line, good, PREFLIGHT_FAIL, "do not use this computer",
		good ? "random numbers are not stuck (whether they can be predicted, no test tells)"
		     : "random numbers repeat, as of a generator that is stuck");
}
