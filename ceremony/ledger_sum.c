#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/ending.h"
#include "ceremony/process.h"
#include "ceremony/step_fill.h"
#include "ceremony/text.h"

static bool
is(const struct fact *fact, const char *name)
{
	return strcmp(fact->form->name, name) == 0;
}

/* ---- sets ---- */

static struct ledger_set *
new_set(struct ledger *ledger)
{
	if (ledger->set_count == LEDGER_MOST_SETS)
		die("the ledger holds no more sets of cards than %d", LEDGER_MOST_SETS);
	return &ledger->sets[ledger->set_count++];
}

static bool
all_confirmed(const struct ledger_entry *entry, const struct ledger_set *set)
{
	char card[16];

	for (unsigned i = 1; i <= set->cards; i++) {
		snprintf(card, sizeof card, "%u", i);
		if (folder_fact(&entry->ceremony, "card-confirmed", "card", card) == NULL)
			return false;
	}
	return true;
}

static void
add_made(struct ledger *ledger, const struct ledger_entry *entry, const struct fact *fact)
{
	struct ledger_set *set = new_set(ledger);
	const struct plan *plan = &entry->ceremony.plan;

	*set = (struct ledger_set){.number = fact_value(fact, "set"),
				   .world = fact_value(fact, "world"),
				   .entry = entry,
				   .made = fact,
				   .quorum = text_number(fact_value(fact, "quorum")),
				   .cards = text_number(fact_value(fact, "cards"))};
	/* New cards count when the whole reshare did: until then the old ones are in force. */
	set->valid = all_confirmed(entry, set) && (!plan_is_reshare(plan) || entry->complete);
	for (size_t i = 0; plan_is_reshare(plan) && set->valid && i + 1 < ledger->set_count; i++) {
		struct ledger_set *old = &ledger->sets[i];

		if (old->world == NULL || strcmp(old->world, plan->world) != 0 ||
		    old->replaced != NULL)
			continue;
		old->replaced = entry;
		old->by = set;
	}
}

static void
add_sets(struct ledger *ledger, const struct ledger_entry *entry)
{
	const struct transcript *transcript = &entry->ceremony.transcript;

	for (size_t i = 0; i < transcript->count; i++) {
		const struct fact *fact = &transcript->facts[i];

		if (is(fact, "world-made"))
			add_made(ledger, entry, fact);
		if (is(fact, "world-begun") && folder_fact(&entry->ceremony, "world-made", "set",
							   fact_value(fact, "set")) == NULL)
			*new_set(ledger) =
				(struct ledger_set){.number = fact_value(fact, "set"),
						    .entry = entry,
						    .made = fact,
						    .quorum = entry->ceremony.plan.quorum,
						    .cards = entry->ceremony.plan.cards};
	}
}

const struct ledger_set *
ledger_set_of(const struct ledger *ledger, const char *world)
{
	for (size_t i = 0; i < ledger->set_count; i++)
		if (ledger->sets[i].world != NULL && strcmp(ledger->sets[i].world, world) == 0)
			return &ledger->sets[i];
	return NULL;
}

static const struct world *
world_of(const struct ledger *ledger, const char *digest)
{
	for (size_t i = 0; i < ledger->count; i++)
		if (ledger->entries[i]->world != NULL &&
		    strcmp(ledger->entries[i]->world->digest, digest) == 0)
			return ledger->entries[i]->world;
	return NULL;
}

/* The cards of a void set are of the old secret, where a reshare kept it; elsewhere they open nothing that is kept. */
bool
ledger_set_opens(const struct ledger *ledger, const struct ledger_set *set, const char *world)
{
	const struct plan *plan = &set->entry->ceremony.plan;
	const char *own = set->world;
	const struct world *one, *other;

	if (own == NULL && plan_is_reshare(plan) && !plan->new_secret)
		own = plan->world;
	if (own == NULL)
		return false;
	one = world_of(ledger, own);
	other = world_of(ledger, world);
	return strcmp(own, world) == 0 || (one != NULL && other != NULL &&
					   strcmp(one->recipient_text, other->recipient_text) == 0);
}

/* ---- copies ---- */

static bool
has_escrows(const struct ledger_entry *entry)
{
	for (size_t i = 0; i < entry->ceremony.plan.key_count; i++)
		if (folder_sealed(&entry->ceremony, entry->ceremony.plan.keys[i].name) != NULL)
			return true;
	return false;
}

static bool
is_archive(const struct ledger_entry *entry, const struct fact *written)
{
	const struct fact *package =
		!is(written, "medium-written")
			? NULL
			: folder_fact(&entry->ceremony, "package-written", "package",
				      fact_value(written, "package"));

	return package != NULL && strcmp(fact_value(package, "kind"), "archive") == 0;
}

static bool
is_on_pages(const struct fact *written)
{
	return strcmp(fact_value(written, "read-back"), "pictures") == 0;
}

/* Nobody looked at what is on the medium; it is there all the same. */
static bool
is_by_memory(const struct fact *written)
{
	return strcmp(fact_value(written, "read-back"), "memory") == 0;
}

static bool
is_medium(const struct ledger_entry *entry, const struct fact *fact)
{
	return is_archive(entry, fact) && !is_on_pages(fact);
}

/* Another fact stands for the same medium: an earlier one, but rather one that was read back. */
static bool
is_listed(const struct ledger_entry *entry, const struct fact *fact)
{
	const struct transcript *transcript = &entry->ceremony.transcript;

	for (size_t i = 0; i < transcript->count; i++) {
		const struct fact *other = &transcript->facts[i];

		if (other == fact || !is_medium(entry, other) ||
		    strcmp(fact_value(other, "medium"), fact_value(fact, "medium")) != 0)
			continue;
		if (is_by_memory(other) == is_by_memory(fact) ? other < fact : is_by_memory(fact))
			return true;
	}
	return false;
}

/* The n-th medium that the archive is on, in the order of the transcript, each once: the plan's media are written in their order. Behind
 * them those that count for nothing else, because nothing was read back from them. */
static const struct fact *
nth_archive(const struct ledger_entry *entry, size_t n)
{
	const struct transcript *transcript = &entry->ceremony.transcript;

	for (size_t i = 0; i < 2 * transcript->count; i++) {
		const struct fact *fact = &transcript->facts[i % transcript->count];
		const bool is_second = i >= transcript->count;

		if (is_medium(entry, fact) && is_by_memory(fact) == is_second &&
		    !is_listed(entry, fact) && n-- == 0)
			return fact;
	}
	return NULL;
}

static void
add_copy(struct ledger *ledger, const struct ledger_entry *entry, const char *name,
	 const struct fact *written)
{
	struct ledger_copy *copy = &ledger->copies[ledger->copy_count];

	if (ledger->copy_count == LEDGER_MOST_COPIES)
		die("the ledger holds no more copies than %d", LEDGER_MOST_COPIES);
	*copy = (struct ledger_copy){.entry = entry, .written = written};
	snprintf(copy->name, sizeof copy->name, "%s", name);
	ledger->copy_count++;
}

static void
add_media(struct ledger *ledger, const struct ledger_entry *entry, const struct plan_medium *medium,
	  size_t *archives)
{
	bool archive = strcmp(medium->direction, "archive") == 0;
	char name[64];

	if (!archive && strcmp(medium->direction, "journal") != 0)
		return;
	for (unsigned i = 1; i <= medium->count; i++) {
		step_medium_name(name, medium, i);
		add_copy(ledger, entry, name, archive ? nth_archive(entry, (*archives)++) : NULL);
	}
}

static void
add_copies(struct ledger *ledger, const struct ledger_entry *entry)
{
	const struct transcript *transcript = &entry->ceremony.transcript;
	size_t archives = 0;
	char name[64];

	if (!has_escrows(entry))
		return;
	for (size_t i = 0; i < entry->ceremony.plan.media_count; i++)
		add_media(ledger, entry, &entry->ceremony.plan.media[i], &archives);
	for (const struct fact *more; (more = nth_archive(entry, archives)) != NULL; archives++) {
		snprintf(name, sizeof name, "more-%zu", archives + 1);
		add_copy(ledger, entry, name, more);
	}
	for (size_t i = 0; i < transcript->count; i++)
		if (is_archive(entry, &transcript->facts[i]) &&
		    is_on_pages(&transcript->facts[i])) {
			add_copy(ledger, entry, "pages", &transcript->facts[i]);
			return;
		}
}

void
ledger_sum(struct ledger *ledger)
{
	ledger->set_count = ledger->copy_count = 0;
	for (size_t i = 0; i < ledger->count; i++) {
		add_sets(ledger, ledger->entries[i]);
		add_copies(ledger, ledger->entries[i]);
	}
}

/* ---- what is gone ---- */

const struct fact *
ledger_card_gone(const struct ledger *ledger, const struct ledger_set *set, unsigned card,
		 const struct ledger_entry **where)
{
	char what[16];

	snprintf(what, sizeof what, "card-%u", card);
	for (size_t i = 0; set->world != NULL && i < ledger->count; i++) {
		const struct folder *ceremony = &ledger->entries[i]->ceremony;
		const struct fact *fact =
			strcmp(ceremony->plan.kind, "destruction") == 0 &&
					strcmp(ceremony->plan.world, set->world) == 0
				? ending_noted(&ceremony->transcript, "destroyed", what)
				: NULL;

		*where = ledger->entries[i];
		if (fact != NULL)
			return fact;
	}
	return NULL;
}

static bool
is_copy(const struct ledger_copy *copy, const char *text)
{
	const char *ceremony = copy->entry->ceremony.plan.ceremony;
	size_t length = strlen(ceremony);

	return strncmp(text, ceremony, length) == 0 && text[length] == '/' &&
	       strcmp(text + length + 1, copy->name) == 0;
}

const struct ledger_entry *
ledger_copy_other(const struct ledger *ledger, const struct ledger_copy *copy)
{
	const char *id = copy->entry->ceremony.plan.ceremony;

	for (size_t i = 0; i < ledger->count; i++)
		if (ledger->entries[i] != copy->entry &&
		    strcmp(ledger->entries[i]->ceremony.plan.ceremony, id) == 0)
			return ledger->entries[i];
	return NULL;
}

/* By the text alone. */
static const struct fact *
copy_noted(const struct ledger *ledger, const struct ledger_copy *copy,
	   const struct ledger_entry **where)
{
	for (size_t i = 0; i < ledger->count; i++) {
		const struct folder *ceremony = &ledger->entries[i]->ceremony;

		*where = ledger->entries[i];
		for (size_t m = 0; m < ceremony->plan.media_count; m++) {
			const struct plan_medium *medium = &ceremony->plan.media[m];
			const struct fact *fact =
				medium->copy != NULL && is_copy(copy, medium->copy)
					? ending_noted(&ceremony->transcript, "destroyed",
						       medium->name)
					: NULL;

			if (fact != NULL)
				return fact;
		}
	}
	return NULL;
}

/* Media of an attempt that made nothing have its id too, so another ceremony is enough to doubt: it need not have such a copy. */
const struct fact *
ledger_copy_gone(const struct ledger *ledger, const struct ledger_copy *copy,
		 const struct ledger_entry **where)
{
	return ledger_copy_other(ledger, copy) == NULL ? copy_noted(ledger, copy, where) : NULL;
}

const struct fact *
ledger_copy_unclear(const struct ledger *ledger, const struct ledger_copy *copy,
		    const struct ledger_entry **where)
{
	return ledger_copy_other(ledger, copy) != NULL ? copy_noted(ledger, copy, where) : NULL;
}

const struct ledger_copy *
ledger_first_unclear(const struct ledger *ledger)
{
	const struct ledger_entry *where;

	for (size_t i = 0; i < ledger->copy_count; i++)
		if (ledger_copy_unclear(ledger, &ledger->copies[i], &where) != NULL)
			return &ledger->copies[i];
	return NULL;
}

unsigned
ledger_cards_left(const struct ledger *ledger, const struct ledger_set *set)
{
	const struct ledger_entry *where;
	unsigned left = 0;

	for (unsigned i = 1; i <= set->cards; i++)
		left += ledger_card_gone(ledger, set, i, &where) == NULL;
	return left;
}

const char *
ledger_public(const struct ledger_entry *entry, const struct plan_key *key)
{
	const struct fact *sealed = folder_sealed(&entry->ceremony, key->name);

	if (sealed != NULL)
		return fact_value(sealed, "public");
	return strcmp(key->public_digest, "none") == 0 ? NULL : key->public_digest;
}

bool
ledger_is_key(const struct ledger_entry *entry, const struct plan_key *key, const char *public)
{
	const char *own = ledger_public(entry, key);

	return own != NULL && strcmp(own, public) == 0;
}

/* ---- what is noted of places ---- */

const char *
ledger_note_rest(const struct fact *noted)
{
	const char *text = fact_value(noted, "text");
	size_t length = strcspn(text, " ");

	return text[length] == '\0' ? "" : text + length + 1;
}

/* On one branch the chain says which was first; on two of them only the times do. */
static bool
is_later(const struct ledger_entry *entry, const struct fact *fact,
	 const struct ledger_entry *before, const struct fact *than)
{
	if (ledger_is_behind(entry, before))
		return true;
	return !ledger_is_behind(before, entry) && strcmp(fact->time, than->time) > 0;
}

const struct fact *
ledger_noted_at(const struct ledger *ledger, const char *about, const struct ledger_entry *entry,
		const struct plan_target *target, const struct fact *wrapped,
		const struct ledger_entry **where)
{
	const char *public = ledger_public(entry, target->key);

	for (size_t i = ledger->count; public != NULL && i > 0; i--) {
		const struct folder *ceremony = &ledger->entries[i - 1]->ceremony;

		*where = ledger->entries[i - 1];
		for (size_t t = 0; t < ceremony->plan.target_count; t++) {
			const struct plan_target *other = &ceremony->plan.targets[t];
			const struct fact *noted =
				ending_noted(&ceremony->transcript, about, other->name);

			if (noted != NULL && strcmp(other->where, target->where) == 0 &&
			    strcmp(other->cloud_name, target->cloud_name) == 0 &&
			    ledger_is_key(*where, other->key, public) &&
			    is_later(*where, noted, entry, wrapped))
				return noted;
		}
	}
	return NULL;
}

bool
ledger_is_gone(const struct ledger *ledger, const struct fact *deleted)
{
	const char *date = ledger_note_rest(deleted);

	for (size_t i = 0; i < ledger->count; i++) {
		const struct transcript *transcript = &ledger->entries[i]->ceremony.transcript;

		if (strncmp(transcript->facts[transcript->count - 1].time, date, strlen(date)) >= 0)
			return true;
	}
	return false;
}
