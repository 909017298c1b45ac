#include "show.h"

#include <string.h>

#include "ceremony/process.h"
#include "ceremony/words.h"

enum { WORDS_A_LINE = 5 };

static void
show_lines(const struct digest *digest)
{
	for (size_t at = 0; at < WORDS_PROOF; at += WORDS_A_LINE)
		say("  %2zu  %-12s %-12s %-12s %-12s %s", at + 1, words_word(at, digest->bytes[at]),
		    words_word(at + 1, digest->bytes[at + 1]),
		    words_word(at + 2, digest->bytes[at + 2]),
		    words_word(at + 3, digest->bytes[at + 3]),
		    words_word(at + 4, digest->bytes[at + 4]));
}

void
show_words(const char *what, const struct digest *digest)
{
	say("The 20 words of %s, to be read aloud and written on the script:", what);
	show_lines(digest);
}

void
show_words_to_compare(const char *what, const struct digest *digest)
{
	say("The 20 words of %s, to be compared with the paper:", what);
	show_lines(digest);
}

void
show_label(const char *what, const struct digest *digest)
{
	char label[WORDS_LABEL_TEXT_BYTES];

	words_label_of(label, digest);
	say("The label of %s: %s", what, label);
}

static void
show_cards(const struct plan *plan)
{
	say("  cards      %u, any %u of them recover the key", plan->cards, plan->quorum);
	for (unsigned i = 0; i < plan->cards; i++)
		say("    card %u   %s, %s", plan->card[i].index, plan->card[i].custodian,
		    plan->card[i].on_paper ? "on paper" : "on a medium");
}

static void
show_targets(const struct plan *plan)
{
	for (size_t i = 0; i < plan->target_count; i++) {
		const struct plan_target *target = &plan->targets[i];

		say("  target     %s: key %s to %s as '%s'", target->name, target->key->name,
		    target->where, target->cloud_name);
		if (profile_wraps(target->profile))
			say("             region %s, profile %s, attestation %s, %u sheet%s",
			    target->region, target->profile->name, target->attestation,
			    target->sheets, target->sheets == 1 ? "" : "s");
		else
			say("             region %s, profile %s: software-protected, in a .pfx",
			    target->region, target->profile->name);
	}
}

static void
show_presences(const struct plan *plan)
{
	for (size_t i = 0; i < plan->presence_count; i++) {
		const struct plan_presence *presence = &plan->presences[i];

		say("  presence   for %s: %u of %s", presence->step, presence->need,
		    presence->people);
		say("             by tokens, %u touch%s, counts for %u minutes", presence->touches,
		    presence->touches == 1 ? "" : "es", presence->window_minutes);
	}
}

void
show_plan(const struct plan *plan)
{
	say("The plan:");
	say("  ceremony   %s, a %s of %s", plan->ceremony, plan->kind, plan->date);
	say("  mode       %s", plan->mode);
	say("  tenant     %s", plan->tenant);
	show_cards(plan);
	for (size_t i = 0; i < plan->people_count; i++)
		say("  person     %s, %s", plan->people[i].id, plan->people[i].role);
	for (size_t i = 0; i < plan->key_count; i++)
		say("  key        %s, %s, policy %s", plan->keys[i].name,
		    key_type_name(plan->keys[i].type), plan->keys[i].policy);
	show_targets(plan);
	show_presences(plan);
	for (size_t i = 0; i < plan->media_count; i++)
		say("  medium     %s, %u for %s", plan->media[i].name, plan->media[i].count,
		    plan->media[i].direction);
}
