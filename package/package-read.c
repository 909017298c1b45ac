#include <stdio.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/folder.h"
#include "ceremony/json.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/show.h"
#include "kek/request.h"
#include "package/contents.h"
#include "package/package.h"

static const char usage[] = "package-read FILE";

/* All members but what only packages have. */
static bool
is_kept(const struct member *member, const char *below)
{
	return strcmp(member->name, "PACKAGE") != 0 && strcmp(member->name, "signer.pub") != 0 &&
	       strncmp(member->name, below, strlen(below)) == 0;
}

/* An interrupted run of this step may have left a member: then it is the same, or in the way. */
static void
write_member(const struct member *member)
{
	char digest[DIGEST_TEXT_BYTES];
	struct bytes there;
	bool same;

	if (!file_exists(FILE_HERE, member->name)) {
		folder_create(member->name, member->data, member->size, digest);
		return;
	}
	there = file_read(FILE_HERE, member->name, TAR_MEMBER_BYTES);
	same = there.size == member->size && memcmp(there.data, member->data, member->size) == 0;
	file_free(&there);
	if (!same)
		folder_must_be_new(member->name);
}

static void
write_members(const struct package *package, const char *below)
{
	for (size_t i = 0; i < package->content; i++)
		if (is_kept(&package->tar.members[i], below))
			write_member(&package->tar.members[i]);
}

static void
record_received(struct folder *folder, const struct package *package)
{
	char digest[DIGEST_TEXT_BYTES];

	digest_to_text(digest, &package->digest);
	folder_record(folder, "received", "kind", manifest_kind_name(package->kind), "package",
		      digest, NULL);
}

static void
require_received(const struct folder *folder, const struct package *package)
{
	char digest[DIGEST_TEXT_BYTES];

	digest_to_text(digest, &package->digest);
	folder_require(folder, "received", "kind", manifest_kind_name(package->kind), "package",
		       digest, NULL);
}

/* What an interrupted run recorded already stays; another request than that is refused. */
static void
record_request(struct folder *folder, const struct package *package,
	       const struct plan_target *target)
{
	const struct member *member = contents_request(package, target);
	const struct fact *known = folder_fact(folder, "request", "target", target->name);
	struct digest digest = digest_of(member->data, member->size);
	char text[DIGEST_TEXT_BYTES];

	digest_to_text(text, &digest);
	if (known != NULL && strcmp(fact_value(known, "request"), text) == 0)
		return;
	request_record(folder, target, (const char *)member->data, member->size);
	say("Request for target '%s' is in.", target->name);
}

/* Each target of the plan has one request, for this plan; nothing else is in requests/. The package is received when
 * all of it is recorded. */
static void
take_requests(struct folder *folder, const struct package *package)
{
	contents_check_requests(package, folder);
	write_members(package, "requests/");
	for (size_t i = 0; i < folder->plan.target_count; i++)
		if (profile_wraps(folder->plan.targets[i].profile))
			record_request(folder, package, &folder->plan.targets[i]);
	record_received(folder, package);
	say("The next step is kek-confirm TARGET PERSON, with that person's own Request Sheet.");
}

static void
take_transfer(struct folder *folder, const struct package *package)
{
	contents_check_transfer(package, folder);
	write_members(package, "out/");
	write_members(package, "keys/");
	record_received(folder, package);
	say("The files are in out/ and keys/. Next: the commands that verify-package printed.");
}

/* An archive goes into a folder of its own: somebody recovers, or a later ceremony begins. */
static void
restore_archive(const struct package *package)
{
	static const char *const rooms[] = {"keys", "requests", "in", "out"};

	for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++)
		file_make_folder(FILE_HERE, rooms[i]);
	write_members(package, "");
	say("The archive of ceremony '%s' is restored here.", package->ceremony);
	say("Whose it is, only words from paper can say: verify-transcript, when it was closed.");
}

static void
check_side(const struct folder *folder, const struct package *package)
{
	const char *answer = package_check_folder(package, folder);

	if (answer != NULL)
		refuse("the package %s", answer);
	if (package->kind == MANIFEST_ARCHIVE)
		refuse("an archive is restored in an empty folder, and this one holds a ceremony");
	if (folder->connected != (package->kind == MANIFEST_TRANSFER))
		refuse("a package of kind %s belongs to the other side",
		       manifest_kind_name(package->kind));
	require_received(folder, package);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	static struct package package;
	struct folder *folder;
	struct bytes bytes;
	char **operands;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1)
		misuse("one package is wanted");
	crypto_begin();
	json_begin();
	bytes = file_read(FILE_HERE, operands[0], PACKAGE_MOST_BYTES);
	process_lock();
	package_read_or_refuse(&package, &bytes, operands[0]);
	show_label("this package", &package.digest);
	if (package.kind == MANIFEST_ARCHIVE &&
	    (!file_exists(FILE_HERE, "plan") || !file_exists(FILE_HERE, "transcript"))) {
		restore_archive(&package);
		return process_end(PROCESS_YES);
	}
	folder = folder_enter();
	folder_alone();
	check_side(folder, &package);
	if (package.kind == MANIFEST_REQUEST)
		take_requests(folder, &package);
	else
		take_transfer(folder, &package);
	package_free(&package);
	file_free(&bytes);
	return process_end(PROCESS_YES);
}
