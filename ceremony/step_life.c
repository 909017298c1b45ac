#include "step_rows.h"

#include "ceremony/catalogue.h"

const struct step_form step_life[] = {
	{
		.name = "old-archive",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = STEP_RESHARE | STEP_GOES_ON | STEP_REVOKE,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_JOURNAL_IN,
		.title = N_("Restore the archive of the ceremony before"),
		.act = N_("An archive medium of the ceremony that this one goes on with is mounted "
			  "at {old-path}. What counts of it is what the plan names by digests: the "
			  "step that takes from it compares."),
		.command = "mkdir ../old\n"
			   "cd ../old\n"
			   "package-read {old-path}/*.final.tar\n"
			   "cd ../{ceremony}",
		.expect = N_("The archive of the ceremony is restored."),
	},
	{
		.name = "old-world",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = STEP_GOES_ON | STEP_REVOKE,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_JOURNAL_IN | STEP_HOST_CHECKED,
		.title = N_("Bring the world and the escrows over"),
		.act = N_(
			"No card is needed for it, and nothing is opened: the files are those that "
			"the plan names, or the program refuses."),
		.command = "ceremony-restore ../old",
		.expect = N_("The world is restored, and a line for each key that exists."),
		.facts = "world-restored set=* world=@world quorum={k} cards={n}\n"
			 "key-restored {each-old-key} world=@world",
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
			  "write an exception sheet. It stays closed until the step that needs "
			  "the card: there {custodian} opens it before {witness}, and the old bag "
			  "is kept."),
		.expect = N_("The number that the receipt has, the bag unopened."),
		.boxes = {{N_("bag, as found"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "life-card",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = STEP_CUSTODY_CHECK,
		.needs = STEP_ROLL_CALLED | STEP_CARDS_IN_HAND | STEP_HOST_CHECKED |
			 STEP_PRESENCE_NOTED,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
		.title = N_("Prove card {card}"),
		.act = N_(
			"The medium of card {card} alone is plugged in, at {card-path}; a card on "
			"paper is typed by its custodian, alone. The card "
			"is compared with what the world says of it; no secret is put together. "
			"Whose card is not there, or not good, is an exception; the next plan is "
			"of kind reshare."),
		.command = "ceremony-card {card-file}",
		.expect = N_("Card {card} of {n} is good, and is {custodian-id}'s."),
		.facts = "card-confirmed card={card} world=@world",
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
		.name = "life-frozen",
		.phase = STEP_REQUESTS,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_OPERATOR,
		.kinds = STEP_REVOKE,
		.needs = STEP_ROLL_CALLED | STEP_JOURNAL_IN | STEP_PRESENCE_NOTED,
		.title = N_("Record that the key at {target} is frozen"),
		.act = N_("Nothing is decided before every target is. In the command, the box's "
			  "name stands for what is written in it."),
		.command = "ceremony-note frozen {target} [{step:life-freeze}a]",
		.expect = N_("Noted as fact, with a number."),
		.facts = "noted about=frozen text={target} *2026-01-01T00:00Z",
	},
	{
		.name = "life-assess",
		.phase = STEP_REQUESTS,
		.side = STEP_DISCONNECTED,
		.who = STEP_ADMINISTRATOR,
		.kinds = STEP_REVOKE,
		.needs = STEP_ROLL_CALLED | STEP_JOURNAL_IN | STEP_PRESENCE_NOTED,
		.title = N_("Find out what is known to others, and record it"),
		.act = N_(
			"One of these words, in the box and in place of its name. key-leaked: the "
			"key itself is known. quorum-out: {k} cards and a copy of the escrow are; "
			"that is as if the key were. cards-out: fewer cards. use-only: somebody "
			"had the right to use the key, and has not the key. hsm-broken, "
			"algorithm-broken: what is said of the HSMs, or of RSA and its length, "
			"concerns this key. nothing-known: nothing of all that. The program "
			"says what follows from it; the decision is yours, in writing, with your "
			"names. Do not destroy the cards before what was encrypted under the old "
			"key is decrypted."),
		.command = "ceremony-note assessed [{step:life-assess}a]",
		.expect = N_("What follows, and noted as fact, with a number."),
		.facts = "noted about=assessed text=*nothing-known",
		.boxes = {{N_("incident, as one of the words"), PAPER_CHARACTERS, 16,
			   STEP_FROM_FIELD, "text"}},
	},
	{
		.name = "life-purge",
		.phase = STEP_CLOSE,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = STEP_DESTRUCTION,
		.needs = STEP_ROLL_CALLED | STEP_JOURNAL_IN | STEP_PRESENCE_NOTED,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Delete every version of the key at {target}"),
		.act = N_("{where}, key '{name}'. At a connected machine. With soft delete it "
			  "exists until the window is over: into the box goes the day from which "
			  "on nobody can bring it back, and somebody looks then. The operator "
			  "records it at the disconnected workstation."),
		.command = "ceremony-note deleted {target} [{step:life-purge}a]",
		.expect = N_("The service lists no version of the key. Noted as fact, with a "
			     "number."),
		.facts = "noted about=deleted text={target} *2999-01-01",
		.boxes = {{N_("gone for good on, as year-month-day"), PAPER_CHARACTERS, 10,
			   STEP_FROM_FIELD, "text"}},
	},
	{
		.name = "life-old-cards",
		.phase = STEP_CLOSE,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = STEP_DESTRUCTION,
		.needs = STEP_ROLL_CALLED | STEP_CARDS_IN_HAND | STEP_JOURNAL_IN |
			 STEP_PRESENCE_NOTED,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Destroy card {card}"),
		.act = N_("Before everybody's eyes: paper is cut crosswise, a medium is broken "
			  "through its memory chip. Deleting is not destroying. As long as {k} "
			  "cards and any copy of the escrow exist, they open the keys. What is not "
			  "here is not noted here: write an exception sheet, and note the "
			  "exception."),
		.command = "ceremony-note destroyed card-{card} [{step:life-old-cards}a]",
		.expect = N_("Pieces. {witness} signs the certificate. Noted as fact, with a "
			     "number."),
		.facts = "noted about=destroyed text=card-{card} *",
		.boxes = {{N_("certificate number"), PAPER_CHARACTERS, 12, STEP_FROM_FIELD,
			   "text"}},
	},
	{
		.name = "life-archives",
		.phase = STEP_CLOSE,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_FORMER,
		.who = STEP_LIBRARIAN,
		.kinds = STEP_DESTRUCTION,
		.needs = STEP_ROLL_CALLED | STEP_JOURNAL_IN | STEP_PRESENCE_NOTED,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Destroy the old medium '{medium}'"),
		.act = N_("Of the earlier ceremony and its medium: {copy}. Broken through its "
			  "memory chip, before everybody's eyes. Every copy that somebody made "
			  "goes the same way, and so does what a printer or a spare disk may "
			  "remember."),
		.command = "ceremony-note destroyed {medium} [{step:life-archives}a]",
		.expect = N_("Pieces. {witness} signs the certificate. Noted as fact, with a "
			     "number."),
		.facts = "noted about=destroyed text={medium} *",
		.boxes = {{N_("certificate number"), PAPER_CHARACTERS, 12, STEP_FROM_FIELD,
			   "text"}},
	},
	{
		.name = "life-certificates",
		.phase = STEP_CLOSE,
		.who = STEP_EVERYBODY,
		.kinds = STEP_DESTRUCTION,
		.needs = STEP_ROLL_CALLED | STEP_CARDS_IN_HAND,
		.takes = STEP_CARDS_IN_HAND,
		.title = N_("Look at the certificates of destruction"),
		.act = N_("Each row of that page has its date and signatures, or an exception "
			  "sheet says why not. A card that is left goes back into a bag, and its "
			  "number onto that sheet."),
		.expect = N_("No card and no old medium lies on the table."),
	},
	{.name = NULL},
};
