#include "script.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/step_fill.h"

enum { CELL_BYTES = 300 };

static const char *
role_title(const char *role)
{
	static const struct {
		const char *role, *title;
	} roles[] = {
		{"administrator", N_("administrator: leads, writes exceptions")},
		{"operator", N_("operator: types everything but the words of cards")},
		{"custodian", N_("custodian")},
		{"witness", N_("witness: compares, writes words")},
		{"auditor", N_("auditor")},
		{"connected-operator", N_("connected operator")},
		{"media-librarian", N_("media librarian: bags and serials")},
	};

	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
		if (strcmp(roles[i].role, role) == 0)
			return T_(roles[i].title);
	return role;
}

static void
write_people(const struct script *script)
{
	bool full = strcmp(script->plan->script, "full") == 0;
	const struct paper_column columns[] = {
		{T_("Name, organisation"), 5},
		{T_("Role; id on the screen"), 4},
		{T_("Identity checked by"), 3},
		{full ? T_("Handwriting: A B C D E 0 1 2 3 7") : T_("Initials"), full ? 5 : 2},
		{T_("Signature"), 4},
	};
	char who[CELL_BYTES], role[CELL_BYTES];

	paper_heading(script->paper, 2, T_("People"));
	paper_table_begin(script->paper, columns, 5, 3);
	for (size_t i = 0; i < script->plan->people_count; i++) {
		const struct plan_person *person = &script->plan->people[i];
		const char *const cells[] = {who, role, "", "", ""};

		snprintf(who, sizeof who, "%s\n%s", person->name, person->organisation);
		snprintf(role, sizeof role, "%s; %s", role_title(person->role), person->id);
		paper_row(script->paper, cells);
	}
	paper_table_end(script->paper);
	paper_text(script->paper, T_("With the signature each says: I am the person named here, "
				     "and I have this whole script before me."));
}

static void
write_cards(const struct script *script)
{
	const struct paper_column columns[] = {
		{T_("Card"), 1}, {T_("Custodian"), 4}, {T_("Will be kept at"), 5}, {T_("Form"), 2}};

	paper_heading(script->paper, 2, T_("Cards"));
	paper_text(script->paper,
		   script_text(script, NULL,
			       N_("Any {k} of these {n} cards open the keys. Fewer open nothing. "
				  "Nobody, and no place, has {k} of them.")));
	paper_table_begin(script->paper, columns, 4, 1);
	for (unsigned i = 0; i < script->plan->cards; i++) {
		const struct plan_card *card = &script->plan->card[i];
		char index[16];
		const char *const cells[] = {
			index, plan_person(script->plan, card->custodian)->name, card->place,
			card->on_paper ? T_("paper") : T_("medium")};

		snprintf(index, sizeof index, "%u", card->index);
		paper_row(script->paper, cells);
	}
	paper_table_end(script->paper);
}

static const char *
wanted_for(const char *step)
{
	static const struct {
		const char *step, *title;
	} titles[] = {
		{"open", N_("the first work")},
		{"split", N_("the cards are made")},
		{"reshare", N_("new cards are made")},
		{"keygen", N_("a key is made")},
		{"recover", N_("a key is recovered")},
		{"wrap", N_("a key is wrapped")},
		{"close", N_("the close")},
	};

	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
		if (strcmp(titles[i].step, step) == 0)
			return T_(titles[i].title);
	return step;
}

static void
presence_row(const struct script *script, const struct plan_presence *presence)
{
	const struct plan *plan = script->plan;
	char who[PLAN_MOST_PRESENT * CELL_BYTES] = "", need[16], window[16], touches[8];
	const char *const cells[] = {wanted_for(presence->step), who, need, window, touches};
	size_t used = 0;

	for (unsigned i = 0; i < plan_presence_count(presence) && used < sizeof who; i++)
		used += (size_t)snprintf(who + used, sizeof who - used, "%s%s", i == 0 ? "" : ", ",
					 plan_presence_person(plan, presence, i)->name);
	snprintf(need, sizeof need, "%u", presence->need);
	snprintf(window, sizeof window, "%u", presence->window_minutes);
	snprintf(touches, sizeof touches, "%u", presence->touches);
	paper_row(script->paper, cells);
}

static void
write_presences(const struct script *script)
{
	const struct paper_column columns[] = {{T_("Before"), 4},
					       {T_("Who touches a token"), 6},
					       {T_("How many of them"), 2},
					       {T_("Counts for (minutes)"), 2},
					       {T_("Touches"), 2}};

	if (!script_has_step(script, "presence"))
		return;
	paper_heading(script->paper, 2, T_("Presence by tokens"));
	paper_text(script->paper,
		   script_text(script, NULL,
			       N_("What is in the left column is refused without it. The roster, "
				  "which tells whose token is whose, is opened by 10 words that "
				  "{keeper} keeps on paper.")));
	paper_table_begin(script->paper, columns, 5, 1);
	for (size_t i = 0; i < script->plan->presence_count; i++)
		presence_row(script, &script->plan->presences[i]);
	paper_table_end(script->paper);
}

static void
material(const struct script *script, const char *what, unsigned count)
{
	char number[16];
	const char *const cells[] = {what, number, "", ""};

	snprintf(number, sizeof number, "%u", count);
	if (count > 0)
		paper_row(script->paper, cells);
}

/* What carries QR symbols: paper and something that prints or reads it, or a screen and a camera. */
static void
write_carrier(const struct script *script, const struct plan_medium *medium)
{
	if (strcmp(medium->form, "screen") == 0) {
		material(script, T_("camera or hand-held scanner, at the connected workstation"),
			 1);
	} else if (strcmp(medium->direction, "inbound") == 0) {
		material(script, T_("pages of QR symbols that come in: the plan, the requests"), 1);
		material(script, T_("hand-held scanner for QR symbols, which types"), 1);
	} else {
		material(script, T_("printer that no network reaches, and paper"), 1);
	}
}

static void
write_card_media(const struct script *script)
{
	const struct plan *plan = script->plan;
	const bool exist = !(script->kind & (STEP_MAKING | STEP_RESHARE));

	if (script->kind == STEP_REVOKE)
		return;
	for (unsigned i = 1; i <= plan->cards; i++) {
		char text[CELL_BYTES];

		snprintf(text, sizeof text, "%s %u",
			 exist ? T_("bag with card") : T_("USB medium for card"), i);
		if (exist || !plan->card[i - 1].on_paper)
			material(script, text, 1);
		else
			material(script, T_("opaque envelope for a card on paper"), 1);
	}
}

static void
write_media(const struct script *script)
{
	const struct plan *plan = script->plan;

	for (size_t i = 0; i < plan->media_count; i++) {
		const struct plan_medium *medium = &plan->media[i];
		bool usb = strcmp(medium->form, "usb") == 0;

		for (unsigned copy = 1; usb && copy <= medium->count; copy++) {
			char name[64], text[CELL_BYTES];

			step_medium_name(name, medium, copy);
			snprintf(text, sizeof text, "%s '%s'", T_("USB medium"), name);
			material(script, text, 1);
		}
		if (!usb)
			write_carrier(script, medium);
	}
	write_card_media(script);
}

static void
write_tokens(const struct script *script)
{
	const struct plan *plan = script->plan;

	if (!script_has_step(script, "presence"))
		return;
	for (size_t i = 0; i < plan->people_count; i++) {
		char text[2 * CELL_BYTES];

		snprintf(text, sizeof text, "%s %s",
			 T_("token (YubiKey), marked with its owner's id, of"),
			 plan->people[i].name);
		if (plan_wants_token(plan, &plan->people[i]))
			material(script, text, 1);
	}
	if (script_has_step(script, "enrol"))
		material(script, T_("the program ykman, on the boot medium of the workstation"), 1);
	if (script_has_step(script, "roster-bring")) {
		material(script, T_("journal medium of the ceremony that the roster is from"), 1);
		material(script, T_("paper with the roster's passphrase"), 1);
	}
	material(script, T_("opaque envelope for the roster's passphrase"), 1);
}

static void
write_passwords(const struct script *script)
{
	char text[CELL_BYTES];

	for (size_t i = 0; i < script->plan->target_count; i++) {
		if (profile_wraps(script->plan->targets[i].profile) ||
		    !script_has_step(script, "pfx-form"))
			continue;
		snprintf(text, sizeof text, "%s %s", T_("opaque envelope for the password for"),
			 script->plan->targets[i].name);
		material(script, text, 1);
	}
}

static unsigned
bags(const struct script *script)
{
	const struct plan *plan = script->plan;
	unsigned count = script_has_step(script, "roster-away");

	if (!(script->kind & STEP_ENDS))
		count += plan->cards;
	for (size_t i = 0; i < plan->media_count; i++)
		if (plan->media[i].copy == NULL)
			count += plan->media[i].count;
	return count;
}

static void
write_materials(const struct script *script)
{
	const struct paper_column columns[] = {
		{T_("What"), 6}, {T_("How many"), 2}, {T_("Serial or bag"), 4}, {T_("There"), 1}};
	unsigned people = (unsigned)script->plan->people_count;

	paper_heading(script->paper, 2, T_("Materials"));
	paper_table_begin(script->paper, columns, 4, 2);
	material(script, T_("this script, a copy for everybody"), people);
	material(script, T_("pen, one for everybody"), people);
	material(script, T_("clock on the wall"), 1);
	material(script, T_("disconnected workstation"), 1);
	material(script, T_("boot medium of the workstation"), 1);
	write_media(script);
	write_tokens(script);
	write_passwords(script);
	if (script_has_step(script, "old-archive"))
		material(script, T_("archive medium with the old final archive"), 1);
	if (script->kind & STEP_RESHARE)
		material(script, T_("old cards: a quorum, and every other that can be had"), 1);
	if (script->kind & (STEP_RESHARE | STEP_DESTRUCTION))
		material(script, T_("what cuts paper crosswise and breaks memory chips"), 1);
	material(script, T_("bag with a number that shows opening"), bags(script));
	material(script, T_("copy of the plan, held apart by the witness"), 1);
	for (size_t i = 0; (script->kind & STEP_WRAPPING) && i < script->plan->target_count; i++) {
		char text[CELL_BYTES];

		snprintf(text, sizeof text, "%s %s", T_("Request Sheet, signed, for"),
			 script->plan->targets[i].name);
		material(script, text, script->plan->targets[i].sheets);
	}
	paper_table_end(script->paper);
}

void
script_people(const struct script *script)
{
	write_people(script);
	write_cards(script);
	write_presences(script);
	paper_break(script->paper);
	write_materials(script);
	paper_break(script->paper);
}
