#include "tests/unit/child.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "ceremony/signing.h"
#include "ceremony/text.h"

/* A user whom nobody is: his folder is not that of a ceremony that goes on beside this test. */
enum { NOBODY_AT_ALL = 54321, TMPFS = 0x01021994 };

static char folder[64];
static char name[SIGNING_NAME_BYTES];

static void
spill(const char *path, size_t size)
{
	static const char zeros[128];
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, zeros, size) != (ssize_t)size || close(fd) != 0)
		exit(1);
}

/* A folder there that is somebody else's, or open to others. For root. */
static void
folders_of_others(void)
{
	char said[160];

	snprintf(said, sizeof said,
		 "claviger: '%s' is open to others: the signing key cannot live there\n", folder);
	if (mkdir(folder, 0700) != 0 || chmod(folder, 0755) != 0)
		exit(1);
	if (child_begins() && setuid(NOBODY_AT_ALL) == 0)
		child_returns(signing_begin());
	check_ends(3, said);
	if (chown(folder, NOBODY_AT_ALL, 0) != 0 || chmod(folder, 0710) != 0)
		exit(1);
	if (child_begins() && setuid(NOBODY_AT_ALL) == 0)
		child_returns(signing_begin());
	check_ends(3, said);
	if (rmdir(folder) != 0 || symlink("/tmp", folder) != 0)
		exit(1);
	snprintf(said, sizeof said, "claviger: cannot open the folder '%s': Not a directory\n",
		 folder);
	if (child_begins() && setuid(NOBODY_AT_ALL) == 0)
		child_returns(signing_begin());
	check_ends(3, said);
	unlink(folder);
}

/* A disk in the place of /dev/shm. For root, who may have mounts of his own. */
static void
not_in_memory(void)
{
	char disk[] = "/var/tmp/claviger-test-XXXXXX", said[160], made[160];
	struct statfs medium;

	if (mkdtemp(disk) == NULL || chmod(disk, 01777) != 0 || statfs(disk, &medium) != 0)
		exit(1);
	snprintf(said, sizeof said,
		 "claviger: '%s' is not in memory: the signing key cannot live there\n", folder);
	if (child_begins()) {
		if (unshare(CLONE_NEWNS) != 0 ||
		    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
		    mount(disk, "/dev/shm", NULL, MS_BIND, NULL) != 0 || setuid(NOBODY_AT_ALL) != 0)
			_exit(99);
		child_returns(signing_begin());
	}
	if (child_status == 99 || medium.f_type == TMPFS)
		printf("skip no disk could be mounted in the place of /dev/shm\n");
	else
		check_ends(3, said);
	snprintf(made, sizeof made, "%s%s", disk, strrchr(folder, '/'));
	rmdir(made);
	rmdir(disk);
}

static void
a_key(void)
{
	struct minisign_secret *secret, *other;
	struct minisign_public public_key, of_name;
	struct stat status;
	char path[160];

	signing_begin();
	signing_create(name);
	check(strlen(name) == SIGNING_NAME_BYTES - 1 &&
	      text_is_all(name, strlen(name), "0123456789abcdef"));
	snprintf(path, sizeof path, "%s/%s", folder, name);
	check(stat(path, &status) == 0 && (status.st_mode & 07777) == 0600 &&
	      status.st_size == sizeof *secret);
	check(signing_is_there(name));
	secret = signing_open(name);
	minisign_public_of(&public_key, secret);
	check_good(signing_public(&of_name, name));
	check(memcmp(&public_key, &of_name, sizeof public_key) == 0);
	other = signing_open(name);
	check(memcmp(secret, other, sizeof *secret) == 0);
	secret_drop(other);
	secret_drop(secret);
}

static void
names(void)
{
	struct minisign_public public_key;
	char wrong[SIGNING_NAME_BYTES + 1];

	check_says(signing_public(&public_key, "none"), "is no signing key's name");
	check_says(signing_public(&public_key, ""), "is no signing key's name");
	snprintf(wrong, sizeof wrong, "%s0", name);
	check_says(signing_public(&public_key, wrong), "is no signing key's name");
	strcpy(wrong, name);
	wrong[0] = 'A';
	check_says(signing_public(&public_key, wrong), "is not lower-case hexadecimal");
	strcpy(wrong, name);
	wrong[79] = 'g';
	check_says(signing_public(&public_key, wrong), "is not lower-case hexadecimal");
}

/* The key of another name, a short file, a long one, none. */
static void
other_keys(void)
{
	char other[SIGNING_NAME_BYTES], path[160], renamed[160], said[200];

	signing_create(other);
	check(strcmp(other, name) != 0);
	snprintf(path, sizeof path, "%s/%s", folder, other);
	snprintf(renamed, sizeof renamed, "%s/%s", folder, name);
	if (rename(path, renamed) != 0)
		exit(1);
	if (child_begins())
		child_returns(signing_open(name));
	check_ends(1, "claviger: this ceremony's signing key is another one\n");
	spill(renamed, sizeof(struct minisign_secret) - 1);
	if (child_begins())
		child_returns(signing_open(name));
	check_ends(1, "claviger: this ceremony's signing key is damaged\n");
	spill(renamed, sizeof(struct minisign_secret) + 1);
	if (child_begins())
		child_returns(signing_open(name));
	snprintf(said, sizeof said, "claviger: '%s' holds more than %zu bytes\n", name,
		 sizeof(struct minisign_secret));
	check_ends(1, said);
	if (child_begins())
		child_returns(signing_open(other));
	check_ends(1, "claviger: this ceremony's signing key is gone\nhint: after a power cut, run "
		      "ceremony-open with the "
		      "plan and this folder again: it goes on with a new key\n");
}

/* It is overwritten before its name is gone: a second name shows that. */
static void
destroyed(void)
{
	char path[160], second[160], bytes[sizeof(struct minisign_secret)],
		zeros[sizeof bytes] = {0};
	int fd;

	unlink(strcat(strcat(strcpy(path, folder), "/"), name));
	signing_create(name);
	snprintf(path, sizeof path, "%s/%s", folder, name);
	snprintf(second, sizeof second, "%s/second", folder);
	if (link(path, second) != 0)
		exit(1);
	signing_destroy(name);
	check(!signing_is_there(name));
	fd = open(second, O_RDONLY | O_CLOEXEC);
	check(read(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes &&
	      memcmp(bytes, zeros, sizeof bytes) == 0);
	close(fd);
	unlink(second);
	if (child_begins())
		child_returns(signing_destroy(name));
	check_ends(3, "claviger: cannot destroy the signing key: No such file or directory\n");
}

int
main(void)
{
	uid_t user = getuid() == 0 ? NOBODY_AT_ALL : getuid();

	secret_begin();
	umask(077);
	snprintf(folder, sizeof folder, "/dev/shm/claviger-%u", (unsigned)user);
	if (getuid() == 0) {
		folders_of_others();
		not_in_memory();
	} else {
		printf("skip folders of others need root\n");
	}
	if (setuid(user) != 0)
		return 1;
	a_key();
	names();
	other_keys();
	destroyed();
	rmdir(folder);
	return test_end();
}
