/*
 * For measuring alone: runs a command and appends to a file what it cost, in one line: nanoseconds
 * of wall clock, KiB of memory at its largest, microseconds of CPU outside and inside the kernel,
 * and the exit status. What the command waited for itself is counted with it; memory is that of
 * the largest. A small parent, since Linux counts a parent's memory until the command begins.
 *
 * usage: clock FILE COMMAND [OPERAND...]
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NOT_MEASURED = 125 };

static long long
now_nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static long long
microseconds(const struct timeval *time)
{
	return time->tv_sec * 1000000LL + time->tv_usec;
}

static int
report(const char *name, long long wall, const struct rusage *usage, int status)
{
	FILE *file = fopen(name, "a");

	if (file == NULL)
		return NOT_MEASURED;
	fprintf(file, "%lld %ld %lld %lld %d\n", wall, usage->ru_maxrss,
		microseconds(&usage->ru_utime), microseconds(&usage->ru_stime), status);
	return fclose(file) == 0 ? status : NOT_MEASURED;
}

int
main(int argc, char **argv)
{
	long long begin = now_nanoseconds(), end;
	struct rusage usage;
	int status;
	pid_t child;

	if (argc < 3)
		return NOT_MEASURED;
	child = vfork();
	if (child == 0) {
		execvp(argv[2], argv + 2);
		_exit(NOT_MEASURED);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child)
		return NOT_MEASURED;
	end = now_nanoseconds();
	return report(argv[1], end - begin, &usage,
		      WIFEXITED(status) ? WEXITSTATUS(status) : NOT_MEASURED);
}
