#include <stdio.h>
#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/show.h"
#include "ceremony/stray_card.h"
#include "ceremony/text.h"
#include "media/medium.h"
#include "media/qr_paint.h"
#include "media/qr_screen.h"

static const char usage[] =
	"media-qr-write [--archive | --screen | --frames] [--modhex] [--letter] [--outside] FILE";

enum { NUMBER_BYTES = 24, FORM_OPTIONS = 3 };

/* A PDF has a date; outside a ceremony it is always this one, so that the same file gives the same PDF. */
#define NO_DATE "2000-01-01"

struct work {
	struct qr_paint paint;
	struct frame_set *set;
	char about[80];
};

/* Fewer than are wanted give nobody the file. */
static void
show_on_screen(const struct work *work, int version)
{
	const unsigned count = work->set->count, needed = work->set->needed;
	unsigned shown = qr_screen_show(work->set, version, work->paint.alphabet);

	if (shown < needed)
		refuse("%u %s shown, and %u are wanted", shown,
		       shown == 1 ? "symbol was" : "symbols were", needed);
	if (shown < count)
		say("%u symbols were shown, of %u.", shown, count);
	else
		say("%u symbols were shown: all %u of them %u %s.", shown, count, shown / count,
		    shown / count == 1 ? "time" : "times");
}

/* On paper, as pictures, or on this very screen. */
static void
show_all(struct work *work, const struct bytes *file)
{
	const struct qr_paint *paint = &work->paint;
	const bool on_screen = paint->form->version == 0;
	const int version = on_screen ? qr_screen_version() : paint->form->version;

	work->set = frame_set_new();
	qr_form_split(work->set, paint->form, version, paint->alphabet, file, paint->path);
	if (on_screen)
		show_on_screen(work, version);
	else
		qr_paint_put(paint, work->set);
}

static void
say_how_to_go_on(const struct work *work, bool outside)
{
	const char *name = work->paint.path;
	unsigned count = work->set->count, pages = qr_paint_count(&work->paint, work->set);

	if (work->paint.form->on_paper)
		say("%u symbols on %u %s: '%s.qr.pdf' to print, and each page as a picture.", count,
		    pages, pages == 1 ? "page" : "pages", name);
	else
		say("%u symbols%s.", count,
		    work->paint.form->version == 0 ? "" : ", each a picture");
	say("Any %u of them give the file.", work->set->needed);
	if (work->paint.form->version == 0)
		return;
	say("Go on: media-qr-read %s--check %s %s.qr-%s*.png", outside ? "--outside " : "", name,
	    name, work->paint.form->on_paper ? "" : "frame-");
}

/* The one of several options that is given, without its dashes; "office" when none is. */
static const char *
form_given(const struct option *options)
{
	const char *name = NULL;

	for (size_t i = 0; i < FORM_OPTIONS; i++) {
		if (options[i].value == NULL)
			continue;
		if (name != NULL)
			misuse("%s and %s together mean nothing", name, options[i].name);
		name = options[i].name;
	}
	return name == NULL ? "office" : name + 2;
}

/* Only what the transcript names as a package, unless the ceremony is closed. */
static void
ask_folder(const struct folder *folder, struct work *work)
{
	if (!transcript_is_closed(&folder->transcript))
		folder_require(folder, "qr-written", "package", work->paint.title.digest, NULL);
	work->paint.letter = strcmp(folder->plan.paper, "letter") == 0;
	work->paint.title.date = folder->plan.date;
	snprintf(work->about, sizeof work->about, "Ceremony %s, %s", folder->plan.ceremony,
		 folder->plan.date);
}

static void
record(struct folder *folder, const struct work *work)
{
	char set[2 * FRAME_SET_BYTES + 1], symbols[NUMBER_BYTES];

	if (transcript_is_closed(&folder->transcript)) {
		say("The ceremony is closed: no fact says that this was done, nor which file it "
		    "is.");
		return;
	}
	text_to_hex(set, work->set->frames[0].set, FRAME_SET_BYTES);
	snprintf(symbols, sizeof symbols, "%u", work->set->count);
	folder_record(folder, "qr-written", "package", work->paint.title.digest, "form",
		      work->paint.form->name, "set", set, "symbols", symbols, NULL);
}

static struct bytes
read_file(struct work *work, struct digest *digest, char digest_text[DIGEST_TEXT_BYTES])
{
	const char *path = work->paint.path;
	const char *slash = strrchr(path, '/'), *leaf = slash == NULL ? path : slash + 1;
	struct bytes file = file_read(FILE_HERE, path, MEDIUM_MOST_FILE_BYTES);
	const char *answer = medium_check_name(leaf);

	if (answer != NULL)
		refuse("'%s', as the name of a file that others read, %s", leaf, answer);
	if (stray_card_is(file.data, file.size))
		refuse("'%s' is a card: cards stay with their custodians", path);
	*digest = digest_of(file.data, file.size);
	digest_to_text(digest_text, digest);
	work->paint.title = (struct qr_title){.file = leaf,
					      .about = work->about,
					      .digest = digest_text,
					      .date = NO_DATE,
					      .size = file.size};
	return file;
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--archive", false, NULL}, {"--screen", false, NULL},
				   {"--frames", false, NULL},  {"--modhex", false, NULL},
				   {"--letter", false, NULL},  {"--outside", false, NULL},
				   {NULL, false, NULL}};
	const struct option *modhex = &options[3], *letter = &options[4], *outside = &options[5];
	char **operands, digest_text[DIGEST_TEXT_BYTES];
	struct work work = {.about = ""};
	struct folder *folder = NULL;
	struct digest digest;
	struct bytes file;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1)
		misuse("a file is wanted");
	if (letter->value != NULL && outside->value == NULL)
		misuse("in a ceremony the plan says which paper it is");
	work.paint = (struct qr_paint){
		.path = operands[0],
		.form = qr_form_find(form_given(options)),
		.alphabet = modhex->value != NULL ? FRAME_MODHEX : FRAME_BASE45,
		.letter = letter->value != NULL,
	};
	process_lock();
	if (outside->value == NULL)
		folder = folder_enter();
	file = read_file(&work, &digest, digest_text);
	if (folder != NULL)
		ask_folder(folder, &work);
	show_all(&work, &file);
	if (folder != NULL)
		record(folder, &work);
	say_how_to_go_on(&work, folder == NULL);
	show_label("the file", &digest);
	return process_end(PROCESS_YES);
}
