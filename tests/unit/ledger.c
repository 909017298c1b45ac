#include "tests/unit/facts.h"

#include "ceremony/file.h"
#include "ceremony/ledger.h"

#define D(digit) digit digit digit digit digit digit digit digit
#define DIGEST(digit) D(D(digit))
#define W1 DIGEST("a")
#define W2 DIGEST("b")
#define PUBLIC DIGEST("c")
#define ESCROW DIGEST("d")
#define PEM DIGEST("e")

static struct ledger ledger;
static struct ledger_problem problem;
static char sample[PLAN_MOST_BYTES];

static void
put(char *text, const char *what, const char *with)
{
	char *at = strstr(text, what);
	size_t length = at == NULL ? 0 : strcspn(at, "\n");

	if (at == NULL)
		exit(1);
	memmove(at + strlen(with), at + length, strlen(at + length) + 1);
	memcpy(at, with, strlen(with));
}

/* The plan of a ceremony: the small sample of three cards and one key, without target where it goes on. */
static void
plan_of(struct ledger_entry *entry, const char *id, const char *kind, const char *previous,
	const char *world)
{
	static char text[PLAN_MOST_BYTES], line[256];
	const bool goes_on = strcmp(world, "none") != 0;
	struct record_problem where;
	const char *answer;

	strcpy(text, sample);
	snprintf(line, sizeof line, "ceremony %s", id);
	put(text, "ceremony ", line);
	snprintf(line, sizeof line, "kind %s", kind);
	put(text, "kind ", line);
	snprintf(line, sizeof line, "previous %s", previous);
	put(text, "previous ", line);
	snprintf(line, sizeof line, "world %s", world);
	put(text, "world ", line);
	if (strcmp(kind, "reshare") == 0)
		put(text, "quorum 2",
		    "reshare leaver\n  secret new\n  old-cards medium\n  understood "
		    "old-cards-open-old-escrow\nquorum 2");
	if (goes_on)
		put(text, "  policy ", "  policy aip\n  public " PUBLIC "\n  escrow " ESCROW);
	if (strstr(text, "target ") != NULL && goes_on)
		memmove(strstr(text, "target "), strstr(text, "medium "),
			strlen(strstr(text, "medium ")) + 1);
	if (strcmp(kind, "destruction") == 0)
		strcat(text, "medium old\n  direction former\n  count 1\n  copy birth/archive-1\n");
	answer = plan_read(&entry->ceremony.plan, text, strlen(text), &where);
	if (answer != NULL)
		printf("# %s: line %u: %s\n", id, where.line, answer);
	check_good(answer);
	snprintf(entry->ceremony.plan_digest, DIGEST_TEXT_BYTES, "%s", id);
}

/* A ceremony of that id, whose transcript has that digest and has only been opened. */
static struct ledger_entry *
add(const char *id, const char *kind, const char *digest, const char *previous, const char *world)
{
	struct ledger_entry *entry = calloc(1, sizeof *entry);

	ledger.entries[ledger.count++] = entry;
	entry->name = id;
	snprintf(entry->digest, sizeof entry->digest, "%s", digest);
	plan_of(entry, id, kind, previous, world);
	facts_begin(&entry->ceremony.transcript);
	facts_add(&entry->ceremony.transcript, "opened", PEM, "rehearsal", "disconnected", "none");
	return entry;
}

/* The last one was never there. */
static void
drop_last(void)
{
	struct ledger_entry *entry = ledger.entries[--ledger.count];

	plan_free(&entry->ceremony.plan);
	transcript_free(&entry->ceremony.transcript);
	free(entry);
}

static void
fact_set(struct ledger_entry *entry, const char *set, const char *world)
{
	struct transcript *transcript = &entry->ceremony.transcript;

	facts_add(transcript, "world-begun", set);
	facts_add(transcript, "world-made", set, world, "2", "3");
	facts_add(transcript, "card-confirmed", "1", world);
	facts_add(transcript, "card-confirmed", "2", world);
	facts_add(transcript, "card-confirmed", "3", world);
}

/* What a birth makes before it ends: two media of the archive. */
static void
fact_archive(struct ledger_entry *entry, const char *world, const char *one, const char *two)
{
	struct transcript *transcript = &entry->ceremony.transcript;

	facts_add(transcript, "key-made", "documents", PUBLIC, PEM, ESCROW, world);
	facts_add(transcript, "package-written", "archive", PEM);
	facts_add(transcript, "medium-written", PEM, one, "direct");
	facts_add(transcript, "medium-written", PEM, two, "direct");
}

static struct ledger_entry *
birth(void)
{
	struct ledger_entry *entry;

	while (ledger.count > 0)
		drop_last();
	memset(&ledger, 0, sizeof ledger);
	entry = add("birth", "rehearsal", DIGEST("1"), "none", "none");
	fact_set(entry, "100", W1);
	fact_archive(entry, W1, "usb-one", "usb-two");
	facts_add(&entry->ceremony.transcript, "closed", "complete");
	return entry;
}

/* The facts go into one text: those of an entry come before the next one is added. */
static struct ledger_entry *
ended(struct ledger_entry *entry, const char *outcome)
{
	facts_add(&entry->ceremony.transcript, "closed", outcome);
	return entry;
}

static struct ledger_entry *
check_of(const char *id, const char *digest, const char *previous, const char *world)
{
	struct ledger_entry *entry = add(id, "custody-check", digest, previous, world);

	facts_add(&entry->ceremony.transcript, "world-restored", "100", world, "2", "3");
	facts_add(&entry->ceremony.transcript, "key-restored", "documents", PUBLIC, PEM, ESCROW,
		  world);
	facts_add(&entry->ceremony.transcript, "card-confirmed", "1", world);
	return entry;
}

static struct ledger_entry *
reshare_of(const char *id, const char *digest, const char *previous, const char *old,
	   const char *set, const char *world)
{
	struct ledger_entry *entry = add(id, "reshare", digest, previous, old);

	facts_add(&entry->ceremony.transcript, "key-kept", "documents", PUBLIC, PEM, ESCROW, world,
		  "new");
	fact_set(entry, set, world);
	return entry;
}

static void
destroyed(struct ledger_entry *entry, const char *what)
{
	facts_add(&entry->ceremony.transcript, "noted", "destroyed", what);
}

static void
one_birth(void)
{
	const struct ledger_entry *where;

	birth();
	check_good(ledger_check(&ledger, &problem));
	check(ledger.set_count == 1 && ledger.sets[0].valid && ledger.sets[0].replaced == NULL);
	check(ledger_cards_left(&ledger, &ledger.sets[0]) == 3);
	check(ledger.copy_count == 3);
	check(ledger.copies[0].written == NULL && strcmp(ledger.copies[0].name, "journal") == 0);
	check(strcmp(fact_value(ledger.copies[2].written, "medium"), "usb-two") == 0);
	check(ledger_not_given(&ledger, 0, &where) == NULL);
	check(ledger_set_opens(&ledger, &ledger.sets[0], W1));
	check(!ledger_set_opens(&ledger, &ledger.sets[0], W2));
}

/* What was written and not read back is a copy behind the plan's; the same medium once, by the better fact. */
static void
copies_by_memory(void)
{
	struct ledger_entry *entry;
	struct transcript *transcript;

	birth();
	drop_last();
	entry = add("birth", "rehearsal", DIGEST("1"), "none", "none");
	transcript = &entry->ceremony.transcript;
	fact_set(entry, "100", W1);
	facts_add(transcript, "key-made", "documents", PUBLIC, PEM, ESCROW, W1);
	facts_add(transcript, "package-written", "archive", PEM);
	facts_add(transcript, "medium-written", PEM, "usb-one", "memory");
	facts_add(transcript, "medium-written", PEM, "usb-lost", "memory");
	facts_add(transcript, "medium-written", PEM, "usb-one", "direct");
	facts_add(transcript, "medium-written", PEM, "usb-two", "direct");
	facts_add(transcript, "medium-written", PEM, "usb-two", "memory");
	facts_add(transcript, "medium-written", PEM, "usb-lost", "memory");
	ended(entry, "complete");
	check_good(ledger_check(&ledger, &problem));
	check(ledger.copy_count == 4 && strcmp(ledger.copies[3].name, "more-3") == 0);
	check(strcmp(fact_value(ledger.copies[1].written, "medium"), "usb-one") == 0);
	check(strcmp(fact_value(ledger.copies[1].written, "read-back"), "direct") == 0);
	check(strcmp(fact_value(ledger.copies[2].written, "medium"), "usb-two") == 0);
	check(strcmp(fact_value(ledger.copies[3].written, "medium"), "usb-lost") == 0);
}

static void
the_chain(void)
{
	const struct ledger_entry *where;

	birth();
	ended(check_of("third", DIGEST("3"), DIGEST("2"), W1), "complete");
	ended(check_of("second", DIGEST("2"), DIGEST("1"), W1), "complete");
	check_good(ledger_check(&ledger, &problem));
	check(strcmp(ledger.entries[1]->name, "second") == 0);
	check(strcmp(ledger.entries[2]->name, "third") == 0);
	check(ledger.entries[2]->previous == ledger.entries[1]);
	ended(check_of("lost", DIGEST("5"), DIGEST("4"), W1), "complete");
	check_good(ledger_check(&ledger, &problem));
	check(strcmp(ledger_not_given(&ledger, 0, &where), DIGEST("4")) == 0);
	check(strcmp(where->name, "lost") == 0 && ledger_not_given(&ledger, 1, &where) == NULL);
}

static void
forks(void)
{
	birth();
	ended(check_of("one", DIGEST("2"), DIGEST("1"), W1), "complete");
	ended(check_of("two", DIGEST("3"), DIGEST("1"), W1), "unfinished");
	check_good(ledger_check(&ledger, &problem));
	ended(check_of("three", DIGEST("4"), DIGEST("1"), W1), "complete");
	check_says(ledger_check(&ledger, &problem),
		   "go on with the same ceremony, by different plans: a fork");
	check(strcmp(problem.name, "one") == 0 && strcmp(problem.other, "three") == 0);
	birth();
	ended(check_of("same", DIGEST("2"), DIGEST("1"), W1), "complete");
	ended(check_of("same", DIGEST("3"), DIGEST("2"), W1), "complete");
	check_says(ledger_check(&ledger, &problem), "are two transcripts of one plan");
	snprintf(ledger.entries[2]->ceremony.plan_digest, DIGEST_TEXT_BYTES, "other");
	check_says(ledger_check(&ledger, &problem),
		   "are two ceremonies of the same id, with different plans");
	birth();
	check_of("open", DIGEST("2"), DIGEST("1"), W1);
	check_of("on", DIGEST("3"), DIGEST("2"), W1);
	check_says(ledger_check(&ledger, &problem),
		   "the first goes on with the second, which is not closed");
}

static void
replaced_sets(void)
{
	birth();
	ended(reshare_of("anew", DIGEST("2"), DIGEST("1"), W1, "200", W2), "complete");
	check_good(ledger_check(&ledger, &problem));
	check(ledger.set_count == 2 && ledger.sets[0].by == &ledger.sets[1]);
	check(strcmp(ledger.sets[0].replaced->name, "anew") == 0);
	check(ledger.sets[1].replaced == NULL && ledger.sets[1].valid);
	ended(check_of("old", DIGEST("3"), DIGEST("2"), W1), "complete");
	check_says(ledger_check(&ledger, &problem),
		   "the first goes on with it, and the second replaced it");
	check(strcmp(problem.about, "set 100") == 0);
	birth();
	ended(reshare_of("broken", DIGEST("2"), DIGEST("1"), W1, "200", W2), "unfinished");
	check_good(ledger_check(&ledger, &problem));
	check(ledger.sets[0].replaced == NULL && !ledger.sets[1].valid);
	ended(check_of("on", DIGEST("3"), DIGEST("2"), W2), "complete");
	check_says(ledger_check(&ledger, &problem),
		   "the first goes on with it, and it was never valid");
	birth();
	ended(reshare_of("one", DIGEST("3"), DIGEST("8"), W1, "200", W2), "complete");
	ended(reshare_of("two", DIGEST("4"), DIGEST("9"), W1, "300", W2), "complete");
	check_says(ledger_check(&ledger, &problem), "each made it: it would be in force twice");
	birth();
	ended(reshare_of("one", DIGEST("3"), DIGEST("8"), W1, "200", W2), "complete");
	ended(reshare_of("two", DIGEST("4"), DIGEST("9"), W1, "300", DIGEST("f")), "complete");
	check_says(ledger_check(&ledger, &problem), "each replaced it: two sets would be in force");
	birth();
	ended(check_of("other", DIGEST("2"), DIGEST("1"), W2), "complete");
	check_says(ledger_check(&ledger, &problem),
		   "the first goes on with it, and the second, which it goes on from, has not this "
		   "world");
}

static void
void_sets(void)
{
	struct ledger_entry *entry;

	birth();
	entry = add("void", "reshare", DIGEST("2"), DIGEST("1"), W1);
	facts_add(&entry->ceremony.transcript, "world-begun", "150");
	ended(entry, "unfinished");
	check_good(ledger_check(&ledger, &problem));
	check(ledger.set_count == 2 && ledger.sets[1].world == NULL && !ledger.sets[1].valid);
	check(!ledger_set_opens(&ledger, &ledger.sets[1], W1));
	entry->ceremony.plan.new_secret = false;
	check(ledger_set_opens(&ledger, &ledger.sets[1], W1));
}

static void
what_is_destroyed(void)
{
	const struct ledger_entry *where;
	struct ledger_entry *entry;

	birth();
	entry = add("end", "destruction", DIGEST("2"), DIGEST("1"), W1);
	destroyed(entry, "card-1 Z1");
	destroyed(entry, "old Z2");
	ended(entry, "unfinished");
	check_good(ledger_check(&ledger, &problem));
	check(ledger_cards_left(&ledger, &ledger.sets[0]) == 2);
	check(ledger_card_gone(&ledger, &ledger.sets[0], 1, &where) != NULL && where == entry);
	check(ledger_card_gone(&ledger, &ledger.sets[0], 2, &where) == NULL);
	check(ledger_copy_gone(&ledger, &ledger.copies[1], &where) != NULL && where == entry);
	check(ledger_copy_gone(&ledger, &ledger.copies[2], &where) == NULL);

	facts_time = "2027-01-01T00:00:00Z";
	ended(check_of("later", DIGEST("3"), DIGEST("1"), W1), "unfinished");
	check_says(ledger_check(&ledger, &problem),
		   "the first notes it destroyed, and the second, which is later, had it");
	check(strcmp(problem.name, "end") == 0 && strcmp(problem.about, "card 1") == 0);
	drop_last();
	entry = add("again", "destruction", DIGEST("3"), DIGEST("1"), W1);
	destroyed(entry, "old Z3");
	ended(entry, "unfinished");
	check_says(ledger_check(&ledger, &problem), "each notes it destroyed");
	check(strcmp(problem.about, "medium birth/archive-1") == 0);
	drop_last();
	entry = add("writes", "custody-check", DIGEST("3"), DIGEST("1"), W1);
	facts_add(&entry->ceremony.transcript, "world-restored", "100", W1, "2", "3");
	facts_add(&entry->ceremony.transcript, "medium-written", PEM, "usb-one", "direct");
	ended(entry, "unfinished");
	check_says(ledger_check(&ledger, &problem),
		   "the first notes it destroyed, and the second, which is later, wrote onto it");
	facts_time = "2026-11-21T23:40:12Z";
}

/* A note that tells a medium apart from no other counts for none of them. */
static void
notes_in_doubt(void)
{
	const struct ledger_entry *where, *attempt;
	struct ledger_entry *entry;

	birth();
	entry = add("birth", "rehearsal", DIGEST("7"), "none", "none");
	attempt = entry;
	fact_set(entry, "200", W2);
	fact_archive(entry, W2, "usb-a", "usb-b");
	ended(entry, "unfinished");
	check_good(ledger_check(&ledger, &problem));
	check(ledger.copy_count == 6 && ledger_first_unclear(&ledger) == NULL);
	entry = add("end", "destruction", DIGEST("2"), DIGEST("1"), W1);
	destroyed(entry, "old Z2");
	ended(entry, "unfinished");
	check_good(ledger_check(&ledger, &problem));
	for (size_t i = 0; i < ledger.copy_count; i++) {
		const struct ledger_copy *copy = &ledger.copies[i];
		const bool is_named = strcmp(copy->name, "archive-1") == 0;

		check(ledger_copy_gone(&ledger, copy, &where) == NULL);
		check((ledger_copy_unclear(&ledger, copy, &where) != NULL) == is_named);
		check(!is_named || where == entry);
	}
	check(ledger_first_unclear(&ledger) == &ledger.copies[1]);
	check(ledger.copies[1].entry != attempt &&
	      ledger_copy_other(&ledger, &ledger.copies[1]) == attempt);

	/* Each of the two may be one of them: neither contradicts the other. */
	entry = add("again", "destruction", DIGEST("3"), DIGEST("1"), W1);
	destroyed(entry, "old Z3");
	ended(entry, "unfinished");
	check_good(ledger_check(&ledger, &problem));
}

/* An attempt that ended before a key was there has media of the same names all the same. */
static void
an_empty_attempt(void)
{
	const struct ledger_entry *where;
	struct ledger_entry *entry;

	birth();
	ended(add("birth", "rehearsal", DIGEST("7"), "none", "none"), "unfinished");
	entry = add("end", "destruction", DIGEST("2"), DIGEST("1"), W1);
	destroyed(entry, "old Z2");
	ended(entry, "unfinished");
	check_good(ledger_check(&ledger, &problem));
	check(ledger.copy_count == 3);
	check(ledger_copy_gone(&ledger, &ledger.copies[1], &where) == NULL);
	check(ledger_copy_unclear(&ledger, &ledger.copies[1], &where) != NULL && where == entry);
}

static void
keys_of_nobody(void)
{
	struct ledger_entry *entry = birth();
	struct ledger_entry *other =
		ended(check_of("on", DIGEST("2"), DIGEST("1"), W1), "complete");

	check(strcmp(ledger_public(entry, &entry->ceremony.plan.keys[0]), PUBLIC) == 0);
	other->ceremony.plan.keys[0].escrow_digest = PEM;
	check_says(ledger_check(&ledger, &problem),
		   "the first names its public half and escrow, and what it goes on from has no "
		   "such key");
	other->ceremony.plan.keys[0].escrow_digest = ESCROW;
	other->ceremony.plan.mode = "production";
	check_says(ledger_check(&ledger, &problem),
		   "the first goes on with the second, of another mode");
}

int
main(void)
{
	struct bytes bytes = file_read(FILE_HERE, "tests/samples/plan", PLAN_MOST_BYTES);

	memcpy(sample, bytes.data, bytes.size);
	file_free(&bytes);
	one_birth();
	copies_by_memory();
	the_chain();
	forks();
	replaced_sets();
	void_sets();
	what_is_destroyed();
	notes_in_doubt();
	an_empty_attempt();
	keys_of_nobody();
	while (ledger.count > 0)
		drop_last();
	return test_end();
}
