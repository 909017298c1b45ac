#include "tests/unit/facts.h"

#include <stdlib.h>

#include "ceremony/file.h"
#include "ceremony/step_check.h"
#include "ceremony/step_facts.h"
#include "ceremony/step_fill.h"

#define D64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

enum { MOST_ROWS = 256 };

static struct plan plan;
static struct step_form rows[MOST_ROWS];

static void
load(const char *name)
{
	struct bytes bytes = file_read(FILE_HERE, name, PLAN_MOST_BYTES);
	struct record_problem problem;

	plan_free(&plan);
	check_good(plan_read(&plan, bytes.data, bytes.size, &problem));
	file_free(&bytes);
}

/* What the checker says of this table; the name of the step in `at`. */
static const char *
said(const struct step_form *table, unsigned kind, const char **at)
{
	struct step_list list;
	const struct step *where;
	const char *answer;

	step_expand(&list, table, &plan, kind);
	answer = step_check(&list, &plan, kind, &where);
	*at = where == NULL ? "the end" : where->form->name;
	step_list_free(&list);
	return answer;
}

static void
copy_without(const char *name)
{
	size_t count = 0;

	for (const struct step_form *row = step_table(); row->name != NULL; row++)
		if (strcmp(row->name, name) != 0)
			rows[count++] = *row;
	rows[count] = (struct step_form){.name = NULL};
}

/* Without that row the checker stops at the step `at`, with that sentence. */
static void
check_missing(const char *name, const char *at, const char *sentence)
{
	const char *where, *answer;

	copy_without(name);
	answer = said(rows, STEP_MAKING, &where);
	if (answer == NULL || strcmp(where, at) != 0 || strstr(answer, sentence) == NULL)
		printf("# without %s: at %s: %s\n", name, where, answer == NULL ? "good" : answer);
	check(answer != NULL && strcmp(where, at) == 0 && strstr(answer, sentence) != NULL);
}

static void
every_plan_is_good(void)
{
	static const char *const plans[] = {
		"tests/samples/plan-rehearsal", "tests/samples/plan-light",
		"tests/samples/plan-full",      "tests/samples/plan-customer-key",
		"tests/samples/plan-attested",  "tests/samples/plan-paper",
		"tests/samples/plan-screen",    "tests/samples/plan-tokens",
		"tests/samples/plan-clouds",    "tests/samples/plan-pfx"};
	const char *where;

	for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
		load(plans[i]);
		for (unsigned kind = STEP_MAKING; kind <= STEP_DESTRUCTION; kind <<= 1)
			check_good(said(step_table(), kind, &where));
	}
}

/* Each row that a later one stands on; those that none does are listed below. */
static void
missing_steps(void)
{
	load("tests/samples/plan-full");
	check_missing("print-again", "send-plan", "scripts of two machines");
	check_missing("send-plan", "send-request", "plan on the inbound medium");
	check_missing("open-connected", "accept", "not open yet");
	check_missing("accept", "package-request", "a target has no request yet");

	check_missing("open-second", "second-fetch", "not open yet");
	check_missing("package-request", "send-request", "no package");
	check_missing("roll-call", "rules", "roll has not been called");
	check_missing("rules", "boot", "rules have not been read");
	check_missing("materials", "boot", "materials have not been counted");
	check_missing("boot", "journal", "workstation, which has not been started");
	check_missing("journal", "inbound", "journal medium, which has not been plugged in");
	check_missing("inbound", "open", "inbound medium, which is not plugged in");
	check_missing("open", "preflight", "not open yet");
	check_missing("preflight", "split", "no step before checks it");
	check_missing("present", "split", "no step before records who is there");
	check_missing("take-request", "confirm", "no request for this target has come in");
	check_missing("bag-inbound", "the end", "a medium is plugged in");
	check_missing("confirm", "wrap", "not enough people have confirmed");
	check_missing("card-media", "split", "cards, which are in nobody's hand");
	check_missing("split", "card", "no cards were made");
	check_missing("card", "keygen", "not every card is confirmed");
	check_missing("keygen", "package-archive", "not every key of the plan is made");
	check_missing("package-archive", "archive", "no package");
	check_missing("archive", "archive-again", "was not written onto this medium");
	check_missing("wrap", "package-transfer", "not every target of the plan is wrapped");
	check_missing("package-transfer", "outbound", "no package");
	check_missing("outbound", "outbound-again", "was not written onto this medium");
	check_missing("receipts", "the end", "cards are at the table");
	check_missing("close", "package-final", "the ceremony is not closed before");
	check_missing("final", "power-off", "final archive on its media");
	check_missing("power-off", "the end", "the workstation runs");
	check_missing("verify-package", "take-package", "no verify-package has said yes");
	load("tests/samples/plan-light");
	check_missing("kek-azure", "accept", "wrapping key, which no step before makes");
	load("tests/samples/plan-rehearsal");
	check_missing("drill", "the end", "a card is used in no recovery");
	check_missing("archive", "wrap", "archive is not on two media");
	check_missing("outbound", "close", "transfer package is on no medium");
	load("tests/samples/plan-paper");
	check_missing("send-plan", "request-pages", "plan on the inbound medium");
	check_missing("request-pages", "send-request", "no QR symbols were made");
	check_missing("inbound", "open", "inbound medium, which is not plugged in");
	check_missing("bag-inbound", "the end", "a medium is plugged in");
	check_missing("outbound-pages", "outbound", "no QR symbols were made");
	check_missing("outbound", "close", "transfer package is on no medium");
	load("tests/samples/plan-tokens");
	check_missing("preflight", "enrol", "no step before checks it");
	check_missing("enrol", "presence", "no token of this person is enrolled");
	check_missing("close", "roster-away", "the ceremony is not closed before");
	load("tests/samples/plan-pfx");
	check_missing("pfx", "package-transfer", "not every target of the plan is wrapped");
	check_missing("archive", "wrap", "archive is not on two media");
	check_missing("outbound", "close", "transfer package is on no medium");
	load("tests/samples/plan-screen");
	check_missing("outbound-frames", "outbound", "no QR symbols were made");
}

/* A step has a row for each form of medium that it can be done with. */
static size_t
copy_rows_named(const char *name, size_t count)
{
	for (const struct step_form *row = step_table(); row->name != NULL; row++)
		if (strcmp(row->name, name) == 0)
			rows[count++] = *row;
	return count;
}

/* Moves a row in front of another: what comes too early is impossible. */
static void
check_early(const char *name, const char *before, const char *sentence)
{
	const char *where, *answer;
	size_t count = 0;
	bool is_moved = false;

	for (const struct step_form *row = step_table(); row->name != NULL; row++) {
		if (strcmp(row->name, before) == 0 && !is_moved) {
			count = copy_rows_named(name, count);
			is_moved = true;
		}
		if (strcmp(row->name, name) != 0)
			rows[count++] = *row;
	}
	rows[count] = (struct step_form){.name = NULL};
	answer = said(rows, STEP_MAKING, &where);
	if (answer == NULL || strcmp(where, name) != 0 || strstr(answer, sentence) == NULL)
		printf("# %s before %s: at %s: %s\n", name, before, where,
		       answer == NULL ? "good" : answer);
	check(answer != NULL && strcmp(where, name) == 0 && strstr(answer, sentence) != NULL);
}

static void
impossible_orders(void)
{
	load("tests/samples/plan-full");
	check_early("keygen", "card", "not every card is confirmed");
	check_early("wrap", "archive", "archive is not on two media");
	check_early("close", "outbound", "transfer package is on no medium");
	check_early("split", "card-media", "cards, which are in nobody's hand");
	check_early("drill", "keygen", "not made yet");
	check_early("read-request", "inbound", "inbound medium, which is not plugged in");
	check_early("open", "roll-call", "roll has not been called");
	check_early("package-final", "close", "the ceremony is not closed before");
}

/* Every template of every kind is filled, and every reference resolved: step_fill dies of another. */
static void
every_text_is_filled(const char *name)
{
	static char out[STEP_TEXT_BYTES];
	size_t texts = 0;

	load(name);
	for (unsigned kind = STEP_MAKING; kind <= STEP_DESTRUCTION; kind <<= 1) {
		struct step_list list;

		step_expand(&list, step_table(), &plan, kind);
		for (size_t i = 0; i < list.count; i++) {
			const struct step_form *form = list.steps[i].form;
			const char *const templates[] = {form->title, form->act, form->command,
							 form->expect};
			const struct step_context context = {.plan = &plan,
							     .list = &list,
							     .step = &list.steps[i],
							     .by_name = i % 2 == 0,
							     .script_options = ""};

			for (size_t t = 0; t < 4; t++) {
				if (templates[t] == NULL)
					continue;
				step_fill(out, templates[t], &context);
				texts += strpbrk(out, "{}") == NULL && out[0] != '\0';
				check(strpbrk(out, "{}") == NULL);
			}
		}
		step_list_free(&list);
	}
	check(texts > 500);
}

static void
cards_go_round(void)
{
	bool used[16] = {false};

	load("tests/samples/plan-full");
	for (unsigned recovery = 0; recovery < 2; recovery++)
		for (unsigned i = 0; i < plan.quorum; i++)
			used[step_card_of_recovery(&plan, recovery, i)] = true;
	for (unsigned i = 1; i <= plan.cards; i++)
		check(used[i]);
}

/* Without its steps the checker stops where the plan wants people. */
static void
presences_are_wanted(void)
{
	const char *where, *answer;

	load("tests/samples/plan-tokens");
	copy_without("");
	for (size_t i = 0; rows[i].name != NULL; i++)
		if (rows[i].wanted != NULL && strcmp(rows[i].wanted, "split") == 0)
			rows[i].wanted = NULL;
	answer = said(rows, STEP_MAKING, &where);
	check(answer != NULL && strcmp(where, "split") == 0 &&
	      strstr(answer, "the plan wants the presence of 3 of its people for 'split'") != NULL);
}

/* How many presences stand in the list, and whether each is in front of the step that it is for. */
static unsigned
presences_in(const struct step_list *list, const char *step)
{
	unsigned count = 0;

	for (size_t i = 0; i < list->count; i++) {
		size_t next = i + 1;

		if (list->steps[i].presence == NULL ||
		    strcmp(list->steps[i].presence->step, step) != 0)
			continue;
		while (list->steps[next].presence != NULL)
			next++;
		check(strstr(list->steps[next].form->wanted, step) != NULL &&
		      list->steps[next].form->phase == list->steps[i].form->phase);
		count++;
	}
	return count;
}

/* Once for several steps that its minutes are long enough for, else before each. */
static void
presences_stand_before(void)
{
	struct step_list list;

	load("tests/samples/plan-tokens");
	step_expand(&list, step_table(), &plan, STEP_MAKING);
	check(presences_in(&list, "open") == 1 && presences_in(&list, "split") == 1);
	check(presences_in(&list, "keygen") == 1 && presences_in(&list, "wrap") == 1);
	check(presences_in(&list, "close") == 1 && presences_in(&list, "reshare") == 0);
	step_list_free(&list);
	plan.presences[2].window_minutes = 3;
	step_expand(&list, step_table(), &plan, STEP_MAKING);
	check(presences_in(&list, "keygen") == 2);
	step_list_free(&list);
}

static const char *
name_at(const struct step_list *list, size_t at)
{
	return list->steps[at].presence == NULL ? list->steps[at].form->name
						: list->steps[at].presence->step;
}

/* The persons of the first and the last touch of the presence, "-" for none; a dot behind them when it is done. */
static const char *
touched(const struct transcript *transcript, const char *presence)
{
	static char text[80];
	struct step_progress *progress;
	struct step_list list;

	step_expand(&list, step_table(), &plan, STEP_MAKING);
	progress = calloc(list.count, sizeof *progress);
	step_follow(progress, NULL, STEP_LATEST, &list, &plan, transcript, STEP_DISCONNECTED);
	for (size_t i = 0; i < list.count; i++)
		if (list.steps[i].presence != NULL && strcmp(name_at(&list, i), presence) == 0)
			snprintf(text, sizeof text, "%s %s%s",
				 progress[i].first == NULL
					 ? "-"
					 : fact_value(progress[i].first, "person"),
				 progress[i].last == NULL ? "-"
							  : fact_value(progress[i].last, "person"),
				 progress[i].done ? "." : "");
	free(progress);
	step_list_free(&list);
	return text;
}

static struct transcript transcript;

static void
touch(const char *person, const char *touches)
{
	facts_add(&transcript, "otp-present", person, "none", "1", "1", touches);
}

static bool
is_touched(const char *presence, const char *want)
{
	const char *text = touched(&transcript, presence);

	if (strcmp(text, want) != 0)
		printf("# %s: '%s'\n", presence, text);
	return strcmp(text, want) == 0;
}

/* One more touch than was needed, or one that was repeated, is no other step's. */
static void
touches_of_a_step(void)
{
	load("tests/samples/plan-tokens");
	facts_begin(&transcript);
	facts_add(&transcript, "opened", D64, "rehearsal", "disconnected", "none");
	check(is_touched("open", "- -"));
	touch("ada", "1");
	touch("wanda", "1");
	check(is_touched("open", "wanda wanda."));
	check(is_touched("recover", "- -"));
	facts_add(&transcript, "received", "request", D64);
	check(is_touched("open", "wanda wanda."));
	check(is_touched("recover", "- -") && is_touched("wrap", "- -"));
	touch("carla", "2");
	touch("carla", "2");
	touch("david", "2");
	check(is_touched("split", "carla david"));
	touch("elif", "1");
	check(is_touched("split", "carla david"));
	touch("elif", "2");
	check(is_touched("split", "carla elif."));
	facts_add(&transcript, "world-begun", "1");
	check(is_touched("split", "carla elif.") && is_touched("keygen", "- -"));
	transcript_free(&transcript);
}

int
main(void)
{
	every_plan_is_good();
	missing_steps();
	impossible_orders();
	every_text_is_filled("tests/samples/plan-full");
	every_text_is_filled("tests/samples/plan-tokens");
	every_text_is_filled("tests/samples/plan-pfx");
	presences_are_wanted();
	presences_stand_before();
	touches_of_a_step();
	cards_go_round();
	return test_end();
}
