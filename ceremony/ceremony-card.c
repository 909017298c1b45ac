#include <stdio.h>
#include <string.h>

#include "ceremony/card.h"
#include "ceremony/card_paper.h"
#include "ceremony/folder.h"
#include "ceremony/handwriting.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/show.h"

static const char usage[] = "ceremony-card CARD [WORLD]";

/* Types a card and checks it. Names the wrong word where that can be told, never the right one. */
static void
type_card(struct card *card, const struct world *world)
{
	const char *answer;
	size_t at;

	handwriting_check(world_is_production(world));
	card_paper_type(&card->words, "The card's custodian types its words from paper, alone.");
	answer = card_from_words(card, world);
	if (answer == NULL && world_has_card(world, card->index, &card->words))
		return;
	if (!card_mend(card, world, &at)) {
		if (answer != NULL)
			process_hint("type the whole card once more, slowly; nothing is lost");
		refuse("the card typed %s",
		       answer != NULL ? answer : "is well-formed, and not one that was made");
	}
	process_hint(
		"compare it with what was typed; mend the paper if it is wrong there, and type "
		"the whole card again");
	refuse("word %zu on your paper is wrong, or was mistyped", at);
}

static void
check_file(struct card *card, size_t size, const char *name, const struct world *world)
{
	const char *answer;

	card_read_or_refuse(card, size, name);
	answer = card_check_world(card, world);
	if (answer != NULL)
		refuse("'%s' %s", name, answer);
	if (!world_has_card(world, card->index, &card->words))
		refuse("'%s' is well-formed, and not the card %u that was made", name, card->index);
}

static void
check(struct card *card, size_t size, const char *name, const struct world *world)
{
	if (strcmp(name, "-") == 0)
		type_card(card, world);
	else
		check_file(card, size, name, world);
}

static void
record(struct folder *folder, const struct card *card, const struct world *world)
{
	char index[8];

	snprintf(index, sizeof index, "%u", card->index);
	if (!transcript_is_closed(&folder->transcript))
		folder_record(folder, "card-confirmed", "card", index, "world", world->digest,
			      NULL);
	else
		say("The ceremony is closed: no fact says that this card was checked.");
}

static void
say_good(const struct card *card, const struct world *world, const char *custodian)
{
	say("Card %u of %u is good%s%s%s. Any %u of the %u cards are a quorum.", card->index,
	    world->cards, custodian != NULL ? ", and is " : "", custodian != NULL ? custodian : "",
	    custodian != NULL ? "'s" : "", world->quorum, world->cards);
}

static void
check_in_folder(struct card *card, size_t size, const char *name)
{
	struct folder *folder = folder_enter_disconnected();
	struct world *world = world_of_folder(folder);
	const char *custodian;

	if (strcmp(name, "-") != 0 && !card->is_on_medium && world_is_production(world) &&
	    !transcript_is_closed(&folder->transcript)) {
		process_hint("plug in the medium that the custodian takes home, mount it, and name "
			     "the card there");
		refuse("'%s' is no file of a medium of its own", name);
	}
	check(card, size, name, world);
	custodian = folder->plan.card[card->index - 1].custodian;
	if (card->custodian != NULL && strcmp(card->custodian, custodian) != 0)
		refuse("'%s' names another custodian than the plan", name);
	record(folder, card, world);
	say_good(card, world, custodian);
}

/* Anywhere: nothing vouches for the world record but its words on paper. */
static void
check_with_world(struct card *card, size_t size, const char *name, const char *world_name,
		 struct bytes bytes)
{
	struct digest digest = digest_of(bytes.data, bytes.size);
	struct world *world = world_of_file(world_name, bytes);

	folder_check_host(world_is_production(world), false);
	check(card, size, name, world);
	show_words_to_compare("the world record", &digest);
	say("They stand on the script of ceremony '%s'. Are they others, the answer is about "
	    "another world.",
	    world->ceremony);
	say_good(card, world, NULL);
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	struct bytes world = {0};
	struct card *card;
	char **operands;
	size_t size = 0;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) < 1 || option_count(operands) > 2)
		misuse("one card is wanted, and outside a ceremony folder the world record");
	card = strcmp(operands[0], "-") == 0 ? secret_new(sizeof *card)
					     : card_load(operands[0], &size);
	if (operands[1] == NULL) {
		process_lock();
		check_in_folder(card, size, operands[0]);
	} else {
		world = file_read(FILE_HERE, operands[1], WORLD_MOST_BYTES);
		process_lock_outside();
		check_with_world(card, size, operands[0], operands[1], world);
	}
	secret_drop(card);
	return process_end(PROCESS_YES);
}
