#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/show.h"
#include "ceremony/text.h"
#include "media/decode.h"
#include "media/intake.h"
#include "media/medium.h"
#include "media/source.h"

static const char usage[] = "media-qr-read [--outside] [--check] FILE PICTURE... | FILE - | "
			    "--scanner DEVICE FILE";

enum { PATH_BYTES = MEDIUM_NAME_MOST + 8, ID_BYTES = 2 * FRAME_SET_BYTES + 4 };

/* "qr-" and the set's name: what stands for a medium in facts. */
static void
medium_word(char out[ID_BYTES], const struct frame_set *set)
{
	const struct frame *frame = set->frames;

	while (frame->share_size == 0)
		frame++;
	memcpy(out, "qr-", 3);
	text_to_hex(out + 3, frame->set, FRAME_SET_BYTES);
}

static _Noreturn void
die_incomplete(const struct intake *intake, bool keep, const char *path)
{
	intake_say_missing(intake);
	if (keep)
		intake_keep(intake, path);
	if (intake->set->taken == 0)
		die("no symbol of a file was found");
	process_hint(keep ? "scan what is missing, and run this step again"
			  : "scan the page again with the lid closed, or make the pages again");
	die("the file is not whole yet");
}

/* ---- is it the file? ---- */

static void
check(const struct intake *intake, struct folder *folder, const char *path)
{
	struct bytes file = file_read(FILE_HERE, path, FRAME_MOST_FILE_BYTES);
	struct digest digest = digest_of(file.data, file.size);
	char digest_text[DIGEST_TEXT_BYTES], id[ID_BYTES], label[MEDIUM_LABEL_BYTES];
	const char *answer = frame_set_check(intake->set, file.data, file.size);

	if (answer != NULL)
		refuse("'%s' %s", path, answer);
	say("Every symbol was read back: all %u are of '%s', and any %u of them give it.",
	    intake->set->count, path, intake->set->needed);
	if (folder == NULL) {
		show_label("the file", &digest);
		return;
	}
	digest_to_text(digest_text, &digest);
	medium_word(id, intake->set);
	medium_label(label, folder->plan.ceremony, folder->plan.date, &digest);
	if (!transcript_is_closed(&folder->transcript))
		folder_record(folder, "medium-written", "package", digest_text, "medium", id,
			      "read-back", "pictures", NULL);
	say("Write on the medium: %s", label);
	show_words("the file", &digest);
}

/* ---- the file comes in ---- */

static void
take_in(const struct intake *intake, struct folder *folder, const char *name, const char *path)
{
	char digest_text[DIGEST_TEXT_BYTES], id[ID_BYTES];
	struct digest digest;
	struct bytes file;
	const char *answer = frame_set_join(intake->set, &file);

	if (answer != NULL)
		refuse("what the symbols give %s", answer);
	digest = digest_of(file.data, file.size);
	digest_to_text(digest_text, &digest);
	medium_word(id, intake->set);
	if (folder != NULL)
		folder_require(folder, "medium-read", "medium", id, "file", digest_text, "name",
			       name, NULL);
	if (folder != NULL)
		folder_create(path, file.data, file.size, digest_text);
	else
		file_create(FILE_HERE, path, file.data, file.size);
	if (folder != NULL)
		folder_record(folder, "medium-read", "medium", id, "file", digest_text, "name",
			      name, NULL);
	say("'%s' is here, %zu bytes, from %u symbols.", path, file.size, intake->set->taken);
	show_label("the file", &digest);
	if (folder != NULL)
		say(folder->connected ? "Go on: verify-package %s" : "Go on: package-read %s",
		    path);
}

/* Where the file is, or will be. */
static void
find_path(char out[PATH_BYTES], const char *name, bool outside)
{
	const char *answer = medium_check_name(name);

	if (answer != NULL)
		refuse("'%s', as a name, %s", name, answer);
	snprintf(out, PATH_BYTES, "%s%s", outside ? "" : "in/", name);
	if (outside)
		file_must_be_new(FILE_HERE, out);
	else
		folder_must_be_new(out);
}

static struct folder *
enter(bool outside, bool checks, const char *path)
{
	struct folder *folder = outside ? NULL : folder_enter();
	char digest_text[DIGEST_TEXT_BYTES];
	struct digest digest;
	struct bytes file;

	if (folder == NULL || !checks || transcript_is_closed(&folder->transcript))
		return folder;
	file = file_read(FILE_HERE, path, FRAME_MOST_FILE_BYTES);
	digest = digest_of(file.data, file.size);
	digest_to_text(digest_text, &digest);
	folder_require(folder, "medium-written", "package", digest_text, "medium", "qr",
		       "read-back", "pictures", NULL);
	file_free(&file);
	return folder;
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--outside", false, NULL},
				   {"--check", false, NULL},
				   {"--scanner", true, NULL},
				   {NULL, false, NULL}};
	struct intake intake;
	struct source source;
	struct folder *folder;
	char **operands, path[PATH_BYTES];
	const char *name;
	bool outside, checks;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	outside = options[0].value != NULL;
	checks = options[1].value != NULL;
	if (option_count(operands) < 1)
		misuse("a file is wanted");
	name = operands[0];
	source_open(&source, options[2].value, operands + 1, checks);
	process_lock();
	folder = enter(outside, checks, name);
	intake_begin(&intake, checks);
	if (checks) {
		source_read(&source, &intake);
		if (!intake_is_done(&intake))
			die_incomplete(&intake, false, name);
		check(&intake, folder, name);
		return process_end(PROCESS_YES);
	}
	find_path(path, name, outside);
	intake_read_kept(&intake, path);
	source_read(&source, &intake);
	if (!intake_is_done(&intake))
		die_incomplete(&intake, true, path);
	take_in(&intake, folder, name, path);
	return process_end(PROCESS_YES);
}
