#include "request.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/grammar.h"
#include "ceremony/process.h"
#include "ceremony/profile_client.h"
#include "ceremony/text.h"
#include "kek/kek_file.h"
#include "kek/weak.h"

enum { HOUR_SECONDS = 3600, SHORT_HOURS = 48, KEK_TEXT_BYTES = 900 };

static const struct record_field fields[] = {
	{"ceremony", 1, 1, grammar_id, NULL},
	{"plan", 1, 1, grammar_digest, NULL},
	{"mode", 1, 1, grammar_mode, NULL},
	{"target", 1, 1, grammar_id, NULL},
	{"key", 1, 1, grammar_id, NULL},
	{"profile", 1, 1, profile_name, NULL},
	{"region", 1, 1, grammar_word, NULL},
	{"where", 1, 1, grammar_word, NULL},
	{"name", 1, 1, grammar_word, NULL},
	{"kek-id", 1, 1, grammar_word, NULL},
	{"expires", 1, 1, grammar_time_or_never, NULL},
	{"kek", 1, 1, grammar_base64, NULL},
	{"import-token", 0, 1, grammar_digest, NULL},
	{"attestation", 0, REQUEST_MOST_ATTESTATIONS, grammar_digest, NULL},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_schema schema = {"request", 1, fields};

void
request_name(char name[REQUEST_NAME_BYTES], const char *target)
{
	snprintf(name, REQUEST_NAME_BYTES, "requests/%s.request", target);
}

void
request_token_name(char name[REQUEST_NAME_BYTES], const char *target)
{
	snprintf(name, REQUEST_NAME_BYTES, "requests/%s.import-token", target);
}

void
request_attestation_name(char name[REQUEST_NAME_BYTES], const char *target, size_t number)
{
	snprintf(name, REQUEST_NAME_BYTES, "requests/%s.attestation-%zu", target, number);
}

size_t
request_write(char text[REQUEST_MOST_BYTES], const struct folder *folder,
	      const struct plan_target *target, const struct request_terms *terms)
{
	char scratch[REQUEST_MOST_BYTES], kek[KEK_TEXT_BYTES];
	struct record_writer writer;

	record_begin(&writer, &schema, text, REQUEST_MOST_BYTES);
	record_put(&writer, "ceremony", folder->plan.ceremony);
	record_put(&writer, "plan", folder->plan_digest);
	record_put(&writer, "mode", folder->plan.mode);
	record_put(&writer, "target", target->name);
	record_put(&writer, "key", target->key->name);
	record_put(&writer, "profile", target->profile->name);
	record_put(&writer, "region", target->region);
	record_put(&writer, "where", target->where);
	record_put(&writer, "name", target->cloud_name);
	record_put(&writer, "kek-id", terms->kek_id);
	record_put(&writer, "expires", terms->expires);
	text_to_base64(kek, terms->kek->spki, terms->kek->size, TEXT_BASE64);
	record_put(&writer, "kek", kek);
	if (terms->import_token != NULL)
		record_put(&writer, "import-token", terms->import_token);
	for (size_t i = 0; i < terms->attestation_count; i++)
		record_put(&writer, "attestation", terms->attestations[i]);
	return record_end(&writer, scratch);
}

const char *
request_read(struct request *request, char *text, size_t size, struct record_problem *problem)
{
	uint8_t spki[PUBLIC_KEY_MOST_BYTES];
	size_t spki_bytes;
	const char *answer, *kek;

	request->digest = digest_of(text, size);
	answer = record_read(&request->record, &schema, text, size, problem);
	if (answer != NULL)
		return answer;
	request->target = record_value(&request->record, "target");
	request->kek_id = record_value(&request->record, "kek-id");
	request->expires = record_value(&request->record, "expires");
	request->expires_seconds = INT64_MAX;
	if (strcmp(request->expires, "never") != 0)
		text_from_time(&request->expires_seconds, request->expires,
			       strlen(request->expires));
	kek = record_value(&request->record, "kek");
	*problem = (struct record_problem){
		request->record.lines[record_find(&request->record, "kek", 0)].number, "kek"};
	answer = text_from_base64(spki, sizeof spki, &spki_bytes, kek, strlen(kek), TEXT_BASE64);
	return answer != NULL ? answer : public_key_from_spki(&request->kek, spki, spki_bytes);
}

static bool
has_token(const struct request *request)
{
	return record_find(&request->record, "import-token", 0) < request->record.count;
}

const char *
request_check_plan(const struct request *request, const struct folder *folder,
		   const struct plan_target *target)
{
	const struct {
		const char *field, *wanted, *answer;
	} terms[] = {
		{"ceremony", folder->plan.ceremony, "is of another ceremony"},
		{"plan", folder->plan_digest, "was made for another plan"},
		{"mode", folder->plan.mode, "is of another mode than the plan"},
		{"target", target->name, "is for another target"},
		{"key", target->key->name, "is for another key than the plan's target has"},
		{"profile", target->profile->name, "is of another profile than the plan's target"},
		{"region", target->region, "is for another region than the plan's target"},
		{"where", target->where, "is for another place than the plan's target"},
		{"name", target->cloud_name, "is for another cloud name than the plan's target"},
	};
	const bool wants_token = profile_client(target->profile)->import_token != NULL;
	const char *answer;

	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
		if (strcmp(record_value(&request->record, terms[i].field), terms[i].wanted) != 0)
			return terms[i].answer;
	answer =
		target->profile->kek_identifier(request->kek_id, target->where, target->cloud_name);
	if (answer == NULL && wants_token != has_token(request))
		answer =
			wants_token
				? "has no import token, and its service imports nothing without one"
				: "has an import token, and its service knows none";
	return answer != NULL ? answer : profile_takes_kek(target->profile, request->kek.type);
}

void
request_open(struct request *request, const struct folder *folder, const struct plan_target *target)
{
	const struct fact *fact = folder_fact(folder, "request", "target", target->name);
	char name[REQUEST_NAME_BYTES];
	struct record_problem problem;
	const char *answer;

	if (!profile_wraps(target->profile))
		refuse("target '%s' has no wrapping key, hence no request: package-pfx makes its "
		       "file",
		       target->name);
	if (fact == NULL)
		refuse("there is no request for target '%s' yet: kek-accept on the connected side, "
		       "package-read on "
		       "the other",
		       target->name);
	request_name(name, target->name);
	request->bytes = folder_read(name, REQUEST_MOST_BYTES, fact_value(fact, "request"));
	answer = request_read(request, (char *)request->bytes.data, request->bytes.size, &problem);
	if (answer != NULL)
		record_refuse(name, &problem, answer);
	answer = request_check_plan(request, folder, target);
	if (answer != NULL)
		refuse("'%s' %s", name, answer);
}

static bool
is_recorded(const struct folder *folder, const char *target, const char *number,
	    const char *request)
{
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];

		if (strcmp(fact->form->name, "attestation") == 0 &&
		    strcmp(fact_value(fact, "target"), target) == 0 &&
		    strcmp(fact_value(fact, "number"), number) == 0 &&
		    strcmp(fact_value(fact, "request"), request) == 0)
			return true;
	}
	return false;
}

/* For this very request: facts that an interrupted run left for another do not count. */
static void
record_attestations(const struct request *request, struct folder *folder,
		    const char *request_digest)
{
	unsigned number = 1;

	for (size_t at = record_find(&request->record, "attestation", 0);
	     at < request->record.count;
	     at = record_find(&request->record, "attestation", at + 1), number++) {
		char text[8];

		snprintf(text, sizeof text, "%u", number);
		if (!is_recorded(folder, request->target, text, request_digest))
			folder_record(folder, "attestation", "target", request->target, "number",
				      text, "file", request->record.lines[at].value, "request",
				      request_digest, NULL);
	}
}

void
request_record(struct folder *folder, const struct plan_target *target, const char *text,
	       size_t size)
{
	char copy[REQUEST_MOST_BYTES], digest[DIGEST_TEXT_BYTES];
	struct record_problem problem;
	struct request request;
	const char *answer;

	if (size > sizeof copy)
		die("the request of target '%s' is too long", target->name);
	memcpy(copy, text, size);
	answer = request_read(&request, copy, size, &problem);
	if (answer != NULL)
		die("the request of target '%s' %s", target->name, answer);
	digest_to_text(digest, &request.digest);
	record_attestations(&request, folder, digest);
	folder_record(folder, "request", "target", target->name, "request", digest, NULL);
	record_free(&request.record);
}

unsigned
request_confirmations(const struct folder *folder, const char *digest)
{
	unsigned people = 0;

	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];

		people += strcmp(fact->form->name, "request-confirmed") == 0 &&
			  strcmp(fact_value(fact, "request"), digest) == 0;
	}
	return people;
}

void
request_check_kek(const struct request *request)
{
	const char *answer = weak_check(&request->kek);

	if (answer != NULL)
		refuse("the KEK of target '%s' %s", request->target, answer);
}

void
request_check_expiry(const struct request *request, int64_t now)
{
	int64_t left = request->expires_seconds - now;

	if (request->expires_seconds == INT64_MAX)
		return;
	if (left <= 0) {
		process_hint(
			"fetch a new wrapping key on the connected side and make a new request");
		refuse("the wrapping key of target '%s' expired at %s", request->target,
		       request->expires);
	}
	if (left < SHORT_HOURS * HOUR_SECONDS)
		warn("the wrapping key of target '%s' expires at %s, in %lld hours: the import "
		     "must be done before",
		     request->target, request->expires, (long long)(left / HOUR_SECONDS));
}

void
request_check_token(const struct request *request)
{
	char name[REQUEST_NAME_BYTES];
	struct bytes token;

	if (!has_token(request))
		return;
	request_token_name(name, request->target);
	token = folder_read(name, KEK_TOKEN_MOST_BYTES,
			    record_value(&request->record, "import-token"));
	file_free(&token);
}

void
request_free(struct request *request)
{
	record_free(&request->record);
	file_free(&request->bytes);
}
