#include "plan_rules.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/process.h"
#include "ceremony/step.h"
#include "ceremony/text.h"

enum { MINUTES_A_CARD = 5 };

struct rules {
	const struct plan *plan;
	struct plan_finding *findings;
	size_t count;
};

static void
find(struct rules *rules, bool refuses, const char *message, const char *one, const char *other)
{
	struct plan_finding *finding = &rules->findings[rules->count];

	if (rules->count == PLAN_MOST_FINDINGS)
		die("there are more findings than a plan can have");
	*finding = (struct plan_finding){.refuses = refuses, .message = message};
	snprintf(finding->values[0], PLAN_FINDING_BYTES, "%s", one);
	snprintf(finding->values[1], PLAN_FINDING_BYTES, "%s", other);
	rules->count++;
}

static unsigned
media_of(const struct plan *plan, const char *direction)
{
	unsigned media = 0;

	for (size_t i = 0; i < plan->media_count; i++)
		if (strcmp(plan->media[i].direction, direction) == 0)
			media += plan->media[i].count;
	return media;
}

/* A person is in the plan once, with one role; a custodian is whoever has a card. */
static const struct plan_card *
card_of(const struct plan *plan, const struct plan_person *person)
{
	for (unsigned i = 0; person != NULL && i < plan->cards; i++)
		if (strcmp(plan->card[i].custodian, person->id) == 0)
			return &plan->card[i];
	return NULL;
}

static void
check_media(struct rules *rules, unsigned kind)
{
	const struct plan *plan = rules->plan;

	if (media_of(plan, "journal") != 1)
		find(rules, true, N_("the plan has {1} journal media, and a ceremony has one"),
		     media_of(plan, "journal") == 0 ? "no" : "several", "");
	if (media_of(plan, "inbound") == 0)
		find(rules, true,
		     N_("the plan has no inbound medium, and the plan itself comes in on it"), "",
		     "");
	if (plan->target_count > 0 && !(kind & STEP_ENDS) && media_of(plan, "outbound") == 0)
		find(rules, true, N_("the plan has targets and no outbound medium"), "", "");
}

static void
check_roles(struct rules *rules)
{
	const struct plan *plan = rules->plan;
	const struct plan_person *typist = plan_person_of_role(plan, "operator", "administrator");
	const struct plan_person *witness = plan_person_of_role(plan, "witness", "auditor");

	if (typist == NULL)
		find(rules, true,
		     N_("the plan has neither operator nor administrator: nobody types"), "", "");
	if (witness == NULL)
		find(rules, true,
		     N_("the plan has neither witness nor auditor: nobody watches the operator"),
		     "", "");
	if (card_of(plan, typist) != NULL)
		find(rules, false,
		     N_("{1} types and holds a card too: with one card less than a quorum from "
			"others, {1} could "
			"use the key alone"),
		     typist->id, "");
}

/* The full script promises a witness from outside, a second sheet and bags. */
static void
check_full(struct rules *rules)
{
	const struct plan *plan = rules->plan;
	const struct plan_person *typist = plan_person_of_role(plan, "operator", "administrator");
	bool independent = false;

	if (strcmp(plan->script, "full") != 0)
		return;
	for (size_t i = 0; i < plan->people_count; i++) {
		const struct plan_person *person = &plan->people[i];
		bool watches = strcmp(person->role, "witness") == 0 ||
			       strcmp(person->role, "auditor") == 0;

		independent |= watches && typist != NULL &&
			       strcmp(person->organisation, typist->organisation) != 0;
	}
	if (!independent)
		find(rules, true,
		     N_("the full script wants a witness or auditor of another organisation than "
			"the operator's"),
		     "", "");
	for (size_t i = 0; i < plan->target_count; i++)
		if (plan->targets[i].sheets == 1)
			find(rules, false,
			     N_("target {1} is confirmed from one sheet: one person, or one "
				"network, could swap "
				"its wrapping key"),
			     plan->targets[i].name, "");
}

static void
check_sheets(struct rules *rules)
{
	const struct plan *plan = rules->plan;

	for (size_t i = 0; i < plan->target_count; i++)
		if (plan->targets[i].sheets == 2 && step_reader(plan, 2) == NULL)
			find(rules, true,
			     N_("target {1} wants two people with sheets, and the plan has one"),
			     plan->targets[i].name, "");
}

/* Who keeps what, and where: k cards in one place are refused with the plan; here what is short of that. */
static void
check_keepers(struct rules *rules)
{
	const struct plan *plan = rules->plan;

	for (size_t i = 0; i < plan->media_count; i++) {
		const struct plan_medium *medium = &plan->media[i];
		const bool escrow = strcmp(medium->direction, "archive") == 0 ||
				    strcmp(medium->direction, "journal") == 0;

		if (!escrow)
			continue;
		if (medium->keeper == NULL)
			find(rules, false,
			     N_("the plan does not say who keeps medium {1}, which has the escrow"),
			     medium->name, "");
		for (unsigned c = 0; c < plan->cards; c++) {
			char card[16];

			snprintf(card, sizeof card, "%u", c + 1);
			if (medium->keeper != NULL &&
			    strcmp(plan->card[c].custodian, medium->keeper) == 0)
				find(rules, false,
				     N_("the keeper of medium {1}, which has the escrow, holds "
					"card {2} too"),
				     medium->name, card);
			if (medium->place != NULL &&
			    strcmp(plan->card[c].place, medium->place) == 0)
				find(rules, false,
				     N_("medium {1}, which has the escrow, is kept in the place of "
					"card {2}"),
				     medium->name, card);
		}
	}
}

static void
check_trust(struct rules *rules)
{
	const struct plan *plan = rules->plan;

	if (plan_is_production(plan) && strcmp(plan->tools, "none") == 0)
		find(rules, true,
		     N_("the plan is for production and names no digest of the programs (tools)"),
		     "", "");
	if (plan_is_production(plan) && plan->presence_count > 0 &&
	    record_find(&plan->record, "device", 0) == plan->record.count)
		find(rules, true,
		     N_("the plan is for production, wants tokens, and lists no device: a token "
			"that is plugged in would be kept out"),
		     "", "");
	if (plan_is_production(plan) && strcmp(plan->boot, "none") == 0)
		find(rules, false,
		     N_("the plan names no digest of the boot medium: nothing vouches for the "
			"workstation"),
		     "", "");
}

static bool
accepts(const struct plan_target *target, const char *word)
{
	return text_list_has(target->attestation, ' ', word);
}

/* What nobody could meet refuses; what somebody waives is said. */
static void
check_attestation(struct rules *rules, const struct plan_target *target)
{
	enum profile_attests attests = profile_attests(target->profile, target->where);
	bool missing = accepts(target, "accept-missing");

	if (attests == PROFILE_ATTESTS && missing)
		find(rules, false,
		     N_("target {1} goes without the attestation that its service gives: trust "
			"rests on the network, the cloud's access rules and the sheets"),
		     target->name, "");
	else if (strcmp(target->attestation, "required") != 0)
		find(rules, false,
		     N_("target {1} takes a wrapping key whose attestation is lacking or "
			"not clean ({2}): trust "
			"rests on the network, the cloud's access rules and the sheets"),
		     target->name, target->attestation);
	if (attests == PROFILE_ATTESTS_NEVER && !missing)
		find(rules, true,
		     N_("target {1} wants its wrapping key attested, and that service attests "
			"none: the plan must say accept-missing"),
		     target->name, "");
	if (target->profile->service == PROFILE_AZURE && attests == PROFILE_ATTESTS && !missing &&
	    !accepts(target, "accept-owner-not-shown") && target->owner_root == NULL)
		find(rules, true,
		     N_("target {1} wants its wrapping key attested, and names no owner-root of "
			"its "
			"pool: without one nobody can see whose HSM it is"),
		     target->name, "");
}

/* AWS answers everybody with another wrapping key: there is nothing that a second person could fetch. */
static void
check_target_sheets(struct rules *rules, const struct plan_target *target)
{
	if (target->profile->service == PROFILE_AWS && target->sheets > 1)
		find(rules, false,
		     N_("target {1} has two sheets, and its service gives everybody another "
			"wrapping key: the second sheet is of the same file as the first"),
		     target->name, "");
}

/* Who carries the password is called by the program; what such a key is worth is said to who approves the plan. */
static void
check_pfx(struct rules *rules)
{
	const struct plan *plan = rules->plan;

	if (plan_pfx_targets(plan) > 0 && plan_importer(plan) == NULL)
		find(rules, true,
		     N_("the plan has neither connected operator nor administrator: nobody carries "
			"the password of a .pfx"),
		     "", "");
	for (size_t i = 0; i < plan->target_count; i++)
		if (!profile_wraps(plan->targets[i].profile))
			find(rules, false,
			     N_("target {1} takes a software-protected key, which shows its "
				"private half to the importing host; there {2} has file and "
				"password in one hand, and can have the key alone"),
			     plan->targets[i].name,
			     plan_importer(plan) == NULL ? "" : plan_importer(plan)->id);
}

/* A key that is destroyed with its archives left is not. */
static void
check_formers(struct rules *rules)
{
	if (media_of(rules->plan, "former") == 0)
		find(rules, false,
		     N_("the plan lists no medium of an earlier ceremony: archives and journals "
			"go on holding the escrow"),
		     "", "");
}

/* Words of cards on paper are typed between the touch and the fact that it counts for. */
static void
check_windows(struct rules *rules)
{
	const struct plan *plan = rules->plan;
	unsigned typed = 0;

	for (unsigned i = 0; i < plan->cards; i++)
		typed += plan->card[i].on_paper;
	if (typed > plan->quorum)
		typed = plan->quorum;
	for (size_t i = 0; i < plan->presence_count; i++) {
		const struct plan_presence *presence = &plan->presences[i];
		bool recovers = strcmp(presence->step, "recover") == 0 ||
				strcmp(presence->step, "wrap") == 0,
		     reshares = strcmp(presence->step, "reshare") == 0 && plan->old_on_paper;
		char minutes[16];

		if (presence->window_minutes >=
		    plan_presence_count(presence) + MINUTES_A_CARD * (recovers   ? typed
								      : reshares ? plan->quorum
										 : 0))
			continue;
		snprintf(minutes, sizeof minutes, "%u", presence->window_minutes);
		find(rules, false,
		     N_("the presence for '{1}' counts for {2} minutes: touching tokens, and "
			"typing cards from paper, can take longer"),
		     presence->step, minutes);
	}
}

static void
check_roster(struct rules *rules)
{
	const struct plan *plan = rules->plan;

	if (plan->presence_count == 0 && strcmp(plan->roster, "none") != 0)
		find(rules, false,
		     N_("the plan names a roster, and no presence that is recorded with it"), "",
		     "");
	for (size_t i = 0; i < plan->presence_count; i++)
		if (plan->presences[i].touches == 1) {
			find(rules, false,
			     N_("presence is recorded by one touch of a token: what it types can "
				"be "
				"noted before, and typed by somebody else"),
			     "", "");
			return;
		}
}

static void
check_reshare(struct rules *rules)
{
	const struct plan *plan = rules->plan;

	if (plan->reshare == NULL)
		return;
	find(rules, false,
	     N_("old cards open every copy of the old escrow until they are destroyed, whatever "
		"the programs say; when a quorum of them and a copy of an escrow may be out, only "
		"new keys help"),
	     "", "");
	if (!plan->new_secret)
		find(rules, false,
		     N_("the secret stays the same: old cards open the copies of the escrow that "
			"are made from now on, too"),
		     "", "");
}

size_t
plan_rules(struct plan_finding findings[PLAN_MOST_FINDINGS], const struct plan *plan, unsigned kind)
{
	struct rules rules = {.plan = plan, .findings = findings};

	check_roles(&rules);
	if (!(kind & STEP_ENDS))
		check_keepers(&rules);
	check_reshare(&rules);
	check_roster(&rules);
	check_windows(&rules);
	if (kind & (STEP_WRAPPING | STEP_RESHARE)) {
		check_media(&rules, kind);
		check_sheets(&rules);
		check_full(&rules);
		check_trust(&rules);
		for (size_t i = 0; i < plan->target_count; i++) {
			if (!profile_wraps(plan->targets[i].profile))
				continue;
			check_attestation(&rules, &plan->targets[i]);
			check_target_sheets(&rules, &plan->targets[i]);
		}
	}
	if (kind & STEP_ENDS) {
		check_media(&rules, kind);
		check_trust(&rules);
	}
	if (kind & STEP_WRAPPING)
		check_pfx(&rules);
	if (kind == STEP_DESTRUCTION)
		check_formers(&rules);
	return rules.count;
}

void
plan_finding_text(char *out, size_t capacity, const struct plan_finding *finding)
{
	const char *at = T_(finding->message);
	size_t used = 0;

	out[0] = '\0';
	while (*at != '\0' && used + 1 < capacity) {
		bool one = strncmp(at, "{1}", 3) == 0, other = strncmp(at, "{2}", 3) == 0;
		int put;

		if (one || other)
			put = snprintf(out + used, capacity - used, "%s", finding->values[other]);
		else
			put = snprintf(out + used, capacity - used, "%c", *at);
		if (put < 0 || (size_t)put >= capacity - used)
			die("a finding is too long");
		used += (size_t)put;
		at += one || other ? 3 : 1;
	}
}
