#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ceremony/ask.h"
#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/show.h"
#include "ceremony/signing.h"
#include "ceremony/words.h"

static const char usage[] = "ceremony-open [--side connected] PLAN FOLDER";

/* The folder that will hold the ceremony's folder, kept reachable. */
static int
open_parent(char *path, const char **leaf)
{
	size_t length = strlen(path);
	char *slash;
	int parent;

	while (length > 1 && path[length - 1] == '/')
		path[--length] = '\0';
	slash = strrchr(path, '/');
	*leaf = slash == NULL ? path : slash + 1;
	if (**leaf == '\0' || strcmp(*leaf, ".") == 0 || strcmp(*leaf, "..") == 0)
		misuse("'%s' is not the name of a folder to make", path);
	if (slash == NULL)
		parent = file_open_folder(FILE_HERE, ".");
	else if (slash == path)
		parent = file_open_folder(FILE_HERE, "/");
	else {
		*slash = '\0';
		parent = file_open_folder(FILE_HERE, path);
	}
	sandbox_allow(parent, true);
	return parent;
}

static void
read_plan(struct plan *plan, const struct bytes *bytes, const char *name)
{
	struct record_problem problem;
	const char *answer = plan_read(plan, bytes->data, bytes->size, &problem);

	if (answer != NULL)
		record_refuse(name, &problem, answer);
}

/* What a plan may say and this version cannot do is refused before anybody sits down. */
static void
check_can_be_done(const struct plan *plan, bool connected)
{
	folder_check_mode(plan, connected);
	if (plan_is_reshare(plan) || plan_goes_on(plan) || plan_ends(plan))
		return;
	if (strcmp(plan->world, "none") != 0 || strcmp(plan->previous, "none") != 0)
		refuse("a ceremony of kind '%s' goes on with no world or transcript of an earlier "
		       "one",
		       plan->kind);
	for (size_t i = 0; i < plan->key_count; i++)
		if (strcmp(plan->keys[i].public_digest, "none") != 0 ||
		    strcmp(plan->keys[i].escrow_digest, "none") != 0 ||
		    strcmp(plan->keys[i].replaces, "none") != 0)
			refuse("key '%s' exists already or replaces one, and this version makes "
			       "new keys only",
			       plan->keys[i].name);
}

static void
check_words(const struct bytes *plan_bytes)
{
	struct digest digest = digest_of(plan_bytes->data, plan_bytes->size);

	ask_words_of(&digest, "the plan",
		     "paper and machine have different plans: find out which one people "
		     "approved");
}

/* True when the folder is there and holds a ceremony, false when it is new or empty. */
static bool
enter_folder(int parent, const char *leaf)
{
	int folder;

	if (mkdirat(parent, leaf, 0700) == 0 && (fsync(parent) != 0 || syncfs(parent) != 0))
		die_errno("cannot make the folder '%s'", leaf);
	folder = file_open_folder(parent, leaf);
	if (fchdir(folder) != 0)
		die_errno("cannot enter the folder '%s'", leaf);
	close(folder);
	return file_exists(FILE_HERE, "transcript");
}

static void
make_rooms(void)
{
	static const char *const rooms[] = {"keys", "requests", "in", "out"};

	for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++)
		file_make_folder(FILE_HERE, rooms[i]);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--side", true, NULL}, {NULL, false, NULL}};
	char signer[SIGNING_NAME_BYTES] = "none";
	bool connected;
	static struct plan plan;
	struct bytes bytes;
	const char *leaf;
	char **operands, *path;
	int parent;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (options[0].value != NULL && strcmp(options[0].value, "connected") != 0)
		misuse("the only side to name is 'connected'");
	connected = options[0].value != NULL;
	if (option_count(operands) != 2)
		misuse("a plan and a folder are wanted");
	bytes = file_read(FILE_HERE, operands[0], PLAN_MOST_BYTES);
	path = strdup(operands[1]);
	parent = open_parent(operands[1], &leaf);
	signing_begin();
	process_lock();
	read_plan(&plan, &bytes, operands[0]);
	check_can_be_done(&plan, connected);
	show_plan(&plan);
	check_words(&bytes);
	if (enter_folder(parent, leaf)) {
		folder_resume(&bytes, connected, signer);
		say("The ceremony goes on in '%s'. Write on the script: resumed.", path);
		return process_end(PROCESS_YES);
	}
	make_rooms();
	if (!connected)
		signing_create(signer);
	folder_open(&plan, &bytes, connected, signer);
	say("The ceremony is open on the %s side. Change into '%s' for the steps that follow.",
	    connected ? "connected" : "DISCONNECTED", path);
	free(path);
	return process_end(PROCESS_YES);
}
