#include "attestation_target.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ceremony/attested.h"
#include "ceremony/folder.h"
#include "ceremony/process.h"
#include "kek/request.h"
#include "verify/attestation_question.h"
#include "verify/attestation_report.h"

struct evidence {
	struct material_file files[REQUEST_MOST_ATTESTATIONS];
	char names[REQUEST_MOST_ATTESTATIONS][REQUEST_NAME_BYTES];
	struct bytes bytes[REQUEST_MOST_ATTESTATIONS];
	size_t count;
};

/* The files that the request names, by their digests. */
static void
load(struct evidence *evidence, const struct request *request)
{
	const struct record *record = &request->record;

	for (size_t at = record_find(record, "attestation", 0); at < record->count;
	     at = record_find(record, "attestation", at + 1)) {
		size_t i = evidence->count++;

		request_attestation_name(evidence->names[i], request->target, i + 1);
		evidence->bytes[i] = folder_read(evidence->names[i], MATERIAL_MOST_BYTES,
						 record->lines[at].value);
		evidence->files[i] = (struct material_file){
			evidence->names[i],
			cursor_over(evidence->bytes[i].data, evidence->bytes[i].size)};
	}
}

/* No statement came: either nobody makes one, or it was left out. */
static void
judge_nothing(struct attestation *attestation, const struct request *request)
{
	attestation->unattestable = unattestable_at(request->kek_id);
	attestation->verdict =
		attestation->unattestable != NULL ? ATTESTATION_NOT_ATTESTABLE : ATTESTATION_FAILED;
	if (attestation->unattestable == NULL)
		statement_fail(&attestation->statement, STATEMENT_MISSING,
			       "the request carries no statement: kek-accept takes it behind --");
}

/* As plans and facts call it (attested.h). */
static void
name_verdict(char text[ATTESTED_BYTES], const struct attestation *attestation, bool test)
{
	const char *word = NULL;
	size_t length;

	if (attestation->verdict == ATTESTATION_NOT_ATTESTABLE)
		word = "not-attestable";
	else if (attestation->format == NULL && attestation->statement.failure == STATEMENT_MISSING)
		word = "missing";
	else if (attestation->verdict == ATTESTATION_FAILED && attestation->shortfalls == 0)
		word = "failed";
	else if (attestation->verdict == ATTESTATION_ATTESTED && !test)
		word = "attested";
	else if (test)
		word = "test-roots";
	length = (size_t)snprintf(text, ATTESTED_BYTES, "%s", word == NULL ? "" : word);
	for (unsigned bit = 0; bit < ATTESTATION_SHORTFALLS; bit++)
		if (attestation->shortfalls & 1u << bit)
			length += (size_t)snprintf(text + length, ATTESTED_BYTES - length, "%s%s",
						   length > 0 ? "," : "", attestation_word(bit));
}

static void
record(struct folder *folder, const struct request *request, const struct evidence *evidence,
       const char *fact, const char *verdict)
{
	char digest[DIGEST_TEXT_BYTES], spki[DIGEST_TEXT_BYTES],
		statement[DIGEST_TEXT_BYTES] = "none";
	struct digest key = public_key_digest(&request->kek), first;

	digest_to_text(digest, &request->digest);
	digest_to_text(spki, &key);
	if (evidence->count > 0) {
		first = digest_of(evidence->bytes[0].data, evidence->bytes[0].size);
		digest_to_text(statement, &first);
	}
	folder_record(folder, fact, "target", request->target, "request", digest, "spki", spki,
		      "statement", statement, "policy", attribute_policy_name(ATTRIBUTE_KEK),
		      "verdict", verdict, NULL);
}

static int
status_of(const struct attestation *attestation)
{
	if (attestation->verdict == ATTESTATION_NOT_ATTESTABLE)
		return PROCESS_NOT_ATTESTABLE;
	return attestation->verdict == ATTESTATION_ATTESTED || attestation->accepted ? PROCESS_YES
										     : PROCESS_NO;
}

static void
report(const struct attestation *attestation, const struct attestation_question *question,
       const struct plan_target *target, bool json)
{
	attestation_report(attestation, question);
	if (json)
		attestation_report_json(attestation, question);
	if ((attestation->verdict == ATTESTATION_NOT_ATTESTABLE ||
	     (attestation->format == NULL &&
	      attestation->statement.failure == STATEMENT_MISSING)) &&
	    attested_accepts_missing(target->attestation))
		say("The plan accepts a KEK without attestation for target '%s'.", target->name);
}

static struct folder *
enter(const char *name, const struct roots *roots, struct request *request)
{
	struct folder *folder = folder_enter();
	char digest[DIGEST_TEXT_BYTES];

	if (roots->test && plan_is_production(&folder->plan))
		refuse("production takes no roots of a test");
	request_open(request, folder, folder_target(folder, name));
	digest_to_text(digest, &request->digest);
	folder_require(folder, "not-attested", "target", name, "request", digest, NULL);
	return folder;
}

int
attestation_target_judge(const char *name, const struct roots *roots, bool json)
{
	struct attestation_question question = {.policy = ATTRIBUTE_KEK,
						.identifier_given = true,
						.now = (int64_t)time(NULL),
						.roots = roots};
	static struct attestation attestation;
	static struct evidence evidence;
	const struct plan_target *target;
	char verdict[ATTESTED_BYTES];
	struct digest owner_root;
	struct request request;
	struct folder *folder = enter(name, roots, &request);
	int status;

	target = folder_target(folder, name);
	question.key = &request.kek;
	question.identifier = request.kek_id;
	attestation_question_of(&question, &owner_root, target);
	load(&evidence, &request);
	if (evidence.count > 0)
		attestation_judge(&attestation, evidence.files, evidence.count, &question);
	else
		judge_nothing(&attestation, &request);
	name_verdict(verdict, &attestation, roots->test);
	attestation.accepted = attestation.shortfalls != 0 &&
			       attested_accepts(target->attestation, verdict,
						!plan_is_production(&folder->plan)) == NULL;
	status = status_of(&attestation);
	report(&attestation, &question, target, json);
	record(folder, &request, &evidence, status == PROCESS_YES ? "attested" : "not-attested",
	       verdict);
	attestation_free(&attestation);
	request_free(&request);
	for (size_t i = 0; i < evidence.count; i++)
		file_free(&evidence.bytes[i]);
	return status;
}
