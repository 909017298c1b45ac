#include "secret.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include <sodium.h>

#include "ceremony/process.h"

enum { MOST_SECRETS = 64 };

static void *live[MOST_SECRETS];

static const rlim_t LOCK_LIMIT_BYTES = 64 << 20;

/* Asked for before the sandbox, which does not let it through. */
static struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};

void
secret_begin(void)
{
	if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0)
		die_errno("cannot ask how much memory may be locked");
	if (sodium_init() < 0)
		die("libsodium cannot start");
}

static void
hint_at_limit(rlim_t more)
{
	const rlim_t needed = LOCK_LIMIT_BYTES + more;

	if (limit.rlim_cur < needed)
		process_hint("this user may lock %llu KiB of memory; %llu are needed: run as "
			     "root, or raise 'memlock' in "
			     "/etc/security/limits.conf",
			     (unsigned long long)limit.rlim_cur >> 10,
			     (unsigned long long)needed >> 10);
}

/* MCL_ONFAULT: a page is locked when it first holds anything, so nothing can be swapped out,
 * and pages that a library never touches cost nothing. */
void
secret_lock_process(void)
{
	if (mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0)
		return;
	hint_at_limit(0);
	die_errno("cannot lock the memory of this process");
}

void
secret_need(size_t bytes)
{
	void *room = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (room == MAP_FAILED) {
		hint_at_limit(bytes);
		die_errno("cannot have %zu MiB of memory", bytes >> 20);
	}
	munmap(room, bytes);
}

void *
secret_new(size_t size)
{
	void *secret = sodium_malloc(size);

	/* sodium_malloc ignores a failure to lock; sodium_mlock does not. */
	if (secret == NULL || sodium_mlock(secret, size) != 0) {
		hint_at_limit(0);
		die_errno("cannot lock memory for a secret");
	}
	memset(secret, 0, size);
	for (size_t i = 0; i < MOST_SECRETS; i++) {
		if (live[i] == NULL) {
			live[i] = secret;
			return secret;
		}
	}
	die("too many secrets at a time");
}

void
secret_free(void *secret)
{
	if (secret == NULL)
		return;
	for (size_t i = 0; i < MOST_SECRETS; i++)
		if (live[i] == secret)
			live[i] = NULL;
	sodium_free(secret);
}

void
secret_wipe_all(void)
{
	for (size_t i = 0; i < MOST_SECRETS; i++)
		secret_drop(live[i]);
}
