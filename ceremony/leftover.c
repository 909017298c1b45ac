#include "leftover.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "ceremony/digest.h"
#include "ceremony/process.h"
#include "ceremony/roster.h"

/* package/package.h, medium.h and kek/request.h have the same bounds; this room leans on none of them. */
enum { MOST_ASIDE = 1000, MOST_PACKAGE_BYTES = 16 << 20, MOST_ATTESTATIONS = 16 };

static void
add_when_there(struct leftovers *leftovers, const char *name)
{
	if (leftovers->count == LEFTOVER_MOST || !file_exists(FILE_HERE, name))
		return;
	snprintf(leftovers->names[leftovers->count++], LEFTOVER_NAME_BYTES, "%s", name);
}

static void
look(struct leftovers *leftovers, const struct folder *folder, const char *fact, const char *field,
     const char *value, const char *name)
{
	if (folder_fact(folder, fact, field, value) == NULL)
		add_when_there(leftovers, name);
}

static void
look_at_keys(struct leftovers *leftovers, const struct folder *folder)
{
	for (size_t i = 0; i < folder->plan.key_count; i++) {
		const char *key = folder->plan.keys[i].name;
		char name[LEFTOVER_NAME_BYTES];

		if (folder_sealed(folder, key) != NULL)
			continue;
		snprintf(name, sizeof name, "keys/%s.age", key);
		add_when_there(leftovers, name);
		snprintf(name, sizeof name, "keys/%s.pub.pem", key);
		add_when_there(leftovers, name);
	}
}

/* kek-accept makes them all anew, whatever it has recorded, until the request is a fact. */
static void
look_at_request(struct leftovers *leftovers, const struct folder *folder, const char *target)
{
	char name[LEFTOVER_NAME_BYTES];

	snprintf(name, sizeof name, "requests/%s.request", target);
	look(leftovers, folder, "request", "target", target, name);
	snprintf(name, sizeof name, "requests/%s.import-token", target);
	look(leftovers, folder, "request", "target", target, name);
	for (unsigned i = 1; i <= MOST_ATTESTATIONS; i++) {
		snprintf(name, sizeof name, "requests/%s.attestation-%u", target, i);
		look(leftovers, folder, "request", "target", target, name);
	}
}

static void
look_at_roster(struct leftovers *leftovers, const struct folder *folder)
{
	char name[ROSTER_NAME_BYTES];

	roster_next(folder, name);
	add_when_there(leftovers, name);
}

/* On the connected side kek-accept makes the requests; on the other kek-wrap and package-pfx make the blobs. */
static void
look_at_targets(struct leftovers *leftovers, const struct folder *folder)
{
	for (size_t i = 0; i < folder->plan.target_count; i++) {
		const struct plan_target *target = &folder->plan.targets[i];
		char name[FOLDER_BLOB_NAME_BYTES];

		folder_blob_name(name, target);
		if (folder->connected)
			look_at_request(leftovers, folder, target->name);
		else
			look(leftovers, folder, folder_blob_fact(target), "target", target->name,
			     name);
	}
}

/* By its digest: a package may have been made a second time. */
static bool
is_recorded(const struct folder *folder, const char *name)
{
	struct bytes bytes = file_read(FILE_HERE, name, MOST_PACKAGE_BYTES);
	struct digest digest = digest_of(bytes.data, bytes.size);
	char text[DIGEST_TEXT_BYTES];

	digest_to_text(text, &digest);
	file_free(&bytes);
	return folder_fact(folder, "package-written", "package", text) != NULL;
}

static void
look_at_packages(struct leftovers *leftovers, const struct folder *folder)
{
	static const char *const kinds[] = {"request", "archive", "transfer"};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		char name[LEFTOVER_NAME_BYTES];

		snprintf(name, sizeof name, "out/%s.%s.tar", folder->plan.ceremony, kinds[i]);
		if (file_exists(FILE_HERE, name) && !is_recorded(folder, name))
			add_when_there(leftovers, name);
	}
}

/* Whatever came in by USB or QR. Frames of a set that is not whole are kept for the next reading. */
static void
look_at_incoming(struct leftovers *leftovers, const struct folder *folder)
{
	DIR *in = opendir("in");
	const struct dirent *entry;

	while (in != NULL && (entry = readdir(in)) != NULL) {
		char name[LEFTOVER_NAME_BYTES];

		if (entry->d_name[0] == '.' || strstr(entry->d_name, ".interrupted") != NULL ||
		    strstr(entry->d_name, ".frames-") != NULL ||
		    snprintf(name, sizeof name, "in/%s", entry->d_name) >= (int)sizeof name)
			continue;
		look(leftovers, folder, "medium-read", "name", entry->d_name, name);
	}
	if (in != NULL)
		closedir(in);
}

void
leftover_find(struct leftovers *leftovers, const struct folder *folder)
{
	leftovers->count = 0;
	look_at_incoming(leftovers, folder);
	look_at_targets(leftovers, folder);
	look_at_packages(leftovers, folder);
	if (folder->connected)
		return;
	if (folder_world(folder) == NULL)
		add_when_there(leftovers, "world");
	look_at_roster(leftovers, folder);
	look_at_keys(leftovers, folder);
}

void
leftover_aside(char out[LEFTOVER_NAME_BYTES], const char *name)
{
	snprintf(out, LEFTOVER_NAME_BYTES, "%.100s.interrupted", name);
	for (int i = 2; i < MOST_ASIDE && file_exists(FILE_HERE, out); i++)
		snprintf(out, LEFTOVER_NAME_BYTES, "%.100s.interrupted-%d", name, i);
}
