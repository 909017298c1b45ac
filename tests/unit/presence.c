/* Tokens in the table of facts: who is enrolled, whose counters have grown, and whom a step of the plan wants. */
#include "tests/unit/facts.h"

#include "ceremony/folder.h"
#include "ceremony/presence.h"

#define D0 "0000000000000000000000000000000000000000000000000000000000000000"
#define D1 "1111111111111111111111111111111111111111111111111111111111111111"
#define D2 "2222222222222222222222222222222222222222222222222222222222222222"

static struct folder folder;

static const char *const head = "claviger plan 1\nceremony test-2026\nkind rehearsal\nmode "
				"rehearsal\nscript light\nlanguage en\n"
				"paper a4\ndate 2026-11-21\nplace Room\ntenant Contoso\ntools "
				"none\nprevious none\nworld none\n";
static const char *const people =
	"quorum 2\ncards 2\n"
	"person ada\n  role administrator\n  name Ada\n  organisation Contoso\n"
	"person bob\n  role custodian\n  name Bob\n  organisation Contoso\n"
	"person eve\n  role custodian\n  name Eve\n  organisation Contoso\n"
	"card 1\n  custodian bob\n  place A\n  form medium\n"
	"card 2\n  custodian eve\n  place B\n  form medium\n"
	"key k\n  type ec-p256\n  policy plain\n";

/* A plan with these presences, and nothing but `opened` in its transcript. */
static void
begin(const char *roster, const char *presences)
{
	char text[4096];
	struct record_problem problem;

	snprintf(text, sizeof text, "%sroster %s\n%s%smedium m\n  direction archive\n  count 2\n",
		 head, roster, people, presences);
	plan_free(&folder.plan);
	check_good(plan_read(&folder.plan, text, strlen(text), &problem));
	facts_time = "2026-11-21T10:00:00Z";
	folder.connected = false;
	facts_begin(&folder.transcript);
	facts_add(&folder.transcript, "opened", D0, "rehearsal", "disconnected", "none");
}

static const char *
says(const char *name, ...)
{
	struct fact fact;
	va_list values;

	va_start(values, name);
	facts_set_list(&fact, name, values);
	va_end(values);
	return fact_may_follow(&folder, &fact);
}

#define follows(...) \
	do { \
		check_good(says(__VA_ARGS__)); \
		facts_add(&folder.transcript, __VA_ARGS__); \
	} while (0)

static void
enrolment(void)
{
	static const char used[] =
		"this one-time password was used before, or is older than one that was";

	begin("none", "");
	check_says(says("enrolled", "carol", NULL), "the plan has no such person");
	check_good(says("enrolled", "ada", NULL));
	check_says(says("otp-present", "ada", NULL),
		   "no token of this person is enrolled: ceremony-enrol first");
	follows("enrolled", "ada", "vvcb", "5", "3", D1);
	check_says(says("enrolled", "bob", "vvcb", "1", "1", D1),
		   "this public id is that of another person's token");
	follows("enrolled", "bob", "none", "1", "1", D1);
	follows("enrolled", "eve", "none", "1", "1", D1);
	/* The same token again: an older one-time password does not set its counters back. */
	check_says(says("enrolled", "ada", "vvcb", "5", "3", D1), used);
	check_says(says("enrolled", "ada", "vvcb", "4", "9", D1), used);
	follows("enrolled", "ada", "vvcb", "5", "4", D1);
	/* A new one begins anew, and the old one is out. */
	follows("enrolled", "ada", "vvcc", "1", "0", D2);
	check_says(says("otp-present", "ada", "vvcb", "6", "0", "1"),
		   "this is not the token that was enrolled last for this person");
	follows("otp-present", "ada", "vvcc", "1", "1", "1");
}

static void
growth(void)
{
	static const char used[] =
		"this one-time password was used before, or is older than one that was";

	begin("none", "");
	facts_add(&folder.transcript, "enrolled", "ada", "vvcb", "5", "3", D1);
	facts_add(&folder.transcript, "enrolled", "bob", "vvcc", "700", "3", D1);
	check_says(says("otp-present", "carol", "vvcb", "6", "0", "1"),
		   "the plan has no such person");
	check_good(says("otp-present", "ada", NULL));
	check_says(says("otp-present", "ada", "vvcb", "5", "3", "1"), used);
	check_says(says("otp-present", "ada", "vvcb", "5", "2", "1"), used);
	check_says(says("otp-present", "ada", "vvcb", "4", "200", "1"), used);
	follows("otp-present", "ada", "vvcb", "5", "4", "1");
	check_says(says("otp-present", "ada", "vvcb", "5", "4", "1"), used);
	follows("otp-present", "ada", "vvcb", "6", "0", "1");
	check_says(says("otp-present", "ada", "vvcb", "5", "255", "1"), used);
	follows("otp-present", "ada", "vvcb", "32766", "255", "2");
	/* Of a roster that is brought only the program knows who is in it. */
	begin(D2, "");
	follows("otp-present", "eve", "vvcb", "5", "4", "1");
	check_says(says("otp-present", "eve", "vvcb", "5", "4", "1"), used);
	follows("otp-present", "eve", "vvcc", "5", "4", "1");
}

#define SPLIT(need, window, touches) \
	"presence split\n  people ada bob\n  need " need "\n  window " window \
	"\n  touches " touches "\n"

static void
split_wants(void)
{
	begin("none", SPLIT("2", "10", "1"));
	facts_add(&folder.transcript, "enrolled", "ada", "vvcb", "1", "0", D1);
	facts_add(&folder.transcript, "enrolled", "bob", "vvcc", "1", "0", D1);
	facts_add(&folder.transcript, "enrolled", "eve", "vvcd", "1", "0", D1);
	check_says(
		says("world-begun", "1"),
		"the plan wants the presence of 2 of its people for 'split', recorded with 1 touch "
		"in the 10 minutes before; 0 are, and not: ada bob: ceremony-present first");
	facts_time = "2026-11-21T10:10:00Z";
	follows("otp-present", "ada", "vvcb", "1", "1", "1");
	follows("otp-present", "eve", "vvcd", "1", "1", "1");
	check_says(
		says("world-begun", "1"),
		"the plan wants the presence of 2 of its people for 'split', recorded with 1 touch "
		"in the 10 minutes before; 1 is, and not: bob: ceremony-present first");
	facts_time = "2026-11-21T10:15:00Z";
	follows("otp-present", "bob", "vvcc", "1", "1", "1");
	check_good(says("world-begun", "1"));
	facts_time = "2026-11-21T10:20:00Z";
	check_good(says("world-begun", "1"));
	facts_time = "2026-11-21T10:20:01Z";
	check_says(
		says("world-begun", "1"),
		"the plan wants the presence of 2 of its people for 'split', recorded with 1 touch "
		"in the 10 minutes before; 1 is, and not: ada: ceremony-present first");
	/* A clock that was set back makes nobody present. */
	facts_time = "2026-11-21T10:14:59Z";
	check(says("world-begun", "1") != NULL);
	/* Whoever left is not there, until recorded again. */
	facts_time = "2026-11-21T10:21:00Z";
	follows("otp-present", "ada", "vvcb", "1", "2", "1");
	check_good(says("world-begun", "1"));
	follows("noted", "left", "ada");
	check(says("world-begun", "1") != NULL);
	follows("noted", "returned", "ada");
	check(says("world-begun", "1") != NULL);
	follows("otp-present", "ada", "vvcb", "1", "3", "1");
	follows("world-begun", "1");
	/* On the other side nobody has a token. */
	folder.connected = true;
	check_good(says("world-begun", "2"));
}

static void
touches_and_need(void)
{
	begin("none", SPLIT("1", "10", "2"));
	check(presence_touches(&folder.plan, "ada") == 2 &&
	      presence_touches(&folder.plan, "bob") == 2);
	check(presence_touches(&folder.plan, "eve") == 1);
	facts_add(&folder.transcript, "enrolled", "ada", "vvcb", "1", "0", D1);
	facts_add(&folder.transcript, "enrolled", "bob", "vvcc", "1", "0", D1);
	follows("otp-present", "ada", "vvcb", "1", "1", "1");
	check_says(says("world-begun", "1"),
		   "the plan wants the presence of 1 of its people for 'split', recorded with 2 "
		   "touches in the 10 minutes before; 0 are, and not: ada bob: ceremony-present "
		   "first");
	follows("otp-present", "bob", "vvcc", "1", "2", "2");
	check_good(says("world-begun", "1"));
}

/* The step that is asked is named. */
static bool
wants(const char *answer, const char *step)
{
	char text[64];

	snprintf(text, sizeof text, "for '%s'", step);
	return answer != NULL && strstr(answer, text) != NULL;
}

static void
every_step(void)
{
	begin("none", "target t\n  key k\n  profile azure\n  region eu\n  where "
		      "a.vault.azure.net\n  name K\n  attestation accept-missing\n  sheets 1\n"
		      "presence recover\n  people ada\n  need 1\n  window 5\n  touches 1\n"
		      "presence wrap\n  people bob\n  need 1\n  window 5\n  touches 1\n"
		      "presence keygen\n  people ada\n  need 1\n  window 5\n  touches 1\n"
		      "presence close\n  people ada\n  need 1\n  window 5\n  touches 1\n");
	follows("enrolled", "ada", "vvcb", "1", "0", D1);
	follows("enrolled", "bob", "vvcc", "1", "0", D1);
	follows("world-begun", "1");
	follows("world-made", "1", D1, "2", "2");
	follows("card-confirmed", "1", D1);
	follows("card-confirmed", "2", D1);
	check(wants(says("key-made", "k", D1, D1, D1, D1), "keygen"));
	follows("otp-present", "ada", "vvcb", "1", "1", "1");
	follows("key-made", "k", D1, D1, D1, D1);
	facts_time = "2026-11-21T11:00:00Z";
	check(wants(says("recovered", "k", NULL), "recover"));
	check(wants(says("closed", "complete", NULL), "close") == false); /* its needs come first */
	check_good(says("closed", "unfinished"));
	follows("otp-present", "ada", "vvcb", "1", "2", "1");
	check_good(says("recovered", "k", NULL));
	check_good(says("recovered", "k", "1,2", "ceremony-confirm"));
	check(wants(says("recovered", "k", "1,2", "kek-wrap"), "wrap"));
	check(wants(says("recovered", "k", "1,2", "package-pfx"), "wrap"));
	follows("otp-present", "bob", "vvcc", "1", "2", "1");
	follows("recovered", "k", "1,2", "kek-wrap");
}

/* Before old cards are put together, not when the new ones are begun. */
static void
reshare(void)
{
	char text[4096];
	struct record_problem problem;

	snprintf(text, sizeof text,
		 "claviger plan 1\nceremony test-2027\nkind reshare\nmode rehearsal\nscript light\n"
		 "language en\npaper a4\ndate 2026-11-21\nplace Room\ntenant Contoso\ntools "
		 "none\nprevious %s\nworld %s\nroster %s\nreshare refresh\n  secret keep\n  "
		 "old-cards paper\n  understood old-cards-open-old-escrow\n%s  public %s\n  escrow "
		 "%s\npresence reshare\n  people ada\n  need 1\n  window 5\n  touches 1\nmedium "
		 "m\n  "
		 "direction archive\n  count 2\n",
		 D1, D2, D1, people, D1, D1);
	plan_free(&folder.plan);
	check_good(plan_read(&folder.plan, text, strlen(text), &problem));
	facts_time = "2026-11-21T10:00:00Z";
	facts_begin(&folder.transcript);
	facts_add(&folder.transcript, "opened", D0, "rehearsal", "disconnected", "none");
	check(wants(says("world-recovered", D2, NULL), "reshare"));
	follows("otp-present", "ada", "vvcb", "5", "4", "1");
	follows("world-recovered", D2, "1,2");
	facts_time = "2026-11-21T10:30:00Z";
	follows("world-begun", "1");
}

/* The first work of a ceremony, whatever it is; then it is over. */
static void
opening(void)
{
	begin("none", "presence open\n  people ada bob\n  need 2\n  window 30\n  touches 1\n");
	follows("preflight", "pass", "2026-11-21T10:00:00Z", "none");
	follows("noted", "present", "ada bob");
	check(wants(says("world-begun", "1"), "open"));
	check(wants(says("medium-read", "usb-1", D1, "x"), "open"));
	check_good(says("closed", "unfinished"));
	follows("enrolled", "ada", "vvcb", "1", "0", D1);
	follows("enrolled", "bob", "vvcc", "1", "0", D1);
	follows("otp-present", "ada", "vvcb", "1", "2", "1");
	check(wants(says("medium-read", "usb-1", D1, "x"), "open"));
	follows("otp-present", "bob", "vvcc", "1", "2", "1");
	follows("medium-read", "usb-1", D1, "x");
	facts_time = "2026-11-21T12:00:00Z";
	follows("world-begun", "1");
}

/* A token says that somebody is there, as a note does. */
static void
notes(void)
{
	begin("none", "");
	facts_add(&folder.transcript, "enrolled", "ada", "vvcb", "1", "0", D1);
	check(!presence_of(&folder, folder.transcript.count, "ada"));
	facts_add(&folder.transcript, "otp-present", "ada", "vvcb", "1", "1", "1");
	check(presence_of(&folder, folder.transcript.count, "ada"));
	facts_add(&folder.transcript, "noted", "left", "ada");
	check(presence_has_left(&folder, folder.transcript.count, "ada"));
	facts_add(&folder.transcript, "otp-present", "ada", "vvcb", "1", "2", "1");
	check(presence_of(&folder, folder.transcript.count, "ada"));
}

int
main(void)
{
	enrolment();
	growth();
	split_wants();
	touches_and_need();
	every_step();
	reshare();
	opening();
	notes();
	plan_free(&folder.plan);
	transcript_free(&folder.transcript);
	return test_end();
}
