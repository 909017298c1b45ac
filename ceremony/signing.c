#include "signing.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <sodium.h>

#include "ceremony/file.h"
#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"

enum { FOLDER_NAME_BYTES = 64 };

static int folder = -1;

/* Root's folder and each user's own; the sticky bit of /dev/shm keeps others from moving it. */
static void
name_folder(char name[FOLDER_NAME_BYTES])
{
	snprintf(name, FOLDER_NAME_BYTES, "/dev/shm/claviger-%u", (unsigned)getuid());
}

void
signing_look(void)
{
	char name[FOLDER_NAME_BYTES];

	name_folder(name);
	if (!file_exists(FILE_HERE, name))
		return;
	folder = file_open_folder(FILE_HERE, name);
	sandbox_allow(folder, false);
}

void
signing_begin(void)
{
	char name[FOLDER_NAME_BYTES];
	struct statfs medium;
	struct stat status;

	name_folder(name);
	if (mkdir(name, 0700) != 0 && errno != EEXIST)
		die_errno("cannot make '%s' for the signing key", name);
	folder = file_open_folder(FILE_HERE, name);
	if (fstat(folder, &status) != 0 || fstatfs(folder, &medium) != 0)
		die_errno("cannot look at '%s'", name);
	if (status.st_uid != getuid() || (status.st_mode & 077) != 0)
		die("'%s' is open to others: the signing key cannot live there", name);
	if (medium.f_type != TMPFS_MAGIC && medium.f_type != RAMFS_MAGIC)
		die("'%s' is not in memory: the signing key cannot live there", name);
	sandbox_allow(folder, true);
}

static void
name_of(char name[SIGNING_NAME_BYTES], const struct minisign_public *public_key)
{
	text_to_hex(name, public_key->key_id, sizeof public_key->key_id);
	text_to_hex(name + 2 * sizeof public_key->key_id, public_key->key, sizeof public_key->key);
}

void
signing_create(char name[SIGNING_NAME_BYTES])
{
	struct minisign_secret *secret = secret_new(sizeof *secret);
	struct minisign_public public_key;

	minisign_generate(secret);
	minisign_public_of(&public_key, secret);
	name_of(name, &public_key);
	file_create(folder, name, secret, sizeof *secret);
	secret_drop(secret);
}

bool
signing_is_there(const char *name)
{
	return folder >= 0 && file_exists(folder, name);
}

struct minisign_secret *
signing_open(const char *name)
{
	struct minisign_secret *secret = secret_new(sizeof *secret);
	struct minisign_public public_key;
	char found[SIGNING_NAME_BYTES];

	if (!signing_is_there(name)) {
		process_hint("after a power cut, run ceremony-open with the plan and this folder "
			     "again: it goes on with a "
			     "new key");
		refuse("this ceremony's signing key is gone");
	}
	if (file_read_into(folder, name, secret, sizeof *secret) != sizeof *secret)
		refuse("this ceremony's signing key is damaged");
	minisign_public_of(&public_key, secret);
	name_of(found, &public_key);
	if (strcmp(found, name) != 0)
		refuse("this ceremony's signing key is another one");
	return secret;
}

void
signing_destroy(const char *name)
{
	static const struct minisign_secret zeros;
	int fd = openat(folder, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0 || pwrite(fd, &zeros, sizeof zeros, 0) != sizeof zeros || close(fd) != 0 ||
	    unlinkat(folder, name, 0) != 0)
		die_errno("cannot destroy the signing key");
}

const char *
signing_public(struct minisign_public *public_key, const char *name)
{
	const size_t id_digits = 2 * sizeof public_key->key_id;
	const char *answer;

	if (strlen(name) != SIGNING_NAME_BYTES - 1)
		return "is no signing key's name";
	answer = text_from_hex(public_key->key_id, sizeof public_key->key_id, name, id_digits);
	return answer != NULL ? answer
			      : text_from_hex(public_key->key, sizeof public_key->key,
					      name + id_digits, SIGNING_NAME_BYTES - 1 - id_digits);
}
