#include "tests/unit/child.h"
#include "tests/unit/facts.h"

#include <sodium.h>

#include "ceremony/set.h"
#include "ceremony/text.h"
#include "ceremony/world.h"

enum { SET = 4660 };

static struct folder folder;
static struct plan *plan = &folder.plan;
static struct set *set;
static const struct slip39_words *words[PLAN_MOST_CARDS];
static char text[WORLD_MOST_BYTES], edited[WORLD_MOST_BYTES + 256];
static struct world world;
static struct record_problem problem;

static void
load_plan(void)
{
	struct bytes bytes = file_read(FILE_HERE, "tests/samples/plan", PLAN_MOST_BYTES);

	check_good(plan_read(plan, bytes.data, bytes.size, &problem));
	file_free(&bytes);
}

/* The small sample's world: any two of three cards. */
static size_t
write_world(void)
{
	struct age_recipient recipient;

	age_recipient_of(&recipient, &set->identity);
	return world_write(text, plan, SET, NULL, NULL, &recipient, words);
}

static const char *
read_world(char *from)
{
	record_free(&world.record);
	return world_read(&world, from, strlen(from), &problem);
}

/* What is said of the world with this put in the place of `what`. */
static const char *
changed(const char *what, const char *with)
{
	char *at;

	strcpy(edited, text);
	at = strstr(edited, what);
	if (at == NULL) {
		printf("not ok the world has no \"%s\"\n", what);
		exit(1);
	}
	memmove(at + strlen(with), at + strlen(what), strlen(at + strlen(what)) + 1);
	memcpy(at, with, strlen(with));
	return read_world(edited);
}

/* By the reference program: argon2 SALT -id -t 3 -m 13 -p 1 -l 32 -r; the salts by sha256sum. */
static void
known_commitments(void)
{
	static const char *const want[] = {
		"131cb957bb41ee90f16f1e1d4bae3647affb1ce39597e14e40633f81f1ab3c83",
		"cb3196eed55a92eb299dd8650e599e7de1f1ae0f5ccd375603d162672a2707d7"};
	struct slip39_words *known = secret_new(sizeof *known);

	known->count = 33;
	for (unsigned i = 0; i < 33; i++)
		known->index[i] = (uint16_t)(i * 31 % 1024);
	for (unsigned index = 1; index <= 2; index++) {
		uint8_t commitment[WORLD_COMMITMENT_BYTES];
		char digits[2 * WORLD_COMMITMENT_BYTES + 1];

		world_commit(commitment, "muster-2026", SET, index, known);
		text_to_hex(digits, commitment, sizeof commitment);
		check(strcmp(digits, want[index - 1]) == 0);
	}
	secret_drop(known);
}

static void
there_and_back(void)
{
	char recipient[AGE_RECIPIENT_TEXT_BYTES];
	struct age_recipient of_identity;

	check(write_world() == strlen(text));
	strcpy(edited, text);
	check_good(read_world(edited));
	check(strcmp(world.ceremony, "muster-2026") == 0 && strcmp(world.mode, "rehearsal") == 0);
	check(strcmp(world.tenant, "Müller & Søn AG") == 0);
	check(world.set == SET && world.generation == 1 && world.quorum == 2 && world.cards == 3);
	age_recipient_of(&of_identity, &set->identity);
	age_recipient_to_text(recipient, &of_identity);
	check(strcmp(world.recipient_text, recipient) == 0);
	check(memcmp(&world.recipient, &of_identity, sizeof of_identity) == 0);
	check(write_world() == strlen(text) && strstr(text, recipient) != NULL);
}

/* After there_and_back. */
static void
cards_of_the_world(void)
{
	struct slip39_words *other = secret_new(sizeof *other);

	check(world_has_card(&world, 1, words[0]) && world_has_card(&world, 2, words[1]));
	check(world_has_card(&world, 3, words[2]));
	check(!world_has_card(&world, 2, words[0]) && !world_has_card(&world, 1, words[1]));
	check(!world_has_card(&world, 0, words[0]) && !world_has_card(&world, 4, words[0]));
	for (size_t i = 0; i < 33; i += 8) {
		*other = *words[0];
		other->index[i] ^= 1;
		check(!world_has_card(&world, 1, other));
	}
	*other = *words[0];
	other->count = 32;
	check(!world_has_card(&world, 1, other));
	secret_drop(other);
	world.set++;
	check(!world_has_card(&world, 1, words[0]));
	world.set--;
	world.ceremony = "muster-2027";
	check(!world_has_card(&world, 1, words[0]));
}

static void
refused(void)
{
	static const char again[] =
		"card 2\n  commitment "
		"0000000000000000000000000000000000000000000000000000000000000000\ncard 3";

	check_says(changed("claviger world 1", "claviger world 2"),
		   "does not begin with the line of such a record, in the version that this "
		   "program reads");
	check_says(changed("recipient age1", "recipient AGE1"), "mixes upper and lower case");
	check(problem.field != NULL && strcmp(problem.field, "recipient") == 0);
	check_says(changed("set 4660", "set 32768"), "is too large");
	check_good(changed("set 4660", "set 32767"));
	check_says(changed("card 2", "card 3"), "has its cards out of order");
	check_says(changed("card 3", again), "has its cards out of order");
	check_says(changed("card 1", "card 2"), "has its cards out of order");
	check_says(changed("cards 3", "cards 4"), "does not commit to each of its cards once");
	check_says(changed("cards 3", "cards 2"), "does not commit to each of its cards once");
	check_says(changed("quorum 2", "quorum 1"), "has an impossible quorum");
	check_says(changed("quorum 2", "quorum 4"), "has an impossible quorum");
	check_good(changed("quorum 2", "quorum 3"));
	check_says(changed("mode rehearsal", "mode drill"), "is neither rehearsal nor production");
	check_says(changed("  commitment ", "  commitment 0"),
		   "is not a SHA-256 in 64 lower-case hexadecimal digits");
	check_says(changed("generation 1\n", ""),
		   "is unknown, repeated or out of order, or a field before it is missing");
}

/* The folder's transcript says that `text` is its world. */
static void
make_folder(void)
{
	struct digest digest = digest_of(text, strlen(text));
	char digits[DIGEST_TEXT_BYTES];

	digest_to_text(digits, &digest);
	facts_begin(&folder.transcript);
	facts_add(&folder.transcript, "opened", digits, "rehearsal", "disconnected", "none");
	facts_add(&folder.transcript, "world-made", "4660", digits, "2", "3");
	unlink("world");
	file_create(FILE_HERE, "world", text, strlen(text));
}

static void
worlds_of_folders(void)
{
	const char *mode = plan->mode, *tenant = plan->tenant;
	struct world *found;

	write_world();
	make_folder();
	found = world_of_folder(&folder);
	check(strcmp(found->digest, fact_value(&folder.transcript.facts[1], "world")) == 0);
	check(world_has_card(found, 1, words[0]) && found->quorum == 2);
	world_free(found);
	plan->mode = "production";
	if (child_begins())
		child_returns(world_of_folder(&folder));
	check_ends(1, "claviger: 'world' is of mode rehearsal, the plan of mode production\n");
	plan->mode = mode;
	plan->tenant = "Other";
	if (child_begins())
		child_returns(world_of_folder(&folder));
	check_ends(1, "claviger: 'world' is of another tenant than the plan\n");
	plan->tenant = tenant;
	facts_begin(&folder.transcript);
	if (child_begins())
		child_returns(world_of_folder(&folder));
	check_ends(1, "claviger: no cards were made in this ceremony: ceremony-split first\n");
}

static void
broken_worlds_of_folders(void)
{
	write_world();
	make_folder();
	unlink("world");
	file_create(FILE_HERE, "world", text, strlen(text) - 1);
	if (child_begins())
		child_returns(world_of_folder(&folder));
	check_ends(1, "claviger: 'world' is not the file that the transcript names\n");
	unlink("world");
	if (child_begins())
		child_returns(world_of_folder(&folder));
	check_ends(3, "claviger: cannot open 'world': No such file or directory\n");
	strcpy(strstr(text, "mode rehearsal"), "mode x\n");
	make_folder();
	if (child_begins())
		child_returns(world_of_folder(&folder));
	check_ends(1, "claviger: 'world', line 3: 'mode' is neither rehearsal nor production\n");
	unlink("world");
}

int
main(void)
{
	char here[] = "/tmp/claviger-test-XXXXXX";

	secret_begin();
	load_plan();
	if (mkdtemp(here) == NULL || chdir(here) != 0)
		return 1;
	set = set_make(SET, plan->quorum, plan->cards, NULL);
	for (unsigned i = 0; i < plan->cards; i++)
		words[i] = &set->words[i];
	known_commitments();
	there_and_back();
	cards_of_the_world();
	refused();
	worlds_of_folders();
	broken_worlds_of_folders();
	record_free(&world.record);
	transcript_free(&folder.transcript);
	plan_free(plan);
	rmdir(here);
	return test_end();
}
