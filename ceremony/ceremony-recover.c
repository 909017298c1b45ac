#include <stdio.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/escrow.h"
#include "ceremony/folder.h"
#include "ceremony/handover.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/quorum.h"
#include "ceremony/secret.h"
#include "ceremony/world.h"

static const char usage[] = "ceremony-recover KEY... [CARD...] -- PROGRAM [OPERAND...]";

struct command {
	char **keys, **cards, **program;
	unsigned key_count, card_count;
};

static bool
is_typed(const char *operand)
{
	return strcmp(operand, "-") == 0;
}

/* A card is a path, or "-"; a key's name has neither slash nor dot. */
static bool
is_card(const char *operand)
{
	return strpbrk(operand, "/.") != NULL || is_typed(operand);
}

static struct command
read_command(char **operands)
{
	struct command command = {.keys = operands};
	char **at = operands;

	while (*at != NULL && !is_card(*at) && strcmp(*at, "--") != 0)
		at++;
	command.key_count = (unsigned)(at - operands);
	command.cards = at;
	while (*at != NULL && strcmp(*at, "--") != 0)
		at++;
	command.card_count = (unsigned)(at - command.cards);
	if (*at == NULL || at[1] == NULL)
		misuse("after the cards come -- and the program that takes the key");
	command.program = at + 1;
	if (command.key_count == 0)
		misuse("a key of the plan is wanted first");
	return command;
}

/* Keys are in one fact, as the plan names them, without doubles. */
static void
join_keys(char *text, size_t capacity, const struct folder *folder, const struct command *command)
{
	size_t used = 0;

	for (unsigned i = 0; i < command->key_count; i++) {
		folder_key(folder, command->keys[i]);
		folder_require(folder, "recovered", "keys", command->keys[i], NULL);
		for (unsigned j = 0; j < i; j++)
			if (strcmp(command->keys[i], command->keys[j]) == 0)
				misuse("the key '%s' is named twice", command->keys[i]);
		used += (size_t)snprintf(text + used, capacity - used, "%s%s", i == 0 ? "" : ",",
					 command->keys[i]);
		if (used >= capacity)
			misuse("that many keys at a time do not fit into one fact");
	}
}

static void
hand_over(const struct folder *folder, const struct command *command, struct handover *handover,
	  const struct age_identity *identity)
{
	for (unsigned i = 0; i < command->key_count; i++) {
		struct tenant_key *key = escrow_open(folder, command->keys[i], identity);

		handover_give(handover, command->keys[i], key);
		secret_drop(key);
	}
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	char keys[1500], cards[QUORUM_TEXT_BYTES];
	struct age_identity *identity;
	struct handover handover;
	struct command command;
	struct folder *folder;
	struct quorum quorum = {0};
	struct world *world;

	(void)argc;
	process_begin(argv, usage);
	command = read_command(option_read(argv, options));
	crypto_begin();
	if (command.card_count > PLAN_MOST_CARDS)
		misuse("no set has more than 16 cards");
	for (unsigned i = 0; i < command.card_count; i++)
		if (!is_typed(command.cards[i]) && !file_exists(FILE_HERE, command.cards[i]))
			die("cannot open '%s': there is no such card", command.cards[i]);
	handover = handover_start(command.program);
	quorum_load(&quorum, command.cards, command.card_count);
	process_lock();
	folder = folder_enter_disconnected();
	join_keys(keys, sizeof keys, folder, &command);
	world = world_of_folder(folder);
	handover_wait(&handover);
	quorum_gather(&quorum, world);
	quorum_to_text(cards, &quorum);
	/* While cards were typed, people may have left and times have passed: before the secret is whole, not after. */
	folder_refresh(folder);
	folder_require(folder, "recovered", "keys", keys, "cards", cards, "for", command.program[0],
		       NULL);
	identity = quorum_combine(&quorum, world);
	quorum_drop(&quorum);
	folder_record(folder, "recovered", "keys", keys, "cards", cards, "for", command.program[0],
		      NULL);
	say("%u cards recovered the world's secret: %s.", world->quorum, cards);
	hand_over(folder, &command, &handover, identity);
	secret_drop(identity);
	return process_end(handover_finish(&handover));
}
