/*
 * Kills a program at its N-th system call, before the call is made; N counts from 1. With N = 0 it runs through, and how many calls it
 * made is the last line of standard output. Ends as the program did; 137 when it was killed.
 *
 * usage: kill-at N PROGRAM OPERAND…
 */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILLED = 137, CANNOT = 125 };

static void
start(char **argv)
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
		_exit(CANNOT);
	raise(SIGSTOP);
	execv(argv[0], argv);
	_exit(CANNOT);
}

/* Goes on to the next stop; false when the program has ended. */
static bool
go_on(pid_t child, int signal_number, int *status)
{
	if (ptrace(PTRACE_SYSCALL, child, NULL, (void *)(long)signal_number) != 0)
		return false;
	return waitpid(child, status, 0) == child && WIFSTOPPED(*status);
}

static int
watch(pid_t child, long wanted)
{
	long calls = 0;
	bool entering = true;
	int status, deliver = 0;

	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_SETOPTIONS, child, NULL,
		   (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) != 0)
		return CANNOT;
	while (go_on(child, deliver, &status)) {
		bool is_call = WSTOPSIG(status) == (SIGTRAP | 0x80);

		deliver = is_call || WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
		calls += is_call && entering;
		if (is_call && entering && calls == wanted) {
			kill(child, SIGKILL);
			waitpid(child, &status, 0);
			return KILLED;
		}
		entering = is_call ? !entering : entering;
	}
	printf("%ld\n", calls);
	return WIFEXITED(status) ? WEXITSTATUS(status) : CANNOT;
}

int
main(int argc, char **argv)
{
	pid_t child;

	if (argc < 3) {
		fprintf(stderr, "usage: kill-at N PROGRAM OPERAND...\n");
		return CANNOT;
	}
	child = fork();
	if (child == 0)
		start(argv + 2);
	return child < 0 ? CANNOT : watch(child, strtol(argv[1], NULL, 10));
}
