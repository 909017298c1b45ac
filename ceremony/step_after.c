#include "step_rows.h"

#include "ceremony/catalogue.h"

enum {
	OUT = STEP_WRAPPING,
	CLOSES = STEP_OPENED,
};

const struct step_form step_after[] = {
	{
		.name = "arrived",
		.phase = STEP_AFTER,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.each = STEP_FIRST_OUTBOUND,
		.kinds = OUT,
		.when = STEP_TARGETS | STEP_BY_USB,
		.needs = STEP_OUTBOUND_SENT,
		.title = N_("Read the transfer package"),
		.act = N_("In the connected side's folder, with the medium '{medium}' mounted at "
			  "{medium-path}."),
		.command = "media-usb-read {medium-path}/{ceremony}.transfer.tar",
		.expect = N_("The file is here as in/{ceremony}.transfer.tar."),
		.facts = "medium-known medium=@medium:{medium} direction=outbound signer=* plug=* "
			 "model=*\n"
			 "medium-read medium=@medium:{medium} file=@transfer "
			 "name={ceremony}.transfer.tar",
	},
	{
		.name = "arrived",
		.phase = STEP_AFTER,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.each = STEP_FIRST_OUTBOUND,
		.kinds = OUT,
		.when = STEP_TARGETS | STEP_BY_PAPER,
		.needs = STEP_OUTBOUND_SENT,
		.title = N_("Read the transfer package from paper"),
		.act = N_("Scan every page at 300 dpi in grey, as PNG or JPEG, into the folder "
			  "{ceremony}-scan beside the connected side's folder. A page lies in any "
			  "direction. What is missing is named: scan that page again."),
		.command = "media-qr-read {ceremony}.transfer.tar ../{ceremony}-scan/*",
		.expect = N_("The file is here as in/{ceremony}.transfer.tar."),
		.facts = "medium-read medium=@medium:{medium} file=@transfer "
			 "name={ceremony}.transfer.tar",
	},
	{
		.name = "arrived",
		.phase = STEP_AFTER,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.each = STEP_FIRST_OUTBOUND,
		.kinds = OUT,
		.when = STEP_TARGETS | STEP_BY_SCREEN,
		.needs = STEP_OUTBOUND_SENT,
		.title = N_("Take the transfer package from the screen"),
		.act = N_(
			"With a scanner that types, or a camera: zbarcam --raw -q, with a pipe to "
			"the command. It says when it has enough of the symbols."),
		.command = "media-qr-read {ceremony}.transfer.tar -",
		.expect = N_("The file is here as in/{ceremony}.transfer.tar."),
		.facts = "medium-read medium=@medium:{medium} file=@transfer "
			 "name={ceremony}.transfer.tar",
	},
	{
		.name = "verify-package",
		.phase = STEP_AFTER,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = OUT,
		.when = STEP_TARGETS,
		.title = N_("Verify the package by its words"),
		.act = N_("Type the 20 words that a witness wrote at step {step:package-transfer}, "
			  "from paper."),
		.command = "verify-package in/{ceremony}.transfer.tar >../{ceremony}.commands",
		.expect = N_("The package is the one that the witnesses wrote down."),
		.facts = "verified package=@transfer",
	},
	{
		.name = "take-package",
		.phase = STEP_AFTER,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = OUT,
		.when = STEP_TARGETS,
		.title = N_("Take the package out"),
		.command = "package-read in/{ceremony}.transfer.tar",
		.expect = N_("The blobs in out/."),
		.facts = "received kind=transfer package=@transfer",
	},
	{
		.name = "pfx-host",
		.phase = STEP_AFTER,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = OUT,
		.when = STEP_PFX,
		.needs = STEP_OUTBOUND_SENT,
		.title = N_("Look at the host that imports the key for {target}"),
		.act = N_(
			"The importing host is the connected workstation. A software-protected "
			"key shows its private half to it: whoever controls that host now has the "
			"key. It was started for this alone, and nobody else is logged in. In the "
			"next step its client asks "
			"for the password: the 32 letters of the form, without spaces, nothing "
			"of them spoken or pasted."),
		.expect = N_("The form is in the hand of {importer}, its envelope unopened until "
			     "now."),
	},
	{
		.name = "import",
		.phase = STEP_AFTER,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = OUT,
		.when = STEP_TARGETS,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Import the key"),
		.act = N_(
			"Read {ceremony}.commands first: for each target the command that "
			"imports, the command that downloads the public key again, and one that "
			"compares it. Then run them. If one is refused, those before it are "
			"done: the file is not run again; when the cause is mended, go on line by "
			"line.{unjudged} In a rehearsal: only into a test vault or "
			"key ring, and the key is deleted there afterwards. Else: try the "
			"imported key on something small before production data depends on it."),
		.command = "sh -e ../{ceremony}.commands",
		.expect = N_("What the cloud answers; no line that says 'differ'."),
	},
	{
		.name = "verify-import",
		.phase = STEP_AFTER,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.each = STEP_EACH_TARGET,
		.kinds = OUT,
		.when = STEP_JUDGED | STEP_ONE_HOST,
		.title = N_("Verify what was imported: {judged}"),
		.act = N_("Read {target}.asks first: lines that ask the cloud, and a last one that "
			  "judges its answers. Then run them. PASS is what this computer was told; "
			  "only rows with the word HSM rest on a signature of the HSM."),
		.command = "verify-import --ask {target} >../{target}.asks\n"
			   "sh -e ../{target}.asks",
		.expect = N_("PASS. What fails or is not known stands there with the command that "
			     "mends it or finds it out: then ask again."),
		.facts = "import-checked {each-judged} public=* evidence=* "
			 "verdict=pass|test-roots",
	},
	{
		.name = "ask",
		.phase = STEP_AFTER,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.each = STEP_EACH_TARGET,
		.kinds = OUT,
		.when = STEP_JUDGED | STEP_TWO_HOSTS,
		.title = N_("Write down what is asked about {judged}"),
		.act = N_("Read {target}.asks: lines that ask the cloud, and a last one that "
			  "judges its answers. They are not run yet. Give the file to {witness}."),
		.command = "verify-import --ask {target} >../{target}.asks",
		.expect = N_("The file {target}.asks."),
	},
	{
		.name = "ask-second",
		.phase = STEP_AFTER,
		.side = STEP_SECOND,
		.who = STEP_WITNESS,
		.each = STEP_EACH_TARGET,
		.kinds = OUT,
		.when = STEP_JUDGED | STEP_TWO_HOSTS,
		.title = N_("Ask the cloud a second time about {judged}"),
		.act = N_("{target}.asks lies beside the folder {ceremony}. All its lines but the "
			  "last are read, and run. Bring the files that they make to the first "
			  "workstation: into the folder 'second' beside the folder {ceremony} "
			  "there."),
		.command = "head -n -1 ../{target}.asks | sh -e",
		.expect = N_("A file for each line."),
	},
	{
		.name = "verify-import",
		.phase = STEP_AFTER,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.each = STEP_EACH_TARGET,
		.kinds = OUT,
		.when = STEP_JUDGED | STEP_TWO_HOSTS,
		.title = N_("Verify what was imported: {judged}"),
		.act = N_("When the files of step {step:ask-second} are in the folder 'second' "
			  "beside this one. PASS is what both computers were told; only rows with "
			  "the word HSM rest on a signature of the HSM."),
		.command = "sh -e ../{target}.asks",
		.expect = N_("PASS. What fails or is not known stands there with the command that "
			     "mends it or finds it out: then ask again."),
		.facts = "import-checked {each-judged} public=* evidence=* "
			 "verdict=pass|test-roots",
	},
	{
		.name = "use",
		.phase = STEP_AFTER,
		.who = STEP_CONNECTED_OPERATOR,
		.each = STEP_EACH_TARGET,
		.kinds = OUT,
		.when = STEP_JUDGED,
		.needs = STEP_OUTBOUND_SENT,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Put to use: {judged}"),
		.act = N_("Not before step {step:verify-import} said PASS. Where the service wants "
			  "commands for it, they stand on the screen below the verdict. In a "
			  "rehearsal nothing is put to use. {witness} reads the commands, and who "
			  "decides that the key protects data from now on signs here."),
		.expect = N_("What the service answers, and something small encrypted and "
			     "decrypted with it."),
		.boxes = {{N_("decided by, date, signature"), PAPER_LINE, 1, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "pfx-destroy",
		.phase = STEP_AFTER,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = OUT,
		.when = STEP_PFX,
		.needs = STEP_OUTBOUND_SENT,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Destroy the password for {target}"),
		.act = N_("Not before verify-import said PASS of {target}. The form is cut "
			  "crosswise. When it said PASS of every target: the folder {ceremony} and "
			  "the files beside it are copied from the importing host, without its "
			  "out/*.pfx; then that host is wiped, and the outbound medium is broken "
			  "through its memory chip: deleting a file is not destroying it. On the "
			  "journal medium out/{target}.pfx stays: without the form nobody opens "
			  "it."),
		.expect = N_("Pieces. {witness} signs here."),
		.boxes = {{N_("date, signature of the witness"), PAPER_LINE, 1, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "restore",
		.phase = STEP_AFTER,
		.side = STEP_AUDITOR,
		.who = STEP_WITNESS,
		.kinds = CLOSES,
		.title = N_("Open the final archive"),
		.act = N_("In an empty folder of any machine, with an archive medium mounted at "
			  "{archive-path}."),
		.command = "package-read {archive-path}/{ceremony}.final.tar",
		.expect = N_("The files of the ceremony."),
	},
	{
		.name = "verify-transcript",
		.phase = STEP_AFTER,
		.side = STEP_AUDITOR,
		.who = STEP_WITNESS,
		.kinds = CLOSES,
		.title = N_("Verify the transcript by its words"),
		.act = N_("Type the 20 words of step {step:close} from the paper of somebody else "
			  "than the operator."),
		.command = "verify-transcript",
		.expect = N_("The transcript is the one that the participants closed."),
	},
	{
		.name = "reconcile",
		.phase = STEP_AFTER,
		.side = STEP_AUDITOR,
		.who = STEP_WITNESS,
		.kinds = CLOSES,
		.title = N_("Reconcile paper and transcript"),
		.act = N_("Two people each type the handwritten values of their own copy into a "
			  "file: first.values and second.values. The form is made by: "
			  "ceremony-script --values plan. The record compares both with each other "
			  "and with the transcript."),
		.command = "verify-transcript --reconcile ../first.values ../second.values "
			   ">../{ceremony}.record.txt",
		.expect = N_("The record, with an index of exceptions."),
	},
	{
		.name = "destroy-rehearsal",
		.phase = STEP_AFTER,
		.who = STEP_EVERYBODY,
		.kinds = STEP_MAKING,
		.when = STEP_REHEARSAL,
		.marks = PAPER_IRREVERSIBLE,
		.title = N_("Destroy what the rehearsal made"),
		.act = N_("Delete the imported key in every service. Break the media of the cards, "
			  "of the archive and of the journal through their memory chips, and cut "
			  "forms of cards crosswise: they look "
			  "like real ones. Keep this paper and the record."),
		.expect = N_("No service lists the key; pieces. {witness} signs here."),
	},
	{.name = NULL},
};
