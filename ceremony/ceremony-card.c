#include <stdio.h>
#include <string.h>

#include "ceremony/card.h"
#include "ceremony/folder.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"

static const char usage[] = "ceremony-card CARD";

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	char **operands, index[8];
	struct folder *folder;
	struct world *world;
	const char *answer;
	struct card *card;
	size_t size;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1)
		misuse("one card is wanted");
	card = card_load(operands[0], &size);
	process_lock();
	folder = folder_enter_disconnected();
	world = world_of_folder(folder);
	card_read_or_refuse(card, size, operands[0]);
	answer = card_check_world(card, world);
	if (answer != NULL)
		refuse("'%s' %s", operands[0], answer);
	if (!world_has_card(world, card->index, &card->words))
		refuse("'%s' is well-formed, and not the card %u that was made", operands[0],
		       card->index);
	if (strcmp(card->custodian, folder->plan.card[card->index - 1].custodian) != 0)
		refuse("'%s' names another custodian than the plan", operands[0]);
	snprintf(index, sizeof index, "%u", card->index);
	if (!transcript_is_closed(&folder->transcript))
		folder_record(folder, "card-confirmed", "card", index, "world", world->digest,
			      NULL);
	else
		say("The ceremony is closed: no fact says that this card was checked.");
	say("Card %s of %u is good, and is %s's. Any %u of the %u cards are a quorum.", index,
	    world->cards, folder->plan.card[card->index - 1].custodian, world->quorum,
	    world->cards);
	secret_drop(card);
	return process_end(PROCESS_YES);
}
