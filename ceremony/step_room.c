#include "step_rows.h"

#include "ceremony/catalogue.h"

enum {
	/* A ceremony with a host that makes or opens keys. */
	HOSTED = STEP_OPENED,
	ANY = STEP_OPENED,
	OPENS = STEP_OPENED,
};

const struct step_form step_room[] = {
	{
		.name = "papers",
		.phase = STEP_OPEN,
		.who = STEP_EVERYBODY,
		.kinds = ANY,
		.needs = STEP_SCRIPT_COMPARED,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Compare the papers"),
		.act = N_("Everybody has a copy of this script. One reads the label in the footer "
			  "aloud; everybody finds it in the footer of their own copy. The witness "
			  "reads all 20 words from the copy that was held apart; everybody "
			  "compares each with their own cover."),
		.expect =
			N_("The same label on every copy, the same words on the copy held apart."),
	},
	{
		.name = "roll-call",
		.phase = STEP_OPEN,
		.who = STEP_EVERYBODY,
		.kinds = ANY,
		.gives = STEP_ROLL_CALLED,
		.title = N_("Call the roll"),
		.act = N_("Everybody named under 'People' is there, shows an identity document to "
			  "the witness, and fills in and signs their row."),
		.expect = N_("A signature in every row of that table."),
	},
	{
		.name = "rules",
		.phase = STEP_OPEN,
		.who = STEP_ADMINISTRATOR,
		.kinds = ANY,
		.needs = STEP_ROLL_CALLED,
		.marks = PAPER_READ_ALOUD,
		.gives = STEP_RULES_READ,
		.title = N_("Read the rules"),
		.act = N_("Mode: {mode}. Only the operator touches the machine, but for one thing: "
			  "the words "
			  "of a card are typed by its own custodian, alone.{rules-tokens} Times "
			  "are those of "
			  "the wall clock. Whoever sees something that this script does not say "
			  "calls out 'exception': everybody stops, and it is written on an "
			  "exception sheet before anybody goes on. Nobody speaks a word of a card. "
			  "Telephones are outside. In case of fire everybody leaves at once; "
			  "whether it goes on is on the pages 'When something else happens'."),
		.expect = N_("Everybody says: understood."),
	},
	{
		.name = "materials",
		.phase = STEP_OPEN,
		.who = STEP_LIBRARIAN,
		.kinds = ANY,
		.needs = STEP_ROLL_CALLED,
		.gives = STEP_COUNTED,
		.title = N_("Count the materials"),
		.act = N_("Each line under 'Materials' is there, in that number. New media and "
			  "bags are unopened; the inbound medium bears its label. Write the "
			  "numbers of serials and bags into the table.{expiries}"),
		.expect = N_("A tick in every line."),
	},
	{
		.name = "boot-medium",
		.phase = STEP_HOST,
		.who = STEP_WITNESS,
		.kinds = HOSTED,
		.when = STEP_HAS_BOOT,
		.needs = STEP_ROLL_CALLED,
		.title = N_("Take the digest of the boot medium, on another machine"),
		.act = N_("On a machine that is not the workstation: sha256sum of the whole "
			  "medium. Compare all 64 digits with the cover. The workstation cannot "
			  "vouch for itself."),
		.expect = N_("The 64 digits that the cover has."),
		.boxes = {{N_("first 8 digits"), PAPER_CHARACTERS, 8, STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "seal",
		.phase = STEP_HOST,
		.who = STEP_WITNESS,
		.kinds = HOSTED,
		.when = STEP_FULL,
		.needs = STEP_ROLL_CALLED,
		.title = N_("Open the seal of the workstation"),
		.act = N_("Compare the number of its bag with the last record. Take disks and "
			  "radio modules out, or see that they are out."),
		.expect = N_("The number of the last record; no disk, no radio."),
		.boxes = {{N_("bag of the workstation"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "boot",
		.phase = STEP_HOST,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = HOSTED,
		.needs = STEP_ROLL_CALLED | STEP_RULES_READ | STEP_COUNTED,
		.gives = STEP_HOST_UP,
		.title = N_("Start the disconnected workstation"),
		.act = N_(
			"No cable but power is plugged in. Start it from the boot medium. Take the "
			"boot medium out when it has started. Set its clock by the wall clock."),
		.expect = N_("A prompt; the time of the wall clock when you type: date"),
	},
	{
		.name = "journal",
		.phase = STEP_HOST,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = OPENS,
		.needs = STEP_HOST_UP,
		.gives = STEP_JOURNAL_IN,
		.title = N_("Plug in the journal medium"),
		.act = N_("The medium '{journal}', mounted at {journal-path}. It holds what may be "
			  "kept: every fact of this ceremony, and the escrow, which is sealed. It "
			  "stays in until the end."),
		.command = "cd {journal-path}",
		.expect = N_("Nothing: the command is silent."),
	},
	{
		.name = "inbound",
		.phase = STEP_HOST,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.each = STEP_FIRST_INBOUND,
		.kinds = OPENS,
		.when = STEP_BY_USB,
		.needs = STEP_HOST_UP | STEP_JOURNAL_IN,
		.gives = STEP_INBOUND_IN,
		.title = N_("Plug in the inbound medium"),
		.act = N_("The medium '{medium}', mounted at {medium-path}, read-only: mount -o "
			  "ro,nodev,noexec,nosuid. Nothing on it is started."),
		.expect = N_("ls {medium-path} shows {ceremony}.plan."),
	},
	{
		.name = "inbound",
		.phase = STEP_HOST,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.each = STEP_FIRST_INBOUND,
		.kinds = OPENS,
		.when = STEP_BY_PAPER,
		.needs = STEP_HOST_UP | STEP_JOURNAL_IN,
		.gives = STEP_INBOUND_IN,
		.title = N_("Read the plan from paper"),
		.act = N_("Type the command, then read the symbols of the plan with the hand-held "
			  "scanner, in any order. It says when it has enough of them."),
		.command = "media-qr-read --outside {ceremony}.plan -",
		.expect = N_("'{ceremony}.plan' is here."),
	},
	{
		.name = "open",
		.phase = STEP_HOST,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = OPENS,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_JOURNAL_IN | STEP_INBOUND_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Open the ceremony"),
		.act = N_("The program shows the plan: mode, tenant, cards, people, keys, targets, "
			  "hosts. The operator reads it aloud. {witness} compares each line with "
			  "the copy held apart, and only then the operator types the 20 words, "
			  "from the cover of this paper."),
		.command = "ceremony-open {plan-file} {ceremony}\ncd {ceremony}",
		.expect = N_("The ceremony is open on the DISCONNECTED side."),
		.facts = "opened plan=@plan mode={mode} side=disconnected signer=*",
	},
	{
		.name = "preflight",
		.phase = STEP_HOST,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = OPENS,
		.needs = STEP_HOST_UP | STEP_JOURNAL_IN,
		.gives = STEP_HOST_CHECKED,
		.title = N_("Check the workstation"),
		.act = N_("Write date and time of the wall clock with its distance from UTC into "
			  "the box, like 2026-11-26T15:04+01:00, and type that in place of the "
			  "box's name. Each line of the answer says what was seen; WARN is an "
			  "exception, to be written on an exception sheet; FAIL ends this ceremony "
			  "until it is mended. The program cannot see a changed firmware, kernel "
			  "or program of its own."),
		.command = "ceremony-preflight [{step:preflight}a]",
		.expect = N_("Lines that begin with PASS or WARN, and a verdict that is not FAIL."),
		.facts = "preflight verdict=* wall=* not-passed=*",
		.boxes = {{N_("date and time of the wall clock"), PAPER_CHARACTERS, 22,
			   STEP_FROM_FIELD, "wall"},
			  {N_("verdict"), PAPER_CHARACTERS, 4, STEP_FROM_FIELD, "verdict"}},
	},
	{
		.name = "present",
		.phase = STEP_HOST,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = OPENS,
		.needs = STEP_ROLL_CALLED | STEP_JOURNAL_IN,
		.gives = STEP_PRESENCE_NOTED,
		.title = N_("Record who is there"),
		.act = N_("Who is not there is left out, and that is an exception. Whoever leaves "
			  "later, or comes back, is noted: ceremony-note left PERSON, "
			  "ceremony-note returned PERSON."),
		.command = "ceremony-note present {people-ids}",
		.expect = N_("Noted as fact, with a number."),
		.facts = "noted about=present text=~{people-ids}",
	},
	{
		.name = "roster-form",
		.phase = STEP_HOST,
		.who = STEP_KEEPER,
		.kinds = OPENS,
		.when = STEP_NEW_ROSTER,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
		.title = N_("Take the form of the roster's passphrase"),
		.act = N_("{keeper} cuts the form out of the own copy of this script. In every "
			  "other copy it is struck through, and stays empty. In the next step the "
			  "screen shows 10 words to {keeper} alone, who writes them on the form, "
			  "on a hard table, and types them back from there; later they are typed "
			  "whenever tokens are enrolled or touched. Until step {step:roster-away} "
			  "the form stays in the hand of {keeper}, words inside."),
		.expect = N_("The form is in the hand of {keeper}."),
	},
	{
		.name = "roster-bring",
		.phase = STEP_HOST,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = OPENS,
		.when = STEP_OLD_ROSTER,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_JOURNAL_IN,
		.title = N_("Bring the roster of the earlier ceremony"),
		.act = N_("The journal medium of that ceremony is mounted at {old-journal-path}. "
			  "Its last roster is roster-N.age with the highest N: write that number "
			  "into the box, and type it in place of the box's name. {keeper} has the "
			  "paper with its 10 words. The plan names the digest of this file, and "
			  "another one is refused when it is opened."),
		.command = "ls {old-journal-path}/*/roster-*.age\n"
			   "cp {old-journal-path}/*/roster-[{step:roster-bring}a].age roster-0.age",
		.expect = N_("The names of the rosters; then nothing: the command is silent."),
		.boxes = {{N_("number of the last roster"), PAPER_CHARACTERS, 2, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "enrol",
		.phase = STEP_HOST,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_TOKEN,
		.who = STEP_OWNER,
		.kinds = OPENS,
		.when = STEP_NEW_ROSTER,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_JOURNAL_IN | STEP_HOST_CHECKED,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
		.title = N_("Enrol the token of {owner}"),
		.act = N_("The operator logs in at a second console (Alt-F3), types the command at "
			  "the first (Alt-F2), and leaves. {keeper} alone types the 10 words of "
			  "the roster's passphrase; the first time they are shown to {keeper}, for "
			  "the form. Then {owner} sits there alone, and plugs the own token in, no "
			  "other: the screen shows three values, which {owner} types at the second "
			  "console into 'ykman otp yubiotp 2'. What slot 2 of the token had is "
			  "lost; slot 1 stays as it is. Back at the first console {owner} presses "
			  "Enter and holds the token for three seconds: that proves it. {owner} "
			  "takes the token back."),
		.command = "ceremony-enrol {owner-id}",
		.expect = N_("The token of {owner-id} is enrolled, as a fact with a number."),
		.facts = "enrolled person={owner-id} public-id=* use=* session=* roster=*",
	},
	{
		.name = "checkpoint-host",
		.wanted = "open",
		.phase = STEP_HOST,
		.side = STEP_DISCONNECTED,
		.who = STEP_EVERYBODY,
		.kinds = OPENS,
		.needs = STEP_JOURNAL_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Checkpoint: the workstation is ready"),
		.act = N_("The operator reads the four words of the checkpoint aloud. Everybody "
			  "writes them on their own copy."),
		.command = "ceremony-status --checkpoint",
		.expect = N_("Four words."),
		.boxes = {{N_("checkpoint"), PAPER_WORDS, 4, STEP_FROM_CHECKPOINT, NULL}},
	},
	{.name = NULL},
};
