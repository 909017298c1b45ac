#include "step_fill.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/attested.h"
#include "ceremony/catalogue.h"
#include "ceremony/folder.h"
#include "ceremony/presence.h"
#include "ceremony/process.h"
#include "ceremony/profile_client.h"
#include "ceremony/profile_part.h"
#include "ceremony/roster.h"
#include "ceremony/text.h"
#include "ceremony/transcript.h"

enum { NAME_BYTES = 64 };

/* Where a template is written to. */
struct filling {
	char *out;
	size_t used;
	const struct step_context *context;
};

static void
put_bytes(struct filling *filling, const char *text, size_t length)
{
	if (length >= STEP_TEXT_BYTES - filling->used)
		die("a step's text is too long");
	memcpy(filling->out + filling->used, text, length);
	filling->used += length;
	filling->out[filling->used] = '\0';
}

static void
put(struct filling *filling, const char *text)
{
	put_bytes(filling, text, strlen(text));
}

static void
put_number(struct filling *filling, unsigned number)
{
	char text[16];

	snprintf(text, sizeof text, "%u", number);
	put(filling, text);
}

/* The operator, where nobody has the role. */
static void
put_person(struct filling *filling, const struct plan_person *person)
{
	if (person == NULL)
		person = plan_person_of_role(filling->context->plan, "operator", "administrator");
	if (person != NULL)
		put(filling, filling->context->by_name ? person->name : person->id);
}

void
step_medium_name(char out[64], const struct plan_medium *medium, unsigned copy)
{
	if (medium->count > 1)
		snprintf(out, 64, "%s-%u", medium->name, copy);
	else
		snprintf(out, 64, "%s", medium->name);
}

static void
put_medium(struct filling *filling, const struct plan_medium *medium, unsigned copy, bool path)
{
	char name[64] = "";

	if (medium == NULL)
		return;
	step_medium_name(name, medium, copy);
	if (path) {
		put(filling, filling->context->plan->mounts);
		put(filling, "/");
	}
	put(filling, name);
}

/* On the stick, or beside the ceremony folder, where it was read in from paper. */
static void
put_plan_file(struct filling *filling, const struct plan_medium *medium)
{
	if (medium != NULL && strcmp(medium->form, "usb") == 0) {
		put_medium(filling, medium, 1, true);
		put(filling, "/");
	}
	put(filling, filling->context->plan->ceremony);
	put(filling, ".plan");
}

/* "journal", "journal-path" and so on; the medium of the step itself is "medium". */
static bool
fill_media(struct filling *filling, const char *name)
{
	static const char *const directions[] = {"journal", "inbound", "outbound", "archive"};
	const struct step *step = filling->context->step;

	for (size_t i = 0; i < sizeof directions / sizeof directions[0]; i++) {
		size_t length = strlen(directions[i]);
		bool path = strcmp(name + (strncmp(name, directions[i], length) == 0 ? length : 0),
				   "-path") == 0;

		if (strncmp(name, directions[i], length) != 0 || (name[length] != '\0' && !path))
			continue;
		put_medium(filling, plan_medium_of(filling->context->plan, directions[i]), 1, path);
		return true;
	}
	if (strcmp(name, "plan-file") == 0) {
		put_plan_file(filling, plan_medium_of(filling->context->plan, "inbound"));
		return true;
	}
	if (strcmp(name, "copy") == 0 && step != NULL && step->medium != NULL) {
		put(filling, step->medium->copy == NULL ? "" : step->medium->copy);
		return true;
	}
	if (strcmp(name, "medium") != 0 && strcmp(name, "medium-path") != 0)
		return false;
	if (step != NULL)
		put_medium(filling, step->medium, step->copy, strcmp(name, "medium-path") == 0);
	return true;
}

/* ", which Ada keeps in the safe" */
static void
put_keeping(struct filling *filling, const struct plan_medium *medium)
{
	const struct plan_person *keeper;

	if (medium == NULL)
		return;
	keeper =
		medium->keeper == NULL ? NULL : plan_person(filling->context->plan, medium->keeper);
	if (keeper != NULL) {
		put(filling, T_("; it is kept by: "));
		put_person(filling, keeper);
	}
	if (medium->place != NULL && filling->context->by_name) {
		put(filling, T_("; its place is: "));
		put(filling, medium->place);
	}
}

static void
put_card_path(struct filling *filling, unsigned index, bool file)
{
	if (filling->context->plan->card[index - 1].on_paper) {
		put(filling, "-");
		return;
	}
	put(filling, filling->context->plan->mounts);
	put(filling, "/card-");
	put_number(filling, index);
	if (!file)
		return;
	put(filling, "/*-card");
	put_number(filling, index);
	put(filling, ".txt");
}

static bool
fill_card(struct filling *filling, const char *name)
{
	const struct plan_card *card =
		filling->context->step == NULL ? NULL : filling->context->step->card;

	if (card == NULL)
		return false;
	if (strcmp(name, "card") == 0)
		put_number(filling, card->index);
	else if (strcmp(name, "card-path") == 0)
		put_card_path(filling, card->index, false);
	else if (strcmp(name, "card-file") == 0)
		put_card_path(filling, card->index, true);
	else if (strcmp(name, "card-place") == 0)
		put(filling, filling->context->by_name ? card->place : "-");
	else if (strcmp(name, "custodian") == 0)
		put_person(filling, plan_person(filling->context->plan, card->custodian));
	else if (strcmp(name, "custodian-id") == 0)
		put(filling, card->custodian);
	else
		return false;
	return true;
}

/* Between the items of a list of people read: commas, and a word before the last. */
static void
put_between(struct filling *filling, unsigned i, unsigned count)
{
	if (i > 0)
		put(filling, i + 1 == count ? T_(" and ") : ", ");
}

static bool
fill_recovery(struct filling *filling, const char *name)
{
	const struct plan *plan = filling->context->plan;
	bool files = strcmp(name, "recovery-files") == 0;
	bool cards = strcmp(name, "recovery-cards") == 0;

	if (!files && !cards && strcmp(name, "recovery-people") != 0)
		return false;
	if (cards)
		put(filling, T_("cards "));
	for (unsigned i = 0; i < plan->quorum; i++) {
		unsigned index = step_card_of_recovery(plan, filling->context->step->recovery, i);

		if (files) {
			put(filling, " ");
			put_card_path(filling, index, true);
			continue;
		}
		put_between(filling, i, plan->quorum);
		if (cards)
			put_number(filling, index);
		else
			put_person(filling, plan_person(plan, plan->card[index - 1].custodian));
	}
	return true;
}

bool
step_concerns(const struct step *step, const struct plan_target *target)
{
	const bool pfx = step != NULL && step->form->each == STEP_EACH_PFX;

	return (step == NULL || step->key == NULL || step->key == target->key) &&
	       profile_wraps(target->profile) == !pfx;
}

static bool
is_made(const struct step_context *context, const struct plan_target *target)
{
	return context->transcript != NULL &&
	       transcript_find(context->transcript, folder_blob_fact(target), "target",
			       target->name) != NULL;
}

static bool
fill_targets(struct filling *filling, const char *name)
{
	const struct plan *plan = filling->context->plan;
	bool operands = strcmp(name, "targets-operands") == 0;
	unsigned count = 0, i = 0;

	if (!operands && strcmp(name, "targets") != 0)
		return false;
	for (size_t t = 0; t < plan->target_count; t++)
		count += step_concerns(filling->context->step, &plan->targets[t]);
	for (size_t t = 0; t < plan->target_count; t++) {
		if (!step_concerns(filling->context->step, &plan->targets[t]))
			continue;
		if (operands && is_made(filling->context, &plan->targets[t]))
			continue;
		if (operands)
			put(filling, " ");
		else
			put_between(filling, i, count);
		put(filling, plan->targets[t].name);
		i++;
	}
	return true;
}

static bool
fill_place(struct filling *filling, const char *name, const char *where)
{
	struct profile_part part = profile_part(where, name);

	if (part.text != NULL)
		put_bytes(filling, part.text, part.length);
	return profile_part_is(name);
}

/* The target, and the other half of its pair. */
static void
put_judged(struct filling *filling, const struct plan_target *target)
{
	bool is_second;
	const struct plan_target *other = plan_pair_of(&is_second, filling->context->plan, target);

	put(filling, target->name);
	if (other == NULL)
		return;
	put(filling, T_(" and "));
	put(filling, other->name);
}

static bool
fill_target(struct filling *filling, const char *name)
{
	const struct plan_target *target =
		filling->context->step == NULL ? NULL : filling->context->step->target;

	if (target == NULL)
		return false;
	if (strcmp(name, "target") == 0)
		put(filling, target->name);
	else if (strcmp(name, "judged") == 0)
		put_judged(filling, target);
	else if (strcmp(name, "where") == 0)
		put(filling, target->where);
	else if (strcmp(name, "name") == 0)
		put(filling, target->cloud_name);
	else if (strcmp(name, "algorithm") == 0)
		put(filling, target->profile->algorithm);
	else if (strcmp(name, "statement") == 0) {
		if (attested_accepts_missing(target->attestation))
			return true;
		put(filling, " -- ../");
		put(filling, target->name);
		put(filling, ".attestation.json");
	} else if (strcmp(name, "kek-name") == 0) {
		put(filling, filling->context->plan->ceremony);
		put(filling, "-");
		put(filling, target->name);
	} else
		return fill_place(filling, name, target->where);
	return true;
}

static const struct plan_person *
witness(const struct plan *plan)
{
	return plan_person_of_role(plan, "witness", "auditor");
}

static bool
fill_people(struct filling *filling, const char *name)
{
	const struct plan *plan = filling->context->plan;
	const struct step *step = filling->context->step;

	if (strcmp(name, "witness") == 0)
		put_person(filling, witness(plan));
	else if (strcmp(name, "importer") == 0)
		put_person(filling, plan_importer(plan));
	else if (strcmp(name, "reader") == 0 && step != NULL)
		put_person(filling, step->reader);
	else if (strcmp(name, "reader-id") == 0 && step != NULL)
		put(filling, step->reader == NULL ? "-" : step->reader->id);
	else if (strcmp(name, "people-ids") == 0)
		for (size_t i = 0; i < plan->people_count; i++) {
			put(filling, i == 0 ? "" : " ");
			put(filling, plan->people[i].id);
		}
	else
		return false;
	return true;
}

/* "once", as the screen will ask each of them. */
static const char *
how_often(const struct plan *plan, const struct plan_presence *presence)
{
	const unsigned count = plan_presence_count(presence);
	unsigned twice = 0;

	for (unsigned i = 0; i < count; i++)
		twice += presence_touches(plan, plan_presence_person(plan, presence, i)->id) == 2;
	if (twice == 0)
		return T_("once");
	return twice == count ? T_("twice, the second time when the screen says NOW")
			      : T_("once, or a second time when the screen says NOW");
}

static void
put_present(struct filling *filling, const struct plan_presence *presence, bool ids)
{
	const struct plan *plan = filling->context->plan;
	const unsigned count = plan_presence_count(presence);

	for (unsigned i = 0; i < count; i++) {
		if (ids)
			put(filling, i > 0 ? " " : "");
		else
			put_between(filling, i, count);
		if (ids)
			put(filling, plan_presence_person(plan, presence, i)->id);
		else
			put_person(filling, plan_presence_person(plan, presence, i));
	}
}

static void
put_enough(struct filling *filling, const struct plan_presence *presence)
{
	if (presence->need == plan_presence_count(presence)) {
		put(filling, T_("Nobody of those in the command can be left out."));
		return;
	}
	put(filling, T_("How many of those in the command must be recorded: "));
	put_number(filling, presence->need);
	put(filling, T_("; who is not there is left out."));
}

/* The step that it stands before. */
static void
put_for(struct filling *filling, const struct step *here)
{
	const struct step_list *list = filling->context->list;

	for (size_t i = here->number; i < list->count; i++) {
		const char *wanted = list->steps[i].form->wanted;

		if (wanted == NULL || !text_list_has(wanted, ' ', here->presence->step))
			continue;
		put_number(filling, list->steps[i].number);
		return;
	}
	die("no step wants the presence '%s' that stands before it", here->presence->step);
}

static bool
fill_presence(struct filling *filling, const char *name)
{
	const struct step *step = filling->context->step;
	const struct plan_presence *presence = step == NULL ? NULL : step->presence;

	if (presence == NULL)
		return false;
	if (strcmp(name, "presence-people") == 0)
		put_present(filling, presence, false);
	else if (strcmp(name, "presence-ids") == 0)
		put_present(filling, presence, true);
	else if (strcmp(name, "presence-for") == 0)
		put_for(filling, step);
	else if (strcmp(name, "presence-touches") == 0)
		put(filling, how_often(filling->context->plan, presence));
	else if (strcmp(name, "presence-number") == 0)
		put_number(filling, presence->touches);
	else if (strcmp(name, "presence-enough") == 0)
		put_enough(filling, presence);
	else if (strcmp(name, "presence-window") == 0)
		put_number(filling, presence->window_minutes);
	else
		return false;
	return true;
}

static bool
fill_token(struct filling *filling, const char *name)
{
	const struct plan *plan = filling->context->plan;
	const struct step *step = filling->context->step;

	if (strcmp(name, "rules-tokens") == 0)
		put(filling, plan->presence_count == 0
				     ? ""
				     : T_(" With tokens there are two more: a token is touched by "
					  "its owner, and the words of the roster's passphrase are "
					  "typed by their keeper, alone."));
	else if (strcmp(name, "keeper") == 0)
		put_person(filling, plan_person(plan, roster_keeper(plan)));
	else if (strcmp(name, "old-journal-path") == 0) {
		put(filling, plan->mounts);
		put(filling, "/old-journal");
	} else if (strcmp(name, "owner") == 0 && step != NULL)
		put_person(filling, step->owner);
	else if (strcmp(name, "owner-id") == 0 && step != NULL && step->owner != NULL)
		put(filling, step->owner->id);
	else if (strcmp(name, "step-number") == 0 && step != NULL)
		put_number(filling, step->number);
	else
		return false;
	return true;
}

static void
put_new_cards(struct filling *filling)
{
	const struct plan *plan = filling->context->plan;
	bool first = true;

	for (unsigned i = 1; i <= plan->cards; i++) {
		if (plan->card[i - 1].on_paper)
			continue;
		put(filling, first ? " -- " : " ");
		put_card_path(filling, i, false);
		first = false;
	}
}

/* What the plan goes on with. */
static bool
fill_old(struct filling *filling, const char *name)
{
	const struct plan *plan = filling->context->plan;

	if (strcmp(name, "old-world") == 0)
		put(filling, plan->world);
	else if (strcmp(name, "secret") == 0)
		put(filling, plan->new_secret ? "new" : "keep");
	else if (strcmp(name, "new-secret") == 0)
		put(filling, plan->new_secret ? " --new-secret" : "");
	else if (strcmp(name, "old-path") == 0) {
		put(filling, plan->mounts);
		put(filling, "/old-archive");
	} else if (strcmp(name, "old-cards-path") == 0) {
		put(filling, plan->mounts);
		put(filling, "/old-card-1 ...");
	} else if (strcmp(name, "old-cards") == 0) {
		if (plan->reshare == NULL || plan->old_on_paper)
			return true;
		put(filling, " ");
		put(filling, plan->mounts);
		put(filling, "/old-card-*/*-card*.txt");
	} else if (strcmp(name, "new-cards") == 0)
		put_new_cards(filling);
	else
		return false;
	return true;
}

/* Targets whose import nothing judges afterwards. */
static void
put_unjudged(struct filling *filling)
{
	const struct plan *plan = filling->context->plan;
	unsigned count = 0, i = 0;

	for (size_t t = 0; t < plan->target_count; t++)
		count += !profile_client(plan->targets[t].profile)->judged;
	if (count == 0)
		return;
	put(filling, T_(" Nothing can be asked about these afterwards, so this comparison is all "
			"there is: "));
	for (size_t t = 0; t < plan->target_count; t++) {
		if (profile_client(plan->targets[t].profile)->judged)
			continue;
		put_between(filling, i++, count);
		put(filling, plan->targets[t].name);
	}
	put(filling, ".");
}

static bool
fill_plan(struct filling *filling, const char *name)
{
	const struct plan *plan = filling->context->plan;
	const struct step *step = filling->context->step;

	if (strcmp(name, "ceremony") == 0)
		put(filling, plan->ceremony);
	else if (strcmp(name, "outbound-secret") == 0)
		put(filling,
		    plan_pfx_targets(plan) == 0
			    ? T_("Nothing in the package is secret.")
			    : T_("The package holds a .pfx: with the password on its form "
				 "that is the key. It is kept in sight, and apart from the "
				 "form."));
	else if (strcmp(name, "mode") == 0)
		put(filling, plan->mode);
	else if (strcmp(name, "unjudged") == 0)
		put_unjudged(filling);
	else if (strcmp(name, "expiries") == 0)
		put(filling, step_is_in(filling->context->list, "confirm")
				     ? T_(" Copy each expiry from the Request Sheets onto the "
					  "cover: if the latest start has passed, stop.")
				     : "");
	else if (strcmp(name, "k") == 0)
		put_number(filling, plan->quorum);
	else if (strcmp(name, "n") == 0)
		put_number(filling, plan->cards);
	else if (strcmp(name, "archives") == 0)
		put_number(filling, plan_archive_media(plan));
	else if (strcmp(name, "script-options") == 0)
		put(filling, filling->context->script_options);
	else if (strcmp(name, "card-paths") == 0)
		for (unsigned i = 1; i <= plan->cards; i++) {
			if (plan->card[i - 1].on_paper)
				continue;
			put(filling, " ");
			put_card_path(filling, i, false);
		}
	else if (strcmp(name, "key") == 0 && step != NULL && step->key != NULL)
		put(filling, step->key->name);
	else if (strcmp(name, "type") == 0 && step != NULL && step->key != NULL)
		put(filling, key_type_name(step->key->type));
	else if (strcmp(name, "medium-keeping") == 0 && step != NULL)
		put_keeping(filling, step->medium);
	else if (strcmp(name, "journal-keeping") == 0)
		put_keeping(filling, plan_medium_of(plan, "journal"));
	else
		return false;
	return true;
}

/* The same card, key, target and medium, as far as both steps are for one. */
static bool
is_for_the_same(const struct step *one, const struct step *other)
{
	return (one->card == NULL || other->card == NULL || one->card == other->card) &&
	       (one->key == NULL || other->key == NULL || one->key == other->key) &&
	       (one->target == NULL || other->target == NULL || one->target == other->target) &&
	       (one->medium == NULL || other->medium == NULL ||
		(one->medium == other->medium && one->copy == other->copy));
}

static bool
fill_step(struct filling *filling, const char *name)
{
	const struct step_list *list = filling->context->list;
	const struct step *here = filling->context->step;

	if (strncmp(name, "step:", 5) != 0)
		return false;
	for (size_t i = 0; i < list->count; i++) {
		const struct step *step = &list->steps[i];

		if (strcmp(step->form->name, name + 5) != 0 ||
		    (here != NULL && !is_for_the_same(step, here)))
			continue;
		put_number(filling, step->number);
		return true;
	}
	die("the step '%s' is referred to, and is not in this script", name + 5);
}

static void
fill_name(struct filling *filling, const char *name)
{
	static bool (*const fillers[])(struct filling *, const char *) = {
		fill_step, fill_card,  fill_recovery, fill_targets,  fill_target, fill_people,
		fill_plan, fill_media, fill_old,      fill_presence, fill_token,
	};

	for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
		if (fillers[i](filling, name))
			return;
	die("a step's text has '{%s}', which nothing fills", name);
}

/* Takes the next name out of a template, behind what stands before it, which is written; false at the end. */
static bool
next_name(struct filling *filling, const char **template, char name[NAME_BYTES])
{
	size_t plain = strcspn(*template, "{"), length;

	put_bytes(filling, *template, plain);
	*template += plain;
	if (**template == '\0')
		return false;
	length = strcspn(*template + 1, "}");
	if ((*template)[length + 1] == '\0' || length >= NAME_BYTES)
		die("a step's text has a brace without its other");
	memcpy(name, *template + 1, length);
	name[length] = '\0';
	*template += length + 2;
	return true;
}

/* What a service's client is told, a template itself; NULL: the name is not of one. */
static const char *
client_command(const char *name, const struct step *step)
{
	const struct profile_client *client =
		step == NULL || step->target == NULL ? NULL : profile_client(step->target->profile);

	if (client == NULL)
		return NULL;
	if (strcmp(name, "fetch-kek") == 0)
		return client->fetch_kek;
	if (strcmp(name, "freeze") == 0)
		return client->freeze != NULL ? client->freeze
					      : T_("take the right to use it away from everybody");
	return NULL;
}

/* Clients' commands are written out first, so that nothing calls itself. */
static void
write_out(char out[STEP_TEXT_BYTES], const char *template, const struct step_context *context)
{
	struct filling filling = {.out = out, .context = context};
	char name[NAME_BYTES];

	out[0] = '\0';
	while (next_name(&filling, &template, name)) {
		const char *command = client_command(name, context->step);

		if (command != NULL) {
			put(&filling, command);
			continue;
		}
		put(&filling, "{");
		put(&filling, name);
		put(&filling, "}");
	}
}

void
step_fill(char out[STEP_TEXT_BYTES], const char *template, const struct step_context *context)
{
	struct filling filling = {.out = out, .context = context};
	char longer[STEP_TEXT_BYTES], name[NAME_BYTES];
	const char *rest = longer;

	write_out(longer, template, context);
	out[0] = '\0';
	while (next_name(&filling, &rest, name))
		fill_name(&filling, name);
}

/* The operator types, unless one of these ids is the operator. */
static void
put_operator_beside(struct filling *filling, const char *ids)
{
	const struct plan_person *operator=
		plan_person_of_role(filling->context->plan, "operator", "administrator");

	if (operator== NULL || text_list_has(ids, ' ', operator->id))
		return;
	put(filling, T_(" and "));
	put_person(filling, operator);
}

void
step_fill_people(char out[STEP_TEXT_BYTES], const struct step_context *context)
{
	const struct plan *plan = context->plan;
	struct filling filling = {.out = out, .context = context};

	out[0] = '\0';
	switch (context->step->form->who) {
	case STEP_EVERYBODY:
		put(&filling, T_("everybody"));
		break;
	case STEP_ADMINISTRATOR:
		put_person(&filling, plan_person_of_role(plan, "administrator", "operator"));
		break;
	case STEP_OPERATOR:
		put_person(&filling, plan_person_of_role(plan, "operator", "administrator"));
		break;
	case STEP_CONNECTED_OPERATOR:
		put_person(&filling,
			   plan_person_of_role(plan, "connected-operator", "administrator"));
		break;
	case STEP_WITNESS:
		put_person(&filling, witness(plan));
		break;
	case STEP_LIBRARIAN:
		put_person(&filling, plan_person_of_role(plan, "media-librarian", "administrator"));
		break;
	case STEP_CUSTODIAN:
		fill_card(&filling, "custodian");
		put(&filling, T_(" and "));
		put_person(&filling, plan_person_of_role(plan, "operator", "administrator"));
		break;
	case STEP_READER:
		put_person(&filling, context->step->reader);
		put(&filling, T_(" and "));
		put_person(&filling, plan_person_of_role(plan, "operator", "administrator"));
		break;
	case STEP_KEEPER:
		put_person(&filling, plan_person(plan, roster_keeper(plan)));
		break;
	case STEP_OWNER:
		put_person(&filling, context->step->owner);
		put_operator_beside(&filling, context->step->owner->id);
		break;
	case STEP_PRESENT:
		fill_presence(&filling, "presence-people");
		put_operator_beside(&filling, context->step->presence->people);
		break;
	case STEP_QUORUM:
		fill_recovery(&filling, "recovery-people");
		put(&filling, T_(" and "));
		put_person(&filling, plan_person_of_role(plan, "operator", "administrator"));
		break;
	}
}
