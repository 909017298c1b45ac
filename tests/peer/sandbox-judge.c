/*
 * For tests only: a program of the house that, once it is locked, tries what an attacker would.
 *
 * usage: sandbox-judge [--row PROGRAM] [--allow FOLDER] [--unlocked] [--early] ATTEMPT [OPERAND]
 *
 * It goes by the rights of PROGRAM (ceremony-card, when there is none) and prints "done", or the
 * name of the error. --unlocked never enters the sandbox, which shows that an attempt succeeds
 * without it; --early makes the attempt before the lock.
 *
 *     read FILE      write FILE     append FILE    make FOLDER    remove FILE    rename FILE
 *     call NAME      a system call by its name, without operands
 *     foreign        a system call by its number in 32-bit programs
 *     lock           locks a page       secret     takes secret memory
 *     ioctl NUMBER   on standard input
 *     state          what this process may: core dumps, tracing, umask, locked memory, filters
 *     gap            what this kernel's sandbox lacks
 *     descriptor     the number that the next file would have
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ceremony/file.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/secret.h"

static const struct {
	const char *name;
	long number;
} calls[] = {
	{"execve", SYS_execve},
	{"execveat", SYS_execveat},
	{"socket", SYS_socket},
	{"socketpair", SYS_socketpair},
	{"connect", SYS_connect},
	{"bind", SYS_bind},
	{"listen", SYS_listen},
	{"accept", SYS_accept},
	{"accept4", SYS_accept4},
	{"sendto", SYS_sendto},
	{"sendmsg", SYS_sendmsg},
	{"ptrace", SYS_ptrace},
	{"process_vm_readv", SYS_process_vm_readv},
	{"process_vm_writev", SYS_process_vm_writev},
	{"bpf", SYS_bpf},
	{"mount", SYS_mount},
	{"umount2", SYS_umount2},
	{"pivot_root", SYS_pivot_root},
	{"chroot", SYS_chroot},
	{"setns", SYS_setns},
	{"unshare", SYS_unshare},
	{"init_module", SYS_init_module},
	{"finit_module", SYS_finit_module},
	{"kexec_load", SYS_kexec_load},
	{"keyctl", SYS_keyctl},
	{"add_key", SYS_add_key},
	{"request_key", SYS_request_key},
	{"perf_event_open", SYS_perf_event_open},
	{"userfaultfd", SYS_userfaultfd},
	{"memfd_create", SYS_memfd_create},
	{"open_by_handle_at", SYS_open_by_handle_at},
	{"clone", SYS_clone},
	{"clone3", SYS_clone3},
	{"kill", SYS_kill},
	{"prctl", SYS_prctl},
	{"setuid", SYS_setuid},
	{"setrlimit", SYS_setrlimit},
	{"munlockall", SYS_munlockall},
	{"symlinkat", SYS_symlinkat},
	{"mknodat", SYS_mknodat},
	{"fchmodat", SYS_fchmodat},
	{"fchownat", SYS_fchownat},
	{"chdir", SYS_chdir},
	{"recvfrom", SYS_recvfrom},
	{"wait4", SYS_wait4},
	{"unlinkat", SYS_unlinkat},
	{"linkat", SYS_linkat},
	{"pidfd_open", SYS_pidfd_open},
	{"process_madvise", SYS_process_madvise},
	{"io_uring_setup", 425},
	{"getpid", SYS_getpid},
#ifdef SYS_fork
	{"fork", SYS_fork},
	{"vfork", SYS_vfork},
	{"open", SYS_open},
#endif
};

/* Found before the lock, which forbids asking. */
static struct {
	FILE *status;
	int dumpable;
	unsigned mask;
} found;

static void
answer(long result)
{
	puts(result >= 0 ? "done" : strerrorname_np(errno));
}

static void
try_call(const char *name)
{
	pid_t self = getpid();

	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
		long result;

		if (strcmp(calls[i].name, name) != 0)
			continue;
		/* A fork's child says nothing. */
		result = syscall(calls[i].number, 0, 0, 0, 0, 0, 0);
		if (getpid() != self)
			_exit(0);
		answer(result);
		return;
	}
	misuse("there is no system call '%s' here", name);
}

/* getpid's number is 20 in 32-bit programs on x86, where it is writev's in ours. */
static void
try_foreign(void)
{
#ifdef __x86_64__
	long result = 20;

	__asm__ volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
	puts(result > 0 ? "done" : "ENOSYS");
#else
	puts("ENOSYS");
#endif
}

static void
try_state(void)
{
	struct rlimit core;
	char line[256];

	getrlimit(RLIMIT_CORE, &core);
	printf("core %llu %llu\ndumpable %d\numask %03o\n", (unsigned long long)core.rlim_cur,
	       (unsigned long long)core.rlim_max, found.dumpable, found.mask);
	while (fgets(line, sizeof line, found.status) != NULL)
		if (strncmp(line, "VmLck", 5) == 0 || strncmp(line, "NoNewPrivs", 10) == 0 ||
		    strncmp(line, "Seccomp:", 8) == 0)
			fputs(line, stdout);
}

static void
try_file(const char *attempt, const char *name)
{
	if (strcmp(attempt, "read") == 0)
		answer(open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK));
	else if (strcmp(attempt, "write") == 0)
		answer(open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
	else if (strcmp(attempt, "append") == 0)
		answer(open(name, O_WRONLY | O_APPEND | O_CLOEXEC));
	else if (strcmp(attempt, "make") == 0)
		answer(mkdirat(AT_FDCWD, name, 0700));
	else if (strcmp(attempt, "remove") == 0)
		answer(unlinkat(AT_FDCWD, name, 0));
	else if (strcmp(attempt, "rename") == 0)
		answer(renameat2(AT_FDCWD, name, AT_FDCWD, "renamed", RENAME_NOREPLACE));
	else
		misuse("there is no attempt '%s'", attempt);
}

static void
try(const char *attempt, const char *operand)
{
	static char page[4096];

	if (strcmp(attempt, "gap") == 0)
		puts(sandbox_gap() == NULL ? "no gap" : sandbox_gap());
	else if (strcmp(attempt, "state") == 0)
		try_state();
	else if (strcmp(attempt, "foreign") == 0)
		try_foreign();
	else if (strcmp(attempt, "lock") == 0)
		answer(mlock(page, sizeof page));
	else if (strcmp(attempt, "secret") == 0)
		puts(secret_new(32) != NULL ? "done" : "none");
	else if (strcmp(attempt, "descriptor") == 0)
		printf("%d\n", open("/", O_PATH | O_CLOEXEC));
	else if (operand == NULL)
		misuse("what is to be tried?");
	else if (strcmp(attempt, "call") == 0)
		try_call(operand);
	else if (strcmp(attempt, "ioctl") == 0)
		answer(ioctl(STDIN_FILENO, strtoul(operand, NULL, 0), page));
	else
		try_file(attempt, operand);
}

/* The row must be known before options are read. */
static const char *
usage_of(char **argv)
{
	static char usage[128];
	const char *row = "ceremony-card";

	for (char **at = argv; *at != NULL && at[1] != NULL; at++)
		if (strcmp(*at, "--row") == 0)
			row = at[1];
	snprintf(usage, sizeof usage, "%s ATTEMPT [OPERAND]", row);
	return usage;
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--row", true, NULL},
				   {"--allow", true, NULL},
				   {"--unlocked", false, NULL},
				   {"--early", false, NULL},
				   {NULL, false, NULL}};
	char **operands;

	(void)argc;
	process_begin(argv, usage_of(argv));
	operands = option_read(argv, options);
	if (option_count(operands) < 1 || option_count(operands) > 2)
		misuse("an attempt is wanted");
	found.dumpable = prctl(PR_GET_DUMPABLE);
	found.mask = umask(077);
	found.status = fopen("/proc/self/status", "re");
	if (found.status == NULL)
		die_errno("cannot open /proc/self/status");
	if (options[1].value != NULL)
		sandbox_allow(file_open_folder(FILE_HERE, options[1].value), true);
	if (options[3].value != NULL)
		try(operands[0], operands[1]);
	if (options[2].value == NULL)
		process_lock();
	if (options[3].value == NULL)
		try(operands[0], operands[1]);
	return process_end(PROCESS_YES);
}
