#include "manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/attested.h"
#include "ceremony/grammar.h"
#include "ceremony/minisign.h"
#include "ceremony/process.h"
#include "ceremony/recovery_script.h"

enum { MEMBER_MOST_BYTES = 1 << 20 };

static const char *const kind_names[] = {[MANIFEST_REQUEST] = "request",
					 [MANIFEST_TRANSFER] = "transfer",
					 [MANIFEST_ARCHIVE] = "archive"};

static const char *
kind(const char *value, size_t length)
{
	enum manifest_kind found;

	(void)length;
	return manifest_kind_from_name(&found, value);
}

/* "TARGET WORD": accept-missing, or a verdict that the plan accepts. */
static const char *
attestation(const char *value, size_t length)
{
	const char *space = strchr(value, ' ');
	char target[64];
	size_t before = space == NULL ? 0 : (size_t)(space - value);

	if (space == NULL || before >= sizeof target)
		return "is not a target and a word";
	memcpy(target, value, before);
	target[before] = '\0';
	if (grammar_id(target, before) != NULL)
		return "names no target";
	return strcmp(space + 1, MANIFEST_ACCEPT_MISSING) == 0
		       ? NULL
		       : attested_verdict(space + 1, length - before - 1);
}

static const struct record_field fields[] = {
	{"kind", 1, 1, kind, NULL},
	{"ceremony", 1, 1, grammar_id, NULL},
	{"mode", 1, 1, grammar_mode, NULL},
	{"plan", 1, 1, grammar_digest, NULL},
	{"world", 1, 1, grammar_digest_or_none, NULL},
	{"attestation", 0, PLAN_MOST_TARGETS, attestation, NULL},
	{NULL, 0, 0, NULL, NULL},
};

const struct record_schema manifest_schema = {"package", 1, fields};

const char *
manifest_kind_name(enum manifest_kind kind_of)
{
	return kind_names[kind_of];
}

const char *
manifest_kind_from_name(enum manifest_kind *kind_of, const char *name)
{
	for (size_t i = 0; i < sizeof kind_names / sizeof kind_names[0]; i++) {
		if (strcmp(kind_names[i], name) == 0) {
			*kind_of = (enum manifest_kind)i;
			return NULL;
		}
	}
	return "is none of request, transfer, archive";
}

static void
add(struct manifest *manifest, const char *name, struct bytes bytes)
{
	if (manifest->count == MANIFEST_MOST_MEMBERS)
		die("that many files do not fit into one package");
	snprintf(manifest->names[manifest->count], MANIFEST_NAME_BYTES, "%s", name);
	manifest->bytes[manifest->count] = bytes;
	manifest->members[manifest->count] =
		(struct member){manifest->names[manifest->count], bytes.data, bytes.size};
	manifest->count++;
}

static void
add_text(struct manifest *manifest, const char *name, const char *text, size_t size)
{
	struct bytes bytes = {malloc(size + 1), size};

	if (bytes.data == NULL)
		die("no memory for a package");
	memcpy(bytes.data, text, size);
	bytes.data[size] = '\0';
	add(manifest, name, bytes);
}

/* A file whose digest a fact has; nothing when there is no such fact. */
static void
add_named(struct manifest *manifest, const char *name, const struct fact *fact, const char *field)
{
	if (fact != NULL)
		add(manifest, name, folder_read(name, MEMBER_MOST_BYTES, fact_value(fact, field)));
}

/* A transfer repeats what each KEK rests on: whoever imports reads it. */
static void
put_attestations(struct record_writer *writer, const struct folder *folder)
{
	for (size_t i = 0; i < folder->plan.target_count; i++) {
		const char *target = folder->plan.targets[i].name, *verdict = NULL;
		const struct fact *request = folder_fact(folder, "request", "target", target);
		char line[64 + ATTESTED_BYTES];

		if (!profile_wraps(folder->plan.targets[i].profile))
			continue;
		if (request != NULL)
			verdict = attested_of(folder, fact_value(request, "request"));
		snprintf(line, sizeof line, "%s %s", target,
			 verdict == NULL ? MANIFEST_ACCEPT_MISSING : verdict);
		record_put(writer, "attestation", line);
	}
}

static void
add_package(struct manifest *manifest, const struct folder *folder, enum manifest_kind kind_of)
{
	const struct fact *world = folder_world(folder);
	static char text[MANIFEST_RECORD_MOST_BYTES], scratch[MANIFEST_RECORD_MOST_BYTES];
	struct record_writer writer;

	record_begin(&writer, &manifest_schema, text, sizeof text);
	record_put(&writer, "kind", kind_names[kind_of]);
	record_put(&writer, "ceremony", folder->plan.ceremony);
	record_put(&writer, "mode", folder->plan.mode);
	record_put(&writer, "plan", folder->plan_digest);
	record_put(&writer, "world", world == NULL ? "none" : fact_value(world, "world"));
	if (kind_of == MANIFEST_TRANSFER)
		put_attestations(&writer, folder);
	add_text(manifest, "PACKAGE", text, record_end(&writer, scratch));
}

static void
add_signer(struct manifest *manifest, const struct folder *folder)
{
	char text[MINISIGN_PUBLIC_TEXT_BYTES];
	struct minisign_public public_key;
	const char *answer = signing_public(&public_key, folder_signer(folder));

	if (answer != NULL)
		refuse("the transcript's signer %s", answer);
	add_text(manifest, "signer.pub", text, minisign_public_to_text(text, &public_key));
}

static void
add_attestations(struct manifest *manifest, const struct folder *folder, const char *target,
		 const char *request)
{
	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];
		char name[MANIFEST_NAME_BYTES];

		if (strcmp(fact->form->name, "attestation") != 0 ||
		    strcmp(fact_value(fact, "target"), target) != 0 ||
		    strcmp(fact_value(fact, "request"), request) != 0)
			continue;
		snprintf(name, sizeof name, "requests/%s.attestation-%s", target,
			 fact_value(fact, "number"));
		add_named(manifest, name, fact, "file");
	}
}

static void
add_requests(struct manifest *manifest, const struct folder *folder, bool attestations)
{
	for (size_t i = 0; i < folder->plan.target_count; i++) {
		const char *target = folder->plan.targets[i].name;
		const struct fact *request = folder_fact(folder, "request", "target", target);
		char name[MANIFEST_NAME_BYTES];

		if (request == NULL)
			continue;
		snprintf(name, sizeof name, "requests/%s.request", target);
		add_named(manifest, name, request, "request");
		if (attestations)
			add_attestations(manifest, folder, target, fact_value(request, "request"));
	}
}

static void
add_keys(struct manifest *manifest, const struct folder *folder, bool escrows)
{
	for (size_t i = 0; i < folder->plan.key_count; i++) {
		const struct fact *made = folder_sealed(folder, folder->plan.keys[i].name);
		char name[MANIFEST_NAME_BYTES];

		snprintf(name, sizeof name, "keys/%s.pub.pem", folder->plan.keys[i].name);
		add_named(manifest, name, made, "pem");
		snprintf(name, sizeof name, "keys/%s.age", folder->plan.keys[i].name);
		if (escrows)
			add_named(manifest, name, made, "escrow");
	}
}

/* An archive has no .pfx: a copy that one password opens would lie beside one that takes a quorum of cards. */
static void
add_blobs(struct manifest *manifest, const struct folder *folder, bool with_pfx)
{
	for (size_t i = 0; i < folder->plan.target_count; i++) {
		const struct plan_target *target = &folder->plan.targets[i];
		char name[FOLDER_BLOB_NAME_BYTES];

		folder_blob_name(name, target);
		if (with_pfx || profile_wraps(target->profile))
			add_named(manifest, name,
				  folder_fact(folder, folder_blob_fact(target), "target",
					      target->name),
				  "blob");
	}
}

/* In fifteen years somebody types a secret into it: only the one script that this program knows. */
static void
add_recovery_script(struct manifest *manifest, const struct folder *folder)
{
	const size_t size = strlen(recovery_script);
	struct digest digest = digest_of(recovery_script, size);
	char text[DIGEST_TEXT_BYTES];
	bool any = false;

	digest_to_text(text, &digest);
	for (size_t i = 0; i < folder->plan.key_count; i++)
		any |= folder_sealed(folder, folder->plan.keys[i].name) != NULL;
	if (any)
		add(manifest, RECOVERY_SCRIPT_NAME, folder_read(RECOVERY_SCRIPT_NAME, size, text));
}

static void
add_if_there(struct manifest *manifest, const char *name)
{
	if (file_exists(FILE_HERE, name))
		add(manifest, name, file_read(FILE_HERE, name, TRANSCRIPT_MOST_BYTES));
}

static void
add_archive(struct manifest *manifest, const struct folder *folder)
{
	add(manifest, "plan", folder_read("plan", PLAN_MOST_BYTES, folder->plan_digest));
	add(manifest, "transcript", file_read(FILE_HERE, "transcript", TRANSCRIPT_MOST_BYTES));
	add_if_there(manifest, FOLDER_TRANSCRIPT_SIGNATURE);
	add_named(manifest, "world", folder_world(folder), "world");
	add_keys(manifest, folder, true);
	add_recovery_script(manifest, folder);
	add_requests(manifest, folder, true);
	add_blobs(manifest, folder, false);
}

struct manifest *
manifest_read(const struct folder *folder, enum manifest_kind kind_of)
{
	struct manifest *manifest = calloc(1, sizeof *manifest);

	if (manifest == NULL)
		die("no memory for a package");
	add_package(manifest, folder, kind_of);
	if (kind_of != MANIFEST_REQUEST)
		add_signer(manifest, folder);
	switch (kind_of) {
	case MANIFEST_REQUEST:
		add_requests(manifest, folder, true);
		break;
	case MANIFEST_TRANSFER:
		add_keys(manifest, folder, false);
		add_requests(manifest, folder, false);
		add_blobs(manifest, folder, true);
		break;
	case MANIFEST_ARCHIVE:
		add_archive(manifest, folder);
		break;
	}
	return manifest;
}

void
manifest_free(struct manifest *manifest)
{
	for (size_t i = 0; i < manifest->count; i++)
		file_free(&manifest->bytes[i]);
	free(manifest);
}

void
manifest_comment(char comment[MANIFEST_COMMENT_BYTES], enum manifest_kind kind_of,
		 const char *ceremony, const char *mode)
{
	snprintf(comment, MANIFEST_COMMENT_BYTES, "claviger %s ceremony %s mode %s",
		 kind_names[kind_of], ceremony, mode);
}

void
manifest_add_behind(struct manifest *manifest, const char *before, const char *name,
		    struct bytes bytes)
{
	size_t at = 0, last = manifest->count;
	struct member added;

	while (at < last && strcmp(manifest->members[at].name, before) != 0)
		at++;
	add(manifest, name, bytes);
	added = manifest->members[last];
	for (; last > at + 1; last--)
		manifest->members[last] = manifest->members[last - 1];
	manifest->members[last] = added;
}
