#include "roster.h"

#include <string.h>

#include "ceremony/handwriting.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"

struct roster *
roster_ask(const struct folder *folder, char *passphrase)
{
	struct slip39_words *words = secret_new(sizeof *words);

	if (strcmp(folder->plan.roster, "none") == 0)
		say("The roster is opened by the words that '%s' keeps.",
		    roster_keeper(&folder->plan));
	else
		say("The roster is opened by the words that its keeper has had since the ceremony "
		    "that began it.");
	handwriting_type(words, ROSTER_PASSPHRASE_WORDS, "Type them from paper, alone.");
	roster_passphrase(passphrase, words);
	secret_drop(words);
	return roster_of_folder(folder, passphrase);
}

struct roster *
roster_begin(const struct folder *folder, char *passphrase)
{
	const struct handwriting handwriting = {
		.title = "The passphrase of the roster",
		.noun = "the passphrase",
		.who = roster_keeper(&folder->plan),
		.heading = "The passphrase of the roster. It opens the secrets of all tokens."};
	struct slip39_words *words = secret_new(sizeof *words);

	roster_draw_passphrase(words);
	process_hint("no roster has this passphrase: destroy the paper, and run this step again");
	handwriting_hand_out(&handwriting, words);
	roster_passphrase(passphrase, words);
	secret_drop(words);
	return secret_new(sizeof(struct roster));
}
