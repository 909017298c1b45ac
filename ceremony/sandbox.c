#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ceremony/process.h"
#include "ceremony/sandbox_calls.h"

/* Rights by the Landlock ABI that brought them (Documentation/userspace-api/landlock.rst), by
 * number, since a Debian 12 header ends at ABI 2. */
enum {
	EXECUTE = 1 << 0,
	WRITE_FILE = 1 << 1,
	READ_FILE = 1 << 2,
	READ_DIR = 1 << 3,
	REMOVE_FILE = 1 << 5,
	MAKE_DIR = 1 << 7,
	MAKE_REG = 1 << 8,
	ALL_ABI_1 = (1 << 13) - 1,
	REFER_ABI_2 = 1 << 13,
	TRUNCATE_ABI_3 = 1 << 14,
	IOCTL_DEV_ABI_5 = 1 << 15,
	BIND_AND_CONNECT_TCP_ABI_4 = 3,
	SCOPE_UNIX_AND_SIGNAL_ABI_6 = 3,
	READING = READ_FILE | READ_DIR,
	WRITING = READING | WRITE_FILE | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER_ABI_2 |
		  TRUNCATE_ABI_3,
};

/* The longest form of struct landlock_ruleset_attr that is used here. */
struct ruleset {
	uint64_t files;
	uint64_t net;
	uint64_t scope;
};

enum { MOST_ALLOWED = 136 }; /* the folders of a ledger, and a few */

static struct {
	int folder;
	bool write;
} allowed[MOST_ALLOWED];
static size_t allowed_count;
static const char *gap = "the sandbox was not entered";

#ifdef SANDBOX_OFF
/* A program that ends gives its memory back with it, and one without an environment cannot be told so. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

bool
sandbox_built_in(void)
{
#ifdef SANDBOX_OFF
	return false;
#else
	return true;
#endif
}

void
sandbox_allow(int folder, bool write)
{
	if (allowed_count == MOST_ALLOWED)
		die("too many folders at a time");
	allowed[allowed_count].folder = folder;
	allowed[allowed_count].write = write;
	allowed_count++;
}

const char *
sandbox_gap(void)
{
	return gap;
}

static uint64_t
files_known_to(long abi)
{
	uint64_t known = ALL_ABI_1;

	if (abi >= 2)
		known |= REFER_ABI_2;
	if (abi >= 3)
		known |= TRUNCATE_ABI_3;
	if (abi >= 5)
		known |= IOCTL_DEV_ABI_5;
	return known;
}

static void
add_rule(int ruleset, int at, uint64_t rights)
{
	const struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = at};

	if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
		die_errno("cannot keep a folder in the sandbox");
}

/* The boot id is a field of every fact. */
static void
add_path(int ruleset, const char *path, uint64_t rights)
{
	int at = open(path, O_PATH | O_CLOEXEC);

	if (at < 0)
		die_errno("cannot open '%s'", path);
	add_rule(ruleset, at, rights);
	close(at);
}

/* Fonts, and where fontconfig says which there are; nothing of a user's own. What is not there is no loss. */
static void
add_fonts(int ruleset)
{
	static const char *const folders[] = {"/usr/share/fonts", "/usr/local/share/fonts",
					      "/usr/share/fontconfig", "/etc/fonts",
					      "/var/cache/fontconfig"};

	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
		if (access(folders[i], F_OK) == 0)
			add_path(ruleset, folders[i], READING);
}

static void
add_rules(int ruleset, unsigned flags, uint64_t known)
{
	if (flags & RIGHTS_FOLDER_WRITE)
		add_path(ruleset, ".", WRITING & known);
	else if (flags & RIGHTS_FOLDER_READ)
		add_path(ruleset, ".", READING);
	if ((flags & RIGHTS_TRANSCRIPT) && access("transcript", F_OK) == 0)
		add_path(ruleset, "transcript", (READ_FILE | WRITE_FILE | TRUNCATE_ABI_3) & known);
	add_path(ruleset, "/proc/sys/kernel/random/boot_id", READ_FILE);
	if (flags & RIGHTS_FONTS)
		add_fonts(ruleset);
	for (size_t i = 0; i < allowed_count; i++)
		add_rule(ruleset, allowed[i].folder,
			 allowed[i].write ? WRITING & known : (uint64_t)READING);
}

/* Returns false when this kernel has no Landlock. */
static bool
enter_landlock(unsigned flags)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	const struct ruleset wanted = {
		.files = files_known_to(abi),
		.net = abi >= 4 ? BIND_AND_CONNECT_TCP_ABI_4 : 0,
		.scope = abi >= 6 ? SCOPE_UNIX_AND_SIGNAL_ABI_6 : 0,
	};
	size_t size = abi >= 6   ? sizeof wanted
		      : abi >= 4 ? offsetof(struct ruleset, scope)
				 : sizeof wanted.files;
	int ruleset;

	if (abi < 1)
		return false;
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &wanted, size, 0);
	if (ruleset < 0)
		die_errno("cannot make the sandbox");
	add_rules(ruleset, flags, wanted.files);
	if (syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		die_errno("cannot enter the sandbox");
	close(ruleset);
	return true;
}

void
sandbox_enter(const struct rights *rights)
{
	bool landlock, seccomp;

	if (allowed_count > 0 && !(rights->flags & (RIGHTS_OPERAND | RIGHTS_SIGNING)))
		die("the rights table gives this program no folders of its operands");
	if (!sandbox_built_in())
		return;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		die_errno("cannot give up new privileges");
	landlock = enter_landlock(rights->flags);
	seccomp = sandbox_filter_calls(rights->flags);
	if (landlock && seccomp)
		gap = NULL;
	else if (landlock)
		gap = "this kernel cannot filter system calls (seccomp)";
	else if (seccomp)
		gap = "this kernel cannot confine files (Landlock)";
	else
		gap = "this kernel has neither Landlock nor seccomp";
}
