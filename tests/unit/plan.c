#include "tests/unit/test.h"

#include "ceremony/file.h"
#include "ceremony/plan.h"

#define D64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static char sample[PLAN_MOST_BYTES], edited[PLAN_MOST_BYTES + 4096];
static struct plan plan;
static struct record_problem problem;

static const char *
read_plan(const char *text)
{
	plan_free(&plan);
	return plan_read(&plan, text, strlen(text), &problem);
}

/* Puts `with` in the place of the first `what` of `text`, which must be there. */
static void
put(char *text, const char *what, const char *with)
{
	char *at = strstr(text, what);

	if (at == NULL) {
		printf("not ok the sample has no \"%s\"\n", what);
		exit(1);
	}
	memmove(at + strlen(with), at + strlen(what), strlen(at + strlen(what)) + 1);
	memcpy(at, with, strlen(with));
}

/* What is said of the sample with such a change. */
static const char *
changed(const char *what, const char *with)
{
	strcpy(edited, sample);
	put(edited, what, with);
	return read_plan(edited);
}

static bool
stopped_at(unsigned line, const char *field)
{
	return problem.line == line && problem.field != NULL && strcmp(problem.field, field) == 0;
}

static bool
is(const char *value, const char *want)
{
	return want == NULL ? value == NULL : value != NULL && strcmp(value, want) == 0;
}

static void
load(const char *name)
{
	struct bytes bytes = file_read(FILE_HERE, name, sizeof sample - 1);

	memcpy(sample, bytes.data, bytes.size + 1);
	file_free(&bytes);
}

static void
small_sample(void)
{
	check_good(read_plan(sample));
	check(is(plan.ceremony, "muster-2026") && is(plan.kind, "rehearsal") &&
	      is(plan.mode, "rehearsal"));
	check(is(plan.script, "light") && is(plan.language, "de") && is(plan.paper, "a4") &&
	      is(plan.date, "2026-11-21"));
	check(is(plan.place, "München, Haus 3, Raum 112") && is(plan.tenant, "Müller & Søn AG"));
	check(is(plan.tools, "none") && is(plan.previous, "none") && is(plan.world, "none") &&
	      is(plan.roster, "none"));
	check(plan.quorum == 2 && plan.cards == 3 && !plan_is_production(&plan));
	check(plan.people_count == 4 && is(plan.people[3].name, "Дмитрий Œhlenschläger"));
	check(is(plan.people[0].role, "administrator") &&
	      is(plan.people[3].organisation, "Kanzlei Fünfkirchen"));
	check(plan.card[2].index == 3 && is(plan.card[2].custodian, "dmitri") &&
	      !plan.card[2].on_paper);
	check(is(plan.card[0].place, "Tresor Erdgeschoß") && plan.card[3].index == 0);
	check(plan.key_count == 1 && plan.keys[0].type == KEY_RSA_2048 &&
	      is(plan.keys[0].policy, "aip"));
	check(is(plan.keys[0].public_digest, "none") && is(plan.keys[0].escrow_digest, "none"));
	check(plan.target_count == 1 && plan.targets[0].key == &plan.keys[0] &&
	      plan.targets[0].sheets == 2);
	check(plan.targets[0].profile == profile_find("azure") &&
	      is(plan.targets[0].region, "westeurope"));
	check(is(plan.targets[0].where, "contoso-eu.vault.azure.net"));
	check(is(plan.targets[0].cloud_name, "documents-2026") &&
	      is(plan.targets[0].attestation, "accept-missing"));
	check(plan.targets[0].owner_root == NULL && plan.presence_count == 0);
	check(plan.media_count == 4 && is(plan.media[1].direction, "archive") &&
	      plan.media[1].count == 2);
	check(plan_person(&plan, "chloe") == &plan.people[2] &&
	      plan_person(&plan, "nobody") == NULL);
	check(plan_key(&plan, "documents") == &plan.keys[0] && plan_key(&plan, "document") == NULL);
	check(plan_target(&plan, "vault-eu") == &plan.targets[0] &&
	      plan_target(&plan, "documents") == NULL);
}

static void
full_sample(void)
{
	load("tests/samples/plan-full");
	check_good(read_plan(sample));
	check(plan.quorum == 3 && plan.cards == 5 && plan.card[4].index == 5 &&
	      plan.card[5].index == 0);
	check(plan.people_count == 10 && plan.key_count == 2 && plan.target_count == 3);
	check(plan.targets[2].key == &plan.keys[1] && plan.keys[1].type == KEY_EC_P384);
	check(plan.targets[0].key == &plan.keys[0] && plan.targets[1].key == &plan.keys[0]);
	check_good(changed("mode rehearsal", "mode production"));
	check(plan_is_production(&plan));
	check_says(changed("type ec-p384", "type ec-p521"),
		   "is an EC key on P-521, and Cloud KMS takes P-256 and P-384 alone");
	check(stopped_at(99, "target"));
	check_says(changed("keyRings/archive", "keyRings/a/b"),
		   "is not a key ring like projects/P/locations/L/keyRings/R");
	check_says(changed("name signing_2026", "name signing.2026"),
		   "is not a Cloud KMS key name: letters, digits, dashes and underscores, 63 at "
		   "most, no dash first");
	check_says(changed("contoso-us", "contoso-eu"),
		   "names the same key in the same place as a target before it");
	check(stopped_at(91, "target"));
	check_says(changed("custodian custodian-2", "custodian custodian-x"),
		   "has a custodian who is no person of this plan");
	check_good(changed("custodian custodian-2", "custodian custodian-1"));
	strcpy(edited, sample);
	put(edited, "custodian custodian-2", "custodian custodian-1");
	put(edited, "custodian custodian-5", "custodian custodian-1");
	check_says(read_plan(edited), "gives one custodian as many cards as recover the key");
	check(stopped_at(73, "card"));
}

/* All that a plan may say and the samples do not. */
static void
every_field(void)
{
	strcpy(edited, sample);
	put(edited, "policy aip\n",
	    "policy plain\n  public " D64 "\n  escrow " D64 "\n  replaces " D64 "\n");
	put(edited, "attestation accept-missing\n",
	    "attestation accept-can-decrypt accept-owner-not-shown accept-other-name\n  "
	    "owner-root " D64 "\n");
	put(edited, "medium journal\n",
	    "presence recover\n  people bjorn chloe\n  need 2\n  window 30\n  touches 1\nmedium "
	    "journal\n");
	put(edited, "form medium", "form paper");
	put(edited, "tools none\nprevious none\nworld none\nroster none",
	    "tools " D64 "\nprevious " D64 "\nworld " D64 "\nroster " D64);
	strcat(edited, "device usb:1234:abcd\ndevice net:eth0\n");
	check_good(read_plan(edited));
	check(is(plan.keys[0].public_digest, D64) && is(plan.keys[0].escrow_digest, D64) &&
	      is(plan.keys[0].replaces, D64));
	check(is(plan.targets[0].owner_root, D64) && is(plan.world, D64) && is(plan.roster, D64));
	check(plan.presence_count == 1 && is(plan.presences[0].step, "recover") &&
	      plan.presences[0].need == 2);
	check(is(plan.presences[0].people, "bjorn chloe") &&
	      plan.presences[0].window_minutes == 30);
	check(plan.presences[0].touches == 1 && plan.card[0].on_paper && !plan.card[1].on_paper);
}

/* Every value's own grammar, by the sentence of its field. */
static void
values(void)
{
	static const struct {
		const char *what, *with, *answer;
	} rows[] = {
		{"ceremony muster", "ceremony Muster",
		 "is not a name of lower-case letters, digits and dashes that begins with a "
		 "letter, 32 at most"},
		{"ceremony muster-2026", "ceremony con", "is the name of a device on Windows"},
		{"kind rehearsal", "kind party", "is no kind of ceremony"},
		{"mode rehearsal", "mode both", "is neither rehearsal nor production"},
		{"script light", "script dark", "is neither light nor full"},
		{"language de", "language deu", "is not a language of two letters (ISO 639-1)"},
		{"language de", "language DE", "is not a language of two letters (ISO 639-1)"},
		{"paper a4", "paper A4", "is neither a4 nor letter"},
		{"date 2026-11-21", "date 2026-11-31", "is not a date like 2026-11-21"},
		{"place München", "place M\xfcnchen", "is not UTF-8"},
		{"tenant Müller", "tenant \xe2\x80\xaeMüller",
		 "has a control, direction or invisible character"},
		{"tools none", "tools some",
		 "is not a SHA-256 in 64 lower-case hexadecimal digits"},
		{"quorum 2", "quorum two", "is not a number"},
		{"cards 3", "cards 17", "is too large"},
		{"role administrator", "role boss", "is no role"},
		{"form medium", "form stone", "is neither paper nor medium"},
		{"type rsa-2048", "type rsa-1024",
		 "is a size that services still accept and that is inadequate: take rsa-2048 or "
		 "more"},
		{"type rsa-2048", "type dsa-2048",
		 "is not one of rsa-2048, rsa-3072, rsa-4096, ec-p256, ec-p384, ec-p521"},
		{"policy aip", "policy none", "is none of aip, customer-key, plain"},
		{"profile azure", "profile feast", "is no import profile that this version has"},
		{"profile azure", "profile ibm",
		 "is IBM, which imports symmetric keys alone (Key Protect, Hyper Protect Crypto "
		 "Services): no RSA or EC key of a tenant can go there"},
		{"region westeurope", "region west europe",
		 "has a character that may not stand in a printed command, or is too long"},
		{"attestation accept-missing", "attestation accept-all",
		 "is neither required, nor accept-missing, nor accept-can-decrypt, "
		 "accept-owner-not-shown, "
		 "accept-other-name, in this order"},
		{"attestation accept-missing",
		 "attestation accept-owner-not-shown accept-can-decrypt",
		 "is neither required, nor accept-missing, nor accept-can-decrypt, "
		 "accept-owner-not-shown, "
		 "accept-other-name, in this order"},
		{"attestation accept-missing", "attestation accept-can-decrypt accept-can-decrypt",
		 "is neither required, nor accept-missing, nor accept-can-decrypt, "
		 "accept-owner-not-shown, "
		 "accept-other-name, in this order"},
		{"attestation accept-missing", "attestation required accept-can-decrypt",
		 "is neither required, nor accept-missing, nor accept-can-decrypt, "
		 "accept-owner-not-shown, "
		 "accept-other-name, in this order"},
		{"attestation accept-missing", "attestation accept-can-decrypt accept-missing",
		 "is neither required, nor accept-missing, nor accept-can-decrypt, "
		 "accept-owner-not-shown, "
		 "accept-other-name, in this order"},
		{"attestation accept-missing", "attestation can-decrypt",
		 "is neither required, nor accept-missing, nor accept-can-decrypt, "
		 "accept-owner-not-shown, "
		 "accept-other-name, in this order"},
		{"sheets 2", "sheets 3", "is neither 1 nor 2"},
		{"sheets 2", "sheets 0", "is neither 1 nor 2"},
		{"direction journal", "direction up",
		 "is none of journal, inbound, outbound, archive, former"},
		{"medium journal",
		 "presence lunch\n  people anna\n  need 1\n  window 1\n  touches 1\nmedium journal",
		 "is no step that people can be wanted for"},
		{"tools none\n", "",
		 "is unknown, repeated or out of order, or a field before it is missing"},
		{"claviger plan 1", "claviger plan 2",
		 "does not begin with the line of such a record, in the version that this program "
		 "reads"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		check_says(changed(rows[i].what, rows[i].with), rows[i].answer);
}

/* That the parts belong together. */
static void
parts(void)
{
	check_says(changed("quorum 2", "quorum 1"), "is 1: one person alone could use the key");
	check(stopped_at(15, "quorum"));
	check_says(changed("quorum 2", "quorum 4"), "is larger than the number of cards");
	check(stopped_at(15, "quorum"));
	check_good(changed("quorum 2", "quorum 3"));
	check_says(changed("cards 3", "cards 2"), "is not the number of cards that the plan lists");
	check_says(changed("cards 3", "cards 4"), "is not the number of cards that the plan lists");
	check_says(changed("cards 3", "cards 16"),
		   "is not the number of cards that the plan lists");
	check(stopped_at(16, "cards"));
	check_says(changed("mode rehearsal", "mode production"),
		   "rehearsal cannot be of mode production");
	check(stopped_at(3, "kind"));
	check_says(changed("archive\n  count 2", "archive\n  count 1"),
		   "is missing: the archive needs two media at least");
	check(problem.line > 1 && strcmp(problem.field, "medium") == 0);
	check_says(changed("direction archive", "direction inbound"),
		   "is missing: the archive needs two media at least");
	check_good(changed("medium archive\n  direction archive\n  count 2",
			   "medium one\n  direction archive\n  count 1\nmedium two\n  direction "
			   "archive\n  count 2"));
	check(plan_archive_media(&plan) == 3);
	check_good(changed("direction outbound", "direction outbound\n  form paper"));
	check(strcmp(plan_medium_of(&plan, "outbound")->form, "paper") == 0);
	check(strcmp(plan_medium_of(&plan, "inbound")->form, "usb") == 0);
	check_good(changed("direction outbound", "direction outbound\n  form screen"));
	check_says(changed("direction outbound", "direction outbound\n  form pigeon"),
		   "is none of usb, paper, screen");
	check_says(changed("direction archive", "direction archive\n  form paper"),
		   "has a form that only inbound and outbound media can have");
	check_says(changed("direction inbound", "direction inbound\n  form screen"),
		   "is a screen, which only what goes out can cross by");
	check_says(changed("direction outbound\n  count 1",
			   "direction outbound\n  form paper\n  count 2"),
		   "is of paper or a screen, and not the only one of its direction");
	check_says(changed("medium journal",
			   "medium other\n  direction outbound\n  count 1\nmedium page\n  "
			   "direction outbound\n  form paper\n  count 1\nmedium journal"),
		   "is of paper or a screen, and not the only one of its direction");
	check_says(changed("person bjorn", "person anna"), "is already a person of this plan");
	check(stopped_at(21, "person"));
	check_says(changed("card 2", "card 1"),
		   "is out of order: cards are numbered 1, 2, 3 and so on");
	check(stopped_at(37, "card"));
	check_says(changed("card 3", "card 4"),
		   "is out of order: cards are numbered 1, 2, 3 and so on");
	check_says(changed("card 1", "card 2"),
		   "is out of order: cards are numbered 1, 2, 3 and so on");
	check_says(changed("custodian chloe", "custodian vera"),
		   "has a custodian who is no person of this plan");
	check_says(changed("custodian chloe", "custodian bjorn"),
		   "gives one custodian as many cards as recover the key");
	check(stopped_at(37, "card"));
}

/* Each medium has one name, also where several are one line, and none that the ledger gives. */
static void
names_of_media(void)
{
	static const char numbered[] = "has a name that one of several media of this plan has too",
			  ledgers[] = "has a name that the custody ledger has for copies beyond "
				      "the plan";

	check_says(changed("medium in\n", "medium archive-2\n"), numbered);
	check_says(changed("medium journal\n", "medium archive-1\n"), numbered);
	check(stopped_at(59, "medium"));
	check_good(changed("medium in\n", "medium archive-3\n"));
	check_good(changed("medium in\n", "medium archive-02\n"));
	check_good(changed("medium in\n", "medium archive-two\n"));
	check_says(changed("medium archive\n", "medium more\n"), ledgers);
	check_says(changed("medium journal\n", "medium more-3\n"), ledgers);
	check_says(changed("medium journal\n", "medium pages\n"), ledgers);
	check_good(changed("medium out\n", "medium pages\n"));
	check_good(changed("medium archive\n", "medium moreover\n"));
}

static void
keys_and_targets(void)
{
	static const char again[] = "policy aip\nkey documents\n  type ec-p256\n  policy plain\n";
	static const char twin[] =
		"sheets 2\ntarget vault-us\n  key documents\n  profile azure\n  region eastus\n"
		"  where contoso-eu.vault.azure.net\n  name documents-2026\n  attestation "
		"required\n"
		"  sheets 1\n";

	check_says(changed("policy aip\n", again), "is already a key of this plan");
	check(stopped_at(48, "key"));
	check_says(changed("target vault-eu\n  key documents", "target vault-eu\n  key other"),
		   "has a key that is not in this plan");
	check(stopped_at(48, "target"));
	check_says(changed("where contoso-eu.vault.azure.net", "where contoso"),
		   "is not a vault's host name like contoso-eu.vault.azure.net");
	check_says(
		changed("name documents-2026", "name documents.2026"),
		"is not a Key Vault name: letters, digits and dashes, 127 at most, no dash first");
	check_says(changed("sheets 2\n", twin),
		   "names the same key in the same place as a target before it");
	check(stopped_at(56, "target"));
	strcpy(edited, sample);
	put(edited, "sheets 2\n", twin);
	put(edited, "target vault-us", "target vault-eu");
	check_says(read_plan(edited), "is already a target of this plan");
	strcpy(edited, sample);
	put(edited, "sheets 2\n", twin);
	put(edited, "name documents-2026\n  attestation required",
	    "name other\n  attestation required");
	check_good(read_plan(edited));
}

static const char *
presence(const char *people_and_need)
{
	char with[256];

	snprintf(with, sizeof with,
		 "presence split\n  people %s\n  window 30\n  touches 2\nmedium journal",
		 people_and_need);
	return changed("medium journal", with);
}

static void
presences(void)
{
	check_good(presence("anna bjorn\n  need 2"));
	check_good(presence("anna\n  need 1"));
	check_says(presence("anna\n  need 2"), "needs more people than it names");
	check(stopped_at(56, "presence"));
	check_says(presence("anna vera\n  need 1"), "names somebody who is no person of this plan");
	check_says(presence("anna ann\n  need 1"), "names somebody who is no person of this plan");
	check(presence("anna,bjorn\n  need 1") != NULL);
	check_says(presence("anna anna\n  need 2"), "names one twice");
}

/* What is said of a presence for this step in the plan as edited. */
static const char *
wanted_in_edited(const char *step)
{
	char with[256];

	snprintf(with, sizeof with,
		 "presence %s\n  people anna\n  need 1\n  window 30\n  touches 1\nmedium journal",
		 step);
	put(edited, "medium journal", with);
	return read_plan(edited);
}

static const char *
wanted(const char *step, const char *what, const char *with)
{
	strcpy(edited, sample);
	put(edited, what, with);
	return wanted_in_edited(step);
}

static void
presences_of_steps(void)
{
	static const char no_step[] = "is wanted for a step that a ceremony of this plan has not";
	/* Read further than the presences. */
	static const char no_world[] = "is none, and a ceremony of this kind goes on with a world";
	static const char *const steps[] = {"open", "split", "keygen", "recover", "wrap", "close"};

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		check_good(wanted(steps[i], "kind rehearsal", "kind rehearsal"));
	check_says(wanted("reshare", "kind rehearsal", "kind rehearsal"), no_step);
	check(stopped_at(56, "presence"));
	strcpy(edited, sample);
	memmove(strstr(edited, "target "), strstr(edited, "medium journal"),
		strlen(strstr(edited, "medium journal")) + 1);
	check_says(wanted_in_edited("wrap"), no_step);
	strcpy(edited, sample);
	memmove(strstr(edited, "key documents"), strstr(edited, "medium journal"),
		strlen(strstr(edited, "medium journal")) + 1);
	check_says(wanted_in_edited("keygen"), no_step);
	strcpy(edited, sample);
	memmove(strstr(edited, "key documents"), strstr(edited, "medium journal"),
		strlen(strstr(edited, "medium journal")) + 1);
	check_says(wanted_in_edited("recover"), no_step);
	check_says(wanted("open", "kind rehearsal", "kind custody-check"), no_world);
	check_says(wanted("recover", "kind rehearsal", "kind custody-check"), no_step);
	check_says(wanted("close", "kind rehearsal", "kind destruction"), no_world);
	check_says(wanted("recover", "kind rehearsal", "kind destruction"), no_step);
	check_says(wanted("wrap", "kind rehearsal", "kind revoke"), no_step);
	check_says(wanted("wrap", "kind rehearsal", "kind rewrap"), no_world);
	check_says(wanted("keygen", "kind rehearsal", "kind rekey"), no_world);
	check_says(wanted("keygen", "kind rehearsal", "kind rewrap"), no_step);
	check_says(wanted("split", "kind rehearsal", "kind rekey"), no_step);
}

static void
people_of_presences(void)
{
	const struct plan_presence *one = &plan.presences[0];
	char many[2048], text[4096] = "", names[512] = "";

	check_good(presence("anna bjorn\n  need 2"));
	check(plan_presence_count(one) == 2);
	check(is(plan_presence_person(&plan, one, 0)->id, "anna") &&
	      is(plan_presence_person(&plan, one, 1)->id, "bjorn"));
	check(plan_presence_person(&plan, one, 2) == NULL);
	check(plan_wants_token(&plan, plan_person(&plan, "bjorn")) &&
	      !plan_wants_token(&plan, plan_person(&plan, "chloe")));
	for (int i = 0; i < 17; i++) {
		snprintf(many, sizeof many,
			 "person p%d\n  role witness\n  name P\n  organisation O\n", i);
		strcat(text, many);
		snprintf(many, sizeof many, "%sp%d", i == 0 ? "" : " ", i);
		strcat(names, many);
	}
	strcat(text, "card 1");
	strcpy(edited, sample);
	put(edited, "card 1", text);
	snprintf(many, sizeof many,
		 "presence split\n  people %s\n  need 1\n  window 30\n  touches 1\nmedium journal",
		 names);
	put(edited, "medium journal", many);
	check_says(read_plan(edited), "names more people than can be recorded at a time: 16");
	put(edited, " p15 p16", " p15");
	check_good(read_plan(edited));
	put(edited, "window 30", "window 0");
	check_says(read_plan(edited), "counts for no minute");
}

static void
optional_fields(void)
{
	check_good(read_plan(sample));
	check(is(plan.mounts, "/media") && is(plan.boot, "none"));
	check(plan.media[0].keeper == NULL && plan.media[0].place == NULL);
	check_good(changed("tenant M", "mounts /run/media/x\ntenant M"));
	check(is(plan.mounts, "/run/media/x"));
	check_says(changed("tenant M", "mounts media\ntenant M"),
		   "is not the path of a folder, like /media");
	check_says(changed("tenant M", "mounts /media/\ntenant M"),
		   "is not the path of a folder, like /media");
	check_says(changed("tenant M", "mounts /a/../b\ntenant M"),
		   "has a part that is empty, or begins with a dot or a dash");
	check_says(changed("tenant M", "mounts /a/-rf\ntenant M"),
		   "has a part that is empty, or begins with a dot or a dash");
	check_says(changed("tenant M", "mounts /a b\ntenant M"),
		   "has a character that needs quoting in a command");
	check_says(changed("tenant M", "mounts /$HOME\ntenant M"),
		   "has a character that needs quoting in a command");
	check_good(changed("tools none\n", "tools none\nboot " D64 "\n"));
	check(is(plan.boot, D64));
	check(changed("tools none\n", "tools none\nboot none\n") != NULL);
	check_good(changed("direction journal\n  count 1\n",
			   "direction journal\n  count 1\n  keeper anna\n  place Archiv\n"));
	check(is(plan.media[0].keeper, "anna") && is(plan.media[0].place, "Archiv"));
}

/* Sixteen cards are the most, and all of them can be in the quorum. */
static void
sixteen_cards(void)
{
	char *end, *tail = strstr(sample, "key documents\n  type");

	strcpy(edited, sample);
	put(edited, "quorum 2\ncards 3", "quorum 16\ncards 16");
	end = strstr(edited, "card 1\n");
	for (int i = 1; i <= 16; i++)
		end += sprintf(end, "card %d\n  custodian %s\n  place x%d\n  form medium\n", i,
			       i % 2 ? "anna" : "bjorn", i);
	strcpy(end, tail);
	check_good(read_plan(edited));
	check(plan.cards == 16 && plan.card[15].index == 16);
	put(edited, "cards 16", "cards 15");
	put(edited, "quorum 16", "quorum 15");
	check_says(read_plan(edited), "is not the number of cards that the plan lists");
	end = strstr(edited, "key documents\n  type");
	sprintf(end, "card 1\n  custodian anna\n  place x\n  form medium\n%s", tail);
	check_says(read_plan(edited),
		   "is unknown, repeated or out of order, or a field before it is missing");
}

static void
sizes(void)
{
	static char large[PLAN_MOST_BYTES + 2];

	memset(large, 'a', PLAN_MOST_BYTES + 1);
	check_says(read_plan(large), "is longer than a plan can be");
	check(problem.line == 0 && problem.field == NULL);
	large[PLAN_MOST_BYTES] = '\0';
	check_says(read_plan(large), "does not end in a newline");
	check_says(read_plan(""), "is empty");
}

/* A wrapping key has attestation and sheets; a .pfx has neither. */
static void
software_protected(void)
{
	static const char lacks[] = "lacks its attestation or its sheets, which a wrapping key has";
	static const char too_much[] =
		"has attestation, owner-root or sheets, and its profile has no wrapping key";

	load("tests/samples/plan-pfx");
	check_good(read_plan(sample));
	check(plan_pfx_targets(&plan) == 2 && plan_wrapped_targets(&plan) == 1);
	check(plan.targets[1].sheets == 0 && is(plan.targets[1].attestation, "accept-missing"));
	check(plan_importer(&plan) == plan_person(&plan, "jonas"));
	check_says(changed("  attestation accept-missing\n", ""), lacks);
	check(stopped_at(59, "target"));
	check_says(changed("  sheets 1\n", ""), lacks);
	check_says(changed("ostsee-soft.vault.azure.net\n  name documents-2027\n",
			   "ostsee-soft.vault.azure.net\n  name documents-2027\n  sheets 1\n"),
		   too_much);
	check_says(changed("ostsee-soft.vault.azure.net\n  name documents-2027\n",
			   "ostsee-soft.vault.azure.net\n  name documents-2027\n  attestation "
			   "accept-missing\n"),
		   too_much);
	check_says(changed("ostsee-soft.vault.azure.net\n  name documents-2027\n",
			   "ostsee-soft.vault.azure.net\n  name documents-2027\n  owner-root " D64
			   "\n"),
		   too_much);
	check_says(changed("profile azure-pfx", "profile azure"), lacks);
	check_good(changed("role connected-operator", "role administrator"));
	check(plan_importer(&plan) == plan_person(&plan, "jonas"));
	check_good(changed("role connected-operator", "role auditor"));
	check(plan_importer(&plan) == NULL);
}

int
main(void)
{
	secret_begin();
	load("tests/samples/plan");
	small_sample();
	every_field();
	values();
	parts();
	names_of_media();
	keys_and_targets();
	presences();
	presences_of_steps();
	people_of_presences();
	optional_fields();
	sixteen_cards();
	sizes();
	full_sample();
	software_protected();
	plan_free(&plan);
	return test_end();
}
