#include "import_check.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ceremony/grammar.h"
#include "ceremony/process.h"
#include "ceremony/text.h"
#include "verify/attestation_question.h"
#include "verify/import_command.h"
#include "verify/import_service.h"
#include "verify/import_shape.h"

static bool
is_same(const struct public_key *one, const struct public_key *other)
{
	return one->size == other->size && memcmp(one->spki, other->spki, one->size) == 0;
}

static void
show_key(char out[IMPORT_TEXT_BYTES], const struct public_key *key)
{
	struct digest digest = public_key_digest(key);
	char text[DIGEST_TEXT_BYTES];

	digest_to_text(text, &digest);
	snprintf(out, IMPORT_TEXT_BYTES, "SPKI %s", text);
}

static bool
is_elsewhere(const struct import_case *subject, const char *id)
{
	return import_service_row(subject->service)->name(subject->target, id) != NULL;
}

/* A public key in an answer that names another key, or a version that the key's own answer does not, is nobody's word on this one. */
static const char *
why_not_about(const struct import_case *subject, const struct import_said *said,
	      const struct import_file *file)
{
	const char *about = import_said_about(file), *id = import_said_value(said, IMPORT_ID);

	if (file->shape->identifier == NULL)
		return NULL;
	if (about == NULL)
		return "the public key is said without which key it is of";
	if (is_elsewhere(subject, about))
		return "the public key is said of another key than the plan's";
	return id == NULL || is_elsewhere(subject, id) || strcmp(id, about) == 0
		       ? NULL
		       : "the public key is said of another version of the key";
}

enum import_answer
import_check_key(struct import_finding *finding, const struct import_case *subject,
		 const struct import_said *said)
{
	show_key(finding->wanted, &subject->key);
	finding->lacks = import_service_row(subject->service)->shows;
	for (size_t i = 0; i < said->shown_count; i++) {
		const struct import_shown *shown = &said->shown[i];
		const char *why;

		finding->file = &said->files[shown->file];
		why = why_not_about(subject, said, finding->file);
		if (why != NULL)
			return import_rule_says(finding, IMPORT_UNKNOWN, "%s", why);
		if (shown->why != NULL) {
			snprintf(finding->found, sizeof finding->found, "a key of another kind");
			return import_rule_says(
				finding, IMPORT_FAIL,
				"the key in the cloud is none that a ceremony makes: "
				"RSA of 2048 to 4096 bits, or P-256 to P-521");
		}
		show_key(finding->found, &shown->key);
		if (!is_same(&shown->key, &subject->key))
			return import_rule_answer(finding, false);
	}
	if (said->shown_count > 0)
		return IMPORT_PASS;
	return import_rule_says(finding, IMPORT_UNKNOWN,
				"no file shows the public half of the key in the cloud");
}

enum import_answer
import_check_name(struct import_finding *finding, const struct import_case *subject,
		  const struct import_said *said)
{
	const char *why;

	import_rule_want(finding, "%s at %s", subject->target->cloud_name, subject->target->where);
	if (!import_rule_find(finding, said, finding->rule->field))
		return import_rule_unsaid(finding);
	why = import_service_row(subject->service)->name(subject->target, finding->found);
	return why == NULL ? IMPORT_PASS
			   : import_rule_says(finding, IMPORT_FAIL, "the key's identifier %s", why);
}

/* A word of a list with spaces between, whatever the case of letters. */
static bool
has_word(const char *list, const char *word, size_t length)
{
	for (; *list != '\0'; list += strcspn(list, " "), list += *list == ' ')
		if (strcspn(list, " ") == length && strncasecmp(list, word, length) == 0)
			return true;
	return false;
}

enum import_answer
import_check_word(struct import_finding *finding, const struct import_case *subject,
		  const struct import_said *said)
{
	(void)subject;
	import_rule_want(finding, "%s", finding->rule->want);
	if (!import_rule_find(finding, said, finding->rule->field))
		return import_rule_unsaid(finding);
	return import_rule_answer(
		finding, has_word(finding->rule->want, finding->found, strlen(finding->found)));
}

/* What is wanted is a template of the plan's own words. */
enum import_answer
import_check_planned(struct import_finding *finding, const struct import_case *subject,
		     const struct import_said *said)
{
	char planned[IMPORT_COMMAND_BYTES];

	if (!import_command_fill(planned, finding->rule->want, subject, NULL))
		die("the plan of target '%s' has no %s", subject->target->name, finding->rule->id);
	import_rule_want(finding, "%.500s", planned);
	if (!import_rule_find(finding, said, finding->rule->field))
		return import_rule_unsaid(finding);
	return import_rule_answer(finding, strcmp(finding->found, planned) == 0);
}

enum import_answer
import_check_current(struct import_finding *finding, const struct import_case *subject,
		     const struct import_said *said)
{
	const char *current = import_said_value(said, IMPORT_CURRENT);

	(void)subject;
	import_rule_want(finding, "%s", current == NULL ? "the version in use" : current);
	if (!import_rule_find(finding, said, finding->rule->field) || current == NULL)
		return import_rule_unsaid(finding);
	return import_rule_answer(finding, strcmp(finding->found, current) == 0);
}

/*
 * Sources: AWS KMS, "Key states of AWS KMS keys"; Google, "Key states"; Oracle, Key, "lifecycle state". What is not here has nothing that
 * mends it.
 */
static const struct {
	enum import_service service;
	const char *state, *why, *mend;
} states[] = {
	{IMPORT_AWS, "Disabled", "the key is disabled",
	 "aws kms enable-key --key-id {name} --region {region}"},
	{IMPORT_AWS, "PendingDeletion",
	 "the key is deleted when its time is over; taken back, it is disabled",
	 "aws kms cancel-key-deletion --key-id {name} --region {region}"},
	{IMPORT_AWS, "PendingImport", "the key has no material: import it again", NULL},
	{IMPORT_GOOGLE, "DISABLED", "this version is disabled",
	 "gcloud kms keys versions enable {version} {ring-at}"},
	{IMPORT_GOOGLE, "DESTROY_SCHEDULED",
	 "this version is destroyed when its time is over; taken back, it is disabled",
	 "gcloud kms keys versions restore {version} {ring-at}"},
	{IMPORT_GOOGLE, "PENDING_IMPORT", "this version is not imported yet: ask again", NULL},
	{IMPORT_GOOGLE, "IMPORT_FAILED", "the import failed: import it again, as a new version",
	 NULL},
	{IMPORT_GOOGLE, "DESTROYED", "this version is gone: import it again, as a new one", NULL},
	{IMPORT_OCI, "DISABLED", "the key is disabled",
	 "oci kms management key enable --endpoint https://{host} --key-id {ocid}"},
	{IMPORT_OCI, "PENDING_DELETION",
	 "the key is deleted when its time is over; taken back, it has the state that it had",
	 "oci kms management key cancel-deletion --endpoint https://{host} --key-id {ocid}"},
};

enum import_answer
import_check_state(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said)
{
	enum import_answer answer = import_check_word(finding, subject, said);

	if (answer != IMPORT_FAIL)
		return answer;
	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
		if (states[i].service == subject->service &&
		    strcmp(finding->found, states[i].state) == 0) {
			finding->mend = states[i].mend;
			return import_rule_says(finding, IMPORT_FAIL, "%s", states[i].why);
		}
	return answer;
}

enum import_answer
import_check_words(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said)
{
	const char *word = finding->rule->want;

	(void)subject;
	import_rule_want(finding, "%s", word);
	if (!import_rule_find(finding, said, finding->rule->field))
		return import_rule_unsaid(finding);
	while (*word != '\0') {
		size_t length = strcspn(word, " ");

		if (!has_word(finding->found, word, length))
			return import_rule_answer(finding, false);
		word += length + (word[length] == ' ');
	}
	return IMPORT_PASS;
}

/* -1: none; the reader wrote it, so it can be read. */
static int64_t
time_found(const struct import_finding *finding)
{
	int64_t seconds;

	return text_from_time(&seconds, finding->found, strlen(finding->found)) == NULL ? seconds
											: -1;
}

enum import_answer
import_check_lasts(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said)
{
	import_rule_want(finding, "%s", finding->rule->want);
	if (!import_rule_find(finding, said, finding->rule->field))
		return import_rule_unsaid(finding);
	return import_rule_answer(finding,
				  time_found(finding) < 0 || time_found(finding) > subject->now);
}

enum import_answer
import_check_begun(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said)
{
	import_rule_want(finding, "%s", finding->rule->want);
	if (!import_rule_find(finding, said, finding->rule->field))
		return import_rule_unsaid(finding);
	return import_rule_answer(finding, time_found(finding) <= subject->now);
}

enum import_answer
import_check_never(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said)
{
	(void)subject;
	import_rule_want(finding, "%s", finding->rule->want);
	if (!import_rule_find(finding, said, finding->rule->field))
		return import_rule_unsaid(finding);
	return import_rule_answer(finding, time_found(finding) < 0 ||
						   strncmp(finding->found, "9999-12-31", 10) == 0);
}

enum import_answer
import_check_protection(struct import_finding *finding, const struct import_case *subject,
			const struct import_said *said)
{
	import_rule_want(finding, "%s%s", subject->key.type >= KEY_EC_P256 ? "EC" : "RSA",
			 subject->service == IMPORT_SOFT_VAULT ? "" : "-HSM");
	if (!import_rule_find(finding, said, finding->rule->field))
		return import_rule_unsaid(finding);
	return import_rule_answer(finding, strcmp(finding->found, finding->wanted) == 0);
}

enum import_answer
import_check_fits(struct import_finding *finding, const struct import_case *subject,
		  const struct import_said *said)
{
	const char *name = import_service_row(subject->service)->types[subject->key.type];

	import_rule_want(finding, "%s", name);
	if (!import_rule_find(finding, said, finding->rule->field))
		return import_rule_unsaid(finding);
	return import_rule_answer(finding, fnmatch(name, finding->found, 0) == 0);
}

enum import_answer
import_check_job(struct import_finding *finding, const struct import_case *subject,
		 const struct import_said *said)
{
	import_rule_want(finding, "%s", subject->kek_id);
	if (!import_rule_find(finding, said, finding->rule->field))
		return import_rule_unsaid(finding);
	return import_rule_answer(finding, strcmp(finding->found, subject->kek_id) == 0);
}

/* Google's client has it beside the key's state; Azure's in a file of its own. */
static const struct import_file *
statement_of(const struct import_case *subject, const struct import_said *said)
{
	const struct import_file *file = import_said_file(said, IMPORT_OF_ATTESTATION);

	if (file != NULL || subject->service != IMPORT_GOOGLE)
		return file;
	file = import_said_file(said, IMPORT_OF_KEY);
	return file != NULL && json_text_string(&file->json, "attestation.content") != NULL ? file
											    : NULL;
}

static enum import_answer
judge_statement(struct import_finding *finding, const struct attestation_question *question)
{
	const struct material_file material = {
		finding->file->name, cursor_over(finding->file->data, finding->file->size)};
	static struct attestation attestation;
	enum import_answer answer;
	bool good;

	memset(&attestation, 0, sizeof attestation);
	attestation_judge(&attestation, &material, 1, question);
	good = attestation.verdict == ATTESTATION_ATTESTED;
	if (good && attestation.statement.owner_shown)
		finding->told = IMPORT_TOLD_HSM;
	snprintf(finding->found, sizeof finding->found, "%s%s",
		 question->roots->test ? "TEST ROOTS: " : "", good ? "attested" : "not attested");
	answer = good ? IMPORT_PASS
		      : import_rule_says(finding, IMPORT_FAIL, "%s", attestation.statement.why);
	if (good && attestation.statement.warning_count > 0)
		answer = import_rule_says(finding, IMPORT_NOTE, "attested, but %s",
					  attestation.statement.warnings[0]);
	attestation_free(&attestation);
	return answer;
}

enum import_answer
import_check_attestation(struct import_finding *finding, const struct import_case *subject,
			 const struct import_said *said)
{
	struct attestation_question question = {
		.policy = ATTRIBUTE_IMPORTED,
		.key = &subject->key,
		.identifier = import_said_value(said, IMPORT_ID),
		.now = subject->now,
		.roots = subject->roots,
	};
	struct digest owner_root;

	import_rule_want(finding, "attested as policy imported wants it");
	finding->lacks = IMPORT_OF_ATTESTATION;
	finding->file = statement_of(subject, said);
	if (finding->file == NULL)
		return import_rule_says(finding, IMPORT_UNKNOWN,
					"no statement of the HSM about this key was given");
	question.identifier_given = question.identifier != NULL;
	attestation_question_of(&question, &owner_root, subject->target);
	return judge_statement(finding, &question);
}

/* Which key in the cloud it is, and its public half: a public key alone is no word on any. */
static bool
shows_key(const struct import_said *said)
{
	return said->shown_count > 0 && import_said_identifier(said) != NULL;
}

static bool
show_same(const struct import_said *one, const struct import_said *other)
{
	return strcmp(import_said_identifier(one), import_said_identifier(other)) == 0 &&
	       one->shown[0].why == NULL && other->shown[0].why == NULL &&
	       is_same(&one->shown[0].key, &other->shown[0].key);
}

/* Of the whole case, not of a host. */
enum import_answer
import_check_hosts(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said)
{
	bool both = subject->second && shows_key(&subject->said[0]) && shows_key(&subject->said[1]);

	(void)said;
	import_rule_want(finding, "the same key, asked from two hosts");
	snprintf(finding->found, sizeof finding->found, "%s", both ? "two" : "one");
	if (!both)
		return import_rule_says(
			finding, subject->production ? IMPORT_UNKNOWN : IMPORT_NOTE,
			"which key it is and its public half are one host's word: in production a "
			"second one in another network asks too (--second)");
	finding->told = show_same(&subject->said[0], &subject->said[1]) ? IMPORT_TOLD_BOTH
									: IMPORT_TOLD_APART;
	return finding->told == IMPORT_TOLD_BOTH
		       ? IMPORT_PASS
		       : import_rule_says(finding, IMPORT_FAIL,
					  "the two hosts were shown different keys");
}

enum import_answer
import_check_said(struct import_finding *finding, const struct import_case *subject,
		  const struct import_said *said)
{
	(void)subject;
	import_rule_want(finding, "%s", finding->rule->want);
	return import_rule_find(finding, said, finding->rule->field) ? IMPORT_PASS
								     : import_rule_unsaid(finding);
}
