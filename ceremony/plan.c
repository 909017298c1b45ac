#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/grammar.h"
#include "ceremony/plan_schema.h"
#include "ceremony/process.h"
#include "ceremony/text.h"

static const char *
or_none(const char *digest)
{
	return digest == NULL ? "none" : digest;
}

static void
fill_reshare(struct plan *plan)
{
	const struct record *record = &plan->record;
	size_t at = record_find(record, "reshare", 0);

	if (at == record->count)
		return;
	plan->reshare = record->lines[at].value;
	plan->new_secret = strcmp(record_inner(record, at, "secret"), "new") == 0;
	plan->old_on_paper = strcmp(record_inner(record, at, "old-cards"), "paper") == 0;
}

static void
fill_head(struct plan *plan)
{
	const struct {
		const char *name;
		const char **value;
	} heads[] = {
		{"ceremony", &plan->ceremony}, {"kind", &plan->kind},
		{"mode", &plan->mode},         {"script", &plan->script},
		{"language", &plan->language}, {"paper", &plan->paper},
		{"date", &plan->date},         {"place", &plan->place},
		{"tenant", &plan->tenant},     {"tools", &plan->tools},
		{"previous", &plan->previous}, {"world", &plan->world},
		{"roster", &plan->roster},
	};

	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		*heads[i].value = record_value(&plan->record, heads[i].name);
	plan->boot = or_none(record_value(&plan->record, "boot"));
	plan->mounts = record_value(&plan->record, "mounts");
	if (plan->mounts == NULL)
		plan->mounts = "/media";
	plan->quorum = record_number(&plan->record, "quorum");
	plan->cards = record_number(&plan->record, "cards");
}

static const char *
add_person(struct plan *plan, size_t at)
{
	const struct record *record = &plan->record;
	const char *id = record->lines[at].value;

	if (plan_person(plan, id) != NULL)
		return "is already a person of this plan";
	plan->people[plan->people_count++] = (struct plan_person){
		.id = id,
		.role = record_inner(record, at, "role"),
		.name = record_inner(record, at, "name"),
		.organisation = record_inner(record, at, "organisation"),
	};
	return NULL;
}

/* Somebody with a quorum of cards would need nobody else, nor would a thief in a place that keeps one. */
static const char *
check_holdings(const struct plan *plan, size_t so_far)
{
	const struct plan_card *last = &plan->card[so_far - 1];
	unsigned held = 0, kept = 0;

	for (size_t i = 0; i < so_far; i++) {
		held += strcmp(plan->card[i].custodian, last->custodian) == 0;
		kept += strcmp(plan->card[i].place, last->place) == 0;
	}
	if (held >= plan->quorum)
		return "gives one custodian as many cards as recover the key";
	return kept >= plan->quorum ? "puts as many cards as recover the key into one place" : NULL;
}

static const char *
add_card(struct plan *plan, size_t at)
{
	const struct record *record = &plan->record;
	unsigned index = text_number(record->lines[at].value);
	size_t count = 0;

	while (count < PLAN_MOST_CARDS && plan->card[count].index != 0)
		count++;
	if (index != count + 1)
		return "is out of order: cards are numbered 1, 2, 3 and so on";
	plan->card[count] = (struct plan_card){
		.index = index,
		.custodian = record_inner(record, at, "custodian"),
		.place = record_inner(record, at, "place"),
		.on_paper = strcmp(record_inner(record, at, "form"), "paper") == 0,
	};
	if (plan_person(plan, plan->card[count].custodian) == NULL)
		return "has a custodian who is no person of this plan";
	return check_holdings(plan, count + 1);
}

static const char *
add_key(struct plan *plan, size_t at)
{
	const struct record *record = &plan->record;
	struct plan_key *key = &plan->keys[plan->key_count];

	if (plan_key(plan, record->lines[at].value) != NULL)
		return "is already a key of this plan";
	*key = (struct plan_key){
		.name = record->lines[at].value,
		.policy = record_inner(record, at, "policy"),
		.public_digest = or_none(record_inner(record, at, "public")),
		.escrow_digest = or_none(record_inner(record, at, "escrow")),
		.replaces = or_none(record_inner(record, at, "replaces")),
	};
	plan->key_count++;
	return key_type_from_name(&key->type, record_inner(record, at, "type"));
}

static const char *
check_target(const struct plan *plan, const struct plan_target *target)
{
	const char *answer;

	if (target->key == NULL)
		return "has a key that is not in this plan";
	if (profile_wraps(target->profile) && (target->attestation == NULL || target->sheets == 0))
		return "lacks its attestation or its sheets, which a wrapping key has";
	if (!profile_wraps(target->profile) &&
	    (target->attestation != NULL || target->owner_root != NULL || target->sheets != 0))
		return "has attestation, owner-root or sheets, and its profile has no wrapping key";
	if (target->sheets > plan->people_count)
		return "wants more people with sheets than the plan has";
	answer = target->profile->where(target->where, strlen(target->where));
	if (answer == NULL)
		answer =
			target->profile->cloud_name(target->cloud_name, strlen(target->cloud_name));
	if (answer == NULL)
		answer = profile_takes_key(target->profile, target->key->type);
	for (const struct plan_target *other = plan->targets; answer == NULL && other < target;
	     other++)
		if (strcmp(other->where, target->where) == 0 &&
		    strcmp(other->cloud_name, target->cloud_name) == 0)
			return "names the same key in the same place as a target before it";
	return answer;
}

static const char *
add_target(struct plan *plan, size_t at)
{
	const struct record *record = &plan->record;
	struct plan_target *target = &plan->targets[plan->target_count];
	const char *sheets = record_inner(record, at, "sheets"), *answer;

	if (plan_target(plan, record->lines[at].value) != NULL)
		return "is already a target of this plan";
	*target = (struct plan_target){
		.name = record->lines[at].value,
		.key = plan_key(plan, record_inner(record, at, "key")),
		.profile = profile_find(record_inner(record, at, "profile")),
		.region = record_inner(record, at, "region"),
		.where = record_inner(record, at, "where"),
		.cloud_name = record_inner(record, at, "name"),
		.attestation = record_inner(record, at, "attestation"),
		.owner_root = record_inner(record, at, "owner-root"),
		.sheets = sheets == NULL ? 0 : text_number(sheets),
	};
	plan->target_count++;
	answer = check_target(plan, target);
	if (target->attestation == NULL)
		target->attestation = "accept-missing";
	return answer;
}

unsigned
plan_presence_count(const struct plan_presence *presence)
{
	unsigned count = 1;

	for (const char *at = presence->people; *at != '\0'; at++)
		count += *at == ' ';
	return count;
}

const struct plan_person *
plan_presence_person(const struct plan *plan, const struct plan_presence *presence, size_t i)
{
	const char *id = presence->people;
	char one[64] = "";

	for (; i > 0 && *id != '\0'; i--)
		id += strcspn(id, " ") + (id[strcspn(id, " ")] == ' ');
	if (strcspn(id, " ") < sizeof one)
		memcpy(one, id, strcspn(id, " "));
	return plan_person(plan, one);
}

bool
plan_wants_token(const struct plan *plan, const struct plan_person *person)
{
	for (size_t i = 0; i < plan->presence_count; i++)
		if (text_list_has(plan->presences[i].people, ' ', person->id))
			return true;
	return false;
}

static const char *
check_people(const struct plan *plan, const struct plan_presence *presence)
{
	const unsigned count = plan_presence_count(presence);

	for (unsigned i = 0; i < count; i++)
		if (plan_presence_person(plan, presence, i) == NULL)
			return "names somebody who is no person of this plan";
	if (count > PLAN_MOST_PRESENT)
		return "names more people than can be recorded at a time: 16";
	return presence->need > count ? "needs more people than it names" : NULL;
}

/* The programs ask for it where the step is: one that a ceremony has not would never be asked for. */
static const char *
check_wanted(const struct plan *plan, const char *step)
{
	const bool birth = strcmp(plan->kind, "birth") == 0 || strcmp(plan->kind, "rehearsal") == 0;
	const struct {
		const char *step;
		bool has;
	} steps[] = {
		{"open", true},
		{"split", birth},
		{"reshare", plan_is_reshare(plan)},
		{"keygen", plan->key_count > 0 && (birth || strcmp(plan->kind, "rekey") == 0)},
		{"recover", plan->key_count > 0 && !plan_ends(plan) &&
				    strcmp(plan->kind, "custody-check") != 0},
		{"wrap", plan->target_count > 0 && !plan_ends(plan)},
		{"close", true},
	};

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (strcmp(steps[i].step, step) == 0 && steps[i].has)
			return NULL;
	return "is wanted for a step that a ceremony of this plan has not";
}

static const char *
add_presence(struct plan *plan, size_t at)
{
	const struct record *record = &plan->record;
	struct plan_presence *presence = &plan->presences[plan->presence_count++];
	const char *answer;

	*presence = (struct plan_presence){
		.step = record->lines[at].value,
		.people = record_inner(record, at, "people"),
		.need = text_number(record_inner(record, at, "need")),
		.window_minutes = text_number(record_inner(record, at, "window")),
		.touches = text_number(record_inner(record, at, "touches")),
	};
	if (presence->window_minutes == 0)
		return "counts for no minute";
	answer = check_people(plan, presence);
	return answer != NULL ? answer : check_wanted(plan, presence->step);
}

/* What an earlier ceremony left, one by one, so that each is ticked off; cards have names of their own. */
static const char *
check_copy(const struct plan *plan, const struct plan_medium *medium)
{
	const bool former = strcmp(medium->direction, "former") == 0;

	if (former != (medium->copy != NULL))
		return former ? "is former, and does not say of what it is the copy"
			      : "is the copy of something, and not of direction former";
	if (!former)
		return NULL;
	if (strcmp(plan->kind, "destruction") != 0)
		return "is former, and only a destruction takes such media";
	if (medium->count != 1 || strcmp(medium->form, "usb") != 0)
		return "is former, and not one medium";
	if (strncmp(medium->name, "card-", 5) == 0)
		return "is former, and has the name of a card";
	for (const struct plan_medium *other = plan->media; other < medium; other++)
		if (other->copy != NULL && strcmp(other->copy, medium->copy) == 0)
			return "is the same copy as a medium before it";
	return NULL;
}

/* QR symbols carry what crosses between the two sides, and nothing else. */
static const char *
check_medium(const struct plan *plan, struct plan_medium *medium)
{
	if (medium->form == NULL)
		medium->form = "usb";
	if (medium->keeper != NULL && plan_person(plan, medium->keeper) == NULL)
		return "has a keeper who is no person of this plan";
	if (check_copy(plan, medium) != NULL || strcmp(medium->form, "usb") == 0)
		return check_copy(plan, medium);
	if (strcmp(medium->direction, "inbound") != 0 && strcmp(medium->direction, "outbound") != 0)
		return "has a form that only inbound and outbound media can have";
	if (strcmp(medium->form, "screen") == 0 && strcmp(medium->direction, "inbound") == 0)
		return "is a screen, which only what goes out can cross by";
	return medium->count == 1 && plan_medium_of(plan, medium->direction) == medium
		       ? NULL
		       : "is of paper or a screen, and not the only one of its direction";
}

/* Of several media each has a number behind the name: archive-1, archive-2. */
static bool
is_one_of(const struct plan_medium *several, const char *name)
{
	const size_t length = strlen(several->name);
	uint64_t copy;

	return several->count > 1 && strncmp(name, several->name, length) == 0 &&
	       name[length] == '-' &&
	       text_to_number(&copy, name + length + 1, strlen(name + length + 1),
			      several->count) == NULL &&
	       copy > 0;
}

/* The ledger calls copies so that the plan has not (ledger_sum.c). */
static bool
is_name_of_ledger(const struct plan_medium *medium)
{
	const bool is_copy = strcmp(medium->direction, "archive") == 0 ||
			     strcmp(medium->direction, "journal") == 0;

	return is_copy &&
	       (strcmp(medium->name, "pages") == 0 || strcmp(medium->name, "more") == 0 ||
		strncmp(medium->name, "more-", strlen("more-")) == 0);
}

static const char *
check_medium_name(const struct plan *plan, const struct plan_medium *medium)
{
	if (is_name_of_ledger(medium))
		return "has a name that the custody ledger has for copies beyond the plan";
	for (const struct plan_medium *other = plan->media; other < medium; other++)
		if ((medium->count == 1 && is_one_of(other, medium->name)) ||
		    (other->count == 1 && is_one_of(medium, other->name)))
			return "has a name that one of several media of this plan has too";
	return NULL;
}

static const char *
add_medium(struct plan *plan, size_t at)
{
	const struct record *record = &plan->record;
	struct plan_medium *medium = &plan->media[plan->media_count];
	const char *answer;

	for (size_t i = 0; i < plan->media_count; i++)
		if (strcmp(plan->media[i].name, record->lines[at].value) == 0)
			return "is already a medium of this plan";
	*medium = (struct plan_medium){
		.name = record->lines[at].value,
		.direction = record_inner(record, at, "direction"),
		.form = record_inner(record, at, "form"),
		.count = text_number(record_inner(record, at, "count")),
		.keeper = record_inner(record, at, "keeper"),
		.place = record_inner(record, at, "place"),
		.copy = record_inner(record, at, "copy"),
	};
	plan->media_count++;
	answer = check_medium(plan, medium);
	return answer != NULL ? answer : check_medium_name(plan, medium);
}

/* Keys come before targets and people before cards: the schema sees to the order. */
static const struct {
	const char *name;
	const char *(*add)(struct plan *plan, size_t at);
} parts[] = {
	{"person", add_person}, {"card", add_card},         {"key", add_key},
	{"target", add_target}, {"presence", add_presence}, {"medium", add_medium},
};

static const char *
fill_parts(struct plan *plan, struct record_problem *problem)
{
	for (size_t part = 0; part < sizeof parts / sizeof parts[0]; part++) {
		for (size_t at = record_find(&plan->record, parts[part].name, 0);
		     at < plan->record.count;
		     at = record_find(&plan->record, parts[part].name, at + 1)) {
			const char *answer = parts[part].add(plan, at);

			if (answer == NULL)
				continue;
			*problem = (struct record_problem){plan->record.lines[at].number,
							   parts[part].name};
			return answer;
		}
	}
	return NULL;
}

/* 0 for a field that the plan has not. */
static unsigned
line_of(const struct plan *plan, const char *name)
{
	size_t at = record_find(&plan->record, name, 0);

	return at < plan->record.count ? plan->record.lines[at].number : 0;
}

static const char *
check_whole(const struct plan *plan, struct record_problem *problem)
{
	const bool rehearsal = strcmp(plan->kind, "rehearsal") == 0;

	*problem = (struct record_problem){line_of(plan, "cards"), "cards"};
	if (plan->card[plan->cards - 1].index == 0 ||
	    (plan->cards < PLAN_MOST_CARDS && plan->card[plan->cards].index != 0))
		return "is not the number of cards that the plan lists";
	*problem = (struct record_problem){line_of(plan, "medium"), "medium"};
	if (plan_archive_media(plan) < 2)
		return "is missing: the archive needs two media at least";
	*problem = (struct record_problem){line_of(plan, "kind"), "kind"};
	if (rehearsal && plan_is_production(plan))
		return "rehearsal cannot be of mode production";
	return NULL;
}

static const char *
check_reshare(const struct plan *plan, struct record_problem *problem)
{
	*problem = (struct record_problem){line_of(plan, "kind"), "kind"};
	if (!plan_is_reshare(plan))
		return plan->reshare == NULL ? NULL : "is not reshare, and the plan has that field";
	if (plan->reshare == NULL)
		return "is reshare, and the plan does not say why: that field is missing";
	*problem = (struct record_problem){line_of(plan, "world"), "world"};
	if (strcmp(plan->world, "none") == 0)
		return "is none, and new cards replace those of a world";
	*problem = (struct record_problem){line_of(plan, "previous"), "previous"};
	if (strcmp(plan->previous, "none") == 0)
		return "is none, and new cards replace those of a ceremony";
	*problem = (struct record_problem){line_of(plan, "key"), "key"};
	for (size_t i = 0; i < plan->key_count; i++)
		if (strcmp(plan->keys[i].public_digest, "none") == 0 ||
		    strcmp(plan->keys[i].escrow_digest, "none") == 0)
			return "exists already, and the plan lacks its public or escrow digest";
	*problem = (struct record_problem){line_of(plan, "target"), "target"};
	return plan->target_count == 0 ? NULL : "is nothing that new cards are for";
}

/* It exists, with both digests; or it is new, of a rekey, and replaces one of the plan. */
static const char *
check_key_going_on(const struct plan *plan, const struct plan_key *key, unsigned *made)
{
	const bool exists = strcmp(key->public_digest, "none") != 0;

	if (exists != (strcmp(key->escrow_digest, "none") != 0))
		return "has one of its public and escrow digests, and not the other";
	if (exists)
		return strcmp(key->replaces, "none") == 0
			       ? NULL
			       : "exists, and says that it replaces another";
	if (strcmp(plan->kind, "rekey") != 0)
		return "is new, and only a rekey makes keys in a world that exists";
	(*made)++;
	for (size_t i = 0; i < plan->key_count; i++)
		if (strcmp(plan->keys[i].public_digest, key->replaces) == 0 &&
		    strcmp(key->replaces, "none") != 0)
			return NULL;
	return "is new, and replaces none of the plan's keys: name its public digest";
}

/* A ceremony after the first. What it does with keys that exist, and which new ones it may make, its kind says. */
static const char *
check_going_on(const struct plan *plan, struct record_problem *problem)
{
	const bool wraps = strcmp(plan->kind, "rewrap") == 0 || strcmp(plan->kind, "export") == 0 ||
			   strcmp(plan->kind, "rekey") == 0;
	unsigned made = 0;

	*problem = (struct record_problem){line_of(plan, "world"), "world"};
	if (strcmp(plan->world, "none") == 0)
		return "is none, and a ceremony of this kind goes on with a world";
	*problem = (struct record_problem){line_of(plan, "previous"), "previous"};
	if (strcmp(plan->previous, "none") == 0)
		return "is none, and a ceremony of this kind goes on with an earlier one";
	*problem = (struct record_problem){line_of(plan, "key"), "key"};
	for (size_t i = 0; i < plan->key_count; i++) {
		const char *answer = check_key_going_on(plan, &plan->keys[i], &made);

		if (answer != NULL)
			return answer;
	}
	if (strcmp(plan->kind, "rekey") == 0 && made == 0)
		return "is no new one, and the kind is rekey";
	*problem = (struct record_problem){line_of(plan, "target"), "target"};
	if (plan->target_count > 0 && !wraps && !plan_ends(plan))
		return "is nothing that a ceremony of this kind wraps for";
	if (plan->target_count == 0 && strcmp(plan->kind, "revoke") == 0)
		return "is missing: a key is frozen at one";
	return plan->target_count == 0 && wraps ? "is missing: a key is wrapped for one" : NULL;
}

static const char *
fill(struct plan *plan, struct record_problem *problem)
{
	const char *answer;

	fill_head(plan);
	fill_reshare(plan);
	*problem = (struct record_problem){line_of(plan, "quorum"), "quorum"};
	if (plan->quorum < 2)
		return "is 1: one person alone could use the key";
	if (plan->quorum > plan->cards)
		return "is larger than the number of cards";
	answer = fill_parts(plan, problem);
	if (answer == NULL)
		answer = check_whole(plan, problem);
	if (answer == NULL)
		answer = check_reshare(plan, problem);
	return answer == NULL && (plan_goes_on(plan) || plan_ends(plan))
		       ? check_going_on(plan, problem)
		       : answer;
}

const char *
plan_read(struct plan *plan, const void *data, size_t size, struct record_problem *problem)
{
	const char *answer;

	memset(plan, 0, sizeof *plan);
	*problem = (struct record_problem){0, NULL};
	if (size > PLAN_MOST_BYTES)
		return "is longer than a plan can be";
	plan->text = calloc(1, size + 1);
	if (plan->text == NULL)
		die("no memory for the plan");
	memcpy(plan->text, data, size);
	answer = record_read(&plan->record, &plan_schema, plan->text, size, problem);
	return answer != NULL ? answer : fill(plan, problem);
}

void
plan_free(struct plan *plan)
{
	record_free(&plan->record);
	free(plan->text);
	plan->text = NULL;
}

const struct plan_person *
plan_person(const struct plan *plan, const char *id)
{
	for (size_t i = 0; i < plan->people_count; i++)
		if (strcmp(plan->people[i].id, id) == 0)
			return &plan->people[i];
	return NULL;
}

const struct plan_person *
plan_person_of_role(const struct plan *plan, const char *role, const char *other)
{
	const char *const roles[] = {role, other};

	for (size_t r = 0; r < 2; r++)
		for (size_t i = 0; i < plan->people_count; i++)
			if (strcmp(plan->people[i].role, roles[r]) == 0)
				return &plan->people[i];
	return NULL;
}

const struct plan_key *
plan_key(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->key_count; i++)
		if (strcmp(plan->keys[i].name, name) == 0)
			return &plan->keys[i];
	return NULL;
}

const struct plan_target *
plan_target(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->target_count; i++)
		if (strcmp(plan->targets[i].name, name) == 0)
			return &plan->targets[i];
	return NULL;
}

size_t
plan_pfx_targets(const struct plan *plan)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->target_count; i++)
		count += !profile_wraps(plan->targets[i].profile);
	return count;
}

size_t
plan_wrapped_targets(const struct plan *plan)
{
	return plan->target_count - plan_pfx_targets(plan);
}

const struct plan_person *
plan_importer(const struct plan *plan)
{
	return plan_person_of_role(plan, "connected-operator", "administrator");
}

bool
plan_asks_twice(const struct plan *plan, const struct plan_target *target)
{
	bool twice = plan_is_production(plan);

	for (size_t i = 0; i < plan->target_count; i++)
		twice |= (target == NULL || target == &plan->targets[i]) &&
			 plan->targets[i].sheets == 2;
	return twice;
}

bool
plan_is_half(const struct plan_target *target)
{
	return strcmp(target->key->policy, "customer-key") == 0;
}

const struct plan_target *
plan_pair_of(bool *is_second, const struct plan *plan, const struct plan_target *target)
{
	const struct plan_target *open = NULL;

	*is_second = false;
	for (size_t i = 0; plan_is_half(target) && i < plan->target_count; i++) {
		const struct plan_target *each = &plan->targets[i];

		if (!plan_is_half(each) || (open != NULL && open->key == each->key))
			continue;
		if (open == target)
			return each;
		if (open != NULL && each == target) {
			*is_second = true;
			return open;
		}
		open = open == NULL ? each : NULL;
	}
	return NULL;
}

const struct plan_medium *
plan_medium_of(const struct plan *plan, const char *direction)
{
	for (size_t i = 0; i < plan->media_count; i++)
		if (strcmp(plan->media[i].direction, direction) == 0)
			return &plan->media[i];
	return NULL;
}

const struct plan_medium *
plan_former(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->media_count; i++)
		if (plan->media[i].copy != NULL && strcmp(plan->media[i].name, name) == 0)
			return &plan->media[i];
	return NULL;
}

unsigned
plan_archive_media(const struct plan *plan)
{
	unsigned media = 0;

	for (size_t i = 0; i < plan->media_count; i++)
		if (strcmp(plan->media[i].direction, "archive") == 0)
			media += plan->media[i].count;
	return media;
}

bool
plan_goes_on(const struct plan *plan)
{
	static const char *const kinds[] = {"custody-check", "drill",  "rewrap",
					    "rekey",         "revoke", "export"};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(plan->kind, kinds[i]) == 0)
			return true;
	return false;
}

bool
plan_ends(const struct plan *plan)
{
	return strcmp(plan->kind, "revoke") == 0 || strcmp(plan->kind, "destruction") == 0;
}

bool
plan_is_reshare(const struct plan *plan)
{
	return strcmp(plan->kind, "reshare") == 0;
}

bool
plan_is_production(const struct plan *plan)
{
	return strcmp(plan->mode, "production") == 0;
}
