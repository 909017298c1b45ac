#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ceremony/attested.h"
#include "ceremony/crypto.h"
#include "ceremony/escrow.h"
#include "ceremony/folder.h"
#include "ceremony/handover.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/show.h"
#include "ceremony/text.h"
#include "kek/container.h"
#include "kek/request.h"
#include "kek/wrap.h"

static const char usage[] = "kek-wrap TARGET...";

/* A target with all that was checked of it before the key comes. */
struct job {
	const struct plan_target *target;
	struct request request;
	char name[FOLDER_BLOB_NAME_BYTES];
	bool done;
};

/* What the wrap rests on; that it is enough was asked before (fact_needs_wrap). */
static void
say_attestation(const struct folder *folder, const struct plan_target *target, const char *request)
{
	const char *verdict = attested_of(folder, request);

	if (verdict == NULL)
		warn("the KEK of target '%s' is not attested; the plan accepts that", target->name);
	else if (strcmp(verdict, "attested") == 0)
		say("The KEK of target '%s' is attested.", target->name);
	else if (text_list_has(verdict, ',', "test-roots"))
		warn("the KEK of target '%s' is judged by roots of a test alone: %s", target->name,
		     verdict);
	else
		warn("the KEK of target '%s' is genuine, but: %s; the plan accepts that",
		     target->name, verdict);
}

static void
check_strength(const struct job *job)
{
	if (key_type_strength(job->request.kek.type) < key_type_strength(job->target->key->type))
		warn("target '%s': the KEK, %s, is weaker than the key, %s: the package is as "
		     "strong as the KEK",
		     job->target->name, key_type_name(job->request.kek.type),
		     key_type_name(job->target->key->type));
}

static void
prepare(struct job *job, const struct folder *folder, const char *name)
{
	char digest[DIGEST_TEXT_BYTES];

	job->target = folder_target(folder, name);
	request_open(&job->request, folder, job->target);
	request_check_kek(&job->request);
	request_check_expiry(&job->request, (int64_t)time(NULL));
	digest_to_text(digest, &job->request.digest);
	folder_require(folder, "wrapped", "target", name, "request", digest, NULL);
	say_attestation(folder, job->target, digest);
	check_strength(job);
	folder_blob_name(job->name, job->target);
	folder_must_be_new(job->name);
}

static struct job *
prepare_all(const struct folder *folder, char **names, int count)
{
	struct job *jobs = calloc((size_t)count, sizeof *jobs);

	if (jobs == NULL)
		die("no memory for %d targets", count);
	for (int i = 0; i < count; i++) {
		prepare(&jobs[i], folder, names[i]);
		for (int j = 0; j < i; j++)
			if (jobs[j].target == jobs[i].target)
				misuse("target '%s' is named twice", names[i]);
	}
	return jobs;
}

static void
wrap(struct folder *folder, struct job *job, const struct tenant_key *key,
     const struct public_key *public_key)
{
	char out[CONTAINER_MOST_BYTES], request[DIGEST_TEXT_BYTES], blob_digest[DIGEST_TEXT_BYTES];
	struct wrap_blob blob;
	const char *answer;
	size_t size;

	digest_to_text(request, &job->request.digest);
	folder_require(folder, "wrapped", "target", job->target->name, "request", request, "blob",
		       request, NULL);
	wrap_key(&blob, key, &job->request.kek, job->target->profile->hash, public_key);
	size = container_write(out, job->target, &job->request, &blob);
	answer = container_check(job->target, &job->request, (const uint8_t *)out, size);
	if (answer != NULL)
		die("the file for target '%s' %s", job->target->name, answer);
	folder_create(job->name, out, size, blob_digest);
	folder_record(folder, "wrapped", "target", job->target->name, "request", request, "blob",
		      blob_digest, NULL);
	job->done = true;
	say("Target '%s': '%s', %zu bytes, proved.", job->target->name, job->name, size);
}

static void
wrap_all_of(struct folder *folder, struct job *jobs, int count, const char *name,
	    const struct tenant_key *key)
{
	struct public_key public_key;

	folder_refresh(folder);
	escrow_check_key(folder, name, key, &public_key);
	for (int i = 0; i < count; i++)
		if (strcmp(jobs[i].target->key->name, name) == 0)
			wrap(folder, &jobs[i], key, &public_key);
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
	handover_expect();
	process_lock();
	folder = folder_enter_disconnected();
	folder_alone();
	jobs = prepare_all(folder, operands, count);
	key = tenant_key_new();
	handover_ready();
	while (handover_take(name, key))
		wrap_all_of(folder, jobs, count, name, key);
	secret_drop(key);
	for (int i = 0; i < count; i++)
		if (!jobs[i].done)
			refuse("target '%s' was not wrapped: its key '%s' was not recovered",
			       jobs[i].target->name, jobs[i].target->key->name);
	return process_end(PROCESS_YES);
}
