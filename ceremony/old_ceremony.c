#include "old_ceremony.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/sandbox.h"

void
old_ceremony_open(struct old_ceremony *old, const char *name)
{
	old->name = name;
	old->folder = file_open_folder(FILE_HERE, name);
	sandbox_allow(old->folder, false);
}

struct bytes
old_ceremony_file(const struct old_ceremony *old, const char *name, size_t most, const char *digest)
{
	struct bytes bytes = file_read(old->folder, name, most);
	struct digest found = digest_of(bytes.data, bytes.size);
	char text[DIGEST_TEXT_BYTES];

	digest_to_text(text, &found);
	if (strcmp(text, digest) != 0)
		refuse("'%s/%s' is not the one that the plan names", old->name, name);
	return bytes;
}

static void
read_transcript(struct old_ceremony *old, const struct plan *plan)
{
	struct bytes bytes =
		old_ceremony_file(old, "transcript", TRANSCRIPT_MOST_BYTES, plan->previous);
	unsigned long line;
	const char *answer =
		transcript_read(&old->ceremony.transcript, bytes.data, bytes.size, &line);

	if (answer != NULL)
		refuse("'%s/transcript', line %lu %s", old->name, line, answer);
	if (!transcript_is_closed(&old->ceremony.transcript))
		refuse("the old ceremony was not closed");
	file_free(&bytes);
}

/* A ceremony that went on with the world had it from one that made it, where every card was confirmed. Until a reshare is complete the cards
 * before it are in force. */
static void
check_set(const struct old_ceremony *old, const struct plan *plan)
{
	const struct fact *closed = folder_fact(&old->ceremony, "closed", NULL, NULL);

	if (folder_fact(&old->ceremony, "world-restored", "world", plan->world) != NULL)
		return;
	if (folder_fact(&old->ceremony, "world-made", "world", plan->world) == NULL)
		refuse("the old ceremony has not the world that the plan names");
	if (folder_fact(&old->ceremony, "world-recovered", NULL, NULL) != NULL &&
	    strcmp(fact_value(closed, "outcome"), "complete") != 0)
		refuse("the old ceremony is a reshare that was not finished: its new set was never "
		       "valid");
	for (unsigned i = 1; i <= old->world->cards; i++) {
		char card[8];

		snprintf(card, sizeof card, "%u", i);
		if (folder_fact(&old->ceremony, "card-confirmed", "card", card) == NULL)
			refuse("card %u of the old set was never confirmed: that set was never "
			       "valid",
			       i);
	}
}

void
old_ceremony_read(struct old_ceremony *old, const struct plan *plan)
{
	read_transcript(old, plan);
	old->world = world_of_file("world",
				   old_ceremony_file(old, "world", WORLD_MOST_BYTES, plan->world));
	if (strcmp(old->world->mode, plan->mode) != 0)
		refuse("the old world is of mode %s, the plan of mode %s", old->world->mode,
		       plan->mode);
	if (strcmp(old->world->tenant, plan->tenant) != 0)
		refuse("the old world is of another tenant than the plan");
	check_set(old, plan);
}

const struct fact *
old_ceremony_key(const struct old_ceremony *old, const struct plan_key *plan_key)
{
	const struct fact *sealed = folder_sealed(&old->ceremony, plan_key->name);

	if (sealed == NULL || strcmp(fact_value(sealed, "public"), plan_key->public_digest) != 0 ||
	    strcmp(fact_value(sealed, "escrow"), plan_key->escrow_digest) != 0)
		refuse("the old ceremony has no key '%s' with the public half and escrow "
		       "that the plan names",
		       plan_key->name);
	return sealed;
}
