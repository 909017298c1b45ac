#include "status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/process.h"
#include "ceremony/show.h"
#include "ceremony/step_fill.h"
#include "ceremony/text.h"

static enum step_side
side_of(const struct folder *folder)
{
	return folder->connected ? STEP_CONNECTED : STEP_DISCONNECTED;
}

static bool
leaves_facts(const struct status *status, const struct step *step)
{
	return step->form->side == side_of(status->folder) && step->form->facts != NULL;
}

void
status_of(struct status *status, const struct folder *folder, bool signing_key_gone)
{
	memset(status, 0, sizeof *status);
	status->folder = folder;
	status->signing_key_gone = signing_key_gone;
	step_expand(&status->list, step_table(), &folder->plan, step_kind_of(folder->plan.kind));
	status->progress = calloc(status->list.count + 1, sizeof *status->progress);
	if (status->progress == NULL)
		die("no memory for the steps");
	step_follow(status->progress, NULL, STEP_LATEST, &status->list, &folder->plan,
		    &folder->transcript, side_of(folder));
	for (size_t i = 0; i < status->list.count; i++) {
		const struct step *step = &status->list.steps[i];

		if (!leaves_facts(status, step))
			continue;
		status->of++;
		status->done += status->progress[i].done;
		if (status->progress[i].done)
			status->last = step;
		else if (status->next == NULL)
			status->next = step;
	}
}

static const char *
filled(const struct status *status, const struct step *step, const char *template)
{
	static char texts[2][STEP_TEXT_BYTES];
	static unsigned turn;
	const struct step_context context = {
		.plan = &status->folder->plan,
		.list = &status->list,
		.step = step,
		.script_options = "",
		.transcript = &status->folder->transcript,
	};
	char *text = texts[turn++ % 2];

	step_fill(text, template, &context);
	return text;
}

static void
say_command(const struct status *status, const struct step *step)
{
	const char *command =
		step->form->command != NULL ? step->form->command : step->form->otherwise;
	const char *at = filled(status, step, command);

	for (; *at != '\0'; at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n'))
		say("    %.*s", (int)strcspn(at, "\n"), at);
}

/* Steps on paper alone stand between those that leave facts. */
static void
say_by_hand(unsigned from, unsigned to)
{
	if (from < to)
		say("By hand, from the paper: steps %u to %u.", from, to);
	else if (from == to)
		say("By hand, from the paper: step %u.", from);
}

/* Steps after the close leave no fact; whether the final archive is there can be seen. */
static void
say_after_close(const struct status *status)
{
	char name[128];

	snprintf(name, sizeof name, "out/%s.final.tar", status->folder->plan.ceremony);
	for (size_t i = 0; i < status->list.count; i++) {
		const struct step *step = &status->list.steps[i];
		bool packs = strcmp(step->form->name, "package-final") == 0;

		if (!packs || status->folder->connected || file_exists(FILE_HERE, name))
			continue;
		say("NEXT: step %u, %s", step->number, filled(status, step, step->form->title));
		say_command(status, step);
		return;
	}
	say("Everything that leaves a fact here is done. What is left stands on the paper, behind "
	    "step %u.",
	    status->last == NULL ? 0 : status->last->number);
	if (!status->folder->connected)
		say("Whether the final archive is on its media cannot be seen from here: the paper "
		    "says.");
}

/* What a step that was broken off behind its fact had no time to show, for the boxes on paper. */
static void
say_values(const struct status *status)
{
	const struct step *last = status->last;
	const struct fact *fact = status->progress[last - status->list.steps].value;

	for (size_t i = 0; i < STEP_MOST_BOXES && last->form->boxes[i].label != NULL; i++) {
		const struct step_box *box = &last->form->boxes[i];
		const char *value = box->field == NULL ? NULL : fact_value(fact, box->field);
		struct digest digest;
		char label[128];

		if (value == NULL)
			continue;
		snprintf(label, sizeof label, "box %u%c (%s)", last->number, (int)('a' + i),
			 box->label);
		if (box->kind != PAPER_WORDS)
			say("For %s: %s", label, value);
		else if (text_from_hex(digest.bytes, sizeof digest.bytes, value, strlen(value)) ==
			 NULL)
			show_words(label, &digest);
	}
}

/* A step that printed into a file may have been broken off behind its fact: it prints again without making anything anew. */
static void
say_print_again(const struct status *status)
{
	const struct step *last = status->last;

	if (strncmp(last->form->name, "accept", 6) == 0)
		say("If its Request Sheet was not printed: kek-accept %s >../%s.sheet.txt",
		    last->target->name, last->target->name);
	else if (strcmp(last->form->name, "verify-package") == 0)
		say("If its commands were not printed: verify-package may be run again.");
}

static void
say_who(const struct status *status, const struct step *step)
{
	char people[STEP_TEXT_BYTES];
	const struct step_context context = {.plan = &status->folder->plan,
					     .list = &status->list,
					     .step = step,
					     .script_options = ""};

	step_fill_people(people, &context);
	say("Who: %s.", people);
}

/* What a step was broken off in the middle of, or left out for. */
static void
say_open_ends(const struct status *status)
{
	const struct fact *first = status->progress[status->next - status->list.steps].first;

	if (first != NULL && strcmp(first->form->name, "recovered") == 0)
		say("A key was recovered for the next step, and the step did not end: nothing is "
		    "lost, it is done again.");
	if (status->last != NULL && status->last->number > status->next->number)
		say("Step %u was passed over: a later step is done. If that was decided, go on "
		    "behind step %u.",
		    status->next->number, status->last->number);
}

void
status_say_next(const struct status *status)
{
	const struct step *next = status->next;

	if (status->last != NULL)
		say("Done: %zu of %zu steps that leave a fact on this side; the last is step %u, "
		    "%s.",
		    status->done, status->of, status->last->number,
		    filled(status, status->last, status->last->form->title));
	if (status->last != NULL) {
		say_values(status);
		say_print_again(status);
	}
	if (next == NULL || transcript_is_closed(&status->folder->transcript)) {
		say_after_close(status);
		return;
	}
	say_open_ends(status);
	if (status->last != NULL && status->last->number < next->number)
		say_by_hand(status->last->number + 1, next->number - 1);
	say("NEXT: step %u, %s", next->number, filled(status, next, next->form->title));
	say_command(status, next);
	say_who(status, next);
	if (next->form->command != NULL &&
	    strncmp(next->form->command, "media-usb-write out/", 20) == 0)
		say("If the medium has that file already, from a step that was interrupted: move "
		    "it aside "
		    "there with mv, or take another medium.");
}

void
status_print_all(const struct status *status)
{
	static const char *const sides[STEP_SIDES] = {"table", "disconnected", "connected",
						      "second", "auditor"};

	for (size_t i = 0; i < status->list.count; i++) {
		const struct step *step = &status->list.steps[i];
		const char *state = !leaves_facts(status, step) ? "by-hand"
				    : status->progress[i].done  ? "done"
				    : step == status->next      ? "next"
								: "open";

		printf("%3u %-7s %-12s %-20s %s\n", step->number, state, sides[step->form->side],
		       step->form->name, filled(status, step, step->form->title));
	}
}
