/*
 * For functions that end the process: what they do in a child, and what it said.
 *
 *     if (child_begins())
 *             child_returns(file_must_be_new(FILE_HERE, "x"));
 *     check_ends(1, "claviger: 'x' is already there; nothing is overwritten\n");
 */
#ifndef TESTS_UNIT_CHILD_H
#define TESTS_UNIT_CHILD_H

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/test.h"

enum { CHILD_SAID_BYTES = 8192, CHILD_SECONDS = 60 };

static int child_status;
static char child_said[CHILD_SAID_BYTES];

/* True in the child, whose standard output and error go where the parent reads them. In the
 * parent false, when the child has ended. */
static inline bool
child_begins(void)
{
	int heard = memfd_create("said", MFD_CLOEXEC), wait_status = 0;
	pid_t child;
	ssize_t size;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		dup2(heard, 1);
		dup2(heard, 2);
		alarm(CHILD_SECONDS);
		return true;
	}
	waitpid(child, &wait_status, 0);
	child_status =
		WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 1000 + WTERMSIG(wait_status);
	size = pread(heard, child_said, sizeof child_said - 1, 0);
	child_said[size < 0 ? 0 : size] = '\0';
	close(heard);
	return false;
}

/* The child's end, when the call came back. */
#define child_returns(call) ((void)(call), fflush(stdout), _exit(0))

static inline void
child_ended(int status, const char *said, const char *file, int line)
{
	bool good = child_status == status && strcmp(child_said, said) == 0;

	test_record(good, file, line,
		    said[0] == '\0' ? "it comes back in silence" : "it ends saying so");
	if (!good)
		printf("# wanted: status %d and %s\n# got: status %d and %s\n", status, said,
		       child_status, child_said);
}

/* The child ended with this status (1000 and the signal, when one ended it), and said just that. */
#define check_ends(status, said) child_ended((status), (said), __FILE__, __LINE__)

#endif
