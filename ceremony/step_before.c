#include "step_rows.h"

#include "ceremony/catalogue.h"

enum {
	EVERY = (STEP_DESTRUCTION << 1) - 1,
	OPENS = STEP_MAKING | STEP_REWRAP | STEP_REKEY | STEP_RESHARE | STEP_EXPORT,
	WRAPS = STEP_MAKING | STEP_REWRAP | STEP_REKEY,
};

const struct step_form step_before[] = {
	{
		.name = "print",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.who = STEP_ADMINISTRATOR,
		.kinds = EVERY,
		.title = N_("Print this script"),
		.act = N_("The plan is the file {ceremony}.plan. A machine that paints this script "
			  "could lie: "
			  "the next step finds that out."),
		.command = "ceremony-script{script-options} {ceremony}.plan >{ceremony}.pdf\n"
			   "sha256sum {ceremony}.pdf",
		.expect = N_("64 digits and the name of the file."),
		.boxes = {{N_("first 8 digits"), PAPER_CHARACTERS, 8, STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "print-again",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.who = STEP_WITNESS,
		.kinds = EVERY,
		.gives = STEP_SCRIPT_COMPARED,
		.title = N_("Print it on a second machine, and compare"),
		.act = N_("The second machine is administered by somebody else, and has the same "
			  "version of "
			  "this program and of the fonts that the last page names. All 64 digits "
			  "are those of step "
			  "{step:print}: the scripts are the same, byte by byte. If they differ: "
			  "stop; one machine "
			  "has another plan, another version or other fonts, or lies."),
		.command = "ceremony-script{script-options} {ceremony}.plan >{ceremony}.pdf\n"
			   "sha256sum {ceremony}.pdf",
		.expect = N_("The 64 digits of step {step:print}."),
		.boxes = {{N_("first 8 digits"), PAPER_CHARACTERS, 8, STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "send-plan",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_INBOUND,
		.who = STEP_ADMINISTRATOR,
		.kinds = OPENS,
		.when = STEP_BY_USB,
		.needs = STEP_SCRIPT_COMPARED,
		.gives = STEP_PLAN_SENT,
		.title = N_("Copy the plan onto the medium '{medium}'"),
		.act = N_("A new medium, vfat, mounted at {medium-path}."),
		.command = "cp {ceremony}.plan {medium-path}/{ceremony}.plan",
		.expect = N_("Nothing: the command is silent."),
	},
	{
		.name = "send-plan",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_INBOUND,
		.who = STEP_ADMINISTRATOR,
		.kinds = OPENS,
		.when = STEP_BY_PAPER,
		.needs = STEP_SCRIPT_COMPARED,
		.gives = STEP_PLAN_SENT,
		.title = N_("Make QR symbols of the plan"),
		.act = N_("The second command reads every symbol from the very pictures that are "
			  "printed. Then print {ceremony}.plan.qr.pdf at 100 %."),
		.command = "media-qr-write --outside {ceremony}.plan\n"
			   "media-qr-read --outside --check {ceremony}.plan "
			   "{ceremony}.plan.qr-*.png",
		.expect = N_("Every symbol was read back."),
	},
	{
		.name = "open-connected",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS | STEP_EXPORT,
		.when = STEP_TARGETS,
		.needs = STEP_SCRIPT_COMPARED,
		.title = N_("Open the connected side's folder"),
		.act = N_("Type the 20 words of the plan from the cover of this paper, not from "
			  "any screen."),
		.command = "ceremony-open --side connected {ceremony}.plan {ceremony}\n"
			   "cd {ceremony}",
		.expect = N_("The ceremony is open on the connected side."),
		.facts = "opened plan=@plan mode={mode} side=connected signer=none",
	},
	{
		.name = "kek-azure",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_AZURE,
		.gives = STEP_KEK_MADE,
		.title = N_("Make a wrapping key for {target}"),
		.act = N_("The wrapping key (KEK) is made in the vault that the tenant key will go "
			  "to, "
			  "{where}, and can be used for importing alone."),
		.command = "az keyvault key create --id https://{where}/keys/{kek-name} --kty "
			   "RSA-HSM --size 4096 "
			   "--ops import\n"
			   "az keyvault key show --id https://{where}/keys/{kek-name} "
			   ">../{target}.kek.json",
		.expect = N_("JSON of the key, with its kid, on the screen; then the file "
			     "{target}.kek.json."),
	},
	{
		.name = "kek-google",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_GOOGLE,
		.gives = STEP_KEK_MADE,
		.title = N_("Make an import job for {target}"),
		.act = N_("An import job lives 3 days: the wraps and the import must be over by "
			  "then. When the second command "
			  "prints ACTIVE, go on; until then, repeat it."),
		.command = "gcloud kms import-jobs create {kek-name} --project {project} "
			   "--location {location} --keyring "
			   "{ring} --import-method rsa-oaep-4096-sha256-aes-256 --protection-level "
			   "hsm\n"
			   "gcloud kms import-jobs describe {kek-name} --project {project} "
			   "--location {location} "
			   "--keyring {ring} --format='value(state)'\n"
			   "gcloud kms import-jobs describe {kek-name} --project {project} "
			   "--location {location} "
			   "--keyring {ring} --format='value(publicKey.pem)' >../{target}.kek.pem\n"
			   "gcloud kms import-jobs describe {kek-name} --project {project} "
			   "--location {location} "
			   "--keyring {ring} --format='value(expireTime)'",
		.expect = N_("ACTIVE; the file {target}.kek.pem; the time when the job expires, in "
			     "UTC."),
		.boxes = {{N_("expires, as printed, to the second, with Z at its end"),
			   PAPER_CHARACTERS, 20, STEP_FROM_NOWHERE, NULL}},
	},
	{
		.name = "statement-azure",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_AZURE | STEP_ATTESTED,
		.needs = STEP_KEK_MADE,
		.title = N_("Fetch the HSM's statement on the wrapping key of {target}"),
		.act = N_(
			"It says where the wrapping key was made and what it may do, signed by the "
			"HSM itself."),
		.command = "az keyvault key get-attestation --id https://{where}/keys/{kek-name} "
			   "--file ../{target}.attestation.json",
		.expect = N_("The file {target}.attestation.json."),
	},
	{
		.name = "statement-google",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_GOOGLE | STEP_ATTESTED,
		.needs = STEP_KEK_MADE,
		.title = N_("Fetch the HSM's statement on the wrapping key of {target}"),
		.act = N_(
			"It says where the wrapping key was made and what it may do, signed by the "
			"HSM itself."),
		.command = "gcloud kms import-jobs describe {kek-name} --project {project} "
			   "--location {location} "
			   "--keyring {ring} --format=json >../{target}.attestation.json",
		.expect = N_("The file {target}.attestation.json."),
	},
	{
		.name = "accept-azure",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_AZURE,
		.needs = STEP_KEK_MADE,
		.title = N_("Accept the wrapping key of {target}, and print its Request Sheet"),
		.act = N_("Print {target}.sheet.txt for {reader}, who signs it and carries it into "
			  "the room by hand, never on the "
			  "medium. If it is refused, the message says which term is wrong."),
		.command = "kek-accept {target} ../{target}.kek.json{statement} "
			   ">../{target}.sheet.txt",
		.expect = N_("The Request Sheet in {target}.sheet.txt."),
		.facts = "request target={target} request=@request-{target}",
	},
	{
		.name = "accept-google",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_GOOGLE,
		.needs = STEP_KEK_MADE,
		.title = N_("Accept the wrapping key of {target}, and print its Request Sheet"),
		.act = N_("In the command, the box's name stands for what is written in it. Print "
			  "{target}.sheet.txt for {reader}, who signs it and carries it into the "
			  "room by "
			  "hand, never on the medium."),
		.command = "kek-accept --kek-id {where}/importJobs/{kek-name} --expires "
			   "[{step:kek-google}a] "
			   "{target} ../{target}.kek.pem{statement} >../{target}.sheet.txt",
		.expect = N_("The Request Sheet in {target}.sheet.txt."),
		.facts = "request target={target} request=@request-{target}",
	},
	{
		.name = "attest",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_ATTESTED,
		.title = N_("Check the HSM's statement on the wrapping key of {target}"),
		.act = N_(
			"If it fails, nobody need travel: find out who gave this wrapping key. For "
			"another one the connected folder is made anew, from step "
			"{step:open-connected} on."),
		.command = "verify-attestation {target}",
		.expect = N_("The first line begins with ATTESTED; or, where the plan accepts what "
			     "the key is short of, with GENUINE. Anything else: stop."),
		.facts = "attested target={target} request=@request-{target} spki=* statement=* "
			 "policy=kek verdict=~attested",
	},
	{
		.name = "open-second",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.who = STEP_WITNESS,
		.kinds = WRAPS,
		.when = STEP_WRAPPED | STEP_TWO_SHEETS,
		.needs = STEP_SCRIPT_COMPARED,
		.title = N_("Open a folder on the second connected workstation"),
		.act = N_("It is in another network than the first. Type the 20 words of the plan "
			  "from the cover of this paper."),
		.command = "ceremony-open --side connected {ceremony}.plan {ceremony}\n"
			   "cd {ceremony}",
		.expect = N_("The ceremony is open on the connected side."),
		.facts = "opened plan=@plan mode={mode} side=connected signer=none",
	},
	{
		.name = "second-statement",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.each = STEP_EACH_TARGET,
		.who = STEP_WITNESS,
		.kinds = WRAPS,
		.when = STEP_ATTESTED | STEP_TWO_SHEETS,
		.title = N_("Bring the statement on the wrapping key of {target} over"),
		.act = N_("Copy {target}.attestation.json from the first workstation, beside the "
			  "folder {ceremony}. It proves itself; the words of both sheets cover it, "
			  "and "
			  "must be the same. The wrapping key itself is fetched anew."),
		.expect = N_("The file {target}.attestation.json."),
	},
	{
		.name = "second-azure",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.each = STEP_EACH_TARGET,
		.who = STEP_WITNESS,
		.kinds = WRAPS,
		.when = STEP_AZURE | STEP_TWO_SHEETS,
		.needs = STEP_KEK_MADE,
		.title = N_("Fetch the wrapping key of {target} a second time"),
		.act = N_("Print {target}.sheet.txt: it is the sheet of {witness}, who signs it "
			  "and carries it into the room by hand. A swapped key would give two "
			  "different sheets."),
		.command = "az keyvault key show --id https://{where}/keys/{kek-name} "
			   ">../{target}.kek.json\n"
			   "kek-accept {target} ../{target}.kek.json{statement} "
			   ">../{target}.sheet.txt",
		.expect = N_("The second Request Sheet."),
		.facts = "request target={target} request=@request-{target}",
	},
	{
		.name = "second-google",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.each = STEP_EACH_TARGET,
		.who = STEP_WITNESS,
		.kinds = WRAPS,
		.when = STEP_GOOGLE | STEP_TWO_SHEETS,
		.needs = STEP_KEK_MADE,
		.title = N_("Fetch the wrapping key of {target} a second time"),
		.act = N_("Print {target}.sheet.txt: it is the sheet of {witness}, who signs it "
			  "and carries it into the room by hand. A swapped key would give two "
			  "different sheets."),
		.command = "gcloud kms import-jobs describe {kek-name} --project {project} "
			   "--location {location} "
			   "--keyring {ring} --format='value(publicKey.pem)' >../{target}.kek.pem\n"
			   "kek-accept --kek-id {where}/importJobs/{kek-name} --expires "
			   "[{step:kek-google}a] "
			   "{target} ../{target}.kek.pem{statement} >../{target}.sheet.txt",
		.expect = N_("The second Request Sheet."),
		.facts = "request target={target} request=@request-{target}",
	},
	{
		.name = "package-request",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_WRAPPED,
		.title = N_("Pack the requests"),
		.command = "package-write request",
		.expect = N_("The package out/{ceremony}.request.tar."),
		.facts = "package-written kind=request package=@request-package",
	},
	{
		.name = "send-request",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_INBOUND,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_WRAPPED | STEP_BY_USB,
		.needs = STEP_PLAN_SENT,
		.title = N_("Write the requests onto the medium '{medium}'"),
		.act = N_("Write the label that the program prints onto the medium. Unmount it. "
			  "From now on it goes to the room and never back."),
		.command = "media-usb-write out/{ceremony}.request.tar {medium-path}",
		.expect = N_("read back from the medium; the label to write."),
		.facts = "medium-known medium=@medium:{medium} direction=inbound signer=* plug=* "
			 "model=*\n"
			 "medium-written package=@request-package medium=@medium:{medium} "
			 "read-back=*",
	},
	{
		.name = "request-pages",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_INBOUND,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_WRAPPED | STEP_BY_PAPER,
		.needs = STEP_PLAN_SENT,
		.title = N_("Make QR symbols of the requests"),
		.command = "media-qr-write out/{ceremony}.request.tar",
		.expect = N_("How many symbols, on how many pages."),
		.facts = "qr-written package=@request-package form=~office set=* symbols=*",
	},
	{
		.name = "send-request",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_INBOUND,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.when = STEP_WRAPPED | STEP_BY_PAPER,
		.needs = STEP_PLAN_SENT,
		.title = N_("Read the pages of the requests back, and print them"),
		.act = N_("Every symbol is read from the very pictures that are printed. Then "
			  "print out/{ceremony}.request.tar.qr.pdf at 100 %. The pages go to the "
			  "room with those of the plan, and never back."),
		.command = "media-qr-read --check out/{ceremony}.request.tar "
			   "out/{ceremony}.request.tar.qr-*.png",
		.expect = N_("Every symbol was read back."),
		.facts = "medium-written package=@request-package medium=@medium:{medium} "
			 "read-back=pictures",
	},
	{.name = NULL},
};
