#include "step_rows.h"

#include "ceremony/catalogue.h"

enum {
	LOOKS_AT_CARDS = STEP_CUSTODY_CHECK | STEP_DRILL,
};

const struct step_form step_life[] = {
	{
		.name = "life-restore",
		.phase = STEP_REQUESTS,
		.side = STEP_AUDITOR,
		.who = STEP_OPERATOR,
		.kinds = LOOKS_AT_CARDS,
		.needs = STEP_ROLL_CALLED,
		.title = N_("Restore the final archive"),
		.act = N_("In an empty folder of a machine without a network, with an archive "
			  "medium mounted at {archive-path}. Nothing but the archive is used: a "
			  "later recoverer has nothing else."),
		.command = "tar xf {archive-path}/{ceremony}.final.tar\n"
			   "sha256sum -c SHA256SUMS\n"
			   "minisign -Vm SHA256SUMS -p signer.pub",
		.expect = N_("OK in every line; Signature and comment signature verified."),
	},
	{
		.name = "life-look",
		.phase = STEP_CARDS,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = STEP_CUSTODY_CHECK | STEP_DRILL | STEP_REWRAP | STEP_REKEY | STEP_EXPORT |
			 STEP_DESTRUCTION,
		.needs = STEP_ROLL_CALLED,
		.gives = STEP_CARDS_IN_HAND,
		.title = N_("Look at the bag of card {card}"),
		.act = N_("{custodian} has fetched it from: {card-place}. Compare the number of "
			  "its bag with the receipt. No answer, or another number, is a finding: "
			  "write an exception sheet."),
		.expect = N_("The number that the receipt has, the bag unopened."),
		.boxes = {{N_("bag, as found"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "life-card",
		.phase = STEP_CARDS,
		.side = STEP_AUDITOR,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = STEP_CUSTODY_CHECK,
		.needs = STEP_ROLL_CALLED | STEP_CARDS_IN_HAND,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
		.title = N_("Prove card {card}"),
		.act = N_(
			"The medium of card {card} alone is plugged in, at {card-path}; a card on "
			"paper is typed by its custodian, alone. The card "
			"is compared with what the world says of it; no secret is put together. "
			"The program records nothing, since the ceremony is closed: this paper "
			"is the record."),
		.command = "ceremony-card {card-file}",
		.expect = N_("Card {card} of {n} is good, and is {custodian-id}'s."),
		.boxes = {{N_("new bag of this card"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "life-combine",
		.phase = STEP_WRAP,
		.who = STEP_QUORUM,
		.each = STEP_EACH_DRILL,
		.kinds = STEP_DRILL,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_CARDS_IN_HAND,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
		.title = N_("Recover '{key}' from {recovery-cards}, with other people's programs"),
		.act = N_("With any SLIP-39 program, {recovery-people} give it the words of their "
			  "cards, with an empty passphrase. It answers with 64 digits. The digits, "
			  "typed into the script beside the escrow, make an age identity; "
			  "age opens the escrow; openssl compares the public key. All of it in "
			  "memory (/dev/shm); nothing is written to a disk. docs/formats.md, "
			  "'Recovery', has every command."),
		.expect = N_("cmp is silent: the public key is the one in the archive, and its "
			     "words are those on the script of its birth."),
		.boxes = {{N_("words of the public key"), PAPER_WORDS, 20, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "reshare-restore",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = STEP_RESHARE,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_JOURNAL_IN,
		.title = N_("Restore the archive of the old cards"),
		.act = N_(
			"An archive medium of the ceremony that made the old cards is mounted at "
			"{old-path}. What counts of it is what the plan names by digests: the step "
			"that makes the cards compares."),
		.command = "mkdir ../old\n"
			   "cd ../old\n"
			   "package-read {old-path}/*.final.tar\n"
			   "cd ../{ceremony}",
		.expect = N_("The archive of the ceremony is restored."),
	},
	{
		.name = "reshare-fetch",
		.phase = STEP_CARDS,
		.who = STEP_EVERYBODY,
		.kinds = STEP_RESHARE,
		.needs = STEP_ROLL_CALLED,
		.title = N_("Bring the old cards"),
		.act = N_("As many as the old quorum wants, each in the hand of its custodian. "
			  "The number of each bag is compared with its receipt. No answer, or "
			  "another number, is a finding: write an exception sheet. Old cards on "
			  "media are mounted one beside the other, at {old-cards-path}."),
		.expect = N_("A quorum of old cards is in the room."),
	},
	{
		.name = "life-old-cards",
		.phase = STEP_CLOSE,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = STEP_DESTRUCTION,
		.needs = STEP_ROLL_CALLED | STEP_CARDS_IN_HAND,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Destroy old card {card}"),
		.act = N_("Before everybody's eyes: paper is cut crosswise, a medium is broken "
			  "through its memory chip. Deleting is not destroying. As long as {k} old "
			  "cards and any copy of the old escrow exist, they open the key."),
		.expect = N_("Pieces. {witness} signs the certificate."),
		.boxes = {{N_("certificate number"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "life-export",
		.phase = STEP_WRAP,
		.each = STEP_EACH_KEY,
		.who = STEP_EVERYBODY,
		.kinds = STEP_EXPORT,
		.needs = STEP_ROLL_CALLED,
		.title = N_("Say where '{key}' goes"),
		.act = N_(
			"The cloud gives no key back: it comes from the cards and the escrow. A "
			"service that takes software-protected keys is a target of this plan with "
			"the profile azure-pfx, and package-pfx makes its file below; a service "
			"with a wrapping key is a target of a plan of kind rewrap. Before the old "
			"cloud is left, the new one has signed with the key."),
		.expect = N_("The targets on the cover are where the key goes, or another plan "
			     "has them."),
	},
	{
		.name = "life-freeze",
		.phase = STEP_PREPARE,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = STEP_REVOKE,
		.title = N_("Freeze the key at {target}"),
		.act = N_("First of all, and it can be undone: take the service's permission on "
			  "{where}, key '{name}', away, or disable the key there. Everything under "
			  "it becomes unreadable, for everybody. Write down who decided it, and "
			  "when."),
		.expect = N_("The service can no longer use the key."),
	},
	{
		.name = "life-assess",
		.phase = STEP_REQUESTS,
		.who = STEP_ADMINISTRATOR,
		.kinds = STEP_REVOKE,
		.needs = STEP_ROLL_CALLED,
		.title = N_("Find out what is known to others"),
		.act = N_("The key itself: make a new one (a plan of kind rekey). Only the right "
			  "to use it: find the cause; a new key does not help. {k} cards and a "
			  "copy of the escrow: as if it were the key. Fewer cards: a new set (a "
			  "plan of kind reshare), and the old one destroyed. "
			  "Do not destroy the cards before what was encrypted under the old key is "
			  "decrypted."),
		.expect = N_("A decision, in writing, with the names of those who took it."),
	},
	{
		.name = "life-purge",
		.phase = STEP_CLOSE,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = STEP_DESTRUCTION,
		.needs = STEP_ROLL_CALLED,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Delete every version of the key at {target}"),
		.act = N_("{where}, key '{name}'. With soft delete it exists until the window is "
			  "over: write down when that is, and come back."),
		.expect = N_("The service lists no version of the key."),
		.boxes = {{N_("purged on, as year-month-day"), PAPER_CHARACTERS, 10,
			   STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "life-archives",
		.phase = STEP_CLOSE,
		.each = STEP_EACH_ARCHIVE,
		.who = STEP_LIBRARIAN,
		.kinds = STEP_DESTRUCTION,
		.needs = STEP_ROLL_CALLED,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Destroy the archive medium '{medium}'"),
		.act = N_("Broken through its memory chip, before everybody's eyes. The journal "
			  "medium and every copy that somebody made go the same way."),
		.expect = N_("Pieces. {witness} signs the certificate."),
		.boxes = {{N_("certificate number"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "life-bag",
		.phase = STEP_CLOSE,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = STEP_DRILL,
		.needs = STEP_CARDS_IN_HAND,
		.title = N_("Put card {card} into a new bag"),
		.act = N_("{custodian} writes its number here and on the receipt."),
		.expect = N_("A closed bag."),
		.boxes = {{N_("new bag of this card"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "life-off",
		.phase = STEP_CLOSE,
		.who = STEP_OPERATOR,
		.kinds = STEP_DRILL,
		.needs = STEP_HOST_UP,
		.takes = STEP_HOST_UP,
		.title = N_("Switch the workstation off"),
		.act = N_("rm what is in /dev/shm. Switch the workstation off, unplug its power, "
			  "and wait one minute: the keys were in its memory alone."),
		.expect = N_("A dark machine without power."),
	},
	{
		.name = "life-sign",
		.phase = STEP_CLOSE,
		.who = STEP_EVERYBODY,
		.kinds = STEP_CUSTODY_CHECK | STEP_DRILL | STEP_REVOKE | STEP_DESTRUCTION,
		.needs = STEP_ROLL_CALLED,
		.takes = STEP_ROLL_CALLED,
		.title = N_("Count the exceptions, and sign"),
		.act = N_("Strike out every exception sheet that was not used. Everybody signs the "
			  "page 'The last words'. Whoever does not agree writes so there, with the "
			  "reason, and signs that."),
		.expect = N_("A signature, or a reason, from everybody."),
		.boxes = {{N_("number of exceptions"), PAPER_CHARACTERS, 3, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{.name = NULL},
};
