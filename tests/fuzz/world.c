/*
 * A world that is read has 2 to 16 cards, a quorum of 2 to all of them, and the commitments that
 * its text has; and is written back as the same bytes. No input crashes.
 */
#include <stdbool.h>
#include <stdlib.h>

#include "ceremony/secret.h"
#include "ceremony/text.h"
#include "ceremony/world.h"
#include "tests/fuzz/write_back.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
check_values(const struct world *world)
{
	char recipient[AGE_RECIPIENT_TEXT_BYTES];

	must(world->quorum >= 2 && world->quorum <= world->cards &&
	     world->cards <= PLAN_MOST_CARDS);
	must(world->set < 1 << 15);
	must(world->ceremony[0] != '\0' && world->mode[0] != '\0' && world->tenant[0] != '\0');
	age_recipient_to_text(recipient, &world->recipient);
	must(strcmp(recipient, world->recipient_text) == 0);
}

static void
check_commitments(const struct world *world)
{
	size_t at = record_find(&world->record, "card", 0);

	for (unsigned i = 0; i < world->cards; i++) {
		char digits[2 * WORLD_COMMITMENT_BYTES + 1];

		must(at < world->record.count);
		text_to_hex(digits, world->commitments[i], WORLD_COMMITMENT_BYTES);
		must(strcmp(digits, record_inner(&world->record, at, "commitment")) == 0);
		at = record_find(&world->record, "card", at + 1);
	}
	must(at == world->record.count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct world world;
	static bool begun;
	char *text = malloc(size + 1);
	struct record_problem problem;

	if (!begun)
		secret_begin();
	begun = true;
	must(text != NULL);
	memcpy(text, data, size);
	if (world_read(&world, text, size, &problem) == NULL) {
		check_values(&world);
		check_commitments(&world);
		must(write_back_is(&world.record, data, size));
	}
	record_free(&world.record);
	free(text);
	return 0;
}
