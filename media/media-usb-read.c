#include <stdio.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/show.h"
#include "media/direction.h"
#include "media/listing.h"
#include "media/medium.h"
#include "media/ticket.h"

static const char usage[] = "media-usb-read FILE";

enum { PATH_BYTES = 4096 };

struct source {
	struct medium medium;
	int folder;
	char name[PATH_BYTES]; /* of the folder */
	char id[MEDIUM_ID_BYTES];
	struct ticket ticket;
	const char *leaf, *direction;
};

/* The folder on the medium that holds the file, and the file's name in it. */
static void
open_medium(struct source *source, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash == NULL || slash == path ? 1 : (size_t)(slash - path);
	int here = file_open_folder(FILE_HERE, ".");

	if (length >= sizeof source->name || (slash != NULL && slash[1] == '\0'))
		misuse("'%s' is not the name of a file", path);
	memcpy(source->name, slash == NULL ? "." : path, length);
	source->name[length] = '\0';
	source->folder = file_open_folder(FILE_HERE, source->name);
	if (file_is_below(source->folder, here))
		refuse("'%s' is in the ceremony's folder, and not on another medium", path);
	medium_look(&source->medium, source->folder);
	source->leaf = slash == NULL ? path : slash + 1;
	sandbox_allow(source->folder, false);
}

static void
check_file(const char *leaf, const struct bytes *bytes)
{
	const char *answer = medium_check_name(leaf);

	if (answer != NULL) {
		process_hint("copy it on the medium to a name of small letters, digits, dots and "
			     "dashes");
		refuse("'%s', as a name, %s", leaf, answer);
	}
	if (bytes->size == 0)
		refuse("'%s' is empty, as an interrupted copy leaves a file", leaf);
}

/* In a rehearsal what production would refuse is said. */
static void
check_use(const struct folder *folder, const struct source *source)
{
	const enum medium_use use = folder->connected ? MEDIUM_READ : MEDIUM_READ_INBOUND;
	const char *answer = medium_check_use(&source->medium, use);
	char command[PATH_BYTES + 128];

	if (answer == NULL)
		return;
	medium_mount_command(command, sizeof command, &source->medium, source->name);
	if (medium_is_plugged(&source->medium))
		process_hint("%s", command);
	if (plan_is_production(&folder->plan))
		refuse("'%s' %s", source->name, answer);
	if (medium_is_plugged(&source->medium))
		warn("'%s' %s: production refuses it", source->name, answer);
}

static void
check_medium(const struct folder *folder, struct source *source)
{
	medium_say(&source->medium, source->name);
	check_use(folder, source);
	medium_id(source->id, &source->medium);
	medium_check_apart(&source->medium, source->name);
	ticket_read(&source->ticket, source->folder, source->name);
	direction_check_own(folder, &source->ticket, source->id, source->name);
	source->direction = direction_check_read(folder, &source->ticket, source->name);
	if (folder_fact(folder, "medium-written", "medium", source->id) != NULL) {
		process_hint("no medium goes both ways");
		refuse("the medium '%s' took a file out of here, and brings none in", source->name);
	}
	folder_require(folder, "medium-known", "medium", source->id, "direction", source->direction,
		       NULL);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	char **operands, digest_text[DIGEST_TEXT_BYTES], name[MEDIUM_NAME_MOST + 4];
	static struct source source;
	struct folder *folder;
	struct digest digest;
	struct bytes bytes;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1)
		misuse("a file on the medium is wanted");
	open_medium(&source, operands[0]);
	bytes = file_read(source.folder, source.leaf, MEDIUM_MOST_FILE_BYTES);
	process_lock();
	folder = folder_enter();
	check_file(source.leaf, &bytes);
	check_medium(folder, &source);
	listing_say(source.folder, source.leaf);
	digest = digest_of(bytes.data, bytes.size);
	digest_to_text(digest_text, &digest);
	folder_require(folder, "medium-read", "medium", source.id, "file", digest_text, "name",
		       source.leaf, NULL);
	snprintf(name, sizeof name, "in/%s", source.leaf);
	folder_create(name, bytes.data, bytes.size, digest_text);
	direction_record(folder, &source.medium, source.id, source.direction, &source.ticket);
	folder_record(folder, "medium-read", "medium", source.id, "file", digest_text, "name",
		      source.leaf, NULL);
	say("'%s' is here as '%s'. Take the medium out; it is for nothing else.", source.leaf,
	    name);
	show_label("the file", &digest);
	say(folder->connected ? "Go on: verify-package %s" : "Go on: package-read %s", name);
	return process_end(PROCESS_YES);
}
