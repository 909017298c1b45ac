#include <stdio.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/show.h"
#include "media/medium.h"

static const char usage[] = "media-usb-read FILE";

enum { PATH_BYTES = 4096 };

/* The folder on the medium that holds the file, and the file's name in it. */
static int
open_medium(struct medium *medium, const char *path, const char **leaf)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash == NULL || slash == path ? 1 : (size_t)(slash - path);
	int medium_folder, here = file_open_folder(FILE_HERE, ".");
	char parent[PATH_BYTES] = ".";

	if (length >= sizeof parent || (slash != NULL && slash[1] == '\0'))
		misuse("'%s' is not the name of a file", path);
	if (slash != NULL)
		memcpy(parent, path, length);
	medium_folder = file_open_folder(FILE_HERE, parent);
	if (file_is_below(medium_folder, here))
		refuse("'%s' is in the ceremony's folder, and not on another medium", path);
	medium_look(medium, medium_folder);
	*leaf = slash == NULL ? path : slash + 1;
	return medium_folder;
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

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	char **operands, id[MEDIUM_ID_BYTES], digest_text[DIGEST_TEXT_BYTES],
		name[MEDIUM_NAME_MOST + 4];
	struct medium medium;
	struct folder *folder;
	struct digest digest;
	struct bytes bytes;
	int medium_folder;
	const char *leaf;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1)
		misuse("a file on the medium is wanted");
	medium_folder = open_medium(&medium, operands[0], &leaf);
	bytes = file_read(medium_folder, leaf, MEDIUM_MOST_FILE_BYTES);
	process_lock();
	folder = folder_enter();
	check_file(leaf, &bytes);
	medium_id(id, &medium, plan_is_production(&folder->plan));
	medium_check_apart(id, plan_is_production(&folder->plan), operands[0]);
	digest = digest_of(bytes.data, bytes.size);
	digest_to_text(digest_text, &digest);
	folder_require(folder, "medium-read", "medium", id, "file", digest_text, "name", leaf,
		       NULL);
	snprintf(name, sizeof name, "in/%s", leaf);
	folder_create(name, bytes.data, bytes.size, digest_text);
	folder_record(folder, "medium-read", "medium", id, "file", digest_text, "name", leaf, NULL);
	say("'%s' is here as '%s'. Take the medium out; it is for nothing else.", leaf, name);
	show_label("the file", &digest);
	say(folder->connected ? "Go on: verify-package %s" : "Go on: package-read %s", name);
	return process_end(PROCESS_YES);
}
