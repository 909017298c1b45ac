#include <stdio.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/escrow.h"
#include "ceremony/old_ceremony.h"
#include "ceremony/option.h"
#include "ceremony/process.h"

static const char usage[] = "ceremony-restore OLD";

enum { NAME_BYTES = 64, NUMBER_BYTES = 12 };

/* A new key of a rekey is not brought. */
static bool
exists(const struct plan_key *key)
{
	return strcmp(key->public_digest, "none") != 0;
}

/* What an interrupted run has brought already is the same, or refused. */
static void
bring(const struct old_ceremony *old, const char *name, size_t most, const char *digest)
{
	struct bytes bytes = old_ceremony_file(old, name, most, digest);
	char text[DIGEST_TEXT_BYTES];

	if (!file_exists(FILE_HERE, name)) {
		folder_create(name, bytes.data, bytes.size, text);
	} else {
		struct bytes here = folder_read(name, most, digest);

		file_free(&here);
	}
	file_free(&bytes);
}

static void
restore_world(struct folder *folder, const struct old_ceremony *old)
{
	const struct world *world = old->world;
	char set[NUMBER_BYTES], quorum[NUMBER_BYTES], cards[NUMBER_BYTES];

	snprintf(set, sizeof set, "%u", world->set);
	snprintf(quorum, sizeof quorum, "%u", world->quorum);
	snprintf(cards, sizeof cards, "%u", world->cards);
	if (folder_world(folder) != NULL)
		return;
	folder_require(folder, "world-restored", "set", set, "world", world->digest, "quorum",
		       quorum, "cards", cards, NULL);
	bring(old, "world", WORLD_MOST_BYTES, world->digest);
	folder_record(folder, "world-restored", "set", set, "world", world->digest, "quorum",
		      quorum, "cards", cards, NULL);
	say("The world is restored: set %s, any %s of its %s cards.", set, quorum, cards);
}

static void
restore_key(struct folder *folder, const struct old_ceremony *old, const struct plan_key *key)
{
	const struct fact *sealed = old_ceremony_key(old, key);
	const char *pem = fact_value(sealed, "pem");
	char name[NAME_BYTES];

	if (folder_sealed(folder, key->name) != NULL)
		return;
	snprintf(name, sizeof name, "keys/%s.age", key->name);
	bring(old, name, ESCROW_MOST_BYTES, key->escrow_digest);
	snprintf(name, sizeof name, "keys/%s.pub.pem", key->name);
	bring(old, name, PUBLIC_KEY_PEM_MOST_BYTES, pem);
	folder_record(folder, "key-restored", "key", key->name, "public", key->public_digest, "pem",
		      pem, "escrow", key->escrow_digest, "world", old->world->digest, NULL);
	say("Key '%s' is restored: its escrow, and its public half.", key->name);
}

static void
check_open(const struct folder *folder)
{
	bool missing = folder_world(folder) == NULL;

	if (!plan_goes_on(&folder->plan))
		refuse("the plan's kind is %s: it goes on with no world as it is",
		       folder->plan.kind);
	for (size_t i = 0; i < folder->plan.key_count; i++)
		missing |= exists(&folder->plan.keys[i]) &&
			   folder_sealed(folder, folder->plan.keys[i].name) == NULL;
	if (!missing)
		refuse("the old archive is restored already");
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	static struct old_ceremony old;
	struct folder *folder;
	char **operands;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1)
		misuse("the folder with the old archive is wanted");
	crypto_begin();
	old_ceremony_open(&old, operands[0]);
	process_lock();
	folder = folder_enter_disconnected();
	check_open(folder);
	folder_alone();
	old_ceremony_read(&old, &folder->plan);
	for (size_t i = 0; i < folder->plan.key_count; i++)
		if (exists(&folder->plan.keys[i]))
			old_ceremony_key(&old, &folder->plan.keys[i]);
	restore_world(folder, &old);
	for (size_t i = 0; i < folder->plan.key_count; i++)
		if (exists(&folder->plan.keys[i]))
			restore_key(folder, &old, &folder->plan.keys[i]);
	escrow_write_recovery_script();
	say("No card was needed, and nothing was opened.");
	return process_end(PROCESS_YES);
}
