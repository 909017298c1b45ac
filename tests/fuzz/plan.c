/*
 * A plan that is accepted has 2 to 16 cards and a quorum of 2 to all of them, every pointer set,
 * each custodian and each target's key in the plan, nobody with a quorum alone, two media for the
 * archive; and is written back as the same bytes. No input crashes.
 */
#include <stdbool.h>
#include <stdlib.h>

#include "ceremony/plan.h"
#include "ceremony/secret.h"
#include "tests/fuzz/write_back.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
must_be_text(const char *text)
{
	must(text != NULL && text[0] != '\0');
}

static void
check_head(const struct plan *plan)
{
	const char *const heads[] = {plan->ceremony, plan->kind,  plan->mode,     plan->script,
				     plan->language, plan->paper, plan->date,     plan->place,
				     plan->tenant,   plan->tools, plan->previous, plan->world,
				     plan->roster};

	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		must_be_text(heads[i]);
	must(plan->quorum >= 2 && plan->quorum <= plan->cards && plan->cards <= PLAN_MOST_CARDS);
	must(strcmp(plan->kind, "rehearsal") != 0 || !plan_is_production(plan));
}

static void
check_cards(const struct plan *plan)
{
	for (unsigned i = 0; i < plan->cards; i++) {
		unsigned held = 0;

		must(plan->card[i].index == i + 1);
		must_be_text(plan->card[i].place);
		must(plan_person(plan, plan->card[i].custodian) != NULL);
		for (unsigned j = 0; j < plan->cards; j++)
			held += strcmp(plan->card[j].custodian, plan->card[i].custodian) == 0;
		must(held < plan->quorum);
	}
	must(plan->cards == PLAN_MOST_CARDS || plan->card[plan->cards].index == 0);
}

static void
check_keys(const struct plan *plan)
{
	must(plan->key_count <= PLAN_MOST_KEYS && plan->target_count <= PLAN_MOST_TARGETS);
	for (size_t i = 0; i < plan->key_count; i++) {
		const struct plan_key *key = &plan->keys[i];

		must(plan_key(plan, key->name) == key && key->type < KEY_TYPES);
		must_be_text(key->policy);
		must_be_text(key->public_digest);
		must_be_text(key->escrow_digest);
		must_be_text(key->replaces);
	}
	for (size_t i = 0; i < plan->target_count; i++) {
		const struct plan_target *target = &plan->targets[i];

		must(plan_target(plan, target->name) == target && target->profile != NULL);
		must(target->key >= plan->keys && target->key < plan->keys + plan->key_count);
		must(profile_takes_key(target->profile, target->key->type) == NULL);
		must_be_text(target->region);
		must_be_text(target->where);
		must_be_text(target->cloud_name);
		must_be_text(target->attestation);
		must(profile_wraps(target->profile) ? target->sheets == 1 || target->sheets == 2
						    : target->sheets == 0);
	}
}

static void
check_others(const struct plan *plan)
{
	must(plan->people_count >= 1 && plan->people_count <= PLAN_MOST_PEOPLE);
	for (size_t i = 0; i < plan->people_count; i++) {
		must(plan_person(plan, plan->people[i].id) == &plan->people[i]);
		must_be_text(plan->people[i].role);
		must_be_text(plan->people[i].name);
		must_be_text(plan->people[i].organisation);
	}
	must(plan->presence_count <= PLAN_MOST_PRESENCES && plan->media_count <= PLAN_MOST_MEDIA);
	for (size_t i = 0; i < plan->presence_count; i++) {
		must_be_text(plan->presences[i].step);
		must_be_text(plan->presences[i].people);
		must(plan->presences[i].need >= 1 && plan->presences[i].touches >= 1);
		must(plan->presences[i].window_minutes > 0);
		must(plan_presence_count(&plan->presences[i]) >= plan->presences[i].need &&
		     plan_presence_count(&plan->presences[i]) <= PLAN_MOST_PRESENT);
	}
	must(plan->media_count >= 1 && plan_archive_media(plan) >= 2);
	for (size_t i = 0; i < plan->media_count; i++) {
		must_be_text(plan->media[i].name);
		must_be_text(plan->media[i].direction);
		must(plan->media[i].count >= 1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct plan plan;
	static bool begun;
	struct record_problem problem;

	if (!begun)
		secret_begin();
	begun = true;
	if (plan_read(&plan, data, size, &problem) == NULL) {
		must(size <= PLAN_MOST_BYTES);
		check_head(&plan);
		check_cards(&plan);
		check_keys(&plan);
		check_others(&plan);
		must(write_back_is(&plan.record, data, size));
	}
	plan_free(&plan);
	return 0;
}
