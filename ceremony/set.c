#include "set.h"

#include <sodium.h>

#include "ceremony/declassify.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"

enum { SHOW_PROGRESS_FROM = 1000 };

static void
must(const char *what, const char *answer)
{
	if (answer != NULL)
		die("%s: %s; no card was written", what, answer);
}

static void
show_progress(unsigned long done, unsigned long all)
{
	if (all >= SHOW_PROGRESS_FROM && (done % (all / 4) == 0 || done == all))
		say("  %lu of %lu ways to put a quorum together tried", done, all);
}

/* What the cards will say is what is proved: the shares are read back from the words first. */
static void
read_back(struct set *set, unsigned cards)
{
	for (unsigned i = 0; i < cards; i++) {
		must("a card cannot be written in words",
		     slip39_share_to_words(&set->words[i], &set->shares[i]));
		must("a card cannot be read back",
		     slip39_share_from_words(&set->shares[i], &set->words[i]));
	}
}

static void
prove(struct set *set, unsigned quorum, unsigned cards)
{
	must("the cards do not recombine",
	     slip39_recover(set->ems, sizeof set->ems, set->shares, quorum));
	must("the cards do not recombine",
	     slip39_decrypt(set->again, set->ems, sizeof set->ems, &set->shares[0], ""));
	if (declassify_answer(DECLASSIFY_ANSWER, sodium_memcmp(set->again, set->identity.scalar,
							       sizeof set->again) != 0))
		die("the cards recombine to another secret; no card was written");
	must("not every quorum recombines",
	     slip39_check_all_subsets(set->shares, cards, quorum, set->ems, sizeof set->ems,
				      show_progress));
}

struct set *
set_make(uint16_t identifier, unsigned quorum, unsigned cards, const struct age_identity *secret)
{
	struct set *set = secret_new(sizeof *set);
	struct slip39_scheme scheme = slip39_one_group(identifier, (uint8_t)quorum, (uint8_t)cards);

	if (secret != NULL)
		set->identity = *secret;
	else
		randombytes_buf(set->identity.scalar, sizeof set->identity.scalar);
	must("the secret cannot be split", slip39_split(set->shares, &scheme, set->identity.scalar,
							sizeof set->identity.scalar, ""));
	read_back(set, cards);
	prove(set, quorum, cards);
	return set;
}
