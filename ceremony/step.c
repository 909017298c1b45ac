#include "step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/attested.h"
#include "ceremony/process.h"
#include "ceremony/profile_client.h"
#include "ceremony/step_rows.h"
#include "ceremony/text.h"

enum { MOST_ROWS = 160, MOST_STEPS = 4096 };

unsigned
step_kind_of(const char *kind)
{
	static const struct {
		const char *name;
		unsigned kind;
	} kinds[] = {
		{"birth", STEP_MAKING},
		{"rehearsal", STEP_MAKING},
		{"custody-check", STEP_CUSTODY_CHECK},
		{"drill", STEP_DRILL},
		{"rewrap", STEP_REWRAP},
		{"rekey", STEP_REKEY},
		{"reshare", STEP_RESHARE},
		{"revoke", STEP_REVOKE},
		{"export", STEP_EXPORT},
		{"destruction", STEP_DESTRUCTION},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(kinds[i].name, kind) == 0)
			return kinds[i].kind;
	return 0;
}

/* The parts, phase by phase: the ceremonies after the first begin with cards that are there, so their rows come first. */
const struct step_form *
step_table(void)
{
	static const struct step_form *const parts[] = {step_before, step_kek,   step_second,
							step_send,   step_room,  step_life,
							step_work,   step_wraps, step_after};
	static struct step_form table[MOST_ROWS];
	size_t count = 0;

	if (table[0].name != NULL)
		return table;
	for (int phase = 0; phase < STEP_PHASES; phase++)
		for (size_t part = 0; part < sizeof parts / sizeof parts[0]; part++)
			for (const struct step_form *row = parts[part]; row->name != NULL; row++) {
				if ((int)row->phase != phase)
					continue;
				if (count == MOST_ROWS - 1)
					die("the table of steps is too long");
				table[count++] = *row;
			}
	return table;
}

static bool
two_sheets(const struct plan *plan, const struct plan_target *target)
{
	if (target != NULL)
		return target->sheets == 2;
	for (size_t i = 0; i < plan->target_count; i++)
		if (plan->targets[i].sheets == 2)
			return true;
	return false;
}

static bool
crosses_by(const struct plan_medium *medium, const char *form)
{
	return medium != NULL && strcmp(medium->form, form) == 0;
}

static bool
is_judged(const struct plan *plan, const struct plan_target *target)
{
	bool is_second = false;

	if (target == NULL || !profile_client(target->profile)->judged)
		return false;
	plan_pair_of(&is_second, plan, target);
	return !is_second;
}

static bool
is_of_service(const struct step_form *row, const struct plan_target *target)
{
	return row->services == 0 ||
	       (target != NULL && (row->services & 1u << target->profile->service) != 0);
}

static bool
stands(const struct step_form *row, const struct plan *plan, const struct step *step)
{
	const struct plan_target *target = step->target;
	const bool wraps =
		target == NULL ? plan_wrapped_targets(plan) > 0 : profile_wraps(target->profile);
	const bool pfx = target == NULL ? plan_pfx_targets(plan) > 0 : !wraps;
	const struct {
		unsigned when;
		bool holds;
	} rules[] = {
		{STEP_FULL, strcmp(plan->script, "full") == 0},
		{STEP_TARGETS, plan->target_count > 0},
		{STEP_WRAPPED, wraps},
		{STEP_PFX, pfx},
		{STEP_JUDGED, is_judged(plan, target)},
		{STEP_ONE_HOST, !plan_asks_twice(plan, target)},
		{STEP_TWO_HOSTS, plan_asks_twice(plan, target)},
		{STEP_TWO_SHEETS, two_sheets(plan, target)},
		{STEP_ATTESTED, target != NULL && !attested_accepts_missing(target->attestation)},
		{STEP_REHEARSAL, !plan_is_production(plan)},
		{STEP_HAS_BOOT, strcmp(plan->boot, "none") != 0},
		{STEP_BY_USB, crosses_by(step->medium, "usb")},
		{STEP_BY_PAPER, crosses_by(step->medium, "paper")},
		{STEP_BY_SCREEN, crosses_by(step->medium, "screen")},
		{STEP_CARD_ON_PAPER, step->card != NULL && step->card->on_paper},
		{STEP_NEW_SECRET, plan->new_secret},
		{STEP_CARD_ON_MEDIUM, step->card != NULL && !step->card->on_paper},
		{STEP_TOKENS, plan->presence_count > 0},
		{STEP_NEW_KEY, step->key != NULL && strcmp(step->key->public_digest, "none") == 0},
		{STEP_NEW_ROSTER, plan->presence_count > 0 && strcmp(plan->roster, "none") == 0},
		{STEP_OLD_ROSTER, plan->presence_count > 0 && strcmp(plan->roster, "none") != 0},
	};

	unsigned known = 0;
	bool all = is_of_service(row, target);

	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		known |= rules[i].when;
		all = all && ((row->when & rules[i].when) == 0 || rules[i].holds);
	}
	if ((row->when & ~known) != 0)
		die("the step '%s' stands when nothing here knows", row->name);
	return all;
}

struct expansion {
	struct step_list *list;
	const struct plan *plan;
	const struct step_form *row;
	unsigned recoveries;                 /* so far */
	bool wraps;                          /* keys with targets are recovered for them already */
	size_t present[PLAN_MOST_PRESENCES]; /* the number of the last step of each presence */
};

static void
append(struct step_list *list, const struct step_form *form, struct step step)
{
	if (list->count == MOST_STEPS)
		die("this plan has more steps than a script can hold");
	step.form = form;
	step.number = (unsigned)list->count + 1;
	list->steps[list->count++] = step;
}

unsigned
step_minutes(const struct plan *plan)
{
	return strcmp(plan->script, "full") == 0 ? 3 : 2;
}

static bool
still_counts(const struct expansion *expansion, size_t presence)
{
	size_t last = expansion->present[presence], steps = expansion->list->count + 1 - last;

	return last != 0 && 2 * steps * step_minutes(expansion->plan) <=
				    expansion->plan->presences[presence].window_minutes;
}

static void
add_presences(struct expansion *expansion)
{
	const struct plan *plan = expansion->plan;
	const struct step_form *row = expansion->row;

	for (size_t i = 0; row->wanted != NULL && i < plan->presence_count; i++) {
		if (!text_list_has(row->wanted, ' ', plan->presences[i].step) ||
		    still_counts(expansion, i))
			continue;
		append(expansion->list, step_presence(row->phase),
		       (struct step){.presence = &plan->presences[i]});
		expansion->present[i] = expansion->list->count;
	}
}

static void
add(struct expansion *expansion, struct step step)
{
	if (!stands(expansion->row, expansion->plan, &step))
		return;
	add_presences(expansion);
	append(expansion->list, expansion->row, step);
}

static void
add_owners(struct expansion *expansion)
{
	const struct plan *plan = expansion->plan;

	for (size_t i = 0; i < plan->people_count; i++)
		if (plan_wants_token(plan, &plan->people[i]))
			add(expansion, (struct step){.owner = &plan->people[i]});
}

static void
add_media(struct expansion *expansion, const char *direction)
{
	const struct plan *plan = expansion->plan;

	for (size_t i = 0; i < plan->media_count; i++)
		for (unsigned copy = 1; copy <= plan->media[i].count; copy++)
			if (strcmp(plan->media[i].direction, direction) == 0)
				add(expansion,
				    (struct step){.medium = &plan->media[i], .copy = copy});
}

static void
add_first_medium(struct expansion *expansion, const char *direction)
{
	const struct plan_medium *medium = plan_medium_of(expansion->plan, direction);

	if (medium != NULL)
		add(expansion, (struct step){.medium = medium, .copy = 1});
}

static const struct plan_person *
person_of_role(const struct plan *plan, const char *const *roles, const struct plan_person *but)
{
	for (; *roles != NULL; roles++)
		for (size_t i = 0; i < plan->people_count; i++)
			if (strcmp(plan->people[i].role, *roles) == 0 && &plan->people[i] != but)
				return &plan->people[i];
	return NULL;
}

const struct plan_person *
step_reader(const struct plan *plan, unsigned sheet)
{
	static const char *const first[] = {
		"administrator", "connected-operator", "operator",        "witness",
		"auditor",       "custodian",          "media-librarian", NULL};
	static const char *const second[] = {
		"witness",       "auditor",  "media-librarian",    "custodian",
		"administrator", "operator", "connected-operator", NULL};
	const struct plan_person *reader = person_of_role(plan, first, NULL);

	return sheet == 1 ? reader : person_of_role(plan, second, reader);
}

static void
add_targets(struct expansion *expansion, bool each_sheet)
{
	const struct plan *plan = expansion->plan;

	for (size_t i = 0; i < plan->target_count; i++)
		for (unsigned sheet = 1; sheet <= (each_sheet ? plan->targets[i].sheets : 1);
		     sheet++)
			add(expansion, (struct step){.target = &plan->targets[i],
						     .key = plan->targets[i].key,
						     .reader = step_reader(plan, sheet)});
}

/* Wrapped ones, or such as get a .pfx. */
static bool
is_for_targets(const struct plan *plan, const struct plan_key *key, bool wraps)
{
	for (size_t i = 0; i < plan->target_count; i++)
		if (plan->targets[i].key == key && profile_wraps(plan->targets[i].profile) == wraps)
			return true;
	return false;
}

static void
add_keys(struct expansion *expansion, enum step_each each)
{
	const struct plan *plan = expansion->plan;

	for (size_t i = 0; i < plan->key_count; i++) {
		bool wrapped = is_for_targets(plan, &plan->keys[i], true);
		bool exported = is_for_targets(plan, &plan->keys[i], false);
		struct step step = {.key = &plan->keys[i], .recovery = expansion->recoveries};

		if ((each == STEP_EACH_RECOVERY && !wrapped) ||
		    (each == STEP_EACH_PFX && !exported) ||
		    (each == STEP_EACH_DRILL && (wrapped || exported) && expansion->wraps))
			continue;
		expansion->recoveries += each != STEP_EACH_KEY;
		add(expansion, step);
	}
}

/* Until every card was used once. */
static void
add_drills(struct expansion *expansion)
{
	const struct plan *plan = expansion->plan;

	add_keys(expansion, STEP_EACH_DRILL);
	while (plan->key_count > 0 && expansion->recoveries * plan->quorum < plan->cards)
		add(expansion,
		    (struct step){.key = &plan->keys[0], .recovery = expansion->recoveries++});
}

static void
add_row(struct expansion *expansion)
{
	const struct plan *plan = expansion->plan;

	switch (expansion->row->each) {
	case STEP_ONCE:
		add(expansion, (struct step){.form = NULL});
		break;
	case STEP_EACH_CARD:
		for (unsigned i = 0; i < plan->cards; i++)
			add(expansion, (struct step){.card = &plan->card[i]});
		break;
	case STEP_EACH_KEY:
	case STEP_EACH_RECOVERY:
	case STEP_EACH_PFX:
		expansion->wraps |= expansion->row->each != STEP_EACH_KEY;
		add_keys(expansion, expansion->row->each);
		break;
	case STEP_EACH_DRILL:
		add_drills(expansion);
		break;
	case STEP_EACH_TARGET:
	case STEP_EACH_SHEET:
		add_targets(expansion, expansion->row->each == STEP_EACH_SHEET);
		break;
	case STEP_EACH_INBOUND:
		add_media(expansion, "inbound");
		break;
	case STEP_EACH_ARCHIVE:
		add_media(expansion, "archive");
		break;
	case STEP_EACH_OUTBOUND:
		add_media(expansion, "outbound");
		break;
	case STEP_EACH_FORMER:
		add_media(expansion, "former");
		break;
	case STEP_FIRST_INBOUND:
		add_first_medium(expansion, "inbound");
		break;
	case STEP_FIRST_OUTBOUND:
		add_first_medium(expansion, "outbound");
		break;
	case STEP_EACH_TOKEN:
		add_owners(expansion);
		break;
	}
}

void
step_expand(struct step_list *list, const struct step_form *table, const struct plan *plan,
	    unsigned kind)
{
	struct expansion expansion = {.list = list, .plan = plan};

	*list = (struct step_list){calloc(MOST_STEPS, sizeof *list->steps), 0};
	if (list->steps == NULL)
		die("no memory for the steps");
	for (expansion.row = table; expansion.row->name != NULL; expansion.row++)
		if (expansion.row->kinds & kind)
			add_row(&expansion);
}

bool
step_is_in(const struct step_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->steps[i].form->name, name) == 0)
			return true;
	return false;
}

void
step_list_free(struct step_list *list)
{
	free(list->steps);
	*list = (struct step_list){NULL, 0};
}

unsigned
step_card_of_recovery(const struct plan *plan, unsigned recovery, unsigned i)
{
	return (recovery * plan->quorum + i) % plan->cards + 1;
}
