#include "quorum.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/card_paper.h"
#include "ceremony/handwriting.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/terminal.h"

static bool
is_typed(const char *name)
{
	return strcmp(name, "-") == 0;
}

void
quorum_load(struct quorum *quorum, char **names, unsigned count)
{
	if (count > PLAN_MOST_CARDS)
		misuse("no set has more than 16 cards");
	quorum->count = count;
	for (unsigned i = 0; i < count; i++) {
		quorum->names[i] = names[i];
		if (!is_typed(names[i]))
			quorum->cards[i] = card_load(names[i], &quorum->sizes[i]);
	}
}

/* NULL when the card is the very one that was made, perhaps corrected. */
static const char *
judge(struct card *card, const struct world *world, const char *answer, const char *name,
      bool typed)
{
	size_t at;

	if (answer == NULL)
		answer = card_check_world(card, world);
	if (answer == NULL && !world_has_card(world, card->index, &card->words))
		return "is well-formed, and not the card that was made";
	if (answer == NULL || card->words.count == 0 || !card_mend(card, world, &at))
		return answer;
	warn("word %zu of %s %s; with that word corrected it is the very card %u that was made", at,
	     name, typed ? "was mistyped, or is wrong on the paper" : "was wrong", card->index);
	say("%s is still wrong there: write that down. ceremony-reshare makes good cards.",
	    typed ? "If so, the paper" : "The card itself");
	return NULL;
}

static bool
is_there(const struct quorum *quorum, unsigned index)
{
	for (unsigned i = 0; i < quorum->count; i++)
		if (quorum->cards[i]->index == index)
			return true;
	return false;
}

/* Takes a good card, or says why it is left out and wipes it. */
static void
take(struct quorum *quorum, struct card *card, const struct world *world, const char *name)
{
	if (is_there(quorum, card->index)) {
		warn("%s is card %u, which is there already: it is not taken twice", name,
		     card->index);
	} else if (quorum->count == world->quorum) {
		say("Card %u is good, and not needed.", card->index);
	} else {
		quorum->cards[quorum->count++] = card;
		say("Card %u is accepted: %u more of this set.", card->index,
		    world->quorum - quorum->count);
		return;
	}
	secret_drop(card);
}

static void
take_file(struct quorum *quorum, struct card *card, size_t size, const struct world *world,
	  const char *name)
{
	struct record_problem problem;
	char subject[RECORD_SUBJECT_BYTES], quoted[RECORD_SUBJECT_BYTES];
	const char *answer = card_read(card, size, &problem);

	if (answer == NULL)
		problem = (struct record_problem){0, NULL};
	record_subject(subject, sizeof subject, name, &problem);
	snprintf(quoted, sizeof quoted, "'%s'", name);
	answer = judge(card, world, answer, quoted, false);
	if (answer == NULL) {
		take(quorum, card, world, quoted);
		return;
	}
	warn("%s %s: it is not taken", subject, answer);
	secret_drop(card);
}

static void
take_typed(struct quorum *quorum, const struct world *world)
{
	struct card *card = secret_new(sizeof *card);
	const char *answer;
	char question[160];

	snprintf(question, sizeof question,
		 "%u more of set %u. Any card of it: its custodian types the words, alone.",
		 world->quorum - quorum->count, world->set);
	card_paper_type(&card->words, question);
	answer = judge(card, world, card_from_words(card, world), "the card typed", true);
	if (answer == NULL) {
		take(quorum, card, world, "the card typed");
		return;
	}
	warn("the card typed %s: it is not taken", answer);
	secret_drop(card);
}

void
quorum_gather(struct quorum *quorum, const struct world *world)
{
	struct quorum loaded = *quorum;

	quorum->count = 0;
	for (unsigned i = 0; i < loaded.count; i++)
		if (loaded.cards[i] != NULL)
			take_file(quorum, loaded.cards[i], loaded.sizes[i], world, loaded.names[i]);
	if (quorum->count < world->quorum && terminal_for_secrets(false) != NULL)
		refuse("%u cards of set %u are needed, and of those given %u are good",
		       world->quorum, world->set, quorum->count);
	if (quorum->count < world->quorum)
		handwriting_check(world_is_production(world));
	while (quorum->count < world->quorum)
		take_typed(quorum, world);
}

static bool
is_of_world(const struct age_identity *identity, const struct world *world)
{
	struct age_recipient recipient;

	age_recipient_of(&recipient, identity);
	return sodium_memcmp(&recipient, &world->recipient, sizeof recipient) == 0;
}

struct age_identity *
quorum_combine(const struct quorum *quorum, const struct world *world)
{
	struct age_identity *identity = secret_new(sizeof *identity);
	struct slip39_share *shares = secret_new(PLAN_MOST_CARDS * sizeof *shares);
	const char *answer;

	for (unsigned i = 0; i < quorum->count; i++)
		shares[i] = quorum->cards[i]->share;
	answer = slip39_combine(identity->scalar, sizeof identity->scalar, shares, quorum->count,
				"");
	if (answer != NULL || !is_of_world(identity, world))
		refuse("the cards are those that were made, and do not give the world's secret");
	secret_drop(shares);
	return identity;
}

void
quorum_drop(struct quorum *quorum)
{
	for (unsigned i = 0; i < quorum->count; i++)
		secret_drop(quorum->cards[i]);
	quorum->count = 0;
}

void
quorum_to_text(char text[QUORUM_TEXT_BYTES], const struct quorum *quorum)
{
	size_t used = 0;

	text[0] = '\0';
	for (unsigned i = 0; i < quorum->count && used < QUORUM_TEXT_BYTES; i++)
		used += (size_t)snprintf(text + used, QUORUM_TEXT_BYTES - used, "%s%u",
					 i == 0 ? "" : ",", quorum->cards[i]->index);
}
