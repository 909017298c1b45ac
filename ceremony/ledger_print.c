#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/text.h"
#include "ceremony/words.h"

enum { DAY_CHARACTERS = 10 };

/* The day of a fact, by the clock of the computer that wrote it. */
static void
print_where(const char *before, const struct ledger_entry *entry, const struct fact *fact)
{
	printf("%s%s, %.*s", before, entry->ceremony.plan.ceremony, DAY_CHARACTERS, fact->time);
}

static const struct fact *
end_of(const struct ledger_entry *entry)
{
	return &entry->ceremony.transcript.facts[entry->ceremony.transcript.count - 1];
}

static void
print_ceremonies(const struct ledger *ledger)
{
	printf("CEREMONIES\n");
	for (size_t i = 0; i < ledger->count; i++) {
		const struct ledger_entry *entry = ledger->entries[i];
		const struct plan *plan = &entry->ceremony.plan;

		printf("  %-20s  %-13s  %-10s  %.*s  %s\n", plan->ceremony, plan->kind, plan->mode,
		       DAY_CHARACTERS, end_of(entry)->time,
		       entry->complete ? "complete"
		       : entry->closed ? "UNFINISHED"
				       : "NOT CLOSED");
	}
}

/* ---- sets ---- */

static const struct fact *
last_confirmed(const struct ledger *ledger, const struct ledger_set *set, unsigned card,
	       const struct ledger_entry **where)
{
	char number[16];

	snprintf(number, sizeof number, "%u", card);
	for (size_t i = ledger->count; i > 0; i--) {
		const struct fact *fact = folder_fact(&ledger->entries[i - 1]->ceremony,
						      "card-confirmed", "card", number);

		*where = ledger->entries[i - 1];
		if (fact != NULL && strcmp(fact_value(fact, "world"), set->world) == 0)
			return fact;
	}
	return NULL;
}

static void
print_card(const struct ledger *ledger, const struct ledger_set *set, unsigned card)
{
	const struct plan_card *planned = &set->entry->ceremony.plan.card[card - 1];
	const struct ledger_entry *where;
	const struct fact *fact;

	printf("  card %-2u  %-16s", card, planned->custodian);
	if (set->world == NULL) {
		printf("  void; whether it is destroyed stands on paper\n");
		return;
	}
	fact = last_confirmed(ledger, set, card, &where);
	if (fact == NULL)
		printf("  never confirmed");
	else
		print_where("  last confirmed in ", where, fact);
	fact = ledger_card_gone(ledger, set, card, &where);
	if (fact != NULL) {
		print_where("; DESTROYED, noted in ", where, fact);
		printf(", certificate %s", ledger_note_rest(fact));
	}
	printf("\n");
}

static void
print_state(const struct ledger_set *set)
{
	printf("  state    ");
	if (set->world == NULL)
		printf("void: it was begun and never made\n");
	else if (!set->valid)
		printf("never valid: its ceremony did not end well, or a card was not confirmed\n");
	else if (set->replaced == NULL)
		printf("in force\n");
	else {
		printf("replaced by set %s", set->by->number);
		print_where(" in ", set->replaced, end_of(set->replaced));
		printf("\n");
	}
}

static void
print_sets(const struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->set_count; i++) {
		const struct ledger_set *set = &ledger->sets[i];

		printf("\nSET %s", set->number);
		if (set->entry->world != NULL && set->world != NULL)
			printf(", generation %u", set->entry->world->generation);
		printf(": any %u of %u cards; begun in ", set->quorum, set->cards);
		print_where("", set->entry, set->made);
		printf("\n");
		print_state(set);
		if (set->world != NULL)
			printf("  world    %s\n", set->world);
		for (unsigned card = 1; card <= set->cards; card++)
			print_card(ledger, set, card);
	}
}

/* ---- keys ---- */

static bool
is_known_before(const struct ledger *ledger, size_t at, size_t k, const char *public)
{
	for (size_t i = 0; i <= at; i++) {
		const struct plan *plan = &ledger->entries[i]->ceremony.plan;

		for (size_t j = 0; j < (i == at ? k : plan->key_count); j++)
			if (ledger_is_key(ledger->entries[i], &plan->keys[j], public))
				return true;
	}
	return false;
}

static void
print_made(const struct ledger *ledger, const char *public)
{
	for (size_t i = 0; i < ledger->count; i++) {
		const struct fact *made =
			folder_fact(&ledger->entries[i]->ceremony, "key-made", "public", public);

		if (made == NULL)
			continue;
		print_where("  made     in ", ledger->entries[i], made);
		printf("\n");
		return;
	}
	printf("  made     in a ceremony that was not given\n");
}

static void
print_replaced(const struct ledger *ledger, const char *public)
{
	for (size_t i = 0; i < ledger->count; i++) {
		const struct ledger_entry *entry = ledger->entries[i];

		for (size_t k = 0; k < entry->ceremony.plan.key_count; k++) {
			const struct plan_key *key = &entry->ceremony.plan.keys[k];
			const struct fact *made =
				folder_fact(&entry->ceremony, "key-made", "key", key->name);

			if (made == NULL || strcmp(key->replaces, public) != 0)
				continue;
			printf("  replaced by '%s'", key->name);
			print_where(" in ", entry, made);
			printf("%s\n", entry->complete ? "" : ", which is not complete");
		}
	}
}

static const char *
software(const struct plan_target *target)
{
	return profile_wraps(target->profile) ? "" : ", software-protected";
}

static const struct fact *
made_for(const struct ledger_entry *entry, const struct plan_target *target)
{
	return folder_fact(&entry->ceremony, folder_blob_fact(target), "target", target->name);
}

static void
print_target(const struct ledger *ledger, const struct ledger_entry *entry,
	     const struct plan_target *target, const char *public)
{
	const struct fact *made = made_for(entry, target), *noted;
	const bool exported =
		strcmp(entry->ceremony.plan.kind, "export") == 0 || !profile_wraps(target->profile);
	const struct ledger_entry *where;

	if (made == NULL || !ledger_is_key(entry, target->key, public))
		return;
	printf("  %s for %s: %s, '%s'%s", exported ? "exported" : "wrapped ", target->name,
	       target->where, target->cloud_name, software(target));
	print_where("; in ", entry, made);
	noted = ledger_noted_at(ledger, "frozen", entry, target, made, &where);
	if (noted != NULL) {
		print_where("; FROZEN, noted in ", where, noted);
		printf(", at %s", ledger_note_rest(noted));
	}
	noted = ledger_noted_at(ledger, "deleted", entry, target, made, &where);
	if (noted != NULL) {
		print_where("; DELETED, noted in ", where, noted);
		printf(", gone for good on %s", ledger_note_rest(noted));
	}
	printf("\n");
}

static void
print_key(const struct ledger *ledger, const struct plan_key *key, const char *public)
{
	printf("\nKEY %s, %s\n  public   %s\n", key->name, key_type_name(key->type), public);
	print_made(ledger, public);
	print_replaced(ledger, public);
	for (size_t i = 0; i < ledger->count; i++)
		for (size_t t = 0; t < ledger->entries[i]->ceremony.plan.target_count; t++)
			print_target(ledger, ledger->entries[i],
				     &ledger->entries[i]->ceremony.plan.targets[t], public);
}

typedef void with_key(const struct ledger *ledger, const struct plan_key *key, const char *public);

/* Each key once, by its public half. */
static void
for_keys(const struct ledger *ledger, with_key *function)
{
	for (size_t i = 0; i < ledger->count; i++) {
		const struct plan *plan = &ledger->entries[i]->ceremony.plan;

		for (size_t k = 0; k < plan->key_count; k++) {
			const char *public = ledger_public(ledger->entries[i], &plan->keys[k]);

			if (public != NULL && !is_known_before(ledger, i, k, public))
				function(ledger, &plan->keys[k], public);
		}
	}
}

/* ---- copies ---- */

/* As it stands on the medium. */
static void
print_label(const struct fact *written)
{
	const char *package = fact_value(written, "package");
	char words[WORDS_MEDIUM_TEXT_BYTES];
	struct digest digest;

	if (text_from_hex(digest.bytes, sizeof digest.bytes, package, strlen(package)) != NULL)
		return;
	words_medium_of(words, &digest, " ... ");
	printf("%s", words);
}

/* Where two ceremonies have one id, the folder too. */
static void
print_name(const struct ledger *ledger, const struct ledger_copy *copy)
{
	printf("%s/%s", copy->entry->ceremony.plan.ceremony, copy->name);
	if (ledger_copy_other(ledger, copy) != NULL)
		printf(" of '%s'", copy->entry->name);
}

/* In a list of what is in being. */
static void
print_doubt(const struct ledger *ledger, const struct ledger_copy *copy)
{
	const struct ledger_entry *where;

	if (ledger_copy_unclear(ledger, copy, &where) != NULL)
		printf("; one of this name is destroyed, and nobody noted which");
}

static void
print_copy_state(const struct ledger *ledger, const struct ledger_copy *copy)
{
	const struct ledger_entry *where;
	const struct fact *gone = ledger_copy_gone(ledger, copy, &where), *unclear;

	if (gone != NULL) {
		print_where("  state    DESTROYED, noted in ", where, gone);
		printf(", certificate %s\n", ledger_note_rest(gone));
		return;
	}
	printf("  state    in being, as far as these transcripts know\n");
	unclear = ledger_copy_unclear(ledger, copy, &where);
	if (unclear == NULL)
		return;
	print_where("  IN DOUBT one of this name is destroyed, noted in ", where, unclear);
	printf(", certificate %s: of '%s', or of '%s', which has the same id\n",
	       ledger_note_rest(unclear), copy->entry->name, ledger_copy_other(ledger, copy)->name);
}

static void
print_copy(const struct ledger *ledger, const struct ledger_copy *copy)
{
	const struct plan *plan = &copy->entry->ceremony.plan;

	printf("\nCOPY ");
	print_name(ledger, copy);
	printf("\n");
	for (size_t k = 0; k < plan->key_count; k++) {
		const struct fact *sealed =
			folder_sealed(&copy->entry->ceremony, plan->keys[k].name);

		if (sealed != NULL)
			printf("  holds    '%s', escrow %s\n", plan->keys[k].name,
			       fact_value(sealed, "escrow"));
	}
	if (copy->written == NULL)
		printf("  written  by the plan and the paper; no fact says so\n");
	else {
		print_where("  written  in ", copy->entry, copy->written);
		printf("; medium %s; label %s, %s: ", fact_value(copy->written, "medium"),
		       plan->ceremony, plan->date);
		print_label(copy->written);
		printf("%s\n", strcmp(fact_value(copy->written, "read-back"), "memory") == 0
				       ? "; never read back"
				       : "");
	}
	print_copy_state(ledger, copy);
}

static void
print_copies(const struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->copy_count; i++)
		print_copy(ledger, &ledger->copies[i]);
}

/* ---- what remains ---- */

static void
print_remaining_cards(const struct ledger *ledger, size_t *lines)
{
	for (size_t i = 0; i < ledger->set_count; i++) {
		const struct ledger_set *set = &ledger->sets[i];
		unsigned left = ledger_cards_left(ledger, set);

		if ((set->valid && set->replaced == NULL) || left == 0)
			continue;
		printf("  %u of %u cards of set %s, which is %s; a quorum is %u\n", left,
		       set->cards, set->number,
		       set->world == NULL ? "void"
		       : set->valid       ? "replaced"
					  : "of no valid ceremony",
		       set->quorum);
		(*lines)++;
	}
}

static bool
opens_copy(const struct ledger *ledger, const struct ledger_set *set,
	   const struct ledger_copy *copy, const char *public)
{
	const struct plan *plan = &copy->entry->ceremony.plan;

	for (size_t k = 0; k < plan->key_count; k++) {
		const struct fact *sealed =
			folder_sealed(&copy->entry->ceremony, plan->keys[k].name);

		if (sealed != NULL &&
		    (public == NULL || strcmp(fact_value(sealed, "public"), public) == 0) &&
		    ledger_set_opens(ledger, set, fact_value(sealed, "world")))
			return true;
	}
	return false;
}

static bool
in_being(const struct ledger *ledger, const struct ledger_copy *copy)
{
	const struct ledger_entry *where;

	return ledger_copy_gone(ledger, copy, &where) == NULL;
}

/* Copies that old cards open: they go when the old cards do not. */
static void
print_remaining_copies(const struct ledger *ledger, size_t *lines)
{
	for (size_t c = 0; c < ledger->copy_count; c++) {
		const struct ledger_copy *copy = &ledger->copies[c];

		for (size_t i = 0; i < ledger->set_count && in_being(ledger, copy); i++) {
			const struct ledger_set *set = &ledger->sets[i];

			if ((set->valid && set->replaced == NULL) ||
			    ledger_cards_left(ledger, set) < set->quorum ||
			    !opens_copy(ledger, set, copy, NULL))
				continue;
			printf("  ");
			print_name(ledger, copy);
			printf(", or the cards of set %s, which open it", set->number);
			print_doubt(ledger, copy);
			printf("\n");
			(*lines)++;
		}
	}
}

static void
print_remaining(const struct ledger *ledger)
{
	size_t lines = 0;

	printf("\nTO BE DESTROYED\n");
	print_remaining_cards(ledger, &lines);
	print_remaining_copies(ledger, &lines);
	if (lines == 0)
		printf("  nothing that these transcripts know\n");
}

static size_t
print_opening(const struct ledger *ledger, const struct ledger_set *set, const char *public)
{
	const unsigned left = ledger_cards_left(ledger, set);
	size_t copies = 0;

	if (left < set->quorum)
		return 0;
	for (size_t c = 0; c < ledger->copy_count; c++) {
		const struct ledger_copy *copy = &ledger->copies[c];

		if (!in_being(ledger, copy) || !opens_copy(ledger, set, copy, public))
			continue;
		if (copies++ == 0)
			printf("  any %u of the %u cards that are left of set %s, with one of:\n",
			       set->quorum, left, set->number);
		printf("    ");
		print_name(ledger, copy);
		print_doubt(ledger, copy);
		printf("\n");
	}
	return copies;
}

/* One place where the key was wrapped; false when it is gone from there. */
static bool
print_place(const struct ledger *ledger, const struct ledger_entry *entry,
	    const struct plan_target *target, const char *public)
{
	const struct fact *made = made_for(entry, target), *deleted;
	const struct ledger_entry *where;

	if (made == NULL || !ledger_is_key(entry, target->key, public))
		return false;
	deleted = ledger_noted_at(ledger, "deleted", entry, target, made, &where);
	if (deleted != NULL && ledger_is_gone(ledger, deleted))
		return false;
	printf("  at %s, '%s'%s, since %s", target->where, target->cloud_name, software(target),
	       entry->ceremony.plan.ceremony);
	if (deleted != NULL)
		printf("; deleted, and recoverable until %s", ledger_note_rest(deleted));
	printf("\n");
	return true;
}

static size_t
print_in_use(const struct ledger *ledger, const char *public)
{
	size_t lines = 0;

	for (size_t i = 0; i < ledger->count; i++) {
		const struct ledger_entry *entry = ledger->entries[i];

		for (size_t t = 0; t < entry->ceremony.plan.target_count; t++)
			lines += print_place(ledger, entry, &entry->ceremony.plan.targets[t],
					     public);
	}
	return lines;
}

static void
print_opens(const struct ledger *ledger, const struct plan_key *key, const char *public)
{
	size_t lines = 0;

	printf("\nWHAT STILL OPENS OR USES %s, %.8s...\n", key->name, public);
	for (size_t i = 0; i < ledger->set_count; i++)
		lines += print_opening(ledger, &ledger->sets[i], public);
	lines += print_in_use(ledger, public);
	if (lines == 0)
		printf("  nothing that these transcripts know\n");
}

static void
print_not_given(const struct ledger *ledger)
{
	const struct ledger_entry *wanted_by;
	const char *digest;

	for (size_t i = 0; (digest = ledger_not_given(ledger, i, &wanted_by)) != NULL; i++)
		printf("%s  the transcript %s,\n    which %s goes on with\n",
		       i == 0 ? "\nNOT GIVEN\n" : "", digest, wanted_by->ceremony.plan.ceremony);
}

void
ledger_print(const struct ledger *ledger)
{
	printf("CUSTODY LEDGER of %zu %s\n\n", ledger->count,
	       ledger->count == 1 ? "ceremony" : "ceremonies");
	print_ceremonies(ledger);
	print_sets(ledger);
	for_keys(ledger, print_key);
	print_copies(ledger);
	print_remaining(ledger);
	for_keys(ledger, print_opens);
	print_not_given(ledger);
}
