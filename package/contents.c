#include "contents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/attested.h"
#include "ceremony/process.h"
#include "kek/container.h"
#include "kek/request.h"
#include "package/pfx.h"

/* The members behind PACKAGE and signer.pub, taken one by one in the one order that package-write has. */
struct walk {
	const struct package *package;
	size_t at;
};

static struct walk
begin_walk(const struct package *package)
{
	return (struct walk){package, package->kind == MANIFEST_REQUEST ? 1 : 2};
}

static const struct member *
take(struct walk *walk, const char *name)
{
	const struct package *package = walk->package;

	if (package_member(package, name) == NULL)
		refuse("the package has no '%s'", name);
	if (walk->at == package->content || strcmp(package->tar.members[walk->at].name, name) != 0)
		refuse("the package holds a file that the plan has no place for, or in another "
		       "order than package-write "
		       "does: '%s' is not where it should be",
		       name);
	return &package->tar.members[walk->at++];
}

static void
end_walk(const struct walk *walk)
{
	if (walk->at != walk->package->content)
		refuse("the package holds '%s', which the plan has no place for",
		       walk->package->tar.members[walk->at].name);
}

const struct member *
contents_request(const struct package *package, const struct plan_target *target)
{
	char name[REQUEST_NAME_BYTES];
	const struct member *member;

	request_name(name, target->name);
	member = package_member(package, name);
	if (member == NULL)
		refuse("the package has no '%s'", name);
	return member;
}

/* Reads a copy; refuses when it is not a request for this target. Free with request_free. */
static void
read_request(struct request *request, const struct member *member, const struct folder *folder,
	     const struct plan_target *target)
{
	struct record_problem problem;
	const char *answer;

	request->bytes = (struct bytes){malloc(member->size + 1), member->size};
	if (request->bytes.data == NULL)
		die("no memory for a request");
	memcpy(request->bytes.data, member->data, member->size);
	answer = request_read(request, (char *)request->bytes.data, member->size, &problem);
	if (answer != NULL)
		record_refuse(member->name, &problem, answer);
	answer = request_check_plan(request, folder, target);
	if (answer != NULL)
		refuse("'%s' %s", member->name, answer);
}

static void
take_attestations(struct walk *walk, const struct request *request)
{
	size_t number = 1;

	for (size_t at = record_find(&request->record, "attestation", 0);
	     at < request->record.count;
	     at = record_find(&request->record, "attestation", at + 1)) {
		char name[REQUEST_NAME_BYTES], text[DIGEST_TEXT_BYTES];
		const struct member *member;
		struct digest digest;

		request_attestation_name(name, request->target, number++);
		member = take(walk, name);
		digest = digest_of(member->data, member->size);
		digest_to_text(text, &digest);
		if (strcmp(text, request->record.lines[at].value) != 0)
			refuse("'%s' is not the attestation that the request names", name);
	}
}

static void
take_request(struct walk *walk, struct request *request, const struct folder *folder,
	     const struct plan_target *target)
{
	char name[REQUEST_NAME_BYTES];

	request_name(name, target->name);
	read_request(request, take(walk, name), folder, target);
}

void
contents_check_requests(const struct package *package, const struct folder *folder)
{
	struct walk walk = begin_walk(package);

	for (size_t i = 0; i < folder->plan.target_count; i++) {
		struct request request;

		if (!profile_wraps(folder->plan.targets[i].profile))
			continue;
		take_request(&walk, &request, folder, &folder->plan.targets[i]);
		take_attestations(&walk, &request);
		request_free(&request);
	}
	end_walk(&walk);
}

/* The connected side knows what it asked for: a KEK swapped on the way back is seen here. */
static void
check_sent(const struct folder *folder, const struct request *request)
{
	const struct fact *sent = folder_fact(folder, "request", "target", request->target);
	char text[DIGEST_TEXT_BYTES];

	digest_to_text(text, &request->digest);
	if (sent == NULL)
		refuse("no request for target '%s' was made in this folder", request->target);
	if (strcmp(fact_value(sent, "request"), text) == 0)
		return;
	process_hint("do not import it; the other person's folder, or somebody on the way, had "
		     "another KEK or another "
		     "expiry");
	refuse("the request for target '%s' is not the one that this side sent", request->target);
}

static void
take_key(struct walk *walk, const struct plan_key *key)
{
	const struct member *member;
	struct public_key public_key;
	char name[64];
	const char *answer;

	snprintf(name, sizeof name, "keys/%s.pub.pem", key->name);
	member = take(walk, name);
	answer = public_key_from_pem(&public_key, (const char *)member->data, member->size);
	if (answer != NULL)
		refuse("'%s' %s", name, answer);
	if (public_key.type != key->type)
		refuse("'%s' is of another type than the plan's key", name);
}

/* Without its password a .pfx has nothing but a form. */
static void
take_pfx(struct walk *walk, const struct plan_target *target)
{
	char name[FOLDER_BLOB_NAME_BYTES];
	const struct member *member;
	const char *answer;

	folder_blob_name(name, target);
	member = take(walk, name);
	answer = pfx_check_form(member->data, member->size);
	if (answer != NULL)
		refuse("'%s' %s", name, answer);
}

/* The file is judged by the request, which came before it in the package. */
static void
take_blob(struct walk *walk, const struct folder *folder, const struct plan_target *target)
{
	char name[FOLDER_BLOB_NAME_BYTES];
	const struct member *member;
	struct request request;
	const char *answer;

	folder_blob_name(name, target);
	member = take(walk, name);
	read_request(&request, contents_request(walk->package, target), folder, target);
	answer = container_check(target, &request, member->data, member->size);
	if (answer != NULL)
		refuse("'%s' %s", name, answer);
	request_free(&request);
}

/* As the plan has it, target by target: what the disconnected side wrapped on. */
static void
check_attestation(const struct package *package, const struct folder *folder, size_t at,
		  const struct plan_target *target)
{
	const char *line = at < package->record.count ? package->record.lines[at].value : NULL,
		   *word;
	size_t length = strlen(target->name);
	bool missing;

	if (line == NULL || strncmp(line, target->name, length) != 0 || line[length] != ' ')
		refuse("the package does not say what the KEK of target '%s' rests on",
		       target->name);
	word = line + length + 1;
	missing = strcmp(word, MANIFEST_ACCEPT_MISSING) == 0;
	if (missing ? !attested_accepts_missing(target->attestation)
		    : attested_accepts(target->attestation, word,
				       !plan_is_production(&folder->plan)) != NULL)
		refuse("target '%s' was wrapped for a KEK that is '%s', which the plan does not "
		       "accept",
		       target->name, word);
	say("Target '%s': its KEK was %s%s.", target->name,
	    missing ? "accepted without attestation" : "judged on the disconnected side: ",
	    missing ? "" : word);
}

static void
check_attestations(const struct package *package, const struct folder *folder)
{
	size_t at = record_find(&package->record, "attestation", 0);

	for (size_t i = 0; i < folder->plan.target_count; i++) {
		if (!profile_wraps(folder->plan.targets[i].profile))
			continue;
		check_attestation(package, folder, at, &folder->plan.targets[i]);
		at = record_find(&package->record, "attestation", at + 1);
	}
	if (at < package->record.count)
		refuse("the package speaks of more targets than the plan has");
}

void
contents_check_transfer(const struct package *package, const struct folder *folder)
{
	const struct plan *plan = &folder->plan;
	struct walk walk = begin_walk(package);

	check_attestations(package, folder);
	for (size_t i = 0; i < plan->key_count; i++)
		take_key(&walk, &plan->keys[i]);
	for (size_t i = 0; i < plan->target_count; i++) {
		struct request request;

		if (!profile_wraps(plan->targets[i].profile))
			continue;
		take_request(&walk, &request, folder, &plan->targets[i]);
		check_sent(folder, &request);
		request_free(&request);
	}
	for (size_t i = 0; i < plan->target_count; i++)
		if (profile_wraps(plan->targets[i].profile))
			take_blob(&walk, folder, &plan->targets[i]);
		else
			take_pfx(&walk, &plan->targets[i]);
	end_walk(&walk);
}
