#include "contents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/process.h"
#include "kek/container.h"
#include "kek/request.h"

/* A member with its own name; counts what was found, so that nothing is left over. */
static const struct member *
want(const struct package *package, const char *name, size_t *found)
{
	const struct member *member = package_member(package, name);

	if (member == NULL)
		refuse("the package has no '%s'", name);
	*found += 1;
	return member;
}

static size_t
members_below(const struct package *package, const char *below)
{
	size_t count = 0;

	for (size_t i = 0; i < package->content; i++)
		count += strncmp(package->tar.members[i].name, below, strlen(below)) == 0;
	return count;
}

const struct member *
contents_request(const struct package *package, const struct plan_target *target)
{
	char name[REQUEST_NAME_BYTES];
	size_t found = 0;

	request_name(name, target->name);
	return want(package, name, &found);
}

/* Reads a copy; refuses when it is not a request for this target. Free with request_free. */
static void
read_request(struct request *request, const struct package *package, const struct folder *folder,
	     const struct plan_target *target)
{
	const struct member *member = contents_request(package, target);
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
check_attestations(const struct package *package, const struct request *request, size_t *found)
{
	size_t number = 1;

	for (size_t at = record_find(&request->record, "attestation", 0);
	     at < request->record.count;
	     at = record_find(&request->record, "attestation", at + 1)) {
		char name[REQUEST_NAME_BYTES], text[DIGEST_TEXT_BYTES];
		const struct member *member;
		struct digest digest;

		request_attestation_name(name, request->target, number++);
		member = want(package, name, found);
		digest = digest_of(member->data, member->size);
		digest_to_text(text, &digest);
		if (strcmp(text, request->record.lines[at].value) != 0)
			refuse("'%s' is not the attestation that the request names", name);
	}
}

void
contents_check_requests(const struct package *package, const struct folder *folder)
{
	size_t found = 0;

	for (size_t i = 0; i < folder->plan.target_count; i++) {
		struct request request;

		read_request(&request, package, folder, &folder->plan.targets[i]);
		check_attestations(package, &request, &found);
		request_free(&request);
		found++;
	}
	if (members_below(package, "requests/") != found)
		refuse("the package holds a request that the plan has no target for");
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
	if (strcmp(fact_value(sent, "request"), text) != 0)
		refuse("the request for target '%s' is not the one that this side sent",
		       request->target);
}

static void
check_target(const struct package *package, const struct folder *folder,
	     const struct plan_target *target, size_t *found)
{
	char name[CONTAINER_NAME_BYTES];
	const struct member *member;
	struct request request;
	const char *answer;

	read_request(&request, package, folder, target);
	check_sent(folder, &request);
	container_name(name, target);
	member = want(package, name, found);
	answer = container_check(target, &request, member->data, member->size);
	if (answer != NULL)
		refuse("'%s' %s", name, answer);
	request_free(&request);
}

static void
check_key(const struct package *package, const struct plan_key *key, size_t *found)
{
	const struct member *member;
	struct public_key public_key;
	char name[64];
	const char *answer;

	snprintf(name, sizeof name, "keys/%s.pub.pem", key->name);
	member = want(package, name, found);
	answer = public_key_from_pem(&public_key, (const char *)member->data, member->size);
	if (answer != NULL)
		refuse("'%s' %s", name, answer);
	if (public_key.type != key->type)
		refuse("'%s' is of another type than the plan's key", name);
}

void
contents_check_transfer(const struct package *package, const struct folder *folder)
{
	size_t blobs = 0, keys = 0;

	for (size_t i = 0; i < folder->plan.target_count; i++)
		check_target(package, folder, &folder->plan.targets[i], &blobs);
	for (size_t i = 0; i < folder->plan.key_count; i++)
		check_key(package, &folder->plan.keys[i], &keys);
	if (members_below(package, "out/") != blobs || members_below(package, "keys/") != keys ||
	    members_below(package, "requests/") != folder->plan.target_count)
		refuse("the package holds a file that the plan has no place for");
}
