/*
 * Kills a program at its N-th system call that can change a file, before the call is made; N counts from 1. A call that changes none leaves
 * what the next one finds, so no kill before it would say more. With N = 0 it runs through, and how many such calls it made is the last
 * line of standard output. Ends as the program did; 137 when it was killed.
 *
 * usage: kill-at N PROGRAM OPERAND…
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
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

/* Calls of which it is certain. */
static bool
changes_nothing(pid_t child)
{
	static const unsigned long calls[] = {
		SYS_access,
		SYS_arch_prctl,
		SYS_brk,
		SYS_clock_nanosleep,
		SYS_close,
		SYS_close_range,
		SYS_faccessat,
		SYS_faccessat2,
		SYS_fadvise64,
		SYS_fcntl,
		SYS_flock,
		SYS_fstat,
		SYS_fstatfs,
		SYS_futex,
		SYS_getcwd,
		SYS_getdents64,
		SYS_getpid,
		SYS_getppid,
		SYS_getrandom,
		SYS_getrlimit,
		SYS_gettid,
		SYS_getuid,
		SYS_ioctl,
		SYS_landlock_add_rule,
		SYS_lseek,
		SYS_lstat,
		SYS_madvise,
		SYS_mlock,
		SYS_mlock2,
		SYS_mmap,
		SYS_mprotect,
		SYS_munlock,
		SYS_munmap,
		SYS_newfstatat,
		SYS_poll,
		SYS_prctl,
		SYS_pread64,
		SYS_prlimit64,
		SYS_read,
		SYS_readlink,
		SYS_readlinkat,
		SYS_rseq,
		SYS_rt_sigaction,
		SYS_rt_sigprocmask,
		SYS_seccomp,
		SYS_sched_yield,
		SYS_stat,
		SYS_statfs,
		SYS_statx,
		SYS_sysinfo,
		SYS_umask,
		SYS_uname,
		SYS_set_tid_address,
		SYS_set_robust_list,
		SYS_landlock_create_ruleset,
		SYS_landlock_restrict_self,
	};
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, child, (void *)sizeof info, &info) <= 0 ||
	    info.op != PTRACE_SYSCALL_INFO_ENTRY)
		return false;
	if (info.entry.nr == SYS_openat)

		return (info.entry.args[2] & (O_ACCMODE | O_CREAT | O_TRUNC)) == O_RDONLY;
	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
		if (info.entry.nr == calls[i])
			return true;
	return false;
}

static int
watch(pid_t child, long wanted)
{
	long calls = 0;
	bool entering = true, counts;
	int status, deliver = 0;

	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_SETOPTIONS, child, NULL,
		   (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) != 0)
		return CANNOT;
	while (go_on(child, deliver, &status)) {
		bool is_call = WSTOPSIG(status) == (SIGTRAP | 0x80);

		deliver = is_call || WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
		counts = is_call && entering && !changes_nothing(child);
		calls += counts;
		if (counts && calls == wanted) {
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
