#include "tests/unit/child.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "ceremony/file.h"

static char here[] = "/tmp/claviger-test-XXXXXX";

static void
spill(const char *name, const char *text)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text) || close(fd) != 0)
		exit(1);
}

/* The file holds just that, and is a file. */
static bool
holds(const char *name, const char *text)
{
	char found[256];
	int fd = open(name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t size = fd < 0 ? -1 : read(fd, found, sizeof found);

	close(fd);
	return size == (ssize_t)strlen(text) && memcmp(found, text, strlen(text)) == 0;
}

static bool
is_there(const char *name)
{
	struct stat status;

	return lstat(name, &status) == 0;
}

static void
filter(const struct sock_filter *code, size_t count)
{
	struct sock_fprog program = {.len = (unsigned short)count};

	program.filter = (struct sock_filter *)(uintptr_t)code;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		_exit(99);
}

/* From here on this system call fails so, but for the standard descriptors. In a child only. */
static void
fail(long call, int why)
{
	const struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)why),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};

	filter(code, sizeof code / sizeof code[0]);
}

/* From here on files without a name cannot be made: as on vfat and exfat, or for another reason.
 * In a child only. */
static void
fail_unnamed(int why)
{
	const struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_TMPFILE & ~O_DIRECTORY, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)why),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};

	filter(code, sizeof code / sizeof code[0]);
}

static bool
has_unnamed_files(void)
{
	int fd = open(".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);

	close(fd);
	return fd >= 0;
}

static void
reading(void)
{
	struct bytes bytes;
	char buffer[8] = "########";

	spill("five", "12345");
	bytes = file_read(FILE_HERE, "five", 5);
	check(bytes.size == 5 && strcmp((char *)bytes.data, "12345") == 0);
	file_free(&bytes);
	check(bytes.data == NULL && bytes.size == 0);
	check(file_read_into(FILE_HERE, "five", buffer, 5) == 5);
	check(memcmp(buffer, "12345###", 8) == 0);
	spill("empty", "");
	bytes = file_read(FILE_HERE, "empty", 0);
	check(bytes.size == 0 && bytes.data != NULL && bytes.data[0] == '\0');
	file_free(&bytes);
	check(file_read_into(FILE_HERE, "empty", buffer, 0) == 0);
}

static void
too_much(void)
{
	char buffer[4];

	if (child_begins())
		child_returns(file_read(FILE_HERE, "five", 4));
	check_ends(1, "claviger: 'five' holds more than 4 bytes\n");
	if (child_begins())
		child_returns(file_read_into(FILE_HERE, "five", buffer, sizeof buffer));
	check_ends(1, "claviger: 'five' holds more than 4 bytes\n");
	/* A file of no size that has bytes. */
	if (child_begins())
		child_returns(file_read(FILE_HERE, "/proc/version", 4096));
	check_ends(1, "claviger: '/proc/version' changed while it was read\n");
}

/* A fifo must not block: the child has seconds only. */
static void
not_a_file(void)
{
	if (symlink("five", "link") != 0 || mkdir("folder", 0700) != 0 || mkfifo("fifo", 0600) != 0)
		exit(1);
	if (child_begins())
		child_returns(file_read(FILE_HERE, "link", 5));
	check_ends(3, "claviger: 'link' is a link, and links are not followed\n");
	if (child_begins())
		child_returns(file_read(FILE_HERE, "folder", 5));
	check_ends(3, "claviger: 'folder' is not a regular file\n");
	if (child_begins())
		child_returns(file_read(FILE_HERE, "fifo", 5));
	check_ends(3, "claviger: 'fifo' is not a regular file\n");
	if (child_begins())
		child_returns(file_read(FILE_HERE, "/dev/zero", 5));
	check_ends(3, "claviger: '/dev/zero' is not a regular file\n");
	if (child_begins())
		child_returns(file_read(FILE_HERE, "nothing", 5));
	check_ends(3, "claviger: cannot open 'nothing': No such file or directory\n");
	if (child_begins())
		child_returns(file_read(FILE_HERE, "n\033[2J\xc3\xa4", 5));
	check_ends(3, "claviger: cannot open 'n?[2J\?\?': No such file or directory\n");
}

static void
failing_medium(void)
{
	if (child_begins()) {
		fail(SYS_read, EIO);
		child_returns(file_read(FILE_HERE, "five", 5));
	}
	check_ends(3, "claviger: cannot read 'five': Input/output error\n");
	if (child_begins()) {
		fail(SYS_newfstatat, EIO);
		child_returns(file_read(FILE_HERE, "five", 5));
	}
	check_ends(3, "claviger: cannot look at 'five': Input/output error\n");
}

static void
whether_it_is_there(void)
{
	check(file_exists(FILE_HERE, "five") && file_exists(FILE_HERE, "folder") &&
	      file_exists(FILE_HERE, "link"));
	check(!file_exists(FILE_HERE, "nothing") && !file_exists(FILE_HERE, "folder/nothing"));
	if (symlink("nowhere", "dangling") != 0)
		exit(1);
	check(file_exists(FILE_HERE, "dangling"));
	if (child_begins())
		child_returns(file_exists(FILE_HERE, "five/x"));
	check_ends(3, "claviger: cannot look for 'five/x': Not a directory\n");
	if (child_begins())
		child_returns(file_must_be_new(FILE_HERE, "dangling"));
	check_ends(1, "claviger: 'dangling' is already there; nothing is overwritten\n");
	if (child_begins())
		child_returns(file_must_be_new(FILE_HERE, "nothing"));
	check_ends(0, "");
}

static void
creating(void)
{
	int folder = file_open_folder(FILE_HERE, "folder");
	struct stat status;

	umask(0);
	file_create(FILE_HERE, "new", "abc", 3);
	umask(077);
	check(holds("new", "abc"));
	check(stat("new", &status) == 0 && (status.st_mode & 07777) == 0600 &&
	      status.st_nlink == 1);
	file_create(FILE_HERE, "nil", NULL, 0);
	check(holds("nil", ""));
	file_create(FILE_HERE, "folder/below", "x", 1);
	file_create(folder, "in", "y", 1);
	check(holds("folder/below", "x") && holds("folder/in", "y"));
	file_create(FILE_HERE, "new.part", "z", 1);
	file_create(FILE_HERE, "name with \xc3\xa4", "z", 1);
	check(holds("new.part", "z") && holds("name with \xc3\xa4", "z"));
	close(folder);
}

static void
never_overwriting(void)
{
	static const char *const there[] = {"five",   "empty", "link", "dangling",
					    "folder", "fifo",  "new"};

	for (size_t i = 0; i < sizeof there / sizeof there[0]; i++) {
		char said[128];

		snprintf(said, sizeof said,
			 "claviger: '%s' is already there; nothing is overwritten\n", there[i]);
		if (child_begins())
			child_returns(file_create(FILE_HERE, there[i], "no", 2));
		check_ends(1, said);
		if (child_begins()) {
			fail_unnamed(EOPNOTSUPP);
			child_returns(file_create(FILE_HERE, there[i], "no", 2));
		}
		check_ends(1, said);
	}
	check(holds("five", "12345") && holds("new", "abc") && !is_there("nowhere"));
}

static void
unusable_paths(void)
{
	char name[600];

	if (symlink("folder", "folder-link") != 0)
		exit(1);
	if (child_begins())
		child_returns(file_create(FILE_HERE, "nowhere/x", "x", 1));
	check_ends(3, "claviger: cannot open the folder 'nowhere': No such file or directory\n");
	if (child_begins())
		child_returns(file_create(FILE_HERE, "folder-link/x", "x", 1));
	check_ends(3, "claviger: cannot open the folder 'folder-link': Not a directory\n");
	check(!is_there("folder/x"));
	if (child_begins())
		child_returns(file_create(FILE_HERE, "/claviger-test", "x", 1));
	check_ends(3, "claviger: cannot create '/claviger-test': its path is not usable\n");
	memset(name, 'x', sizeof name);
	memcpy(name + 512, "/y", 3);
	if (child_begins())
		child_returns(file_create(FILE_HERE, name, "x", 1));
	check(child_status == 3 && strstr(child_said, "its path is not usable") != NULL);
}

/* The step before the name: an error there leaves nothing of that name, nor a draft. */
static void
failing_unnamed(void)
{
	static const struct {
		long call;
		int why, status;
		const char *said;
	} rows[] = {
		{SYS_write, ENOSPC, 3,
		 "claviger: cannot bring 'f' onto the medium: No space left on device\n"},
		{SYS_fsync, EIO, 3,
		 "claviger: cannot bring 'f' onto the medium: Input/output error\n"},
		{SYS_linkat, EPERM, 3, "claviger: cannot create 'f': Operation not permitted\n"},
		{SYS_linkat, EEXIST, 1, "claviger: 'f' is already there; nothing is overwritten\n"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (child_begins()) {
			fail(rows[i].call, rows[i].why);
			child_returns(file_create(FILE_HERE, "f", "x", 1));
		}
		check_ends(rows[i].status, rows[i].said);
		check(!is_there("f") && !is_there("f.part"));
	}
	if (child_begins()) {
		fail(SYS_close, EIO);
		child_returns(file_create(FILE_HERE, "i", "x", 1));
	}
	check_ends(3, "claviger: cannot bring 'i' onto the medium: Input/output error\n");
	if (child_begins()) {
		fail_unnamed(EROFS);
		child_returns(file_create(FILE_HERE, "f", "x", 1));
	}
	check_ends(3, "claviger: cannot create 'f': Read-only file system\n");
}

/* Each reason for which a file system has no files without names. */
static void
drafts(void)
{
	static const int whys[] = {EOPNOTSUPP, EISDIR, ENOSYS};

	for (size_t i = 0; i < sizeof whys / sizeof whys[0]; i++) {
		char name[] = "folder/draft-0";

		name[sizeof name - 2] = (char)('0' + i);
		if (child_begins()) {
			fail_unnamed(whys[i]);
			child_returns(file_create(FILE_HERE, name, "abc", 3));
		}
		check_ends(0, "");
		check(holds(name, "abc"));
	}
	check(!is_there("folder/draft-0.part"));
}

/* What an interrupted step left is removed by the next one of that name, and by no other. */
static void
stale_drafts(void)
{
	spill("a.part", "half of a");
	spill("b.part", "half of b");
	if (child_begins()) {
		fail_unnamed(EOPNOTSUPP);
		child_returns(file_create(FILE_HERE, "a", "whole", 5));
	}
	check_ends(0, "claviger: removing 'a.part', left by an interrupted step\n");
	check(holds("a", "whole") && !is_there("a.part") && holds("b.part", "half of b"));
	/* Where files have no name until they are whole, no draft is looked for. */
	if (!has_unnamed_files())
		return;
	file_create(FILE_HERE, "b", "whole", 5);
	check(holds("b", "whole") && holds("b.part", "half of b"));
}

/* What no step of ours leaves is left alone, and does not block. */
static void
other_drafts(void)
{
	static const struct {
		const char *name, *said;
	} rows[] = {
		{"c", "claviger: cannot look at 'c.part': Too many levels of symbolic links\n"},
		{"d", "claviger: cannot look at 'd.part': Is a directory\n"},
		{"e", "claviger: cannot look at 'e.part': No such device or address\n"},
		{"h", "claviger: 'h.part' is being written by another program\n"},
	};
	int other;

	if (symlink("five", "c.part") != 0 || mkdir("d.part", 0700) != 0 ||
	    mkfifo("e.part", 0600) != 0)
		exit(1);
	spill("h.part", "half of h");
	other = open("h.part", O_WRONLY | O_CLOEXEC);
	if (other < 0 || flock(other, LOCK_EX) != 0)
		exit(1);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (child_begins()) {
			fail_unnamed(EOPNOTSUPP);
			child_returns(file_create(FILE_HERE, rows[i].name, "whole", 5));
		}
		check_ends(3, rows[i].said);
		check(!is_there(rows[i].name));
	}
	close(other);
	check(is_there("c.part") && is_there("d.part") && is_there("e.part") &&
	      holds("h.part", "half of h"));
	check(holds("five", "12345"));
}

static void
failing_drafts(void)
{
	char name[254];

	if (child_begins()) {
		fail_unnamed(EOPNOTSUPP);
		fail(SYS_renameat2, EEXIST);
		child_returns(file_create(FILE_HERE, "j", "x", 1));
	}
	check_ends(1, "claviger: 'j' is already there; nothing is overwritten\n");
	check(!is_there("j"));
	if (child_begins()) {
		fail_unnamed(EOPNOTSUPP);
		fail(SYS_fsync, EIO);
		child_returns(file_create(FILE_HERE, "f", "x", 1));
	}
	check_ends(3, "claviger: cannot bring 'f' onto the medium: Input/output error\n");
	check(!is_there("f"));
	memset(name, 'n', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	if (child_begins()) {
		fail_unnamed(EOPNOTSUPP);
		child_returns(file_create(FILE_HERE, name, "x", 1));
	}
	check(child_status == 3 &&
	      strstr(child_said, "claviger: cannot create 'nnn") == child_said);
	check(strstr(child_said, "nnn.part': File name too long\n") != NULL);
}

static void
removing(void)
{
	spill("folder/gone", "x");
	file_remove(FILE_HERE, "folder/gone");
	check(!is_there("folder/gone"));
	if (child_begins())
		child_returns(file_remove(FILE_HERE, "folder/gone"));
	check_ends(3, "claviger: cannot remove 'folder/gone': No such file or directory\n");
	if (child_begins())
		child_returns(file_remove(FILE_HERE, "folder"));
	check_ends(3, "claviger: cannot remove 'folder': Is a directory\n");
	if (child_begins()) {
		fail(SYS_fsync, EIO);
		child_returns(file_remove(FILE_HERE, "dangling"));
	}
	check_ends(3, "claviger: cannot bring the removal of 'dangling' onto the medium: "
		      "Input/output error\n");
	file_remove(FILE_HERE, "link");
	check(!is_there("link") && holds("five", "12345"));
}

static void
folders(void)
{
	struct stat status;
	int above, below, beside;

	umask(0);
	file_make_folder(FILE_HERE, "made");
	umask(077);
	check(stat("made", &status) == 0 && S_ISDIR(status.st_mode) &&
	      (status.st_mode & 07777) == 0700);
	file_make_folder(FILE_HERE, "made");
	file_make_folder(FILE_HERE, "made/deep");
	above = file_open_folder(FILE_HERE, "made");
	below = file_open_folder(above, "deep");
	beside = file_open_folder(FILE_HERE, "folder");
	check(file_is_below(below, above) && file_is_below(above, above));
	check(!file_is_below(above, below) && !file_is_below(beside, above));
	check(file_same_folder(above, above) && !file_same_folder(above, below));
	if (child_begins())
		child_returns(file_make_folder(FILE_HERE, "five"));
	check_ends(3, "claviger: cannot open the folder 'five': Not a directory\n");
	if (child_begins())
		child_returns(file_make_folder(FILE_HERE, "folder-link"));
	check_ends(3, "claviger: cannot open the folder 'folder-link': Not a directory\n");
	if (child_begins())
		child_returns(file_make_folder(FILE_HERE, "nowhere/x"));
	check_ends(3, "claviger: cannot make the folder 'nowhere/x': No such file or directory\n");
	if (child_begins()) {
		fail(SYS_fsync, EIO);
		child_returns(file_make_folder(FILE_HERE, "made"));
	}
	check_ends(3, "claviger: cannot write the folder 'made': Input/output error\n");
	if (child_begins())
		child_returns(file_same_folder(above, 999));
	check_ends(3, "claviger: cannot look at a folder: Bad file descriptor\n");
	if (child_begins())
		child_returns(file_open_folder(FILE_HERE, "fifo"));
	check_ends(3, "claviger: cannot open the folder 'fifo': Not a directory\n");
}

int
main(void)
{
	char *const sweep[] = {"rm", "-rf", here, NULL};

	secret_begin();
	if (mkdtemp(here) == NULL || chdir(here) != 0)
		return 1;
	reading();
	too_much();
	not_a_file();
	failing_medium();
	whether_it_is_there();
	creating();
	never_overwriting();
	unusable_paths();
	if (has_unnamed_files())
		failing_unnamed();
	else
		printf("skip this file system has no files without names\n");
	drafts();
	stale_drafts();
	other_drafts();
	failing_drafts();
	removing();
	folders();
	if (child_begins())
		execvp(sweep[0], sweep);
	return test_end();
}
