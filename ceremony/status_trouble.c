#include "status.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/leftover.h"
#include "ceremony/process.h"

/* The set that was begun last and never made. */
static const char *
unfinished_set(const struct folder *folder)
{
	const struct fact *begun = folder_fact(folder, "world-begun", NULL, NULL);

	if (begun == NULL ||
	    folder_fact(folder, "world-made", "set", fact_value(begun, "set")) != NULL ||
	    folder_fact(folder, "world-void", "set", fact_value(begun, "set")) != NULL)
		return NULL;
	return fact_value(begun, "set");
}

static void
say_cards(const struct folder *folder, const char *set, const char *what)
{
	const struct plan *plan = &folder->plan;

	say("Set %s is void: %s. Destroy every card of it, and retire the media that carried one: "
	    "flash is "
	    "broken, not wiped. A card that is half written has .part behind its name.",
	    set, what);
	for (unsigned i = 0; i < plan->cards; i++)
		if (plan->card[i].on_paper)
			say("    card %u, %s: its form, if it was begun", i + 1,
			    plan->card[i].custodian);
		else
			say("    card %u, %s: %s-set%s-card%u.txt, if it was written", i + 1,
			    plan->card[i].custodian, plan->ceremony, set, i + 1);
}

static size_t
say_void_sets(const struct folder *folder)
{
	const char *unfinished = unfinished_set(folder);
	size_t count = 0;

	for (size_t i = 0; i < folder->transcript.count; i++) {
		const struct fact *fact = &folder->transcript.facts[i];

		if (strcmp(fact->form->name, "world-void") != 0)
			continue;
		say_cards(folder, fact_value(fact, "set"), "an interrupted set was made anew");
		count++;
	}
	if (unfinished != NULL) {
		say_cards(folder, unfinished, "the step that made it was interrupted");
		count++;
	}
	if (count > 0)
		say("The certificate to print and fill in: ceremony-status --void. Whether those "
		    "cards are "
		    "destroyed cannot be seen from here.");
	return count;
}

static size_t
say_leftovers(const struct folder *folder)
{
	struct leftovers leftovers;

	leftover_find(&leftovers, folder);
	for (size_t i = 0; i < leftovers.count; i++) {
		char aside[LEFTOVER_NAME_BYTES];

		leftover_aside(aside, leftovers.names[i]);
		say("A step that was interrupted left a file that no fact names. Move it aside, "
		    "then do the "
		    "step again:");
		say("    mv %s %s", leftovers.names[i], aside);
	}
	if (leftovers.count == LEFTOVER_MOST)
		say("There may be more of them: ask again afterwards.");
	return leftovers.count;
}

static void
say_open_again(const struct folder *folder)
{
	say("Open the ceremony again, with the words from the cover, and write 'resumed' on the "
	    "paper:");
	say("    cd ..");
	say("    ceremony-open%s %s/plan %s", folder->connected ? " --side connected" : "",
	    folder->plan.ceremony, folder->plan.ceremony);
	say("    cd %s", folder->plan.ceremony);
}

static bool
close_is_whole(const struct folder *folder)
{
	return transcript_is_closed(&folder->transcript) &&
	       file_exists(FILE_HERE, FOLDER_TRANSCRIPT_SIGNATURE);
}

/* A preflight is of one boot (fact_needs.h). */
static size_t
say_stale_preflight(const struct status *status)
{
	const struct fact *resumed = folder_fact(status->folder, "resumed", NULL, NULL);
	const struct fact *preflight = folder_fact(status->folder, "preflight", NULL, NULL);
	const char *answer = folder_host(status->folder);

	if (preflight != NULL && answer != NULL) {
		say("Before any step with a secret: %s.", answer);
		return 1;
	}
	if (resumed == NULL || preflight == NULL || resumed < preflight ||
	    strcmp(resumed->boot, preflight->boot) == 0)
		return 0;
	say("The workstation was started again since it was checked: do the step of "
	    "ceremony-preflight "
	    "again.");
	return 1;
}

size_t
status_say_troubles(const struct status *status)
{
	const struct folder *folder = status->folder;
	size_t count = 0;

	if (folder->transcript.torn_bytes > 0) {
		say("The transcript ends in half a line, as a power cut leaves it.");
		count++;
	}
	if (!folder->connected && status->signing_key_gone && !close_is_whole(folder)) {
		say("The ceremony's signing key is gone with the memory it lived in; it opens "
		    "nothing.");
		count++;
	}
	if (count > 0)
		say_open_again(folder);
	if (!folder->connected && transcript_is_closed(&folder->transcript) &&
	    !close_is_whole(folder)) {
		say("The close was interrupted. %s",
		    count > 0 ? "Then close again:" : "Close again:");
		say("    ceremony-close");
		count++;
	}
	count += folder->connected ? 0 : say_void_sets(folder);
	if (!transcript_is_closed(&folder->transcript))
		count += say_leftovers(folder) + say_stale_preflight(status);
	return count;
}
