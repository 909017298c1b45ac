#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/declassify.h"
#include "ceremony/grammar.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"

enum {
	PASSES = 3,
	MEMORY_BYTES = 8 << 20,
	MOST_SET = 0x7fff
}; /* a set's number is of 15 bits: SLIP-0039 */

static const char *
set_number(const char *value, size_t length)
{
	uint64_t number;

	return text_to_number(&number, value, length, MOST_SET);
}

static const char *
recipient(const char *value, size_t length)
{
	struct age_recipient point;

	return age_recipient_from_text(&point, value, length);
}

static const struct record_field card_fields[] = {
	{"commitment", 1, 1, grammar_digest, NULL},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_field fields[] = {
	{"ceremony", 1, 1, grammar_id, NULL},
	{"mode", 1, 1, grammar_mode, NULL},
	{"tenant", 1, 1, grammar_people, NULL},
	{"recipient", 1, 1, recipient, NULL},
	{"set", 1, 1, set_number, NULL},
	{"generation", 1, 1, grammar_number, NULL},
	{"former", 0, WORLD_MOST_FORMER, set_number, NULL},
	{"quorum", 1, 1, grammar_card_number, NULL},
	{"cards", 1, 1, grammar_card_number, NULL},
	{"card", 2, PLAN_MOST_CARDS, grammar_card_number, card_fields},
	{NULL, 0, 0, NULL, NULL},
};

static const struct record_schema schema = {"world", 1, fields};

/* What Argon2id hashes: secret memory. */
struct card_bytes {
	uint8_t index[2 * SLIP39_MOST_WORDS];
};

void
world_commit(uint8_t commitment[WORLD_COMMITMENT_BYTES], const char *ceremony, unsigned set,
	     unsigned index, const struct slip39_words *words)
{
	struct card_bytes *card = secret_new(sizeof *card);
	struct digest salt;
	char name[128];
	int size = snprintf(name, sizeof name, "claviger card %s %u %u", ceremony, set, index);
	int status;

	salt = digest_of(name, (size_t)size);
	for (size_t i = 0; i < words->count; i++) {
		card->index[2 * i] = (uint8_t)(words->index[i] >> 8);
		card->index[2 * i + 1] = (uint8_t)words->index[i];
	}
	declassify_begin(DECLASSIFY_ARGON2ID);
	status = crypto_pwhash(commitment, WORLD_COMMITMENT_BYTES, (const char *)card->index,
			       2 * words->count, salt.bytes, PASSES, MEMORY_BYTES,
			       crypto_pwhash_ALG_ARGON2ID13);
	declassify_end();
	if (status != 0)
		die("no memory for the commitment to a card");
	secret_drop(card);
}

bool
world_has_card(const struct world *world, unsigned index, const struct slip39_words *words)
{
	uint8_t commitment[WORLD_COMMITMENT_BYTES];

	if (index == 0 || index > world->cards)
		return false;
	world_commit(commitment, world->ceremony, world->set, index, words);
	return declassify_answer(
		DECLASSIFY_ANSWER,
		sodium_memcmp(commitment, world->commitments[index - 1], sizeof commitment) == 0);
}

static bool
has_set(const unsigned *sets, unsigned count, unsigned set)
{
	for (unsigned i = 0; i < count; i++)
		if (sets[i] == set)
			return true;
	return false;
}

bool
world_is_former(const struct world *world, unsigned set)
{
	return has_set(world->former, world->former_count, set);
}

bool
world_is_void(const struct world *world, unsigned set)
{
	return has_set(world->void_sets, world->void_count, set);
}

unsigned
world_next_generation(const struct world *old)
{
	if (old == NULL)
		return 1;
	if (old->former_count == WORLD_MOST_FORMER)
		refuse("the cards of this world were replaced %d times: make a new key",
		       WORLD_MOST_FORMER);
	return old->generation + 1;
}

/* Cards of a void set are of the old secret, and open what it opens, when the secret is kept. */
static void
put_former(struct record_writer *writer, const struct plan *plan, const struct world *old,
	   const struct transcript *transcript)
{
	unsigned count = old->former_count + 1;

	for (unsigned i = 0; i < old->former_count; i++)
		record_put_number(writer, "former", old->former[i]);
	record_put_number(writer, "former", old->set);
	for (size_t i = 0; i < transcript->count && !plan->new_secret && count < WORLD_MOST_FORMER;
	     i++)
		if (strcmp(transcript->facts[i].form->name, "world-void") == 0) {
			record_put(writer, "former", fact_value(&transcript->facts[i], "set"));
			count++;
		}
}

size_t
world_write(char text[WORLD_MOST_BYTES], const struct plan *plan, unsigned set,
	    const struct world *old, const struct transcript *transcript,
	    const struct age_recipient *recipient_of, const struct slip39_words *const *words)
{
	char scratch[WORLD_MOST_BYTES], line[AGE_RECIPIENT_TEXT_BYTES + 8];
	struct record_writer writer;

	record_begin(&writer, &schema, text, WORLD_MOST_BYTES);
	record_put(&writer, "ceremony", plan->ceremony);
	record_put(&writer, "mode", plan->mode);
	record_put(&writer, "tenant", plan->tenant);
	age_recipient_to_text(line, recipient_of);
	record_put(&writer, "recipient", line);
	record_put_number(&writer, "set", set);
	record_put_number(&writer, "generation", world_next_generation(old));
	if (old != NULL)
		put_former(&writer, plan, old, transcript);
	record_put_number(&writer, "quorum", plan->quorum);
	record_put_number(&writer, "cards", plan->cards);
	for (unsigned i = 1; i <= plan->cards; i++) {
		uint8_t commitment[WORLD_COMMITMENT_BYTES];

		world_commit(commitment, plan->ceremony, set, i, words[i - 1]);
		record_put_number(&writer, "card", i);
		text_to_hex(line, commitment, sizeof commitment);
		record_put_inner(&writer, "commitment", line);
	}
	return record_end(&writer, scratch);
}

static const char *
read_former(struct world *world)
{
	const struct record *record = &world->record;

	for (size_t at = record_find(record, "former", 0); at < record->count;
	     at = record_find(record, "former", at + 1)) {
		const unsigned set = text_number(record->lines[at].value);

		if (world_is_former(world, set) || set == world->set)
			return "names a set that was replaced twice";
		world->former[world->former_count++] = set;
	}
	return world->generation <= world->former_count + 1
		       ? NULL
		       : "is of a later generation than the sets it replaces make";
}

static const char *
read_cards(struct world *world)
{
	const struct record *record = &world->record;
	unsigned count = 0;

	for (size_t at = record_find(record, "card", 0); at < record->count;
	     at = record_find(record, "card", at + 1)) {
		const char *digits = record_inner(record, at, "commitment");
		uint64_t index;

		if (text_to_number(&index, record->lines[at].value, strlen(record->lines[at].value),
				   16) != NULL ||
		    index != count + 1)
			return "has its cards out of order";
		text_from_hex(world->commitments[count++], WORLD_COMMITMENT_BYTES, digits,
			      strlen(digits));
	}
	if (count != world->cards)
		return "does not commit to each of its cards once";
	return world->quorum < 2 || world->quorum > world->cards ? "has an impossible quorum"
								 : NULL;
}

const char *
world_read(struct world *world, char *text, size_t size, struct record_problem *problem)
{
	const char *answer = record_read(&world->record, &schema, text, size, problem);

	if (answer != NULL)
		return answer;
	world->ceremony = record_value(&world->record, "ceremony");
	world->mode = record_value(&world->record, "mode");
	world->tenant = record_value(&world->record, "tenant");
	world->recipient_text = record_value(&world->record, "recipient");
	world->set = record_number(&world->record, "set");
	world->generation = record_number(&world->record, "generation");
	world->quorum = record_number(&world->record, "quorum");
	world->cards = record_number(&world->record, "cards");
	answer = age_recipient_from_text(&world->recipient, world->recipient_text,
					 strlen(world->recipient_text));
	world->former_count = 0;
	if (answer == NULL)
		answer = read_former(world);
	return answer != NULL ? answer : read_cards(world);
}

bool
world_is_production(const struct world *world)
{
	return strcmp(world->mode, "production") == 0;
}

struct world *
world_of_file(const char *name, struct bytes bytes)
{
	struct world *world = calloc(1, sizeof *world);
	struct digest digest = digest_of(bytes.data, bytes.size);
	struct record_problem problem;
	const char *answer;

	if (world == NULL)
		die("no memory for the world");
	digest_to_text(world->digest, &digest);
	world->bytes = bytes;
	answer = world_read(world, (char *)world->bytes.data, world->bytes.size, &problem);
	if (answer != NULL)
		record_refuse(name, &problem, answer);
	return world;
}

static void
note_void_sets(struct world *world, const struct transcript *transcript)
{
	for (size_t i = 0; i < transcript->count && world->void_count < WORLD_MOST_FORMER; i++) {
		const struct fact *fact = &transcript->facts[i];
		const char *number = fact_value(fact, "set");
		uint64_t set;

		if (strcmp(fact->form->name, "world-void") == 0 &&
		    text_to_number(&set, number, strlen(number), MOST_SET) == NULL)
			world->void_sets[world->void_count++] = (unsigned)set;
	}
}

struct world *
world_of_folder(const struct folder *folder)
{
	const struct fact *made = folder_world(folder);
	struct world *world;

	if (made == NULL)
		refuse("no cards were made in this ceremony: %s first",
		       plan_is_reshare(&folder->plan) ? "ceremony-reshare"
		       : plan_goes_on(&folder->plan)  ? "ceremony-restore"
						      : "ceremony-split");
	world = world_of_file("world",
			      folder_read("world", WORLD_MOST_BYTES, fact_value(made, "world")));
	if (strcmp(world->mode, folder->plan.mode) != 0)
		refuse("'world' is of mode %s, the plan of mode %s", world->mode,
		       folder->plan.mode);
	if (strcmp(world->tenant, folder->plan.tenant) != 0)
		refuse("'world' is of another tenant than the plan");
	note_void_sets(world, &folder->transcript);
	return world;
}

void
world_free(struct world *world)
{
	record_free(&world->record);
	file_free(&world->bytes);
	free(world);
}
