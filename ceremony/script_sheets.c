#include "script.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/roster.h"

enum { EXCEPTIONS_LIGHT = 2, EXCEPTIONS_FULL = 5, TITLE_BYTES = 300, RECEIPT_BYTES = 4096 };

static void
line_box(const struct script *script, const char *name, const char *label)
{
	const struct paper_box box = {label, PAPER_LINE, 1};

	paper_box(script->paper, name, &box);
}

static void
write_exception(const struct script *script, unsigned number)
{
	const struct paper_box time = {T_("time"), PAPER_TIME, 1};
	const struct paper_box step = {T_("at step"), PAPER_CHARACTERS, 3};
	char title[TITLE_BYTES];

	snprintf(title, sizeof title, "%s %u", T_("Exception"), number);
	paper_heading(script->paper, 2, title);
	paper_box(script->paper, "1", &time);
	paper_box(script->paper, "2", &step);
	line_box(script, "3", T_("expected"));
	line_box(script, "4", T_("happened"));
	line_box(script, "5", T_("decided"));
	line_box(script, "6",
		 strcmp(plan_person_of_role(script->plan, "administrator", "operator")->role,
			"administrator") == 0
			 ? T_("signature of the administrator")
			 : T_("signature of the operator: nobody else leads"));
	line_box(script, "7", T_("signature of the witness"));
	paper_text(script->paper, T_("Note it on the workstation too, with 'step' and its number "
				     "first: ceremony-note exception \"step 17: what happened\""));
}

/* Two a page. */
static void
write_exceptions(const struct script *script)
{
	unsigned count =
		strcmp(script->plan->script, "full") == 0 ? EXCEPTIONS_FULL : EXCEPTIONS_LIGHT;

	for (unsigned i = 1; i <= count; i++) {
		write_exception(script, i);
		if (i % 2 == 0 || i == count)
			paper_break(script->paper);
	}
}

static void
write_receipt(const struct script *script, const struct plan_card *card)
{
	const struct plan_person *custodian = plan_person(script->plan, card->custodian);
	char title[TITLE_BYTES], lines[RECEIPT_BYTES];
	int used;

	snprintf(title, sizeof title, "%s %u - %s", T_("Receipt for card"), card->index,
		 script->plan->ceremony);
	used = snprintf(
		lines, sizeof lines,
		"%s: %s, %s\n%s: %s\n%s: ________   %s: ________________   %s: %s\n%s\n%s\n"
		"%s: ________________   %s: ________________________________\n",
		T_("Custodian"), custodian->name, custodian->organisation, T_("Tenant"),
		script->plan->tenant, T_("Set"), T_("Bag"), T_("Kept at"), card->place,
		script_text(script, NULL,
			    N_("Any {k} of these {n} cards open the keys; this one alone opens "
			       "nothing. Whoever finds it: please give it back unread.")),
		T_("The card stays in its bag. Once in six months its bag is looked at, once a "
		   "year the card is proved (custody check). If it is lost, or somebody may have "
		   "read it: tell the administrator the same day."),
		T_("Next check on"), T_("Date, signature"));
	if (used < 0 || (size_t)used >= sizeof lines)
		lines[sizeof lines - 1] = '\0';
	paper_receipt(script->paper, title, lines);
}

/* What a card file says beside its words. On paper they are written by hand: a printer remembers. */
static void
write_form(const struct script *script, const struct plan_card *card)
{
	const struct plan *plan = script->plan;
	const struct paper_box words = {T_("the 33 words of this card, and no others"), PAPER_WORDS,
					33};
	const struct paper_box set = {T_("number of the set"), PAPER_CHARACTERS, 5};
	const struct paper_box generation = {T_("generation, as the screen says"), PAPER_CHARACTERS,
					     3};
	const struct paper_box world = {T_("first four words of the world"), PAPER_WORDS, 4};
	char title[TITLE_BYTES], name[8];

	snprintf(title, sizeof title, "%s %u / %u - %s", T_("Admin card"), card->index, plan->cards,
		 plan->ceremony);
	snprintf(name, sizeof name, "K%u", card->index);
	paper_heading(script->paper, 2, title);
	paper_value(script->paper, T_("Tenant"), plan->tenant);
	paper_value(script->paper, T_("Mode"), plan->mode);
	paper_value(script->paper, T_("Custodian"), plan_person(plan, card->custodian)->name);
	paper_value(script->paper, T_("Kept at"), card->place);
	if (script->kind & STEP_RESHARE)
		paper_box(script->paper, name, &generation);
	else
		paper_value(script->paper, T_("Generation"), "1");
	paper_notice(
		script->paper,
		script_text(script, NULL,
			    N_("Any {k} of these {n} cards open the keys; this one alone opens "
			       "nothing. Whoever finds it: please give it back unread.")));
	line_box(script, name, T_("give it back to (name, telephone)"));
	paper_box(script->paper, name, &set);
	paper_box(script->paper, name, &world);
	paper_box(script->paper, name, &words);
	paper_text(script->paper,
		   script_text(script, NULL,
			       N_("Without this software: any SLIP-39 program takes the words of "
				  "{k} of these cards, with an empty passphrase, and gives 64 "
				  "digits; recover-identity.py, which lies beside the escrow in "
				  "the archive, says how they open it. Each word begins with four "
				  "letters that no other word of the list begins with.")));
	paper_break(script->paper);
}

static void
write_forms(const struct script *script)
{
	if (!(script->kind & (STEP_MAKING | STEP_RESHARE)))
		return;
	for (unsigned i = 0; i < script->plan->cards; i++)
		if (script->plan->card[i].on_paper)
			write_form(script, &script->plan->card[i]);
}

/* The words are written here by hand, as those of a card. */
static void
write_passphrase_form(const struct script *script)
{
	const struct paper_box words = {T_("the 10 words of the passphrase"), PAPER_WORDS, 10};
	char title[TITLE_BYTES];

	if (!script_has_step(script, "roster-form"))
		return;
	snprintf(title, sizeof title, "%s - %s", T_("Passphrase of the roster"),
		 script->plan->ceremony);
	paper_heading(script->paper, 2, title);
	paper_value(script->paper, T_("Tenant"), script->plan->tenant);
	paper_value(script->paper, T_("Mode"), script->plan->mode);
	paper_value(script->paper, T_("Kept by"),
		    plan_person(script->plan, roster_keeper(script->plan))->name);
	paper_notice(
		script->paper,
		T_("With the file roster-N.age these words give the secrets of all tokens. They "
		   "open no key and no card. Whoever finds it: please give it back unread."));
	line_box(script, "R", T_("give it back to (name, telephone)"));
	paper_box(script->paper, "R", &words);
	paper_text(script->paper,
		   T_("Without this software: 'age -d roster-N.age', with the words in small "
		      "letters and a dash between, as passphrase."));
	paper_break(script->paper);
}

/* In groups, as on the screen; what is typed at the import has no spaces. */
static void
write_password_form(const struct script *script, const struct plan_target *target)
{
	const struct paper_box first = {T_("letters of groups 1 to 4"), PAPER_CHARACTERS, 16};
	const struct paper_box second = {T_("letters of groups 5 to 8"), PAPER_CHARACTERS, 16};
	char title[TITLE_BYTES], name[64];

	snprintf(title, sizeof title, "%s out/%s%s - %s", T_("Password of"), target->name,
		 target->profile->suffix, script->plan->ceremony);
	paper_heading(script->paper, 2, title);
	paper_value(script->paper, T_("Tenant"), script->plan->tenant);
	paper_value(script->paper, T_("Mode"), script->plan->mode);
	paper_value(script->paper, T_("Key"), target->key->name);
	paper_value(script->paper, T_("Carried by"), plan_importer(script->plan)->name);
	paper_notice(script->paper,
		     T_("With the file these letters give the key. They never lie beside it before "
			"the import, and are destroyed after it. Whoever finds them: please give "
			"them back unread."));
	snprintf(name, sizeof name, "P%zu", (size_t)(target - script->plan->targets) + 1);
	line_box(script, name, T_("give it back to (name, telephone)"));
	paper_box(script->paper, name, &first);
	paper_box(script->paper, name, &second);
	paper_text(
		script->paper,
		T_("Small letters, four in a group; no others than these occur: "
		   "b c d e f g h i j k l n r t u v. They are typed without spaces. Without this "
		   "software: 'openssl pkcs12 -in FILE'."));
	paper_break(script->paper);
}

static void
write_password_forms(const struct script *script)
{
	for (size_t i = 0; i < script->plan->target_count; i++)
		if (script_has_step(script, "pfx-form") &&
		    !profile_wraps(script->plan->targets[i].profile))
			write_password_form(script, &script->plan->targets[i]);
}

static void
write_receipts(const struct script *script)
{
	if (!(script->kind & (STEP_MAKING | STEP_RESHARE | STEP_CUSTODY_CHECK | STEP_DRILL)))
		return;
	paper_heading(script->paper, 2, T_("Receipts of the custodians"));
	paper_text(script->paper, T_("One stays with the record; a copy goes with the custodian."));
	for (unsigned i = 0; i < script->plan->cards; i++)
		write_receipt(script, &script->plan->card[i]);
	paper_break(script->paper);
}

static void
certificate_row(const struct script *script, unsigned number, const char *what)
{
	char text[16];
	const char *const cells[] = {text, what, "", "", ""};

	snprintf(text, sizeof text, "D%u", number);
	paper_row(script->paper, cells);
}

/* A number for each thing that a destruction destroys: the workstation notes it. */
static void
write_certificates(const struct script *script)
{
	const struct paper_column columns[] = {{T_("Number"), 2},
					       {T_("What"), 5},
					       {T_("Date, time"), 3},
					       {T_("Destroyed by"), 3},
					       {T_("Signature of the witness"), 4}};
	const struct plan *plan = script->plan;
	unsigned number = 1;

	if (!script_has_step(script, "life-old-cards"))
		return;
	paper_heading(script->paper, 2, T_("Certificates of destruction"));
	paper_text(script->paper, T_("Each signs when it is in pieces before their eyes. What is "
				     "not here, or not destroyed, stays empty."));
	paper_table_begin(script->paper, columns, 5, 1);
	for (unsigned i = 1; i <= plan->cards; i++) {
		char what[64];

		snprintf(what, sizeof what, "%s %u", T_("card"), i);
		certificate_row(script, number++, what);
	}
	for (size_t i = 0; i < plan->media_count; i++)
		if (strcmp(plan->media[i].direction, "former") == 0)
			certificate_row(script, number++, plan->media[i].copy);
	paper_table_end(script->paper);
	paper_break(script->paper);
}

/* Each in their own hand: whoever wants to change the transcript afterwards would have to change every copy. */
static void
write_last_words(const struct script *script)
{
	const struct paper_box words = {T_("the 20 words of the transcript"), PAPER_WORDS, 20};
	bool closes = false;

	for (size_t i = 0; i < script->list.count; i++)
		closes |= strcmp(script->list.steps[i].form->name, "close") == 0;
	paper_heading(script->paper, 2, T_("The last words"));
	paper_text(script->paper,
		   T_("Each writes with their own hand, and signs one of two sentences: 'I was "
		      "there, and what happened is what this script says, but for the exceptions "
		      "that are written down.' Or: 'I do not agree, because ...'"));
	for (size_t i = 0; i < script->plan->people_count; i++) {
		char name[24];

		snprintf(name, sizeof name, "%zu", i + 1);
		paper_heading(script->paper, 3, script->plan->people[i].name);
		if (closes)
			paper_box(script->paper, name, &words);
		line_box(script, name, T_("I agree: date, signature"));
		line_box(script, name, T_("I do not agree, because: date, signature"));
	}
	paper_break(script->paper);
}

void
script_sheets(const struct script *script)
{
	write_last_words(script);
	write_exceptions(script);
	write_receipts(script);
	write_certificates(script);
	write_forms(script);
	write_passphrase_form(script);
	write_password_forms(script);
}
