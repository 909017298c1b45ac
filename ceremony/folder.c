#include "folder.h"

#include <stdio.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "ceremony/host.h"
#include "ceremony/process.h"
#include "ceremony/rights.h"
#include "ceremony/sandbox.h"

static bool
holds_secret(void)
{
	return (rights_of(process_name())->flags & RIGHTS_SECRET) != 0;
}

static void
read_plan(struct folder *folder)
{
	struct bytes bytes = file_read(FILE_HERE, "plan", PLAN_MOST_BYTES);
	struct digest digest = digest_of(bytes.data, bytes.size);
	struct record_problem problem;
	const char *answer = plan_read(&folder->plan, bytes.data, bytes.size, &problem);

	if (answer != NULL)
		record_refuse("plan", &problem, answer);
	digest_to_text(folder->plan_digest, &digest);
	file_free(&bytes);
}

/* Nobody appends while it is read. */
static struct bytes
read_quiet(const char *name, size_t most)
{
	int fd = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct bytes bytes;

	/* What cannot be opened is named by file_read. */
	if (fd >= 0 && flock(fd, LOCK_SH) != 0)
		die_errno("cannot lock '%s'", name);
	bytes = file_read(FILE_HERE, name, most);
	if (fd >= 0)
		close(fd);
	return bytes;
}

static void
read_transcript(struct folder *folder)
{
	struct bytes bytes = read_quiet("transcript", TRANSCRIPT_MOST_BYTES);
	unsigned long line;
	const char *answer = transcript_read(&folder->transcript, bytes.data, bytes.size, &line);

	if (answer != NULL)
		refuse("'transcript', line %lu %s", line, answer);
	folder->transcript_digest = digest_of(bytes.data, bytes.size);
	file_free(&bytes);
}

static void
check_opened(struct folder *folder)
{
	const struct fact *opened = folder_fact(folder, "opened", NULL, NULL);

	if (opened == NULL || strcmp(fact_value(opened, "plan"), folder->plan_digest) != 0)
		refuse("'transcript' is not of this plan");
	folder->connected = strcmp(fact_value(opened, "side"), "connected") == 0;
}

/* The process's own view, taken when it started: an interface that is down can be brought up. */
static void
check_no_network(void)
{
	if (!holds_secret() || host_interface() == NULL)
		return;
	process_hint(
		"take the hardware out, switch it off in the firmware, or unload its driver; then "
		"ceremony-preflight");
	refuse("this machine has a network interface, '%s', and the mode is production",
	       host_interface());
}

void
folder_check_host(bool production, bool connected)
{
	if (!production) {
		if (sandbox_gap() != NULL && sandbox_built_in())
			warn("%s; production would be refused", sandbox_gap());
		return;
	}
	if (!sandbox_built_in())
		refuse("this program was built without its sandbox, for tests only, and the "
		       "mode is production");
	if (sandbox_gap() != NULL)
		refuse("%s, and the mode is production", sandbox_gap());
	if (!connected)
		check_no_network();
}

void
folder_check_mode(const struct plan *plan, bool connected)
{
	folder_check_host(plan_is_production(plan), connected);
}

struct folder *
folder_enter_torn(void)
{
	struct folder *folder = calloc(1, sizeof *folder);

	if (folder == NULL)
		die("no memory");
	if (!file_exists(FILE_HERE, "plan") || !file_exists(FILE_HERE, "transcript")) {
		process_hint("change into the ceremony folder, the one that ceremony-open made");
		die("this folder holds no ceremony");
	}
	read_plan(folder);
	read_transcript(folder);
	check_opened(folder);
	folder_check_mode(&folder->plan, folder->connected);
	return folder;
}

struct folder *
folder_enter(void)
{
	struct folder *folder = folder_enter_torn();

	if (folder->transcript.torn_bytes != 0) {
		process_hint("run ceremony-open with the plan and this folder again: it goes on "
			     "after the last "
			     "whole line");
		refuse("'transcript' ends in half a line, as a power cut leaves it");
	}
	/* Closed, nothing is recorded any more: no preflight could be. A network is refused all the same. */
	if (holds_secret() && !transcript_is_closed(&folder->transcript))
		folder_check_fit(folder);
	return folder;
}

struct folder *
folder_enter_connected(void)
{
	struct folder *folder = folder_enter();

	if (!folder->connected)
		refuse("this step belongs into the connected side's folder");
	return folder;
}

struct folder *
folder_enter_disconnected(void)
{
	struct folder *folder = folder_enter();

	if (folder->connected)
		refuse("this step belongs into the disconnected side's folder");
	return folder;
}

const struct plan_key *
folder_key(const struct folder *folder, const char *name)
{
	const struct plan_key *key = plan_key(&folder->plan, name);

	if (key == NULL)
		refuse("the plan has no key '%s'", name);
	return key;
}

const struct plan_target *
folder_target(const struct folder *folder, const char *name)
{
	const struct plan_target *target = plan_target(&folder->plan, name);

	if (target == NULL)
		refuse("the plan has no target '%s'", name);
	return target;
}

const struct fact *
folder_fact(const struct folder *folder, const char *name, const char *field, const char *value)
{
	return transcript_find(&folder->transcript, name, field, value);
}

void
folder_blob_name(char name[FOLDER_BLOB_NAME_BYTES], const struct plan_target *target)
{
	snprintf(name, FOLDER_BLOB_NAME_BYTES, "out/%s%s", target->name, target->profile->suffix);
}

const char *
folder_blob_fact(const struct plan_target *target)
{
	return profile_wraps(target->profile) ? "wrapped" : "exported";
}

const struct fact *
folder_world(const struct folder *folder)
{
	const struct fact *made = folder_fact(folder, "world-made", NULL, NULL);

	return made != NULL ? made : folder_fact(folder, "world-restored", NULL, NULL);
}

const struct fact *
folder_sealed(const struct folder *folder, const char *key)
{
	const struct fact *kept = folder_fact(folder, "key-kept", "key", key);
	const struct fact *made = folder_fact(folder, "key-made", "key", key);

	if (kept != NULL &&
	    folder_fact(folder, "world-made", "world", fact_value(kept, "world")) != NULL)
		return kept;
	return made != NULL ? made : folder_fact(folder, "key-restored", "key", key);
}

const char *
folder_value(const struct folder *folder, const char *name, const char *field, const char *value,
	     const char *wanted)
{
	const struct fact *fact = folder_fact(folder, name, field, value);

	if (fact == NULL)
		refuse("the transcript has no fact '%s' of '%s'", name, value);
	return fact_value(fact, wanted);
}

struct bytes
folder_read(const char *name, size_t most, const char *digest)
{
	struct bytes bytes = file_read(FILE_HERE, name, most);
	struct digest found = digest_of(bytes.data, bytes.size);
	char text[DIGEST_TEXT_BYTES];

	digest_to_text(text, &found);
	if (strcmp(text, digest) != 0)
		refuse("'%s' is not the file that the transcript names", name);
	return bytes;
}

void
folder_alone(void)
{
	int fd = open("plan", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		die_errno("cannot open 'plan'");
	if (flock(fd, LOCK_EX | LOCK_NB) != 0)
		die("another step is at work in this folder: wait until it has ended");
}

bool
folder_is_busy(void)
{
	int fd = open("plan", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	bool busy;

	if (fd < 0)
		die_errno("cannot open 'plan'");
	busy = flock(fd, LOCK_SH | LOCK_NB) != 0;
	close(fd);
	return busy;
}

void
folder_must_be_new(const char *name)
{
	if (file_exists(FILE_HERE, name))
		process_hint("if this step was done already, go on with the next; only if an "
			     "interrupted step left it, "
			     "move it aside with mv and run this one again");
	file_must_be_new(FILE_HERE, name);
}

void
folder_create(const char *name, const void *data, size_t size, char digest[DIGEST_TEXT_BYTES])
{
	struct digest of_data = digest_of(data, size);

	folder_must_be_new(name);
	file_create(FILE_HERE, name, data, size);
	digest_to_text(digest, &of_data);
}

const char *
folder_signer(const struct folder *folder)
{
	const struct fact *fact = folder_fact(folder, "resumed", NULL, NULL);

	if (fact == NULL)
		fact = folder_fact(folder, "opened", NULL, NULL);
	return fact_value(fact, "signer");
}
