#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/escrow.h"
#include "ceremony/folder.h"
#include "ceremony/handover.h"
#include "ceremony/handwriting.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "package/pfx.h"

static const char usage[] = "package-pfx TARGET...";

/* A target, checked before the key comes; its file, made while the key is there; written when its password is on paper. */
struct job {
	const struct plan_target *target;
	struct pfx_password *password;
	uint8_t pfx[PFX_MOST_BYTES];
	size_t size;
	char name[FOLDER_BLOB_NAME_BYTES];
};

static void
prepare(struct job *job, const struct folder *folder, const char *name)
{
	job->target = folder_target(folder, name);
	folder_require(folder, "exported", "target", name, NULL);
	folder_blob_name(job->name, job->target);
	folder_must_be_new(job->name);
}

static struct job *
prepare_all(const struct folder *folder, char **names, int count)
{
	struct job *jobs = calloc((size_t)count, sizeof *jobs);
	struct pfx_password *passwords = secret_new((size_t)count * sizeof *passwords);

	if (jobs == NULL)
		die("no memory for %d targets", count);
	if (plan_importer(&folder->plan) == NULL)
		refuse("the plan has neither a connected operator nor an administrator: a password "
		       "would be for nobody");
	for (int i = 0; i < count; i++) {
		prepare(&jobs[i], folder, names[i]);
		jobs[i].password = &passwords[i];
		for (int j = 0; j < i; j++)
			if (jobs[j].target == jobs[i].target)
				misuse("target '%s' is named twice", names[i]);
	}
	return jobs;
}

static void
make(struct job *job, const struct folder *folder, const struct tenant_key *key,
     const struct public_key *public_key)
{
	const char *answer;

	pfx_draw_password(job->password);
	job->size =
		pfx_make(job->pfx, key, job->target->cloud_name, folder->plan.date, job->password);
	answer = pfx_prove(job->pfx, job->size, job->password, public_key);
	if (answer != NULL)
		die("the new file for target '%s' is not good, and is not used: it %s",
		    job->target->name, answer);
}

static void
make_all_of(struct folder *folder, struct job *jobs, int count, const char *name,
	    const struct tenant_key *key)
{
	struct public_key public_key;

	folder_refresh(folder);
	escrow_check_key(folder, name, key, &public_key);
	for (int i = 0; i < count; i++)
		if (strcmp(jobs[i].target->key->name, name) == 0)
			make(&jobs[i], folder, key, &public_key);
}

/* Paper first: a file whose password nobody has would be in the way of another. */
static void
hand_out(const struct job *job, const struct folder *folder)
{
	char title[128], heading[256];
	const struct handwriting handwriting = {.title = title,
						.noun = "the password",
						.who = plan_importer(&folder->plan)->id,
						.heading = heading,
						.groups = true};

	snprintf(title, sizeof title, "The password of '%s'", job->name);
	snprintf(heading, sizeof heading,
		 "The password of '%s'. With that file it gives the key '%s'.", job->name,
		 job->target->key->name);
	process_hint("no file has this password: destroy the paper, and run this step again for "
		     "target '%s'",
		     job->target->name);
	handwriting_hand_out(&handwriting, &job->password->groups);
}

static void
deliver(struct folder *folder, const struct job *job)
{
	char digest[DIGEST_TEXT_BYTES];

	say("Target '%s': a software-protected key shows its private half to the importing host.",
	    job->target->name);
	hand_out(job, folder);
	folder_refresh(folder);
	folder_require(folder, "exported", "target", job->target->name, NULL);
	process_hint(
		"'%s' may be there, and is not recorded: ceremony-status says what becomes of it; "
		"destroy the paper, and run this step again for target '%s'",
		job->name, job->target->name);
	folder_create(job->name, job->pfx, job->size, digest);
	folder_record(folder, "exported", "target", job->target->name, "blob", digest, NULL);
	process_hint("%s", "");
	say("Target '%s': '%s', %zu bytes, proved.", job->target->name, job->name, job->size);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	char name[HANDOVER_NAME_BYTES], **operands;
	struct tenant_key *key;
	struct folder *folder;
	struct job *jobs;
	int count;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	count = option_count(operands);
	if (count == 0)
		misuse("targets of the plan are wanted");
	crypto_begin();
	pfx_begin();
	handover_expect();
	handover_make_room();
	process_lock();
	folder = folder_enter_disconnected();
	handwriting_check(plan_is_production(&folder->plan));
	folder_alone();
	jobs = prepare_all(folder, operands, count);
	key = tenant_key_new();
	handover_ready();
	while (handover_take(name, key))
		make_all_of(folder, jobs, count, name, key);
	secret_drop(key);
	for (int i = 0; i < count; i++)
		if (jobs[i].size > 0)
			deliver(folder, &jobs[i]);
	for (int i = 0; i < count; i++)
		if (jobs[i].size == 0)
			refuse("target '%s' has no .pfx: its key '%s' was not recovered",
			       jobs[i].target->name, jobs[i].target->key->name);
	return process_end(PROCESS_YES);
}
