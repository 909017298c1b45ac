#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/card.h"
#include "ceremony/card_paper.h"
#include "ceremony/folder.h"
#include "ceremony/handwriting.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/sandbox.h"
#include "ceremony/secret.h"
#include "ceremony/set.h"
#include "ceremony/show.h"
#include "ceremony/world.h"

static const char usage[] = "ceremony-split [FOLDER...]";

/* One custodian's folder each: never the same twice, never in the ceremony's own folder. */
static void
open_folders(int *folders, char **names, int count)
{
	int here = file_open_folder(FILE_HERE, ".");

	for (int i = 0; i < count; i++) {
		folders[i] = file_open_folder(FILE_HERE, names[i]);
		for (int j = 0; j < i; j++)
			if (file_same_folder(folders[i], folders[j]))
				refuse("'%s' and '%s' are one folder: each custodian has one of "
				       "his own",
				       names[j], names[i]);
		if (file_is_below(folders[i], here))
			refuse("'%s' is in the ceremony's folder, where no card may be", names[i]);
		sandbox_allow(folders[i], true);
	}
}

/* A set that was begun and never made is void: its cards, if any were written, open nothing. */
static void
void_unfinished_set(struct folder *folder)
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

/* 15 bits (SLIP-39), of no earlier set of this ceremony. */
static unsigned
draw_set_id(const struct folder *folder, char text[16])
{
	unsigned set;

	do {
		set = randombytes_uniform(1 << 15);
		snprintf(text, 16, "%u", set);
	} while (folder_fact(folder, "world-begun", "set", text) != NULL);
	return set;
}

static void
card_file_name(char name[128], const struct plan *plan, unsigned set, unsigned index)
{
	snprintf(name, 128, "%s-set%u-card%u.txt", plan->ceremony, set, index);
}

static unsigned
count_media(const struct plan *plan)
{
	unsigned count = 0;

	for (unsigned i = 0; i < plan->cards; i++)
		count += !plan->card[i].on_paper;
	return count;
}

static void
write_card(int folder, const char *place, const struct plan *plan, const char *world_digest,
	   unsigned set_id, unsigned index, const struct slip39_words *words)
{
	struct card *card = secret_new(sizeof *card);
	char name[128];
	size_t size = card_write(card, plan, world_digest, set_id, index, words);

	card_file_name(name, plan, set_id, index);
	file_create(folder, name, card->text, size);
	secret_drop(card);
	say("Card %u of %u, for %s: '%s/%s'", index, plan->cards, plan->card[index - 1].custodian,
	    place, name);
}

/* Card by card, in the order of the plan. */
static void
give_cards(const int *folders, char *const *places, const struct plan *plan,
	   const char *world_digest, unsigned set_id, const struct set *set)
{
	unsigned medium = 0;

	for (unsigned i = 0; i < plan->cards; i++) {
		const struct card_paper paper = {i + 1, plan->cards, plan->quorum, set_id,
						 plan->card[i].custodian};

		if (plan->card[i].on_paper) {
			card_paper_hand_out(&paper, &set->words[i]);
			continue;
		}
		write_card(folders[medium], places[medium], plan, world_digest, set_id, i + 1,
			   &set->words[i]);
		medium++;
	}
}

/* What came back from the paper word for word is proved; a medium is proved by ceremony-card, after it was unplugged. */
static void
confirm_papers(struct folder *folder, const char *world_digest)
{
	for (unsigned i = 0; i < folder->plan.cards; i++) {
		char index[8];

		snprintf(index, sizeof index, "%u", i + 1);
		if (folder->plan.card[i].on_paper)
			folder_record(folder, "card-confirmed", "card", index, "world",
				      world_digest, NULL);
	}
}

static void
make_world(struct folder *folder, const int *folders, char *const *places)
{
	const struct plan *plan = &folder->plan;
	char set_text[16], text[WORLD_MOST_BYTES], digest_text[DIGEST_TEXT_BYTES], numbers[2][8];
	unsigned set_id = draw_set_id(folder, set_text);
	const struct slip39_words *words[PLAN_MOST_CARDS];
	struct age_recipient recipient;
	struct digest digest;
	struct set *set;
	size_t size;

	folder_record(folder, "world-begun", "set", set_text, NULL);
	set = set_make((uint16_t)set_id, plan->quorum, plan->cards);
	for (unsigned i = 0; i < plan->cards; i++)
		words[i] = &set->words[i];
	age_recipient_of(&recipient, &set->identity);
	size = world_write(text, plan, set_id, &recipient, words);
	digest = digest_of(text, size);
	digest_to_text(digest_text, &digest);
	process_hint(
		"this set is void: run ceremony-split again, then destroy every card of set %u",
		set_id);
	give_cards(folders, places, plan, digest_text, set_id, set);
	secret_drop(set);
	folder_create("world", text, size, digest_text);
	process_hint("%s", "");
	snprintf(numbers[0], sizeof numbers[0], "%u", plan->quorum);
	snprintf(numbers[1], sizeof numbers[1], "%u", plan->cards);
	folder_record(folder, "world-made", "set", set_text, "world", digest_text, "quorum",
		      numbers[0], "cards", numbers[1], NULL);
	confirm_papers(folder, digest_text);
	show_words("the world", &digest);
}

static void
check_operands(const struct plan *plan, unsigned count)
{
	if (count != count_media(plan))
		misuse("the plan has %u cards on media, and %u folders were given",
		       count_media(plan), count);
	if (count < plan->cards)
		handwriting_check(plan_is_production(plan));
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	int folders[PLAN_MOST_CARDS], count;
	struct folder *folder;
	char **operands;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	count = option_count(operands);
	if (count > PLAN_MOST_CARDS)
		misuse("no set has more than 16 cards");
	open_folders(folders, operands, count);
	process_lock();
	folder = folder_enter_disconnected();
	check_operands(&folder->plan, (unsigned)count);
	folder_require(folder, "world-begun", "set", "0", NULL);
	folder_alone();
	void_unfinished_set(folder);
	folder_must_be_new("world");
	make_world(folder, folders, operands);
	if (count > 0)
		say("Now every custodian with a medium has the card proved: ceremony-card CARD, "
		    "%d times.",
		    count);
	return process_end(PROCESS_YES);
}
