#include "tests/unit/child.h"

#include "ceremony/card.h"
#include "ceremony/file.h"
#include "ceremony/set.h"

enum { SET = 291 };

#define D64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define E64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdee"

static struct plan plan;
static struct set *set;
static struct card *card;
static char text[CARD_MOST_BYTES];
static struct record_problem problem;

static void
load_plan(void)
{
	struct bytes bytes = file_read(FILE_HERE, "tests/samples/plan", PLAN_MOST_BYTES);

	check_good(plan_read(&plan, bytes.data, bytes.size, &problem));
	file_free(&bytes);
}

static void
write_card(unsigned index, const struct slip39_words *words)
{
	size_t size = card_write(card, &plan, D64, SET, 1, index, words);

	memcpy(text, card->text, size);
	text[size] = '\0';
}

static const char *
read_card(const char *from)
{
	memset(card, 0xa5, sizeof *card);
	memcpy(card->text, from, strlen(from));
	return card_read(card, strlen(from), &problem);
}

/* What is said of the second card with this put in the place of `what`. */
static const char *
changed(const char *what, const char *with)
{
	char edited[CARD_MOST_BYTES + 256], *at;

	strcpy(edited, text);
	at = strstr(edited, what);
	if (at == NULL) {
		printf("not ok the card has no \"%s\"\n", what);
		exit(1);
	}
	memmove(at + strlen(with), at + strlen(what), strlen(at + strlen(what)) + 1);
	memcpy(at, with, strlen(with));
	return read_card(edited);
}

static bool
at_words(void)
{
	return problem.line == 12 && problem.field != NULL && strcmp(problem.field, "words") == 0;
}

static void
there_and_back(void)
{
	for (unsigned i = 1; i <= plan.cards; i++) {
		write_card(i, &set->words[i - 1]);
		check_good(read_card(text));
		check(card->index == i && card->set == SET && card->generation == 1);
		check(card->cards == 3 && card->quorum == 2 && strcmp(card->world, D64) == 0);
		check(strcmp(card->custodian, plan.card[i - 1].custodian) == 0);
		check(strcmp(card->mode, "rehearsal") == 0 &&
		      strcmp(card->ceremony, "muster-2026") == 0);
		check(strcmp(card->tenant, "Müller & Søn AG") == 0);
		check(memcmp(&card->words, &set->words[i - 1], sizeof card->words) == 0);
		check(card->share.member_index == i - 1);
	}
}

/* Before this the second card is written. */
static void
form(void)
{
	static const char sentence[] = "is not the sentence of a card";

	check_says(changed("claviger card 1", "claviger world 1"),
		   "does not begin with the line of such a record, in the version that this "
		   "program reads");
	check_says(changed("Alone it opens nothing", "Alone it opens all"), sentence);
	check(problem.line == 13 && strcmp(problem.field, "finder") == 0);
	check_says(changed("64 digits", "65 digits"), sentence);
	check(problem.line == 14 && strcmp(problem.field, "recovery") == 0);
	check_says(changed("words ", "words A"), "are not lower-case words");
	check(at_words());
	check_says(changed("words ", "words \xc3\xa4"), "are not lower-case words");
	check_says(changed("card 2\n", "card 0\n"), "is not a number from 1 to 16");
	check_says(changed("custodian chloe\n", ""),
		   "is unknown, repeated or out of order, or a field before it is missing");
	check_says(changed("recovery With", "extra x\nrecovery With"),
		   "is unknown, repeated or out of order, or a field before it is missing");
}

static void
words_of_another_card(void)
{
	static const char another[] = "are of another set, card or quorum than this card says";
	static const char kind[] = "are no card of this kind: 33 words, one group";
	struct slip39_scheme scheme = slip39_one_group(SET, 2, 3);
	struct slip39_share *shares = secret_new(3 * sizeof *shares);
	struct slip39_words *words = secret_new(sizeof *words);
	static const uint8_t zeros[32];

	check_says(changed("set 291", "set 292"), another);
	check(at_words());
	check_says(changed("card 2\n", "card 3\n"), another);
	check_says(changed("quorum 2", "quorum 3"), another);
	check_says(changed("cards 3", "cards 1"), another);
	check_good(slip39_split(shares, &scheme, zeros, 16, ""));
	check_good(slip39_share_to_words(words, &shares[1]));
	write_card(2, words);
	check_says(read_card(text), kind);
	check(at_words());
	scheme.extendable = true;
	check_good(slip39_split(shares, &scheme, zeros, 32, ""));
	check_good(slip39_share_to_words(words, &shares[1]));
	write_card(2, words);
	check_says(read_card(text), kind);
	scheme.extendable = false;
	scheme.iteration_exponent = 1;
	check_good(slip39_split(shares, &scheme, zeros, 32, ""));
	check_good(slip39_share_to_words(words, &shares[1]));
	write_card(2, words);
	check_says(read_card(text), kind);
	secret_drop(words);
	secret_drop(shares);
	write_card(2, &set->words[1]);
}

/* Each word in turn is another word, left out, doubled, or changes places with the next. */
static void
every_word(void)
{
	struct slip39_words *words = secret_new(sizeof *words);
	size_t seen = 0, wanted = 0;

	for (size_t i = 0; i < 33; i++) {
		*words = set->words[1];
		words->index[i] ^= 1;
		write_card(2, words);
		seen += read_card(text) != NULL;
		*words = set->words[1];
		memmove(&words->index[i], &words->index[i + 1], (32 - i) * sizeof words->index[0]);
		words->count = 32;
		write_card(2, words);
		seen += read_card(text) != NULL;
		wanted += 2;
		*words = set->words[1];
		if (i == 32 || words->index[i] == words->index[i + 1])
			continue;
		words->index[i] = words->index[i + 1];
		words->index[i + 1] = set->words[1].index[i];
		write_card(2, words);
		seen += read_card(text) != NULL;
		wanted++;
	}
	check(seen == wanted);
	secret_drop(words);
	write_card(2, &set->words[1]);
	check_good(read_card(text));
}

/* Short forms and wide spaces are for typing: a card file has the one form. */
static void
written_out(void)
{
	static const char answer[] = "are not written out, with one space between";
	const char *word = strstr(text, "words ") + 6;
	char what[32], with[40];

	while (strcspn(word, " \n") < 5)
		word += strcspn(word, " \n") + 1;
	snprintf(what, sizeof what, "%.*s", (int)strcspn(word, " \n"), word);
	snprintf(with, sizeof with, "%.4s", what);
	check_says(changed(what, with), answer);
	check(at_words());
	snprintf(with, sizeof with, " %s", what);
	check_says(changed(what, with), answer);
	check_says(changed("\nfinder", " \nfinder"), answer);
	check_says(changed(what, "zzzz"), "has a word that is not on the list");
	check_says(changed("words ", "words academic "), "has a number of words that no card has");
}

static void
of_which_world(void)
{
	struct world world = {
		.ceremony = "muster-2026",
		.mode = "rehearsal",
		.tenant = "Müller & Søn AG",
		.digest = D64,
		.set = SET,
		.generation = 1,
		.quorum = 2,
		.cards = 3,
	};

	check_good(read_card(text));
	check_good(card_check_world(card, &world));
	world.mode = "production";
	check_says(card_check_world(card, &world),
		   "is a card of the other mode: rehearsal and production never mix");
	world.mode = "rehearsal";
	world.tenant = "Müller";
	check_says(card_check_world(card, &world), "is a card of another tenant");
	world.tenant = card->tenant;
	world.ceremony = "muster-2025";
	check_says(card_check_world(card, &world), "is a card of another ceremony");
	world.ceremony = card->ceremony;
	world.set = SET + 1;
	check_says(card_check_world(card, &world), "is a card of another set");
	world.set = SET;
	world.generation = 2;
	check_says(card_check_world(card, &world), "is a card of another set");
	world.generation = 1;
	strcpy(world.digest, E64);
	check_says(card_check_world(card, &world), "is a card of another world");
	strcpy(world.digest, D64);
	world.cards = 4;
	check_says(card_check_world(card, &world),
		   "says another number of cards than the world does");
	world.cards = 3;
	world.quorum = 3;
	check_says(card_check_world(card, &world),
		   "says another number of cards than the world does");
	world.quorum = 2;
	check_good(card_check_world(card, &world));
}

static void
loaded(const char *name)
{
	size_t size;
	struct card *found = card_load(name, &size);

	card_read_or_refuse(found, size, name);
	printf("card %u\n", found->index);
	secret_drop(found);
}

static void
files(void)
{
	char here[] = "/tmp/claviger-test-XXXXXX", long_text[CARD_MOST_BYTES + 1];

	memset(long_text, 'x', sizeof long_text);
	if (mkdtemp(here) == NULL || chdir(here) != 0)
		exit(1);
	file_create(FILE_HERE, "good", text, strlen(text));
	file_create(FILE_HERE, "cut", text, strlen(text) - 1);
	file_create(FILE_HERE, "long", long_text, sizeof long_text);
	file_create(FILE_HERE, "full", long_text, sizeof long_text - 1);
	strcpy(strstr(text, "set 291"), "set x91\n");
	file_create(FILE_HERE, "bad", text, strlen(text));
	if (child_begins())
		child_returns(loaded("good"));
	check_ends(0, "card 2\n");
	if (child_begins())
		child_returns(loaded("cut"));
	check(child_status == 1 && strstr(child_said, "does not end in a newline\n") != NULL);
	if (child_begins())
		child_returns(loaded("long"));
	check_ends(1, "claviger: 'long' holds more than 4096 bytes\n");
	if (child_begins())
		child_returns(loaded("full"));
	check_ends(1, "claviger: 'full' does not end in a newline\n");
	if (child_begins())
		child_returns(loaded("bad"));
	check_ends(1, "claviger: 'bad', line 6: 'set' is not a number\n");
	unlink("good");
	unlink("cut");
	unlink("long");
	unlink("full");
	unlink("bad");
	rmdir(here);
}

int
main(void)
{
	secret_begin();
	load_plan();
	card = secret_new(sizeof *card);
	set = set_make(SET, plan.quorum, plan.cards, NULL);
	there_and_back();
	write_card(2, &set->words[1]);
	form();
	words_of_another_card();
	every_word();
	written_out();
	of_which_world();
	files();
	plan_free(&plan);
	return test_end();
}
