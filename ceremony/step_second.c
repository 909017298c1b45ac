#include "step_rows.h"

#include "ceremony/catalogue.h"

enum { WRAPS = STEP_WRAPPING };

const struct step_form step_second[] = {
	{
		.name = "open-second",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.who = STEP_WITNESS,
		.kinds = WRAPS,
		.when = STEP_TARGETS | STEP_TWO_HOSTS,
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
		.name = "second-aws",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.each = STEP_EACH_TARGET,
		.who = STEP_WITNESS,
		.kinds = WRAPS,
		.when = STEP_AWS | STEP_TWO_SHEETS,
		.needs = STEP_KEK_MADE,
		.title = N_("Bring the wrapping key of {target} over"),
		.act = N_("AWS gives everybody who asks another wrapping key: this one cannot be "
			  "fetched a second time. Copy {target}.kek.json from the first "
			  "workstation, beside the folder {ceremony}, and see on its screen that "
			  "it came from AWS. Print {target}.sheet.txt: it is the sheet of "
			  "{witness}, who signs it and carries it into the room by hand."),
		.command = "kek-accept {target} ../{target}.kek.json{statement} "
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
		.command =
			"gcloud kms import-jobs describe {kek-name} --project {project} --location "
			"{location} --keyring {ring} --format=json >../{target}.kek.json\n"
			"kek-accept {target} ../{target}.kek.json{statement} "
			">../{target}.sheet.txt",
		.expect = N_("The second Request Sheet."),
		.facts = "request target={target} request=@request-{target}",
	},
	{
		.name = "second-vault",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.each = STEP_EACH_TARGET,
		.who = STEP_WITNESS,
		.kinds = WRAPS,
		.when = STEP_VAULT | STEP_TWO_SHEETS,
		.needs = STEP_KEK_MADE,
		.title = N_("Fetch the wrapping key of {target} a second time"),
		.act = N_("Print {target}.sheet.txt: it is the sheet of {witness}, who signs it "
			  "and carries it into the room by hand. A swapped key would give two "
			  "different sheets."),
		.command = "vault read -address=https://{host} -format=json {mount}/wrapping_key "
			   ">../{target}.kek.json\n"
			   "kek-accept {target} ../{target}.kek.json{statement} "
			   ">../{target}.sheet.txt",
		.expect = N_("The second Request Sheet."),
		.facts = "request target={target} request=@request-{target}",
	},
	{
		.name = "second-oci",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.each = STEP_EACH_TARGET,
		.who = STEP_WITNESS,
		.kinds = WRAPS,
		.when = STEP_OCI | STEP_TWO_SHEETS,
		.needs = STEP_KEK_MADE,
		.title = N_("Fetch the wrapping key of {target} a second time"),
		.act = N_("Print {target}.sheet.txt: it is the sheet of {witness}, who signs it "
			  "and carries it into the room by hand. A swapped key would give two "
			  "different sheets."),
		.command = "oci kms management wrapping-key get --endpoint https://{host} "
			   ">../{target}.kek.json\n"
			   "kek-accept {target} ../{target}.kek.json{statement} "
			   ">../{target}.sheet.txt",
		.expect = N_("The second Request Sheet."),
		.facts = "request target={target} request=@request-{target}",
	},
	{
		.name = "second-pkcs11",
		.phase = STEP_PREPARE,
		.side = STEP_SECOND,
		.each = STEP_EACH_TARGET,
		.who = STEP_WITNESS,
		.kinds = WRAPS,
		.when = STEP_PKCS11 | STEP_TWO_SHEETS,
		.needs = STEP_KEK_MADE,
		.title = N_("Fetch the wrapping key of {target} a second time"),
		.act = N_("Print {target}.sheet.txt: it is the sheet of {witness}, who signs it "
			  "and carries it into the room by hand. A swapped key would give two "
			  "different sheets."),
		.command = "pkcs11-tool --token-label {where} --read-object --type pubkey --label "
			   "{kek-name} --output-file ../{target}.kek.der\n"
			   "kek-accept --kek-id {where}/{kek-name} {target} "
			   "../{target}.kek.der{statement} >../{target}.sheet.txt",
		.expect = N_("The second Request Sheet."),
		.facts = "request target={target} request=@request-{target}",
	},
	{.name = NULL},
};
