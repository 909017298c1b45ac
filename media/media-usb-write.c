#include <stdio.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/show.h"
#include "ceremony/text.h"
#include "media/direction.h"
#include "media/outgoing.h"
#include "media/probe.h"

static const char usage[] = "media-usb-write [--check] FILE FOLDER... | --probe FOLDER";

struct work {
	struct outgoing media[OUTGOING_MOST];
	size_t count;
	struct bytes file;
	const char *path, *leaf;
	struct digest digest;
	char digest_text[DIGEST_TEXT_BYTES];
	bool closed;
};

static void
read_file(struct work *work)
{
	const char *slash = strrchr(work->path, '/');
	const char *answer;

	work->file = file_read(FILE_HERE, work->path, MEDIUM_MOST_FILE_BYTES);
	work->leaf = slash == NULL ? work->path : slash + 1;
	answer = medium_check_name(work->leaf);
	if (answer != NULL)
		refuse("'%s', as a name on a medium, %s", work->leaf, answer);
	if (work->file.size == 0)
		refuse("'%s' is empty", work->path);
	work->digest = digest_of(work->file.data, work->file.size);
	digest_to_text(work->digest_text, &work->digest);
}

/* After the close another archive than the final one is old: its transcript is neither whole nor signed. */
static void
warn_of_old_archive(const struct folder *folder, const struct work *work)
{
	const struct fact *written =
		folder_fact(folder, "package-written", "package", work->digest_text);

	if (work->closed && written != NULL && strcmp(fact_value(written, "kind"), "archive") == 0)
		warn("this is the archive from before the close; the final one is "
		     "'out/%s.final.tar'",
		     folder->plan.ceremony);
}

/* ---- writing ---- */

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

static void
check_media(struct work *work, const struct folder *folder, const char *direction)
{
	for (size_t i = 0; i < work->count; i++) {
		struct outgoing *medium = &work->media[i];

		outgoing_check(medium, folder, direction);
		if (!work->closed)
			folder_require(folder, "medium-written", "package", work->digest_text,
				       "medium", medium->id, NULL);
		if (has_package(&folder->transcript, medium->id, work->digest_text))
			warn("the medium '%s' had this package before: both count once",
			     medium->name);
		medium_check_room(medium->folder, &medium->medium, medium->name, work->file.size);
	}
	outgoing_check_each_other(work->media, work->count);
}

static void
write_media(struct work *work, struct folder *folder, const char *direction)
{
	for (size_t i = 0; i < work->count; i++) {
		struct outgoing *medium = &work->media[i];
		enum read_back how;

		outgoing_write(medium, folder, direction, work->leaf, &work->file);
		how = outgoing_compare(medium, work->leaf, &work->file);
		direction_record(folder, &medium->medium, medium->id, direction, &medium->ticket);
		if (!work->closed)
			folder_record(folder, "medium-written", "package", work->digest_text,
				      "medium", medium->id, "read-back", read_back_word(how), NULL);
	}
	for (size_t i = 0; work->count > 1 && i < work->count; i++)
		outgoing_compare(&work->media[i], work->leaf, &work->file);
	if (work->count > 1)
		say("All %zu media have it: each was read back once more at the end.", work->count);
}

static void
say_end(const struct folder *folder, const struct work *work)
{
	char label[MEDIUM_LABEL_BYTES];

	medium_label(label, folder->plan.ceremony, folder->plan.date, &work->digest);
	say("Write on the medium: %s", label);
	show_words("the file", &work->digest);
	if (work->count == 1)
		say("A second copy: this command again with another medium's folder; or with both "
		    "folders at "
		    "once, and both are checked.");
	say("Unmount the medium before it is taken out. Plugged in again, it can be checked once "
	    "more: "
	    "media-usb-write --check %s FOLDER",
	    work->path);
	if (work->closed)
		say("The ceremony is closed: no fact says that this was done, nor which file it "
		    "is. Write the words on paper.");
}

/* ---- checking what was written before ---- */

/* Another number of the kernel's, or another start of this computer, since it was written. */
static bool
is_replugged(const struct folder *folder, const struct outgoing *medium)
{
	const struct fact *known = folder_fact(folder, "medium-known", "medium", medium->id);
	char boot[FOLDER_BOOT_BYTES];
	uint64_t plug = 0;

	if (known == NULL || !medium_is_plugged(&medium->medium))
		return false;
	folder_boot_id(boot);
	text_to_number(&plug, fact_value(known, "plug"), strlen(fact_value(known, "plug")),
		       UINT64_MAX / 1024);
	return strcmp(known->boot, boot) != 0 ||
	       (plug != 0 && medium->medium.disk.plug != 0 && plug != medium->medium.disk.plug);
}

static void
check_written(const struct work *work, struct folder *folder, struct outgoing *medium)
{
	enum read_back how;
	bool replugged;

	medium_say(&medium->medium, medium->name);
	medium_id(medium->id, &medium->medium);
	medium_check_apart(&medium->medium, medium->name);
	ticket_read(&medium->ticket, medium->folder, medium->name);
	direction_check_own(folder, &medium->ticket, medium->id, medium->name);
	if (!work->closed)
		folder_require(folder, "medium-checked", "package", work->digest_text, "medium",
			       medium->id, NULL);
	if (!file_exists(medium->folder, work->leaf))
		refuse("'%s' is not on the medium '%s'", work->leaf, medium->name);
	how = outgoing_compare(medium, work->leaf, &work->file);
	replugged = is_replugged(folder, medium);
	say(replugged ? "The medium was plugged in again, and has the file."
		      : "The medium has the file. It was not seen to be plugged in again.");
	if (!work->closed)
		folder_record(folder, "medium-checked", "package", work->digest_text, "medium",
			      medium->id, "how", replugged ? "replugged" : read_back_word(how),
			      NULL);
}

/* ---- which of the three ---- */

static int
probe(char *const *operands)
{
	struct outgoing medium;

	if (option_count(operands) != 1)
		misuse("a folder on the medium is wanted");
	medium.folder = file_open_folder(FILE_HERE, operands[0]);
	medium_look(&medium.medium, medium.folder);
	sandbox_allow(medium.folder, true);
	process_lock_outside();
	medium_say(&medium.medium, operands[0]);
	probe_run(medium.folder, operands[0]);
	return process_end(PROCESS_YES);
}

static void
open_media(struct work *work, char *const *operands)
{
	const int count = option_count(operands);

	if (count < 2)
		misuse("a file and a folder on the medium are wanted");
	if (count > 1 + OUTGOING_MOST)
		misuse("at most %d media at once", OUTGOING_MOST);
	work->path = operands[0];
	work->count = (size_t)count - 1;
	for (size_t i = 0; i < work->count; i++)
		outgoing_open(&work->media[i], operands[i + 1]);
}

int
main(int argc, char **argv)
{
	struct option options[] = {
		{"--check", false, NULL}, {"--probe", false, NULL}, {NULL, false, NULL}};
	static struct work work;
	struct folder *folder;
	const char *direction;
	char **operands;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (options[0].value != NULL && options[1].value != NULL)
		misuse("--check and --probe together mean nothing");
	if (options[1].value != NULL)
		return probe(operands);
	open_media(&work, operands);
	signing_begin();
	process_lock();
	folder = folder_enter();
	work.closed = transcript_is_closed(&folder->transcript);
	read_file(&work);
	warn_of_old_archive(folder, &work);
	if (options[0].value != NULL) {
		for (size_t i = 0; i < work.count; i++)
			check_written(&work, folder, &work.media[i]);
		return process_end(PROCESS_YES);
	}
	direction = direction_of_package(folder, work.digest_text);
	check_media(&work, folder, direction);
	write_media(&work, folder, direction);
	say_end(folder, &work);
	return process_end(PROCESS_YES);
}
