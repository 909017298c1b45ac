#include "quorum.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/process.h"
#include "ceremony/secret.h"

void
quorum_load(struct quorum *quorum, char **names, unsigned count)
{
	if (count > PLAN_MOST_CARDS)
		misuse("no set has more than 16 cards");
	quorum->count = count;
	for (unsigned i = 0; i < count; i++) {
		quorum->names[i] = names[i];
		quorum->cards[i] = card_load(names[i], &quorum->sizes[i]);
	}
}

static void
read_cards(struct quorum *quorum, const struct world *world)
{
	for (unsigned i = 0; i < quorum->count; i++) {
		const char *answer;

		card_read_or_refuse(quorum->cards[i], quorum->sizes[i], quorum->names[i]);
		answer = card_check_world(quorum->cards[i], world);
		if (answer != NULL)
			refuse("'%s' %s", quorum->names[i], answer);
		for (unsigned j = 0; j < i; j++)
			if (quorum->cards[j]->index == quorum->cards[i]->index)
				refuse("'%s' and '%s' are both card %u", quorum->names[j],
				       quorum->names[i], quorum->cards[i]->index);
	}
	if (quorum->count != world->quorum)
		refuse("%u cards are needed, and the number given is %u", world->quorum,
		       quorum->count);
}

/* The shares disagree: the commitments say which card it is. */
static _Noreturn void
name_bad_card(const struct quorum *quorum, const struct world *world)
{
	for (unsigned i = 0; i < quorum->count; i++)
		if (!world_has_card(world, quorum->cards[i]->index, &quorum->cards[i]->words))
			refuse("'%s' is well-formed, and not the card %u that was made",
			       quorum->names[i], quorum->cards[i]->index);
	refuse("the cards are those that were made, and do not give the world's secret");
}

static bool
is_of_world(const struct age_identity *identity, const struct world *world)
{
	struct age_recipient recipient;

	age_recipient_of(&recipient, identity);
	return sodium_memcmp(&recipient, &world->recipient, sizeof recipient) == 0;
}

struct age_identity *
quorum_combine(struct quorum *quorum, const struct world *world)
{
	struct age_identity *identity = secret_new(sizeof *identity);
	struct slip39_share *shares = secret_new(PLAN_MOST_CARDS * sizeof *shares);
	const char *answer;

	read_cards(quorum, world);
	for (unsigned i = 0; i < quorum->count; i++)
		shares[i] = quorum->cards[i]->share;
	answer = slip39_combine(identity->scalar, sizeof identity->scalar, shares, quorum->count,
				"");
	if (answer != NULL || !is_of_world(identity, world))
		name_bad_card(quorum, world);
	secret_drop(shares);
	return identity;
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
