#include <stdio.h>

#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/signing.h"
#include "ceremony/status.h"
#include "ceremony/words.h"

static const char usage[] = "ceremony-status [--checkpoint | --void | --all]";

/* Each line of a transcript holds the digest of the one before: this label is of all so far. */
static void
print_checkpoint(const struct folder *folder)
{
	char label[WORDS_LABEL_TEXT_BYTES];

	if (folder->transcript.torn_bytes > 0)
		refuse("'transcript' ends in half a line: ceremony-status says what to do");
	words_label_of(label, &folder->transcript.last);
	printf("%s\n", label);
	say("The checkpoint, after fact %zu. Everybody writes these four words.",
	    folder->transcript.count);
}

static void
say_status(const struct status *status)
{
	const struct folder *folder = status->folder;

	say("Ceremony %s, a %s of mode %s, on the %s side.", folder->plan.ceremony,
	    folder->plan.kind, folder->plan.mode, folder->connected ? "connected" : "DISCONNECTED");
	if (status_say_troubles(status) > 0)
		say("After that, or instead where it says so:");
	status_say_next(status);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--checkpoint", false, NULL},
				   {"--void", false, NULL},
				   {"--all", false, NULL},
				   {NULL, false, NULL}};
	struct folder *folder;
	struct status status;
	int given = 0;

	(void)argc;
	process_begin(argv, usage);
	if (option_count(option_read(argv, options)) != 0)
		misuse("no operand is wanted");
	for (size_t i = 0; options[i].name != NULL; i++)
		given += options[i].value != NULL;
	if (given > 1)
		misuse("one option at a time");
	signing_look();
	process_lock();
	folder = folder_enter_torn();
	/* What a step at work has written and not yet recorded would look like what a crash left. */
	if (folder_is_busy())
		die("another step is at work in this folder: ask again when it has ended");
	status_of(&status, folder, !folder->connected && !signing_is_there(folder_signer(folder)));
	if (options[0].value != NULL)
		print_checkpoint(folder);
	else if (options[1].value != NULL)
		status_print_void(&status);
	else if (options[2].value != NULL)
		status_print_all(&status);
	else
		say_status(&status);
	return process_end(PROCESS_YES);
}
