#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/show.h"
#include "ceremony/stray_card.h"
#include "media/medium.h"
#include "media/read_back.h"

static const char usage[] = "media-usb-write FILE FOLDER";

static int
open_medium(struct medium *medium, const char *name)
{
	int medium_folder = file_open_folder(FILE_HERE, name);
	int here = file_open_folder(FILE_HERE, ".");

	if (file_is_below(medium_folder, here))
		refuse("'%s' is in the ceremony's folder, and not on another medium", name);
	medium_look(medium, medium_folder);
	sandbox_allow(medium_folder, true);
	return medium_folder;
}

static struct bytes
read_package(const char *name, const char **leaf)
{
	const char *slash = strrchr(name, '/');
	struct bytes package = file_read(FILE_HERE, name, MEDIUM_MOST_FILE_BYTES);
	const char *answer;

	*leaf = slash == NULL ? name : slash + 1;
	answer = medium_check_name(*leaf);
	if (answer != NULL)
		refuse("'%s', as a name on a medium, %s", *leaf, answer);
	if (package.size == 0)
		refuse("'%s' is empty", name);
	return package;
}

static bool
has_package(const struct transcript *transcript, const char *id, const char *package)
{
	for (size_t i = 0; i < transcript->count; i++) {
		const struct fact *fact = &transcript->facts[i];

		if (strcmp(fact->form->name, "medium-written") == 0 &&
		    strcmp(fact_value(fact, "package"), package) == 0 &&
		    strcmp(fact_value(fact, "medium"), id) == 0)
			return true;
	}
	return false;
}

/* Warnings, since a port that is used twice makes two media look like one (medium.h). */
static void
warn_of_reuse(const struct folder *folder, const char *id, const char *package)
{
	if (folder_fact(folder, "medium-read", "medium", id) != NULL)
		warn("this medium, or one at the same port, brought a file in: take another; an "
		     "archive on it does not "
		     "count");
	if (has_package(&folder->transcript, id, package))
		warn("this medium, or one at the same port, has the package: both count once");
}

/* After the close another archive than the final one is old: its transcript is neither whole nor signed. */
static void
warn_of_old_archive(const struct folder *folder, const char *package)
{
	const struct fact *written = folder_fact(folder, "package-written", "package", package);

	if (transcript_is_closed(&folder->transcript) && written != NULL &&
	    strcmp(fact_value(written, "kind"), "archive") == 0)
		warn("this is the archive from before the close; the final one is "
		     "'out/%s.final.tar'",
		     folder->plan.ceremony);
}

static enum read_back
write_and_read_back(int medium_folder, const char *medium_name, const char *leaf,
		    const struct bytes *package)
{
	enum read_back how;

	medium_check_room(medium_folder, medium_name, package->size);
	if (file_exists(medium_folder, leaf))
		process_hint("if an interrupted step left it there, move it aside with mv and run "
			     "this step again");
	file_must_be_new(medium_folder, leaf);
	file_create(medium_folder, leaf, package->data, package->size);
	if (syncfs(medium_folder) != 0)
		die_errno("cannot bring '%s' onto the medium", leaf);
	how = read_back_compare(medium_folder, leaf, package->data, package->size);
	if (how == READ_BACK_MEMORY)
		warn("'%s' %s", leaf, read_back_sentence(how));
	else
		say("'%s' %s.", leaf, read_back_sentence(how));
	return how;
}

static void
say_label(const struct plan *plan, const struct digest *digest)
{
	char label[MEDIUM_LABEL_BYTES];

	medium_label(label, plan->ceremony, plan->date, digest);
	say("Write on the medium: %s", label);
	show_words("the file", digest);
	say("Unmount the medium before it is taken out.");
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	char **operands, id[MEDIUM_ID_BYTES], digest_text[DIGEST_TEXT_BYTES];
	struct medium medium;
	struct folder *folder;
	struct digest digest;
	struct bytes package;
	enum read_back how;
	int medium_folder;
	const char *leaf;
	bool closed;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 2)
		misuse("a file and a folder on the medium are wanted");
	medium_folder = open_medium(&medium, operands[1]);
	process_lock();
	folder = folder_enter();
	medium_id(id, &medium, plan_is_production(&folder->plan));
	medium_check_apart(id, plan_is_production(&folder->plan), operands[1]);
	package = read_package(operands[0], &leaf);
	digest = digest_of(package.data, package.size);
	digest_to_text(digest_text, &digest);
	closed = transcript_is_closed(&folder->transcript);
	if (!closed)
		folder_require(folder, "medium-written", "package", digest_text, "medium", id,
			       NULL);
	warn_of_reuse(folder, id, digest_text);
	stray_card_search(medium_folder);
	warn_of_old_archive(folder, digest_text);
	how = write_and_read_back(medium_folder, operands[1], leaf, &package);
	medium_check_there(&medium, operands[1]);
	if (!closed)
		folder_record(folder, "medium-written", "package", digest_text, "medium", id,
			      "read-back", read_back_word(how), NULL);
	say_label(&folder->plan, &digest);
	if (closed)
		say("The ceremony is closed: no fact says that this was done, nor which file it "
		    "is. Write the words on paper.");
	return process_end(PROCESS_YES);
}
