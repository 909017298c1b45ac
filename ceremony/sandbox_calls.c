#include "sandbox_calls.h"

#include <asm/termbits.h>
#include <asm/ioctls.h>
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "ceremony/process.h"
#include "ceremony/rights.h"

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "name this architecture for the system call filter"
#endif

static const int always[] = {
	SYS_read,
	SYS_write,
	SYS_readv,
	SYS_writev,
	SYS_pread64,
	SYS_pwrite64,
	SYS_close,
	SYS_lseek,
	SYS_openat,
	SYS_newfstatat,
	SYS_fstat,
	SYS_statx,
	SYS_fstatfs,
	SYS_getdents64,
	SYS_readlinkat,
	SYS_faccessat,
	SYS_fcntl,
	SYS_flock,
	SYS_fsync,
	SYS_fdatasync,
	SYS_syncfs,
	SYS_fadvise64,
	SYS_mmap,
	SYS_munmap,
	SYS_mprotect,
	SYS_mremap,
	SYS_madvise,
	SYS_brk,
	SYS_mlock,
	SYS_munlock,
	SYS_getrandom,
	SYS_clock_gettime,
	SYS_gettimeofday,
	SYS_nanosleep,
	SYS_clock_nanosleep,
	SYS_rt_sigaction,
	SYS_rt_sigprocmask,
	SYS_rt_sigreturn,
	SYS_sigaltstack,
	SYS_restart_syscall,
	SYS_getpid,
	SYS_gettid,
	SYS_getppid,
	SYS_getuid,
	SYS_geteuid,
	SYS_getgid,
	SYS_getegid,
	SYS_futex,
	SYS_ppoll,
	SYS_uname,
	SYS_sysinfo,
	SYS_exit,
	SYS_exit_group,
#ifdef SYS_poll
	SYS_poll,
#endif
};

static const int writing[] = {
	SYS_linkat, SYS_fchdir, SYS_renameat2, SYS_unlinkat, SYS_mkdirat, SYS_ftruncate,
#ifdef SYS_unlink
	SYS_unlink,
#endif
};

static const int waiting[] = {SYS_wait4, SYS_waitid};
static const int threading[] = {SYS_clone, SYS_clone3, SYS_set_robust_list, SYS_rseq,
				SYS_sched_yield};

/* Fontconfig asks with the old calls. */
static const int fonts[] = {
	SYS_statfs,
#ifdef SYS_access
	SYS_access, SYS_readlink, SYS_stat, SYS_lstat,
#endif
};

/* Calls that only a program taken over would make. */
static const int deadly[] = {
	SYS_execve,
	SYS_execveat,
	SYS_socket,
	SYS_socketpair,
	SYS_connect,
	SYS_bind,
	SYS_listen,
	SYS_accept,
	SYS_accept4,
	SYS_sendto,
	SYS_sendmsg,
	SYS_ptrace,
	SYS_process_vm_readv,
	SYS_process_vm_writev,
	SYS_bpf,
	SYS_mount,
	SYS_umount2,
	SYS_pivot_root,
	SYS_chroot,
	SYS_setns,
	SYS_unshare,
	SYS_init_module,
	SYS_finit_module,
	SYS_kexec_load,
	SYS_keyctl,
	SYS_add_key,
	SYS_request_key,
	SYS_perf_event_open,
	SYS_userfaultfd,
	SYS_memfd_create,
	SYS_open_by_handle_at,
};

/* What a line editor asks of a terminal. */
static const unsigned terminal_requests[] = {TCGETS, TCSETS, TCSETSW, TCSETSF, TIOCGWINSZ};

enum { MOST_INSTRUCTIONS = 400 };

struct filter {
	struct sock_filter code[MOST_INSTRUCTIONS];
	unsigned short length;
};

static void
add(struct filter *filter, struct sock_filter instruction)
{
	if (filter->length == MOST_INSTRUCTIONS)
		die("the system call filter is too long");
	filter->code[filter->length++] = instruction;
}

static void
load(struct filter *filter, size_t offset)
{
	add(filter, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

static void
answer(struct filter *filter, uint32_t action)
{
	add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

/* If the loaded word is `value`, answers `action`; else goes on. */
static void
answer_if(struct filter *filter, uint32_t value, uint32_t action)
{
	add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
	answer(filter, action);
}

static void
answer_each(struct filter *filter, const int *calls, size_t count, uint32_t action)
{
	for (size_t i = 0; i < count; i++)
		answer_if(filter, (uint32_t)calls[i], action);
}

/* A foreign architecture's numbers mean other calls; so do those of x32. */
static void
check_architecture(struct filter *filter)
{
	load(filter, offsetof(struct seccomp_data, arch));
	add(filter,
	    (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0));
	answer(filter, SECCOMP_RET_KILL_PROCESS);
	load(filter, offsetof(struct seccomp_data, nr));
	add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));
	answer(filter, SECCOMP_RET_KILL_PROCESS);
}

/* Last, since it loads another word: ioctl with a terminal's own requests. */
static void
allow_terminal(struct filter *filter, unsigned flags)
{
	size_t count = flags & RIGHTS_TERMINAL
			       ? sizeof terminal_requests / sizeof terminal_requests[0]
			       : 1;

	add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 1, 0));
	answer(filter, SECCOMP_RET_ERRNO | ENOSYS);
	load(filter, offsetof(struct seccomp_data, args[1]));
	for (size_t i = 0; i < count; i++)
		answer_if(filter, terminal_requests[i], SECCOMP_RET_ALLOW);
	answer(filter, SECCOMP_RET_ERRNO | ENOTTY);
}

#define EACH(calls) (calls), sizeof(calls) / sizeof(calls)[0]

static void
build(struct filter *filter, unsigned flags)
{
	check_architecture(filter);
	answer_each(filter, EACH(always), SECCOMP_RET_ALLOW);
	if (flags & (RIGHTS_FOLDER_WRITE | RIGHTS_TRANSCRIPT | RIGHTS_OPERAND | RIGHTS_SIGNING))
		answer_each(filter, EACH(writing), SECCOMP_RET_ALLOW);
	if (flags & RIGHTS_WAIT)
		answer_each(filter, EACH(waiting), SECCOMP_RET_ALLOW);
	if (flags & RIGHTS_THREADS)
		answer_each(filter, EACH(threading), SECCOMP_RET_ALLOW);
	if (flags & RIGHTS_FONTS)
		answer_each(filter, EACH(fonts), SECCOMP_RET_ALLOW);
	answer_each(filter, EACH(deadly), SECCOMP_RET_KILL_PROCESS);
	allow_terminal(filter, flags);
}

bool
sandbox_filter_calls(unsigned flags)
{
	struct filter filter = {.length = 0};
	struct sock_fprog program;

	build(&filter, flags);
	program = (struct sock_fprog){.len = filter.length, .filter = filter.code};
	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0)
		return false;
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0)
		die_errno("cannot filter system calls");
	return true;
}
