#include "new_set.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "ceremony/card.h"
#include "ceremony/card_paper.h"
#include "ceremony/handwriting.h"
#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/secret.h"
#include "ceremony/show.h"
#include "ceremony/terminal.h"

enum { NAME_BYTES = 128 };

/* What is mounted there later is below the folder that its name is in. */
static void
allow_around(const char *name)
{
	char around[PATH_MAX];
	int root = file_open_folder(FILE_HERE, "/"), folder;

	snprintf(around, sizeof around, "%s", name);
	while (strlen(around) > 1 && around[strlen(around) - 1] == '/')
		around[strlen(around) - 1] = '\0';
	folder = file_open_folder(FILE_HERE, dirname(around));
	if (file_same_folder(folder, root))
		misuse("'%s' is in the root folder: mount media below one of their own, like "
		       "/media",
		       name);
	sandbox_allow(folder, true);
	close(root);
}

static int
open_medium(const char *name)
{
	int here = file_open_folder(FILE_HERE, "."), folder = file_open_folder(FILE_HERE, name);

	if (file_is_below(folder, here))
		refuse("'%s' is in the ceremony's folder, where no card may be", name);
	close(here);
	return folder;
}

static void
refuse_twice(const struct new_set_media *media, int count)
{
	for (int j = 0; j < count; j++)
		if (file_same_folder(media->folders[count], media->folders[j]))
			refuse("'%s' and '%s' are one folder: each custodian has one of his own",
			       media->places[j], media->places[count]);
}

void
new_set_media_open(struct new_set_media *media, char **names, int count)
{
	if (count > PLAN_MOST_CARDS)
		misuse("no set has more than 16 cards");
	media->places = names;
	media->count = (unsigned)count;
	media->one_by_one = terminal_for_secrets(false) == NULL;
	for (int i = 0; i < count; i++) {
		if (media->one_by_one) {
			allow_around(names[i]);
			continue;
		}
		media->folders[i] = open_medium(names[i]);
		refuse_twice(media, i);
		sandbox_allow(media->folders[i], true);
	}
}

/* A folder of the machine's own disk is no medium of a custodian. */
static void
check_mounted(const struct new_set_media *media)
{
	for (unsigned i = 0; i < media->count && !media->one_by_one; i++)
		if (!file_is_mounted(media->folders[i]))
			refuse("'%s' is not the folder where a medium is mounted, and the mode is "
			       "production",
			       media->places[i]);
}

void
new_set_media_check(const struct new_set_media *media, const struct plan *plan)
{
	unsigned wanted = 0;

	for (unsigned i = 0; i < plan->cards; i++)
		wanted += !plan->card[i].on_paper;
	if (media->count != wanted)
		misuse("the plan has %u cards on media, and %u folders were given", wanted,
		       media->count);
	if (plan_is_production(plan))
		check_mounted(media);
	if (wanted < plan->cards)
		handwriting_check(plan_is_production(plan));
}

void
new_set_void_unfinished(struct folder *folder)
{
	const struct fact *begun = folder_fact(folder, "world-begun", NULL, NULL);
	char set[16];

	if (begun == NULL || folder_fact(folder, "world-made", NULL, NULL) != NULL ||
	    folder_fact(folder, "world-void", "set", fact_value(begun, "set")) != NULL)
		return;
	snprintf(set, sizeof set, "%s", fact_value(begun, "set"));
	folder_record(folder, "world-void", "set", set, NULL);
	say("Set %s was interrupted and is void: destroy every card of it.", set);
}

/* 15 bits (SLIP-39). */
static unsigned
draw_id(const struct folder *folder, const struct world *old, char text[16])
{
	unsigned id;

	do {
		id = randombytes_uniform(1 << 15);
		snprintf(text, 16, "%u", id);
	} while (folder_fact(folder, "world-begun", "set", text) != NULL ||
		 (old != NULL && (id == old->set || world_is_former(old, id))));
	return id;
}

/* The world's digest stands on every card, so its record is made before them, and written after. */
static void
describe(struct new_set *new_set, const struct folder *folder, const struct world *old)
{
	const struct slip39_words *words[PLAN_MOST_CARDS];
	struct age_recipient recipient;

	for (unsigned i = 0; i < folder->plan.cards; i++)
		words[i] = &new_set->set->words[i];
	age_recipient_of(&recipient, &new_set->set->identity);
	new_set->world_bytes = world_write(new_set->world, &folder->plan, new_set->id, old,
					   &folder->transcript, &recipient, words);
	new_set->digest = digest_of(new_set->world, new_set->world_bytes);
	digest_to_text(new_set->digest_text, &new_set->digest);
}

void
new_set_begin(struct new_set *new_set, struct folder *folder, const struct world *old,
	      const struct age_identity *secret)
{
	const struct plan *plan = &folder->plan;
	char text[16];

	new_set->id = draw_id(folder, old, text);
	new_set->generation = world_next_generation(old);
	folder_record(folder, "world-begun", "set", text, NULL);
	process_hint("this set is void: run %s again, then destroy every card of set %u",
		     process_name(), new_set->id);
	new_set->set = set_make((uint16_t)new_set->id, plan->quorum, plan->cards, secret);
	describe(new_set, folder, old);
}

static bool
is_mounted_at(const char *place)
{
	int folder;
	bool mounted;

	if (!file_is_folder(FILE_HERE, place))
		return false;
	folder = file_open_folder(FILE_HERE, place);
	mounted = file_is_mounted(folder);
	close(folder);
	return mounted;
}

/* Nobody else's medium is in the machine while a card is written. A rehearsal may do with plain folders. */
static int
call_for_medium(const char *place, const struct plan *plan, unsigned index)
{
	char question[PATH_MAX + 32];

	say("Card %u is %s's. Plug in the medium of card %u, no other, and mount it at a second",
	    index, plan->card[index - 1].custodian, index);
	say("console (Ctrl-Alt-F2). Ctrl-C would make this set void.");
	for (;;) {
		snprintf(question, sizeof question, "Enter when it is at %s: ", place);
		terminal_wait_for_enter(question);
		if (is_mounted_at(place) ||
		    (!plan_is_production(plan) && file_is_folder(FILE_HERE, place)))
			return open_medium(place);
		say("Nothing is mounted at %s yet.", place);
	}
}

/* A plain folder of a rehearsal stays where it is; whether a medium went is seen. */
static void
see_it_go(const char *place)
{
	const bool was_mounted = is_mounted_at(place);

	do
		terminal_wait_for_enter("Unmount it and take it out; then Enter: ");
	while (was_mounted && is_mounted_at(place));
}

static void
write_card(const struct new_set *new_set, int folder, const char *place, const struct plan *plan,
	   unsigned index)
{
	struct card *card = secret_new(sizeof *card);
	char name[NAME_BYTES];
	size_t size = card_write(card, plan, new_set->digest_text, new_set->id, new_set->generation,
				 index, &new_set->set->words[index - 1]);

	snprintf(name, sizeof name, "%s-set%u-card%u.txt", plan->ceremony, new_set->id, index);
	file_create(folder, name, card->text, size);
	close(folder);
	secret_drop(card);
	say("Card %u of %u, for %s: '%s/%s'", index, plan->cards, plan->card[index - 1].custodian,
	    place, name);
}

static void
give_on_medium(const struct new_set *new_set, const struct plan *plan, struct new_set_media *media,
	       unsigned medium, unsigned index)
{
	const char *place = media->places[medium];

	if (media->one_by_one) {
		media->folders[medium] = call_for_medium(place, plan, index);
		for (unsigned j = 0; j < medium && !is_mounted_at(place); j++)
			if (strcmp(place, media->places[j]) == 0)
				refuse("'%s' is given for two cards: each custodian has a folder "
				       "of his own",
				       place);
	}
	write_card(new_set, media->folders[medium], place, plan, index);
	if (media->one_by_one)
		see_it_go(place);
}

void
new_set_give(const struct new_set *new_set, const struct plan *plan, struct new_set_media *media)
{
	unsigned medium = 0;

	for (unsigned i = 0; i < plan->cards; i++) {
		const struct card_paper paper = {
			i + 1,       plan->cards,         plan->quorum,
			new_set->id, new_set->generation, plan->card[i].custodian};

		if (plan->card[i].on_paper)
			card_paper_hand_out(&paper, &new_set->set->words[i]);
		else
			give_on_medium(new_set, plan, media, medium++, i + 1);
	}
}

/* What came back from the paper word for word is proved; a medium is proved by ceremony-card, after it was unplugged. */
static void
confirm_papers(const struct new_set *new_set, struct folder *folder)
{
	for (unsigned i = 0; i < folder->plan.cards; i++) {
		char index[12];

		snprintf(index, sizeof index, "%u", i + 1);
		if (folder->plan.card[i].on_paper)
			folder_record(folder, "card-confirmed", "card", index, "world",
				      new_set->digest_text, NULL);
	}
}

void
new_set_end(struct new_set *new_set, struct folder *folder)
{
	char set[16], quorum[8], cards[8], digest[DIGEST_TEXT_BYTES];

	folder_create("world", new_set->world, new_set->world_bytes, digest);
	snprintf(set, sizeof set, "%u", new_set->id);
	snprintf(quorum, sizeof quorum, "%u", folder->plan.quorum);
	snprintf(cards, sizeof cards, "%u", folder->plan.cards);
	folder_record(folder, "world-made", "set", set, "world", digest, "quorum", quorum, "cards",
		      cards, NULL);
	process_hint("%s", "");
	confirm_papers(new_set, folder);
	show_words("the world", &new_set->digest);
	say("The number of this set is %u: write it into its box, and on every card on paper.",
	    new_set->id);
}
