#include "card.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/file.h"
#include "ceremony/grammar.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"

/* For whoever finds a card in twenty years. */
static const char FINDER[] =
	"This is one part of a key that protects the documents of the organisation above. "
	"Alone it opens nothing. Please give it back unread.";
static const char RECOVERY[] =
	"With as many of these cards as the quorum says, any SLIP-39 program gives 64 digits; "
	"recover-identity.py, beside the escrow, says how they open it.";

static const char *
finder(const char *value, size_t length)
{
	(void)length;
	return strcmp(value, FINDER) == 0 ? NULL : "is not the sentence of a card";
}

static const char *
recovery(const char *value, size_t length)
{
	(void)length;
	return strcmp(value, RECOVERY) == 0 ? NULL : "is not the sentence of a card";
}

/* Their meaning is checked when the card is read: nothing may be kept of them here. */
static const char *
words_line(const char *value, size_t length)
{
	return text_is_all(value, length, "abcdefghijklmnopqrstuvwxyz ")
		       ? NULL
		       : "are not lower-case words";
}

static const struct record_field fields[] = {
	{"mode", 1, 1, grammar_mode, NULL},          {"tenant", 1, 1, grammar_people, NULL},
	{"ceremony", 1, 1, grammar_id, NULL},        {"world", 1, 1, grammar_digest, NULL},
	{"set", 1, 1, grammar_number, NULL},         {"generation", 1, 1, grammar_number, NULL},
	{"card", 1, 1, grammar_card_number, NULL},   {"cards", 1, 1, grammar_card_number, NULL},
	{"quorum", 1, 1, grammar_card_number, NULL}, {"custodian", 1, 1, grammar_id, NULL},
	{"words", 1, 1, words_line, NULL},           {"finder", 1, 1, finder, NULL},
	{"recovery", 1, 1, recovery, NULL},          {NULL, 0, 0, NULL, NULL},
};

static const struct record_schema schema = {"card", 1, fields};

struct card_scratch {
	char text[CARD_MOST_BYTES];
	char line[SLIP39_TEXT_BYTES];
};

size_t
card_write(struct card *card, const struct plan *plan, const char *world_digest, unsigned set,
	   unsigned generation, unsigned index, const struct slip39_words *words)
{
	struct card_scratch *scratch = secret_new(sizeof *scratch);
	struct record_writer writer;
	size_t size;

	record_begin(&writer, &schema, card->text, sizeof card->text);
	record_put(&writer, "mode", plan->mode);
	record_put(&writer, "tenant", plan->tenant);
	record_put(&writer, "ceremony", plan->ceremony);
	record_put(&writer, "world", world_digest);
	record_put_number(&writer, "set", set);
	record_put_number(&writer, "generation", generation);
	record_put_number(&writer, "card", index);
	record_put_number(&writer, "cards", plan->cards);
	record_put_number(&writer, "quorum", plan->quorum);
	record_put(&writer, "custodian", plan->card[index - 1].custodian);
	slip39_words_to_text(scratch->line, words);
	record_put(&writer, "words", scratch->line);
	record_put(&writer, "finder", FINDER);
	record_put(&writer, "recovery", RECOVERY);
	size = record_end(&writer, scratch->text);
	secret_drop(scratch);
	return size;
}

static void
fill(struct card *card, const struct record *record)
{
	card->mode = record_value(record, "mode");
	card->tenant = record_value(record, "tenant");
	card->ceremony = record_value(record, "ceremony");
	card->world = record_value(record, "world");
	card->custodian = record_value(record, "custodian");
	card->set = record_number(record, "set");
	card->generation = record_number(record, "generation");
	card->index = record_number(record, "card");
	card->cards = record_number(record, "cards");
	card->quorum = record_number(record, "quorum");
}

static const char *
check_share(const struct card *card)
{
	const struct slip39_share *share = &card->share;

	if (share->value_bytes != 32 || share->extendable || share->iteration_exponent != 0 ||
	    share->group_count != 1)
		return "are no card of this kind: 33 words, one group";
	if (share->identifier != card->set || share->member_index + 1u != card->index ||
	    share->member_threshold != card->quorum || card->index > card->cards)
		return "are of another set, card or quorum than this card says";
	return NULL;
}

/* On a card file a word is whole: short forms are for typing. */
static const char *
read_words(struct card *card, const char *line)
{
	struct card_scratch *scratch = secret_new(sizeof *scratch);
	const char *answer = slip39_words_from_text(&card->words, line, strlen(line));

	if (answer == NULL)
		answer = slip39_share_from_words(&card->share, &card->words);
	if (answer == NULL)
		answer = check_share(card);
	if (answer == NULL) {
		slip39_words_to_text(scratch->line, &card->words);
		if (strcmp(scratch->line, line) != 0)
			answer = "are not written out, with one space between";
	}
	secret_drop(scratch);
	return answer;
}

const char *
card_read(struct card *card, size_t size, struct record_problem *problem)
{
	struct record record;
	const char *answer = record_read(&record, &schema, card->text, size, problem);

	if (answer == NULL) {
		size_t at = record_find(&record, "words", 0);

		fill(card, &record);
		*problem = (struct record_problem){record.lines[at].number, "words"};
		answer = read_words(card, record.lines[at].value);
	}
	record_free(&record);
	return answer;
}

struct card *
card_load(const char *name, size_t *size)
{
	struct card *card = secret_new(sizeof *card);

	*size = file_read_medium(FILE_HERE, name, card->text, sizeof card->text,
				 &card->is_on_medium);
	return card;
}

void
card_read_or_refuse(struct card *card, size_t size, const char *name)
{
	struct record_problem problem;
	const char *answer = card_read(card, size, &problem);

	if (answer != NULL)
		record_refuse(name, &problem, answer);
}

static const char CARD_FORMER[] =
	"is a card of a set that was replaced, and until it is destroyed it still opens, "
	"elsewhere, what it opened";
static const char CARD_VOID[] = "is a card of a set that is void: destroy it";

/* Of another set than the world's. */
static const char *
other_set(const struct world *world, unsigned set)
{
	if (world_is_former(world, set))
		return CARD_FORMER;
	return world_is_void(world, set) ? CARD_VOID : "is a card of another set";
}

const char *
card_check_world(const struct card *card, const struct world *world)
{
	if (strcmp(card->mode, world->mode) != 0)
		return "is a card of the other mode: rehearsal and production never mix";
	if (strcmp(card->tenant, world->tenant) != 0)
		return "is a card of another tenant";
	if (world_is_former(world, card->set))
		return CARD_FORMER;
	if (strcmp(card->ceremony, world->ceremony) != 0)
		return "is a card of another ceremony";
	if (card->set != world->set || card->generation != world->generation)
		return other_set(world, card->set);
	if (strcmp(card->world, world->digest) != 0)
		return "is a card of another world";
	if (card->cards != world->cards || card->quorum != world->quorum ||
	    card->index > world->cards)
		return "says another number of cards than the world does";
	return NULL;
}

static const char *
check_words(struct card *card, const struct world *world)
{
	const char *answer = slip39_share_from_words(&card->share, &card->words);

	if (answer == NULL && card->share.identifier != card->set)
		return other_set(world, card->share.identifier);
	if (answer == NULL && card->index == 0)
		card->index = card->share.member_index + 1u;
	return answer != NULL ? answer : check_share(card);
}

const char *
card_from_words(struct card *card, const struct world *world)
{
	const char *answer;

	card->mode = world->mode;
	card->tenant = world->tenant;
	card->ceremony = world->ceremony;
	card->world = world->digest;
	card->set = world->set;
	card->generation = world->generation;
	card->cards = world->cards;
	card->quorum = world->quorum;
	card->index = 0;
	answer = check_words(card, world);
	return answer == NULL ? card_check_world(card, world) : answer;
}

/* Called for what was read as far as its words: of a file whose other lines are wrong, there are none. */
bool
card_mend(struct card *card, const struct world *world, size_t *at)
{
	struct card *mended = secret_new(sizeof *mended);
	bool good;

	*mended = *card;
	good = slip39_mend_word(&mended->words, at) && check_words(mended, world) == NULL &&
	       card_check_world(mended, world) == NULL &&
	       world_has_card(world, mended->index, &mended->words);
	if (good) {
		card->words = mended->words;
		card->share = mended->share;
		card->index = mended->index;
		(*at)++;
	}
	secret_drop(mended);
	return good;
}
