/* The roster: written and read back, every value that is refused, whose token it is, and which file is in force. */
#include "tests/unit/facts.h"

#include <sodium.h>

#include "ceremony/roster.h"
#include "tests/peer/otp.h"

#define D1 "1111111111111111111111111111111111111111111111111111111111111111"
#define D2 "2222222222222222222222222222222222222222222222222222222222222222"

#define ADA \
	"person ada\n  public-id vvcb\n  private-id 010203040506\n" \
	"  key 000102030405060708090a0b0c0d0e0f\n  use 5\n  session 7\n"
#define BOB \
	"person bob\n  public-id none\n  private-id 010203040506\n" \
	"  key 100102030405060708090a0b0c0d0e0f\n  use 0\n  session 0\n"

static struct roster *roster;
static char *text;

static const char *
read_text(const char *record)
{
	struct record_problem problem;

	strcpy(text, record);
	return roster_read(roster, text, strlen(record), &problem);
}

static void
there_and_back(void)
{
	static const char whole[] = "claviger roster 1\n" ADA BOB;

	check_good(read_text(whole));
	check(roster->count == 2);
	check(roster_person(roster, "carol") == NULL);
	check(roster_person(roster, "ada")->last.use == 5 &&
	      roster_person(roster, "ada")->last.session == 7);
	check(roster_person(roster, "ada")->secret.key[15] == 15 &&
	      roster_person(roster, "ada")->secret.private_id[5] == 6);
	check(strcmp(roster_person(roster, "bob")->public_id, "none") == 0);
	check(roster_write(text, roster) == strlen(whole));
	check(memcmp(text, whole, strlen(whole)) == 0);
}

/* Each is the roster of one person, with one line changed. */
static void
refused(void)
{
	static const struct {
		const char *from, *to, *says;
	} rows[] = {
		{"roster 1", "roster 2",
		 "does not begin with the line of such a record, in the version that this program "
		 "reads"},
		{"vvcb", "vvca", "has a character that is not one of cbdefghijklnrtuv"},
		{"vvcb", "vvc", "is not an even number of characters, 2 to 16"},
		{"vvcb", "VVCB", "has a character that is not one of cbdefghijklnrtuv"},
		{"010203040506", "0102030405", "is not 12 hexadecimal digits"},
		{"0d0e0f", "0d0e0", "is not 32 hexadecimal digits"},
		{"0d0e0f", "0d0e0f00", "is not 32 hexadecimal digits"},
		{"0d0e0f", "0D0E0F", "is not lower-case hexadecimal"},
		{"use 5", "use 32767", "is too large"},
		{"session 7", "session 256", "is too large"},
		{"  use 5\n", "",
		 "is unknown, repeated or out of order, or a field before it is missing"},
		{"person ada", "person Ada",
		 "is not a name of lower-case letters, digits and dashes that begins with a "
		 "letter, 32 at most"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		static const char whole[] = "claviger roster 1\n" ADA;
		const char *at = strstr(whole, rows[i].from);
		char changed[512];

		snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - whole), whole, rows[i].to,
			 at + strlen(rows[i].from));
		check_says(read_text(changed), rows[i].says);
		check(sodium_is_zero((const uint8_t *)roster, sizeof *roster));
	}
	check_says(read_text("claviger roster 1\n"), "is missing");
	check_says(read_text("claviger roster 1\n" ADA ADA), "is already a person of this roster");
	check_says(read_text("claviger roster 1\n" ADA "person bob\n  public-id none\n"
			     "  private-id 000000000000\n"
			     "  key 000102030405060708090a0b0c0d0e0f\n  use 0\n  session 0\n"),
		   "has the key of another person's token");
	check_says(read_text("claviger roster 1\n" ADA "person bob\n  public-id vvcb\n"
			     "  private-id 000000000000\n"
			     "  key 110102030405060708090a0b0c0d0e0f\n  use 0\n  session 0\n"),
		   "has the public id of another person's token");
	check(sodium_is_zero((const uint8_t *)roster, sizeof *roster));
}

static void
putting(void)
{
	struct roster_person *person = secret_new(sizeof *person);

	check_good(read_text("claviger roster 1\n" ADA BOB));
	*person = roster->people[0];
	strcpy(person->id, "carol");
	check_says(roster_put(roster, person), "has the key of another person's token");
	person->secret.key[0] = 0x77;
	check_says(roster_put(roster, person), "has the public id of another person's token");
	strcpy(person->public_id, "none");
	check_good(roster_put(roster, person));
	check(roster->count == 3 && strcmp(roster->people[2].id, "carol") == 0);
	person->last.use = 9;
	check_good(roster_put(roster, person));
	check(roster->count == 3 && roster->people[2].last.use == 9);
	for (unsigned i = 0; i < PLAN_MOST_PEOPLE + 3; i++) {
		snprintf(person->id, sizeof person->id, "p-%u", i);
		person->secret.key[0] = (uint8_t)(0x80 + i);
		if (i + 3 < PLAN_MOST_PEOPLE)
			check(roster_put(roster, person) == NULL);
		else
			check_says(roster_put(roster, person),
				   "is one person more than a roster can have");
	}
	check(roster_write(text, roster) < ROSTER_MOST_BYTES);
	secret_drop(person);
}

/* The longest names and numbers fit. */
static void
the_largest(void)
{
	memset(roster, 0, sizeof *roster);
	for (unsigned i = 0; i < PLAN_MOST_PEOPLE; i++) {
		struct roster_person *person = &roster->people[i];

		snprintf(person->id, sizeof person->id, "p-%030u", i);
		snprintf(person->public_id, sizeof person->public_id, "cccccccccccccc%c%c",
			 "cbdefghi"[i / 8], "cbdefghi"[i % 8]);
		person->secret.key[0] = (uint8_t)i;
		person->last = (struct otp_counter){32766, 255};
	}
	roster->count = PLAN_MOST_PEOPLE;
	check(roster_write(text, roster) > 8000);
}

static void
whose(void)
{
	struct otp_token token = {.public_id = "vvcb", .use = 9, .session = 1, .flip = -1};
	char typed[OTP_TYPED_BYTES];

	check_good(read_text("claviger roster 1\n" ADA BOB));
	memcpy(token.key, roster->people[1].secret.key, sizeof token.key);
	memcpy(token.private_id, roster->people[1].secret.private_id, sizeof token.private_id);
	otp_type(typed, &token);
	check(roster_whose(roster, typed, strlen(typed), "ada") == &roster->people[1]);
	check(roster_whose(roster, typed, strlen(typed), "bob") == NULL);
	token.flip = 3;
	otp_type(typed, &token);
	check(roster_whose(roster, typed, strlen(typed), "ada") == NULL);
}

static void
passphrases(void)
{
	struct slip39_words *words = secret_new(sizeof *words);
	char *passphrase = secret_new(ROSTER_PASSPHRASE_BYTES);
	unsigned seen = 0;

	for (unsigned i = 0; i < 50; i++) {
		roster_draw_passphrase(words);
		check(words->count == 10);
		for (size_t w = 0; w < 10; w++)
			seen |= words->index[w];
	}
	check(seen == 1023);
	for (uint16_t w = 0; w < 10; w++)
		words->index[w] = w;
	roster_passphrase(passphrase, words);
	check(strcmp(passphrase, "academic-acid-acne-acquire-acrobat-activity-actress-adapt-"
				 "adequate-adjust") == 0);
	secret_drop(passphrase);
	secret_drop(words);
}

static void
in_force(void)
{
	static struct folder folder = {.plan = {.roster = "none"}};
	char name[ROSTER_NAME_BYTES];
	struct roster_person *ada;

	facts_begin(&folder.transcript);
	check(roster_in_force(&folder, name) == NULL);
	folder.plan.roster = D2;
	check(strcmp(roster_in_force(&folder, name), D2) == 0 && strcmp(name, "roster-0.age") == 0);
	roster_next(&folder, name);
	check(strcmp(name, "roster-1.age") == 0);
	facts_add(&folder.transcript, "enrolled", "ada", "vvcb", "5", "7", D1);
	check(strcmp(roster_in_force(&folder, name), D1) == 0 && strcmp(name, "roster-1.age") == 0);
	facts_add(&folder.transcript, "enrolled", "bob", "none", "5", "7", D2);
	check(strcmp(roster_in_force(&folder, name), D2) == 0 && strcmp(name, "roster-2.age") == 0);
	roster_next(&folder, name);
	check(strcmp(name, "roster-3.age") == 0);
	/* The roster's own counters, or those of a fact, whichever are higher. */
	check_good(read_text("claviger roster 1\n" ADA BOB));
	ada = &roster->people[0];
	check(roster_last(&folder, ada).use == 5 && roster_last(&folder, ada).session == 7);
	facts_add(&folder.transcript, "otp-present", "ada", "vvcb", "5", "8", "1");
	facts_add(&folder.transcript, "otp-present", "ada", "vvcc", "9", "9", "1");
	facts_add(&folder.transcript, "otp-present", "bob", "vvcb", "9", "9", "1");
	check(roster_last(&folder, ada).use == 5 && roster_last(&folder, ada).session == 8);
	ada->last.use = 6;
	check(roster_last(&folder, ada).use == 6 && roster_last(&folder, ada).session == 7);
	transcript_free(&folder.transcript);
}

int
main(void)
{
	secret_begin();
	roster = secret_new(sizeof *roster);
	text = secret_new(ROSTER_MOST_BYTES);
	there_and_back();
	refused();
	putting();
	the_largest();
	whose();
	passphrases();
	in_force();
	secret_drop(text);
	secret_drop(roster);
	return test_end();
}
