#include "package.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/minisign.h"
#include "ceremony/process.h"
#include "ceremony/signing.h"
#include "ceremony/sums.h"

static const char SUMS[] = "SHA256SUMS", SIGNATURE[] = "SHA256SUMS.minisig", RECORD[] = "PACKAGE";

/* What a kind may hold, in its order: names, or folders with a slash at the end. */
static const char *const request_names[] = {"PACKAGE", "requests/", NULL};
static const char *const transfer_names[] = {"PACKAGE",   "signer.pub", "keys/",
					     "requests/", "out/",       NULL};
static const char *const archive_names[] = {
	"PACKAGE", "signer.pub", "plan",      "transcript", "transcript.minisig",
	"world",   "keys/",      "requests/", "out/",       NULL};

static const char *const *const names_of[] = {[MANIFEST_REQUEST] = request_names,
					      [MANIFEST_TRANSFER] = transfer_names,
					      [MANIFEST_ARCHIVE] = archive_names};

const char *
package_write(struct bytes *out, const struct manifest *manifest, const char *signature)
{
	size_t count = manifest->count;
	struct member *members = calloc(count + 2, sizeof *members);
	struct bytes sums = sums_write(manifest->members, count);
	const char *answer;

	if (members == NULL)
		die("no memory for a package");
	memcpy(members, manifest->members, count * sizeof *members);
	members[count++] = (struct member){SUMS, sums.data, sums.size};
	if (signature != NULL)
		members[count++] =
			(struct member){SIGNATURE, (const uint8_t *)signature, strlen(signature)};
	answer = tar_write(out, members, count);
	file_free(&sums);
	free(members);
	if (answer == NULL && out->size > PACKAGE_MOST_BYTES)
		return "would be larger than 16 MiB";
	return answer;
}

/* The place of a name in the list of its kind, or -1. */
static int
rank(const char *const *names, const char *name)
{
	for (int i = 0; names[i] != NULL; i++) {
		size_t length = strlen(names[i]);

		if (names[i][length - 1] == '/' ? strncmp(name, names[i], length) == 0
						: strcmp(name, names[i]) == 0)
			return i;
	}
	return -1;
}

static const char *
check_names(const struct package *package)
{
	int before = 0;

	for (size_t i = 0; i < package->content; i++) {
		int at = rank(names_of[package->kind], package->tar.members[i].name);

		if (at < 0)
			return "holds a file that a package of its kind has no place for";
		if (at < before)
			return "holds its files in another order than package-write does";
		before = at;
	}
	return NULL;
}

static const char *
read_record(struct package *package)
{
	const struct member *member = &package->tar.members[0];
	struct record_problem problem;
	const char *answer;

	if (package->tar.count == 0 || strcmp(member->name, RECORD) != 0)
		return "does not begin with its PACKAGE record";
	if (member->size > sizeof package->record_text)
		return "has a PACKAGE record that is too long";
	memcpy(package->record_text, member->data, member->size);
	answer = record_read(&package->record, &manifest_schema, package->record_text, member->size,
			     &problem);
	if (answer != NULL)
		return "has a PACKAGE record that is not in form";
	if (manifest_kind_from_name(&package->kind, record_value(&package->record, "kind")) !=
		    NULL ||
	    (package->kind != MANIFEST_TRANSFER &&
	     record_find(&package->record, "attestation", 0) < package->record.count))
		return "has a PACKAGE record that is not in form";
	package->ceremony = record_value(&package->record, "ceremony");
	package->mode = record_value(&package->record, "mode");
	package->plan = record_value(&package->record, "plan");
	package->world = record_value(&package->record, "world");
	return NULL;
}

/* The last members are the sums, and the signature of all but a request. */
static const char *
find_content(struct package *package)
{
	size_t tail = package->kind == MANIFEST_REQUEST ? 1 : 2;
	const struct tar *tar = &package->tar;

	if (tar->count <= tail || strcmp(tar->members[tar->count - tail].name, SUMS) != 0 ||
	    (tail == 2 && strcmp(tar->members[tar->count - 1].name, SIGNATURE) != 0))
		return tail == 1 ? "does not end with SHA256SUMS"
				 : "does not end with SHA256SUMS and its signature";
	package->content = tar->count - tail;
	return check_names(package);
}

static const char *
check_signature(const struct package *package)
{
	const struct member *signer = package_member(package, "signer.pub");
	const struct member *sums = &package->tar.members[package->content], *signature = sums + 1;
	char comment[MINISIGN_COMMENT_BYTES], wanted[MANIFEST_COMMENT_BYTES];
	struct minisign_public public_key;
	const char *answer;

	if (signer == NULL)
		return "has no signer.pub";
	answer = minisign_public_from_text(&public_key, (const char *)signer->data, signer->size);
	if (answer != NULL)
		return "has a signer.pub that is no public key of minisign";
	answer = minisign_verify(&public_key, sums->data, sums->size, (const char *)signature->data,
				 signature->size, comment);
	if (answer != NULL)
		return "has a signature that is not its signer's";
	manifest_comment(wanted, package->kind, package->ceremony, package->mode);
	return strcmp(comment, wanted) == 0
		       ? NULL
		       : "is signed as a package of another kind, ceremony or mode than it says";
}

const char *
package_read(struct package *package, const uint8_t *data, size_t size)
{
	const struct member *sums;
	const char *answer;
	size_t line;

	memset(package, 0, sizeof *package);
	package->digest = digest_of(data, size);
	answer = tar_read(&package->tar, data, size);
	if (answer == NULL)
		answer = read_record(package);
	if (answer == NULL)
		answer = find_content(package);
	if (answer != NULL)
		return answer;
	sums = &package->tar.members[package->content];
	if (sums_check(&line, sums->data, sums->size, package->tar.members, package->content) !=
	    NULL)
		return "holds a file that is not the one its SHA256SUMS names";
	return package->kind == MANIFEST_REQUEST ? NULL : check_signature(package);
}

void
package_read_or_refuse(struct package *package, const struct bytes *bytes, const char *name)
{
	const char *answer = package_read(package, bytes->data, bytes->size);

	if (answer != NULL)
		refuse("'%s' %s", name, answer);
}

void
package_free(struct package *package)
{
	record_free(&package->record);
}

const struct member *
package_member(const struct package *package, const char *name)
{
	for (size_t i = 0; i < package->content; i++)
		if (strcmp(package->tar.members[i].name, name) == 0)
			return &package->tar.members[i];
	return NULL;
}

const char *
package_check_folder(const struct package *package, const struct folder *folder)
{
	if (strcmp(package->ceremony, folder->plan.ceremony) != 0)
		return "is of another ceremony";
	if (strcmp(package->mode, folder->plan.mode) != 0)
		return "is of the other mode: rehearsal and production never mix";
	return strcmp(package->plan, folder->plan_digest) == 0 ? NULL : "was made for another plan";
}

/* The name that its signer.pub has in transcripts and tickets; package_read has read it. */
static bool
is_signed_by(const struct package *package, const char *name)
{
	const struct member *signer = package_member(package, "signer.pub");
	struct minisign_public ours, theirs;

	return signer != NULL &&
	       minisign_public_from_text(&ours, (const char *)signer->data, signer->size) == NULL &&
	       signing_public(&theirs, name) == NULL && memcmp(&ours, &theirs, sizeof ours) == 0;
}

const char *
package_check_carrier(const struct package *package, const struct folder *folder)
{
	char digest[DIGEST_TEXT_BYTES];
	const struct fact *read, *known;

	digest_to_text(digest, &package->digest);
	read = folder_fact(folder, "medium-read", "file", digest);
	known = read == NULL
			? NULL
			: folder_fact(folder, "medium-known", "medium", fact_value(read, "medium"));
	if (known == NULL || strcmp(fact_value(known, "signer"), "none") == 0 ||
	    is_signed_by(package, fact_value(known, "signer")))
		return NULL;
	return "came on a medium whose ticket another key has signed";
}
