#include "tests/unit/test.h"

#include "ceremony/file.h"
#include "ceremony/plan_rules.h"
#include "ceremony/step.h"

static char sample[PLAN_MOST_BYTES], edited[PLAN_MOST_BYTES + 4096];
static struct plan plan;
static struct plan_finding findings[PLAN_MOST_FINDINGS];

static void
load(const char *name)
{
	struct bytes bytes = file_read(FILE_HERE, name, sizeof sample - 1);

	memcpy(sample, bytes.data, bytes.size + 1);
	file_free(&bytes);
}

/* The sample with every `what` in it turned into `with`, read. */
static const char *
read_changed(const char *what, const char *with)
{
	struct record_problem problem;
	char *at = edited;

	strcpy(edited, sample);
	if (strstr(edited, what) == NULL) {
		printf("not ok the sample has no \"%s\"\n", what);
		exit(1);
	}
	while ((at = strstr(at, what)) != NULL) {
		memmove(at + strlen(with), at + strlen(what), strlen(at + strlen(what)) + 1);
		memcpy(at, with, strlen(with));
		at += strlen(with);
	}
	plan_free(&plan);
	return plan_read(&plan, edited, strlen(edited), &problem);
}

/* With that change one finding has this text, and refuses or warns. */
static void
check_finding(const char *what, const char *with, bool refuses, const char *text)
{
	char found[512];
	bool there = false;
	size_t count;

	check_good(read_changed(what, with));
	count = plan_rules(findings, &plan, step_kind_of(plan.kind));
	for (size_t i = 0; i < count; i++) {
		plan_finding_text(found, sizeof found, &findings[i]);
		there |= strcmp(found, text) == 0 && findings[i].refuses == refuses;
	}
	if (!there)
		printf("# not said: %s\n", text);
	check(there);
}

/* Of a destruction, printed from this plan. */
static bool
destruction_says(const char *text)
{
	char found[512];
	size_t count = plan_rules(findings, &plan, STEP_DESTRUCTION);

	for (size_t i = 0; i < count; i++) {
		plan_finding_text(found, sizeof found, &findings[i]);
		if (strcmp(found, text) == 0)
			return true;
	}
	return false;
}

static bool
any_refuses(void)
{
	size_t count = plan_rules(findings, &plan, step_kind_of(plan.kind));

	for (size_t i = 0; i < count; i++)
		if (findings[i].refuses)
			return true;
	return false;
}

int
main(void)
{
	load("tests/samples/plan-rehearsal");
	check_good(read_changed("tools none", "tools none"));
	check(!any_refuses());
	check_finding("role operator", "role custodian", false,
		      "target azure-eu takes a wrapping key whose attestation is lacking or not "
		      "clean (accept-missing): trust rests on "
		      "the network, the cloud's access rules and the sheets");
	check_finding("role operator", "role custodian", false,
		      "target google-eu goes without the attestation that its service gives: trust "
		      "rests on "
		      "the network, the cloud's access rules and the sheets");
	check_finding("attestation accept-missing", "attestation required", true,
		      "target azure-eu wants its wrapping key attested, and that service attests "
		      "none: the plan must "
		      "say accept-missing");
	check_finding("medium journal\n  direction journal\n  count 1\n  keeper wanda\n",
		      "medium journal\n  direction journal\n  count 1\n", false,
		      "the plan does not say who keeps medium journal, which has the escrow");
	check_finding("keeper ada", "keeper carla", false,
		      "the keeper of medium archive, which has the escrow, holds card 1 too");
	check_finding("place Archive, branch office", "place Notary", false,
		      "medium archive, which has the escrow, is kept in the place of card 3");
	check_finding("custodian carla", "custodian oskar", false,
		      "oskar types and holds a card too: with one card less than a quorum from "
		      "others, oskar could use "
		      "the key alone");
	check_finding("role witness", "role custodian", true,
		      "the plan has neither witness nor auditor: nobody watches the operator");
	check_finding("medium outbound\n  direction outbound",
		      "medium outbound\n  direction inbound", true,
		      "the plan has targets and no outbound medium");
	check_finding("medium inbound\n  direction inbound", "medium inbound\n  direction outbound",
		      true, "the plan has no inbound medium, and the plan itself comes in on it");
	check_finding("medium journal\n  direction journal", "medium journal\n  direction archive",
		      true, "the plan has no journal media, and a ceremony has one");
	check_finding("direction journal\n  count 1", "direction journal\n  count 2", true,
		      "the plan has several journal media, and a ceremony has one");
	check_finding("script light", "script full", false,
		      "target google-eu is confirmed from one sheet: one person, or one network, "
		      "could swap its wrapping key");
	check_finding("kind rehearsal\nmode rehearsal", "kind birth\nmode production", true,
		      "the plan is for production and names no digest of the programs (tools)");
	check_finding(
		"kind rehearsal\nmode rehearsal", "kind birth\nmode production", false,
		"the plan names no digest of the boot medium: nothing vouches for the workstation");

	load("tests/samples/plan-full");
	check_finding("organisation Yıldız Denetim A.Ş.", "organisation Þjóðskjalasafn Íslands",
		      true,
		      "the full script wants a witness or auditor of another organisation than the "
		      "operator's");

	load("tests/samples/plan-attested");
	check_finding("attestation required", "attestation accept-other-name", false,
		      "target azure-eu takes a wrapping key whose attestation is lacking or not "
		      "clean (accept-other-name): trust rests on the network, the cloud's access "
		      "rules and the sheets");
	check_good(read_changed("tools none", "tools none"));
	check(!any_refuses());
	check_finding("  owner-root "
		      "5f1e0d2c3b4a59687786958493a2b1c0dfeeddccbbaa99887766554433221100\n",
		      "", true,
		      "target azure-eu wants its wrapping key attested, and names no owner-root of "
		      "its pool: without one nobody can see whose HSM it is");

	load("tests/samples/plan-light");
	check_finding("role administrator", "role custodian", true,
		      "the plan has neither operator nor administrator: nobody types");

	load("tests/samples/plan-tokens");
	check_finding("tools none", "tools none", false,
		      "presence is recorded by one touch of a token: what it types can be noted "
		      "before, and typed by somebody else");
	check_finding(
		"people wanda\n  need 1\n  window 15", "people wanda\n  need 1\n  window 5", false,
		"the presence for 'recover' counts for 5 minutes: touching tokens, and typing "
		"cards from paper, can take longer");
	check_finding("window 30", "window 3", false,
		      "the presence for 'keygen' counts for 3 minutes: touching tokens, and typing "
		      "cards from paper, can take longer");
	check_finding(
		"kind rehearsal\nmode rehearsal", "kind birth\nmode production", true,
		"the plan is for production, wants tokens, and lists no device: a token that is "
		"plugged in would be kept out");
	load("tests/samples/plan-rehearsal");
	check_finding("roster none",
		      "roster 5f1e0d2c3b4a59687786958493a2b1c0dfeeddccbbaa99887766554433221100",
		      false, "the plan names a roster, and no presence that is recorded with it");

	check_good(read_changed("medium journal", "medium journal"));
	check(destruction_says("the plan lists no medium of an earlier ceremony: archives and "
			       "journals go on holding the escrow"));

	load("tests/samples/plan-pfx");
	check_finding(
		"language en", "language en", false,
		"target standard-eu takes a software-protected key, which shows its private "
		"half to the importing host; there jonas has file and password in one hand, and "
		"can have the key alone");
	check(!any_refuses());
	check_finding("role connected-operator", "role auditor", true,
		      "the plan has neither connected operator nor administrator: nobody carries "
		      "the password of a .pfx");

	/* k cards in one hand or one place: no plan at all. */
	load("tests/samples/plan-rehearsal");
	check_says(read_changed("custodian carla", "custodian david"),
		   "gives one custodian as many cards as recover the key");
	check_says(read_changed("place Safe, head office", "place Notary"),
		   "puts as many cards as recover the key into one place");
	check_says(read_changed("keeper ada", "keeper nobody"),
		   "has a keeper who is no person of this plan");
	return test_end();
}
