#include "step_rows.h"

#include "ceremony/catalogue.h"

enum {
	WRAPS = STEP_WRAPPING,
	MAKES_CARDS = STEP_MAKING | STEP_RESHARE,
	ARCHIVES = STEP_ARCHIVING,
};

const struct step_form step_work[] = {
	{
		.name = "read-request",
		.phase = STEP_REQUESTS,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.each = STEP_FIRST_INBOUND,
		.kinds = WRAPS,
		.when = STEP_WRAPPED | STEP_BY_USB,
		.needs = STEP_INBOUND_IN | STEP_JOURNAL_IN,
		.title = N_("Read the requests from the inbound medium"),
		.command = "media-usb-read {medium-path}/{ceremony}.request.tar",
		.expect = N_("The file is here as in/{ceremony}.request.tar."),
		.facts = "medium-known medium=@medium:{medium} direction=inbound signer=* plug=* "
			 "model=*\n"
			 "medium-read medium=@medium:{medium} file=@request-package "
			 "name={ceremony}.request.tar",
	},
	{
		.name = "read-request",
		.phase = STEP_REQUESTS,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.each = STEP_FIRST_INBOUND,
		.kinds = WRAPS,
		.when = STEP_WRAPPED | STEP_BY_PAPER,
		.needs = STEP_INBOUND_IN | STEP_JOURNAL_IN,
		.title = N_("Read the requests from paper"),
		.act = N_("Type the command, then read the symbols of the requests with the "
			  "hand-held scanner, in any order. It says when it has enough of them."),
		.command = "media-qr-read {ceremony}.request.tar -",
		.expect = N_("The file is here as in/{ceremony}.request.tar."),
		.facts = "medium-read medium=@medium:{medium} file=@request-package "
			 "name={ceremony}.request.tar",
	},
	{
		.name = "take-request",
		.phase = STEP_REQUESTS,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_WRAPPED,
		.needs = STEP_JOURNAL_IN,
		.title = N_("Take the requests in"),
		.command = "package-read in/{ceremony}.request.tar",
		.expect = N_("A line for each target, and what to do next."),
		.facts = "received kind=request package=@request-package\n"
			 "request {each-target}",
	},
	{
		.name = "attest-offline",
		.phase = STEP_REQUESTS,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_ATTESTED,
		.needs = STEP_JOURNAL_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Check the HSM's statement on the wrapping key of {target} here"),
		.act = N_("What another machine said of it counts for nothing: this one checks the "
			  "same bytes, against the makers' roots that it carries. The operator "
			  "reads the first line aloud."),
		.command = "verify-attestation {target}",
		.expect = N_("The first line begins with ATTESTED; or, where the plan accepts what "
			     "the key is short of, with GENUINE. Anything else: stop."),
		.facts = "attested target={target} request=@request-{target} spki=* statement=* "
			 "policy=kek verdict=~attested",
	},
	{
		.name = "bag-inbound",
		.phase = STEP_REQUESTS,
		.who = STEP_LIBRARIAN,
		.each = STEP_FIRST_INBOUND,
		.kinds = STEP_OPENED,
		.when = STEP_BY_USB,
		.needs = STEP_INBOUND_IN,
		.takes = STEP_INBOUND_IN,
		.title = N_("Unplug the inbound medium, and put it into a bag"),
		.act = N_("It never goes back to a connected machine, but as evidence."),
		.expect = N_("The medium is out of the machine and in a closed bag."),
		.boxes = {{N_("bag of the inbound medium"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "bag-inbound",
		.phase = STEP_REQUESTS,
		.who = STEP_LIBRARIAN,
		.each = STEP_FIRST_INBOUND,
		.kinds = STEP_OPENED,
		.when = STEP_BY_PAPER,
		.needs = STEP_INBOUND_IN,
		.takes = STEP_INBOUND_IN,
		.title = N_("Put the pages that came in into a bag, and unplug the scanner"),
		.act = N_("They are evidence of what came in."),
		.expect = N_("The pages are in a closed bag; the scanner is out of the machine."),
		.boxes = {{N_("bag of the inbound pages"), PAPER_CHARACTERS, 12, STEP_FROM_NOWHERE,
			   NULL}},
	},
	{
		.name = "confirm",
		.phase = STEP_REQUESTS,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_SHEET,
		.who = STEP_READER,
		.kinds = WRAPS,
		.needs = STEP_ROLL_CALLED,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Confirm the request for {target}, from the sheet of {reader}"),
		.act = N_("{reader} compares each term on the screen with the Request Sheet in "
			  "hand, then reads its 20 words aloud. The operator types them. If a word "
			  "is refused, "
			  "stop: either the sheet is of another request, or what came in is not "
			  "what was sent."),
		.command = "kek-confirm {target} {reader-id}",
		.expect = N_("Confirmed by {reader-id}, and how many sheets that makes."),
		.facts = "request-confirmed target={target} request=@request-{target} "
			 "person={reader-id}",
	},
	{
		.name = "checkpoint-requests",
		.phase = STEP_REQUESTS,
		.side = STEP_DISCONNECTED,
		.who = STEP_EVERYBODY,
		.kinds = WRAPS,
		.when = STEP_WRAPPED,
		.needs = STEP_JOURNAL_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Checkpoint: the requests are in"),
		.act = N_("The operator reads the four words of the checkpoint aloud. Everybody "
			  "writes them on their own copy."),
		.command = "ceremony-status --checkpoint",
		.expect = N_("Four words."),
		.boxes = {{N_("checkpoint"), PAPER_WORDS, 4, STEP_FROM_CHECKPOINT, NULL}},
	},
	{
		.name = "card-media",
		.phase = STEP_CARDS,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = MAKES_CARDS,
		.when = STEP_CARD_ON_MEDIUM,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP,
		.gives = STEP_CARDS_IN_HAND,
		.title = N_("Take a new medium for card {card}"),
		.act = N_(
			"{custodian} takes it out of its packing and marks it 'card {card}'. When "
			"the program calls for card {card}, it alone is plugged in, and mounted "
			"at {card-path}; afterwards it is taken out again."),
		.expect = N_("A new medium, marked, in the hand of {custodian}."),
	},
	{
		.name = "card-form",
		.phase = STEP_CARDS,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = MAKES_CARDS,
		.when = STEP_CARD_ON_PAPER,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP,
		.gives = STEP_CARDS_IN_HAND,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
		.title = N_("Take the form of card {card}"),
		.act = N_(
			"{custodian} cuts the form of card {card} out of the own copy of this "
			"script: that sheet becomes the card. In every other copy the form is "
			"struck through, and stays empty. When the program calls for card "
			"{card}, {custodian} alone sits at the screen: everybody else turns away, "
			"and no camera sees screen, keyboard or form. {custodian} writes the 33 "
			"words on the form, on a hard table, and types them back from there."),
		.expect = N_("The form of card {card} is in the hand of {custodian}."),
	},
	{
		.name = "split",
		.wanted = "split",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = STEP_MAKING,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_CARDS_IN_HAND | STEP_JOURNAL_IN |
			 STEP_HOST_CHECKED | STEP_PRESENCE_NOTED,
		.marks = PAPER_READ_ALOUD | PAPER_IRREVERSIBLE,
		.title = N_("Make the cards: any {k} of {n}"),
		.act = N_("One person reads aloud: any {k} of these {n} cards open the key; fewer "
			  "open nothing. Everybody agrees. Then the operator types the command. If "
			  "it is interrupted, this set of cards is void and is made again."),
		.command = "ceremony-split{card-paths}",
		.expect = N_("A line for each card, then the 20 words of the world."),
		.facts = "world-begun set=@set\n"
			 "world-made set=@set world=@world quorum={k} cards={n}",
		.boxes = {{N_("number of the set"), PAPER_CHARACTERS, 5, STEP_FROM_FIELD, "set"},
			  {N_("words of the world"), PAPER_WORDS, 20, STEP_FROM_FIELD, "world"}},
	},
	{
		.name = "split",
		.wanted = "reshare",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = STEP_RESHARE,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_CARDS_IN_HAND | STEP_JOURNAL_IN |
			 STEP_HOST_CHECKED | STEP_PRESENCE_NOTED,
		.marks = PAPER_READ_ALOUD | PAPER_CUSTODIAN_ONLY | PAPER_IRREVERSIBLE,
		.title = N_("Make new cards from the old ones: any {k} of {n}"),
		.act = N_(
			"One person reads aloud: any {k} of these {n} new cards open the keys. "
			"The new set is valid when all its cards are proved; until then the old "
			"one is. Old cards on paper are typed by their custodians, each alone. If "
			"it is interrupted, the new set is void and the old one is whole: do "
			"this step again."),
		.command = "ceremony-reshare{new-secret} ../old{old-cards}{new-cards}",
		.expect =
			N_("A line for each card and each key, the 20 words of the new world, and "
			   "what must be destroyed."),
		.facts = "world-recovered world={old-world} cards=*\n"
			 "world-begun set=@set\n"
			 "key-kept {each-old-key} world=@world secret={secret}\n"
			 "world-made set=@set world=@world quorum={k} cards={n}",
		.boxes = {{N_("number of the set"), PAPER_CHARACTERS, 5, STEP_FROM_FIELD, "set"},
			  {N_("words of the world"), PAPER_WORDS, 20, STEP_FROM_FIELD, "world"}},
	},
	{
		.name = "reshare-key",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_KEY,
		.who = STEP_WITNESS,
		.kinds = STEP_RESHARE,
		.needs = STEP_JOURNAL_IN,
		.title = N_("Look that '{key}' was kept"),
		.act = N_("Step {step:split} said of it whether its escrow is the old one or "
			  "sealed anew."),
		.expect = N_("Key '{key}' is kept; and what this plan says of the secret."),
	},
	{
		.name = "card-typed",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = MAKES_CARDS,
		.when = STEP_CARD_ON_PAPER,
		.needs = STEP_ROLL_CALLED | STEP_CARDS_IN_HAND | STEP_HOST_CHECKED |
			 STEP_PRESENCE_NOTED,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
		.title = N_("Look at the form of card {card}"),
		.act = N_(
			"Every word of it was typed back during step {step:split}: that proved "
			"it. {custodian} copies the number of the set and the first four words of "
			"the world from step {step:split} onto the form, looks whether each of the "
			"33 words can be read, and puts it, words inside, into an opaque "
			"envelope. It is not copied, photographed or laid down. Only if "
			"ceremony-status names this step as the next one, the operator types: "
			"ceremony-card -"),
		.expect = N_("No field of the form of card {card} is empty."),
		.otherwise = "ceremony-card -",
		.facts = "card-confirmed card={card} world=@world",
	},
	{
		.name = "card",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = MAKES_CARDS,
		.when = STEP_CARD_ON_MEDIUM,
		.needs = STEP_ROLL_CALLED | STEP_CARDS_IN_HAND | STEP_HOST_CHECKED |
			 STEP_PRESENCE_NOTED,
		.marks = PAPER_CUSTODIAN_ONLY | PAPER_NEVER_SPEAK,
		.title = N_("Prove card {card}"),
		.act = N_("{custodian} unplugs the medium of card {card} and plugs it in again. No "
			  "file on it is opened on a screen."),
		.command = "ceremony-card {card-file}",
		.expect = N_("Card {card} of {n} is good, and is {custodian-id}'s."),
		.facts = "card-confirmed card={card} world=@world",
	},
	{
		.name = "take-card",
		.phase = STEP_CARDS,
		.each = STEP_EACH_CARD,
		.who = STEP_CUSTODIAN,
		.kinds = MAKES_CARDS,
		.when = STEP_CARD_ON_MEDIUM,
		.needs = STEP_CARDS_IN_HAND,
		.marks = PAPER_CUSTODIAN_ONLY,
		.title = N_("Take card {card} back"),
		.act = N_("{custodian} unplugs it and keeps it in sight until it is wanted again."),
		.expect = N_("Card {card} is in the hand of {custodian}."),
	},
	{
		.name = "checkpoint-cards",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.who = STEP_EVERYBODY,
		.kinds = STEP_MAKING,
		.needs = STEP_JOURNAL_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Checkpoint: every card is proved"),
		.act = N_("The operator reads the four words of the checkpoint aloud. Everybody "
			  "writes them on their own copy. No key exists before this line."),
		.command = "ceremony-status --checkpoint",
		.expect = N_("Four words."),
		.boxes = {{N_("checkpoint"), PAPER_WORDS, 4, STEP_FROM_CHECKPOINT, NULL}},
	},
	{
		.name = "checkpoint-cards",
		.phase = STEP_CARDS,
		.side = STEP_DISCONNECTED,
		.who = STEP_EVERYBODY,
		.kinds = STEP_RESHARE,
		.needs = STEP_JOURNAL_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Checkpoint: every new card is proved"),
		.act = N_("The operator reads the four words of the checkpoint aloud. Everybody "
			  "writes them on their own copy. The new cards are valid from this line "
			  "on; the old ones are destroyed in step {step:reshare-destroy}, not "
			  "before."),
		.command = "ceremony-status --checkpoint",
		.expect = N_("Four words."),
		.boxes = {{N_("checkpoint"), PAPER_WORDS, 4, STEP_FROM_CHECKPOINT, NULL}},
	},
	{
		.name = "keygen",
		.wanted = "keygen",
		.phase = STEP_KEYS,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_KEY,
		.who = STEP_OPERATOR,
		.kinds = STEP_MAKING | STEP_REKEY,
		.when = STEP_NEW_KEY,
		.needs = STEP_ROLL_CALLED | STEP_HOST_UP | STEP_JOURNAL_IN | STEP_HOST_CHECKED |
			 STEP_PRESENCE_NOTED,
		.marks = PAPER_READ_ALOUD | PAPER_IRREVERSIBLE,
		.title = N_("Make the key '{key}', {type}"),
		.act = N_("The operator reads the 20 words of the public key aloud. {witness} "
			  "writes them here, and everybody else on their own copy; then they are "
			  "compared. These words are the name of the key for as long as it lives."),
		.command = "ceremony-keygen {key}",
		.expect = N_("Key '{key}' is made, {type}; then 20 words."),
		.facts = "key-made key={key} public=@public-{key} pem=* escrow=* world=@world",
		.boxes = {{N_("words of the public key"), PAPER_WORDS, 20, STEP_FROM_FIELD,
			   "public"}},
	},
	{
		.name = "checkpoint-keys",
		.phase = STEP_KEYS,
		.side = STEP_DISCONNECTED,
		.who = STEP_EVERYBODY,
		.kinds = STEP_MAKING | STEP_REKEY,
		.needs = STEP_JOURNAL_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Checkpoint: the keys are made"),
		.act = N_("The operator reads the four words of the checkpoint aloud. Everybody "
			  "writes them on their own copy."),
		.command = "ceremony-status --checkpoint",
		.expect = N_("Four words."),
		.boxes = {{N_("checkpoint"), PAPER_WORDS, 4, STEP_FROM_CHECKPOINT, NULL}},
	},
	{
		.name = "package-archive",
		.phase = STEP_ARCHIVE,
		.side = STEP_DISCONNECTED,
		.who = STEP_OPERATOR,
		.kinds = ARCHIVES,
		.needs = STEP_JOURNAL_IN,
		.title = N_("Pack the archive"),
		.act = N_("It holds the plan, the transcript, the world and the escrows. It opens "
			  "nothing without {k} cards."),
		.command = "package-write archive",
		.expect = N_("The package out/{ceremony}.archive.tar."),
		.facts = "package-written kind=archive package=@archive",
	},
	{
		.name = "archive",
		.phase = STEP_ARCHIVE,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_ARCHIVE,
		.who = STEP_OPERATOR,
		.kinds = ARCHIVES,
		.needs = STEP_JOURNAL_IN | STEP_HOST_UP,
		.title = N_("Write the archive onto the medium '{medium}'"),
		.act = N_("A new medium, mounted at {medium-path}. Nothing is wrapped before the "
			  "archive is on {archives} media. Write the label that the program prints "
			  "onto the medium, and unmount it."),
		.command = "media-usb-write out/{ceremony}.archive.tar {medium-path}",
		.expect = N_("read back from the medium; the label to write."),
		.facts = "medium-known medium=@medium:{medium} direction=archive signer=* plug=* "
			 "model=*\n"
			 "medium-written package=@archive medium=@medium:{medium} read-back=*",
		.boxes = {{N_("label: first three words and the last"), PAPER_WORDS, 4,
			   STEP_FROM_LABEL, "package"}},
	},
	{
		.name = "archive-again",
		.phase = STEP_ARCHIVE,
		.side = STEP_DISCONNECTED,
		.each = STEP_EACH_ARCHIVE,
		.who = STEP_OPERATOR,
		.kinds = ARCHIVES,
		.when = STEP_FULL,
		.needs = STEP_JOURNAL_IN | STEP_HOST_UP,
		.title = N_("Plug the medium '{medium}' in again, and check it"),
		.act = N_("What a medium says while it stays plugged in may come from a memory. "
			  "Take it out, plug it in again, mount it at {medium-path}."),
		.command = "media-usb-write --check out/{ceremony}.archive.tar {medium-path}",
		.expect = N_("The medium was plugged in again, and has the file."),
		.facts = "medium-checked package=@archive medium=@medium:{medium} how=*",
	},
	{
		.name = "checkpoint-archive",
		.phase = STEP_ARCHIVE,
		.side = STEP_DISCONNECTED,
		.who = STEP_EVERYBODY,
		.kinds = ARCHIVES,
		.needs = STEP_JOURNAL_IN,
		.marks = PAPER_READ_ALOUD,
		.title = N_("Checkpoint: the archive is on {archives} media"),
		.act = N_("The operator reads the four words of the checkpoint aloud. Everybody "
			  "writes them on their own copy."),
		.command = "ceremony-status --checkpoint",
		.expect = N_("Four words."),
		.boxes = {{N_("checkpoint"), PAPER_WORDS, 4, STEP_FROM_CHECKPOINT, NULL}},
	},
	{.name = NULL},
};
