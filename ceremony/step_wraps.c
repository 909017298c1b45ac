#include "step_rows.h"

#include "ceremony/catalogue.h"

enum {
	OUT = STEP_WRAPPING,
	CLOSES = STEP_OPENED,
};

const struct step_form step_wraps[] = {
	{
		.name = "wrap",
		.wanted = "recover wrap",
		.phase = STEP_WRAP,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_RECOVERY,
		.who = STEP_QUORUM,
		.kinds = OUT,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_CARDS_IN_HAND | STEP_JOURNAL_IN |
			 STEP_HOST_CHECKED | STEP_PRESENCE_NOTED,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK | PAPER_IRREVERSIBLE,
		.title = N_("Recover '{key}' from {recovery-cards}, and wrap it for {targets}"),
		.act = N_("{recovery-people} plug in their cards, or type them from paper at "
			  "the screen when "
			  "the program asks. One person "
			  "reads aloud key and targets as they stand here. Then the operator types "
			  "the command: the key is put together from the cards and the escrow "
			  "alone, so every wrap is also a drill. Afterwards each custodian takes "
			  "the card back."),
		.command = "ceremony-recover {key}{recovery-files} -- kek-wrap{targets-operands}",
		.expect =
			N_("{k} cards recovered the world's secret; then a line for each target."),
		.facts = "recovered keys=+{key} cards=* for=kek-wrap\nwrapped {each-target} blob=*",
	},
	{
		.name = "pfx-form",
		.phase = STEP_WRAP,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = OUT,
		.when = STEP_PFX,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
		.title = N_("Take the form of the password for {target}"),
		.act = N_(
			"{importer} cuts the form out of the own copy of this script. In every "
			"other copy it is struck through, and stays empty. In step {step:pfx} the "
			"screen shows eight groups of four letters to {importer} alone, who "
			"writes them on the form, on a hard table, and types them back from "
			"there."),
		.expect = N_("The form is in the hand of {importer}."),
	},
	{
		.name = "pfx",
		.wanted = "recover wrap",
		.phase = STEP_WRAP,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_PFX,
		.who = STEP_QUORUM,
		.kinds = OUT,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_CARDS_IN_HAND | STEP_JOURNAL_IN |
			 STEP_HOST_CHECKED | STEP_PRESENCE_NOTED,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK | PAPER_IRREVERSIBLE,
		.title = N_("Recover '{key}' from {recovery-cards}, into a .pfx for {targets}"),
		.act = N_("{recovery-people} plug in their cards, or type them from paper at "
			  "the screen when the program asks. One person reads aloud key and "
			  "targets as they stand here, and this: a software-protected key shows "
			  "its private half to the importing host. Then the operator types the "
			  "command, and each custodian takes the card back. When the screen calls "
			  "{importer}, everybody else turns away: {importer} sits there alone, "
			  "writes the letters on the form, and types them back. Afterwards the "
			  "form goes, letters inside, into an opaque envelope, which stays with "
			  "{importer} and never lies beside the outbound medium."),
		.command =
			"ceremony-recover {key}{recovery-files} -- package-pfx{targets-operands}",
		.expect =
			N_("{k} cards recovered the world's secret; after the letters, a line for "
			   "each target."),
		.facts = "recovered keys=+{key} cards=* for=package-pfx\nexported {each-pfx} "
			 "blob=*",
	},
	{
		.name = "drill",
		.wanted = "recover",
		.phase = STEP_WRAP,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_DRILL,
		.who = STEP_QUORUM,
		.kinds = OUT | STEP_RESHARE | STEP_DRILL,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_CARDS_IN_HAND | STEP_JOURNAL_IN |
			 STEP_HOST_CHECKED | STEP_PRESENCE_NOTED,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
		.title = N_("Recover '{key}' from {recovery-cards}: a drill"),
		.act = N_("{recovery-people} plug in their cards, or type them from paper at "
			  "the screen when "
			  "the program asks. With this, "
			  "cards that were not used before are used once. Afterwards each "
			  "custodian takes the card back."),
		.command = "ceremony-recover {key}{recovery-files} -- ceremony-confirm",
		.expect = N_("{k} cards recovered the world's secret; the key is the one that was "
			     "made."),
		.facts = "recovered keys=+{key} cards=* for=ceremony-confirm\nkey-confirmed "
			 "key={key} public=@public-{key}",
	},
	{
		.name = "checkpoint-wrap",
		.phase = STEP_WRAP,
		.side = STEP_DISCONNECTED,
		.who = STEP_EVERYBODY,
		.kinds = OUT,
		.needs = STEP_JOURNAL_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Checkpoint: every key was recovered from cards"),
		.act = N_("The operator reads the four words of the checkpoint aloud. Everybody "
			  "writes them on their own copy."),
		.command = "ceremony-status --checkpoint",
		.expect = N_("Four words."),
		.boxes = {{N_("checkpoint"), PAPER_WORDS, 4, STEP_FROM_CHECKPOINT, NULL}},
	},
	{
		.name = "package-transfer",
		.phase = STEP_OUT,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = OUT,
		.when = STEP_TARGETS,
		.needs = STEP_JOURNAL_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Pack what goes to the cloud"),
		.act = N_("The operator reads the 20 words of the package aloud. {witness} writes "
			  "them here, and the connected operator on a copy of their own: the "
			  "cloud's side will type them from there."),
		.command = "package-write transfer",
		.expect = N_("The package out/{ceremony}.transfer.tar, and its 20 words."),
		.facts = "package-written kind=transfer package=@transfer",
		.boxes = {{N_("words of the transfer package"), PAPER_WORDS, 20, STEP_FROM_FIELD,
			   "package"}},
	},
	{
		.name = "outbound",
		.phase = STEP_OUT,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_OUTBOUND,
		.who = STEP_OPERATOR,
		.kinds = OUT,
		.when = STEP_TARGETS | STEP_BY_USB,
		.needs = STEP_JOURNAL_IN | STEP_HOST_UP,
		.gives = STEP_OUTBOUND_SENT,
		.title = N_("Write the transfer package onto the medium '{medium}'"),
		.act = N_("A new medium, never used for anything, mounted at {medium-path}. Write "
			  "the label that the program prints onto it, unmount it, and give it to "
			  "the connected operator. {outbound-secret}"),
		.command = "media-usb-write out/{ceremony}.transfer.tar {medium-path}",
		.expect = N_("read back from the medium; the label to write."),
		.facts = "medium-known medium=@medium:{medium} direction=outbound signer=* plug=* "
			 "model=*\n"
			 "medium-written package=@transfer medium=@medium:{medium} read-back=*",
		.boxes = {{N_("label: first three words and the last"), PAPER_WORDS, 4,
			   STEP_FROM_LABEL, "package"}},
	},
	{
		.name = "outbound-again",
		.phase = STEP_OUT,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_OUTBOUND,
		.who = STEP_OPERATOR,
		.kinds = OUT,
		.when = STEP_TARGETS | STEP_BY_USB | STEP_FULL,
		.needs = STEP_JOURNAL_IN | STEP_HOST_UP,
		.title = N_("Plug the medium '{medium}' in again, and check it"),
		.act = N_("What a medium says while it stays plugged in may come from a memory. "
			  "Take it out, plug it in again, mount it at {medium-path}."),
		.command = "media-usb-write --check out/{ceremony}.transfer.tar {medium-path}",
		.expect = N_("The medium was plugged in again, and has the file."),
		.facts = "medium-checked package=@transfer medium=@medium:{medium} how=*",
	},
	{
		.name = "outbound-pages",
		.phase = STEP_OUT,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_OUTBOUND,
		.who = STEP_OPERATOR,
		.kinds = OUT,
		.when = STEP_TARGETS | STEP_BY_PAPER,
		.needs = STEP_JOURNAL_IN | STEP_HOST_UP,
		.title = N_("Make QR symbols of the transfer package"),
		.act = N_("More symbols than are wanted: some may be lost or spoiled on the way."),
		.command = "media-qr-write out/{ceremony}.transfer.tar",
		.expect = N_("How many symbols, on how many pages."),
		.facts = "qr-written package=@transfer form=~office set=* symbols=*",
	},
	{
		.name = "outbound",
		.phase = STEP_OUT,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_OUTBOUND,
		.who = STEP_OPERATOR,
		.kinds = OUT,
		.when = STEP_TARGETS | STEP_BY_PAPER,
		.needs = STEP_JOURNAL_IN | STEP_HOST_UP,
		.gives = STEP_OUTBOUND_SENT,
		.title = N_("Read the pages of the transfer package back, and print them"),
		.act = N_("Every symbol is read from the very pictures that are printed. Then "
			  "print out/{ceremony}.transfer.tar.qr.pdf at 100 %, on a printer that no "
			  "network reaches; count the pages, write the label on the first, and "
			  "give them to the connected operator. {outbound-secret}"),
		.command = "media-qr-read --check out/{ceremony}.transfer.tar "
			   "out/{ceremony}.transfer.tar.qr-*.png",
		.expect = N_("Every symbol was read back; the label to write."),
		.facts = "medium-written package=@transfer medium=@medium:{medium} "
			 "read-back=pictures",
		.boxes = {{N_("label: first three words and the last"), PAPER_WORDS, 4,
			   STEP_FROM_LABEL, "package"}},
	},
	{
		.name = "outbound-frames",
		.phase = STEP_OUT,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_OUTBOUND,
		.who = STEP_OPERATOR,
		.kinds = OUT,
		.when = STEP_TARGETS | STEP_BY_SCREEN,
		.needs = STEP_JOURNAL_IN | STEP_HOST_UP,
		.title = N_("Make QR symbols of the transfer package, for the screen"),
		.act = N_("Twice as many symbols as are wanted: a camera that misses half of them "
			  "has enough."),
		.command = "media-qr-write --frames out/{ceremony}.transfer.tar",
		.expect = N_("How many symbols."),
		.facts = "qr-written package=@transfer form=frames set=* symbols=*",
	},
	{
		.name = "outbound",
		.phase = STEP_OUT,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_OUTBOUND,
		.who = STEP_OPERATOR,
		.kinds = OUT,
		.when = STEP_TARGETS | STEP_BY_SCREEN,
		.needs = STEP_JOURNAL_IN | STEP_HOST_UP,
		.gives = STEP_OUTBOUND_SENT,
		.title = N_("Read the symbols back, and show them"),
		.act = N_("Every symbol is read from its picture. Then show the pictures on the "
			  "screen one after the other, over and over, while the connected operator "
			  "takes them with a camera at step {step:arrived}. Where the screen has "
			  "text alone: media-qr-write --screen out/{ceremony}.transfer.tar"),
		.command = "media-qr-read --check out/{ceremony}.transfer.tar "
			   "out/{ceremony}.transfer.tar.qr-frame-*.png",
		.expect = N_("Every symbol was read back; the label to write."),
		.facts = "medium-written package=@transfer medium=@medium:{medium} "
			 "read-back=pictures",
		.boxes = {{N_("label: first three words and the last"), PAPER_WORDS, 4,
			   STEP_FROM_LABEL, "package"}},
	},
	{
		.name = "checkpoint-out",
		.phase = STEP_OUT,
		.side = STEP_DISCONNECTED,
		.who = STEP_EVERYBODY,
		.kinds = OUT,
		.when = STEP_TARGETS,
		.needs = STEP_JOURNAL_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Checkpoint: what goes to the cloud is on its medium"),
		.act = N_("The operator reads the four words of the checkpoint aloud. Everybody "
			  "writes them on their own copy."),
		.command = "ceremony-status --checkpoint",
		.expect = N_("Four words."),
		.boxes = {{N_("checkpoint"), PAPER_WORDS, 4, STEP_FROM_CHECKPOINT, NULL}},
	},
	{
		.name = "bag-card",
		.phase = STEP_CLOSE,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = STEP_WITH_CARDS,
		.when = STEP_FULL,
		.needs = STEP_CARDS_IN_HAND,
		.title = N_("Put card {card} into its bag"),
		.act = N_("{custodian} closes the bag before everybody's eyes, and writes its "
			  "number here and on the receipt. The operator types it twice, in place "
			  "of the box's name."),
		.command = "ceremony-note bag card-{card} [{step:bag-card}a] [{step:bag-card}a]",
		.expect = N_("Noted as fact, with a number."),
		.facts = "noted about=bag text=card-{card} *",
		.boxes = {{N_("bag of this card"), PAPER_CHARACTERS, 12, STEP_FROM_FIELD, "text"}},
	},
	{
		.name = "receipts",
		.phase = STEP_CLOSE,
		.who = STEP_EVERYBODY,
		.kinds = STEP_WITH_CARDS,
		.needs = STEP_CARDS_IN_HAND,
		.takes = STEP_CARDS_IN_HAND,
		.title = N_("Fill in the receipts"),
		.act = N_("Each custodian puts the card into a bag and closes it before the "
			  "witness, writes the bag's number on the receipt of the card, and signs "
			  "it. A copy goes along. From now on no card is wanted in this room."),
		.expect = N_("{n} closed bags, {n} signed receipts; no card lies open or is "
			     "plugged in."),
	},
	{
		.name = "close",
		.wanted = "close",
		.phase = STEP_CLOSE,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = CLOSES,
		.needs = STEP_ROLL_CALLED | STEP_JOURNAL_IN | STEP_HOST_CHECKED |
			 STEP_PRESENCE_NOTED,
		.gives = STEP_CLOSED,
		.marks = PAPER_READ_ALOUD | PAPER_IRREVERSIBLE,
		.title = N_("Close the ceremony"),
		.act = N_("Exceptions that are not noted yet are noted first: ceremony-note "
			  "exception TEXT. Then the operator types the command, and reads the 20 "
			  "words of the transcript aloud. Every participant writes them: here, and "
			  "in the table on the page 'The last words'."),
		.command = "ceremony-close",
		.expect = N_("20 words; then: the ceremony is closed, complete; its signing key is "
			     "destroyed."),
		.facts = "closed outcome=complete",
		.boxes = {{N_("words of the transcript"), PAPER_WORDS, 20, STEP_FROM_TRANSCRIPT,
			   NULL}},
	},
	{
		.name = "roster-away",
		.phase = STEP_CLOSE,
		.who = STEP_KEEPER,
		.kinds = CLOSES,
		.when = STEP_TOKENS,
		.needs = STEP_ROLL_CALLED | STEP_CLOSED,
		.title = N_("Put the roster's passphrase away"),
		.act = N_(
			"{keeper} puts the paper with the passphrase, words inside, into an opaque "
			"envelope, and that into a bag that is closed before everybody's eyes. It "
			"is "
			"kept by {keeper}, and never with the journal medium, which has the "
			"roster: "
			"who has both can type what every token types. Each token is with its "
			"owner."),
		.expect = N_("A closed bag in the hand of {keeper}; no token is plugged in."),
		.boxes = {{N_("bag of the roster's passphrase"), PAPER_CHARACTERS, 12,
			   STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "package-final",
		.phase = STEP_CLOSE,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = CLOSES,
		.needs = STEP_CLOSED | STEP_JOURNAL_IN,
		.title = N_("Pack the final archive"),
		.command = "package-write archive",
		.expect = N_("The package out/{ceremony}.final.tar."),
	},
	{
		.name = "final",
		.phase = STEP_CLOSE,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_ARCHIVE,
		.who = STEP_OPERATOR,
		.kinds = STEP_ARCHIVING,
		.needs = STEP_CLOSED | STEP_JOURNAL_IN,
		.gives = STEP_FINAL_WRITTEN,
		.title = N_("Write the final archive onto the medium '{medium}'"),
		.act = N_("The medium that has the archive already, mounted at {medium-path}. The "
			  "final archive holds the signed transcript. Unmount the "
			  "medium{medium-keeping}."),
		.command = "media-usb-write out/{ceremony}.final.tar {medium-path}",
		.expect = N_("read back from the medium; the label to write."),
		.boxes = {{N_("bag of this medium"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "final",
		.phase = STEP_CLOSE,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_ARCHIVE,
		.who = STEP_OPERATOR,
		.kinds = CLOSES & ~(unsigned)STEP_ARCHIVING,
		.needs = STEP_CLOSED | STEP_JOURNAL_IN,
		.gives = STEP_FINAL_WRITTEN,
		.title = N_("Write the final archive onto the medium '{medium}'"),
		.act = N_("A new medium, mounted at {medium-path}. The final archive holds the "
			  "signed transcript. Unmount the medium{medium-keeping}."),
		.command = "media-usb-write out/{ceremony}.final.tar {medium-path}",
		.expect = N_("read back from the medium; the label to write."),
		.boxes = {{N_("bag of this medium"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "reshare-destroy",
		.phase = STEP_CLOSE,
		.who = STEP_EVERYBODY,
		.kinds = STEP_RESHARE,
		.needs = STEP_ROLL_CALLED | STEP_FINAL_WRITTEN,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Destroy the old cards"),
		.act = N_("Not those of the set in the box of step {step:split}: they are the new "
			  "ones. Every old one that is here, before everybody's eyes: paper is cut "
			  "crosswise, a medium is broken through its memory chip. Deleting is not "
			  "destroying. Below: which are not here, where they are believed to be, "
			  "and who fetches them by when."),
		.expect = N_("Pieces. {witness} signs here."),
		.boxes = {{N_("old cards destroyed"), PAPER_CHARACTERS, 2, STEP_FROM_NOWHERE, NULL},
			  {N_("old cards not here, where, who fetches them"), PAPER_LINE, 1,
			   STEP_FROM_NOWHERE, NULL},
			  {N_("signature of the witness"), PAPER_LINE, 1, STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "reshare-destroy-media",
		.phase = STEP_CLOSE,
		.who = STEP_LIBRARIAN,
		.kinds = STEP_RESHARE,
		.when = STEP_NEW_SECRET,
		.needs = STEP_ROLL_CALLED | STEP_FINAL_WRITTEN,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Destroy the old archive media and the old journal medium"),
		.act = N_("Not those of today. Broken through their memory chips, before "
			  "everybody's eyes, and every copy that somebody made: old cards open "
			  "them."),
		.expect = N_("Pieces. {witness} signs here."),
		.boxes = {{N_("old media destroyed"), PAPER_CHARACTERS, 2, STEP_FROM_NOWHERE, NULL},
			  {N_("old media not here, where, who fetches them"), PAPER_LINE, 1,
			   STEP_FROM_NOWHERE, NULL},
			  {N_("signature of the witness"), PAPER_LINE, 1, STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "power-off",
		.phase = STEP_CLOSE,
		.who = STEP_OPERATOR,
		.kinds = CLOSES,
		.needs = STEP_CLOSED | STEP_FINAL_WRITTEN,
		.takes = STEP_HOST_UP | STEP_JOURNAL_IN,
		.title = N_("Switch the workstation off"),
		.act = N_("Unmount and unplug the journal medium '{journal}'{journal-keeping}. "
			  "Switch the workstation off, unplug its power, and wait one minute: the "
			  "keys were in its memory alone."),
		.expect = N_("A dark machine without power."),
		.boxes = {{N_("bag of the journal medium"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "sign",
		.phase = STEP_CLOSE,
		.who = STEP_EVERYBODY,
		.kinds = CLOSES,
		.needs = STEP_ROLL_CALLED | STEP_CLOSED,
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
