#include <stdio.h>

#include "ceremony/folder.h"
#include "ceremony/ledger.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/signing.h"
#include "ceremony/status.h"
#include "ceremony/words.h"

static const char usage[] = "ceremony-status [--checkpoint | --void | --all] | --ledger FOLDER...";

enum { CHECKPOINT, VOID, ALL, LEDGER };

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

/* Whether nothing is missing for the ledger to be whole; or says what. */
static bool
is_whole(const struct ledger *ledger)
{
	const struct ledger_entry *wanted_by, *where;
	const struct ledger_copy *unclear = ledger_first_unclear(ledger);
	const bool given = ledger_not_given(ledger, 0, &wanted_by) == NULL;

	if (unclear != NULL && ledger_copy_unclear(ledger, unclear, &where) != NULL)
		warn("'%s' and '%s' are both %s, and '%s' notes %s/%s destroyed: it does not say "
		     "whose, so no copy counts as destroyed by it",
		     unclear->entry->name, ledger_copy_other(ledger, unclear)->name,
		     unclear->entry->ceremony.plan.ceremony, where->name,
		     unclear->entry->ceremony.plan.ceremony, unclear->name);
	if (!given)
		warn("the ceremony that '%s' goes on with was not given: the ledger is not whole",
		     wanted_by->name);
	return given && unclear == NULL;
}

/* The sum of the transcripts in these folders; the current one need not be a ceremony's. */
static int
sum_ledger(char *const *names)
{
	static struct ledger ledger;
	struct ledger_problem problem;
	const char *answer;

	if (option_count(names) == 0)
		misuse("the folders of ceremonies, or of their restored archives, are wanted");
	ledger_open(&ledger, names);
	process_lock_outside();
	ledger_read(&ledger);
	answer = ledger_check(&ledger, &problem);
	if (answer != NULL)
		refuse("'%s'%s%s%s, %s: %s", problem.name, problem.other == NULL ? "" : " and '",
		       problem.other == NULL ? "" : problem.other, problem.other == NULL ? "" : "'",
		       problem.about, answer);
	ledger_print(&ledger);
	say("Words and signatures are not checked here: verify-transcript, folder by folder. "
	    "What nobody noted, no ledger knows.");
	return process_end(is_whole(&ledger) ? PROCESS_YES : PROCESS_UNKNOWN);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{"--checkpoint", false, NULL},
				   {"--void", false, NULL},
				   {"--all", false, NULL},
				   {"--ledger", false, NULL},
				   {NULL, false, NULL}};
	struct folder *folder;
	struct status status;
	char **operands;
	int given = 0;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	for (size_t i = 0; options[i].name != NULL; i++)
		given += options[i].value != NULL;
	if (given > 1)
		misuse("one option at a time");
	if (options[LEDGER].value != NULL)
		return sum_ledger(operands);
	if (option_count(operands) != 0)
		misuse("no operand is wanted");
	signing_look();
	process_lock();
	folder = folder_enter_torn();
	/* What a step at work has written and not yet recorded would look like what a crash left. */
	if (folder_is_busy())
		die("another step is at work in this folder: ask again when it has ended");
	status_of(&status, folder, !folder->connected && !signing_is_there(folder_signer(folder)));
	if (options[CHECKPOINT].value != NULL)
		print_checkpoint(folder);
	else if (options[VOID].value != NULL)
		status_print_void(&status);
	else if (options[ALL].value != NULL)
		status_print_all(&status);
	else
		say_status(&status);
	return process_end(PROCESS_YES);
}
