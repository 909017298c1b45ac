#include "step_rows.h"

#include "ceremony/catalogue.h"

/* All but those whose wrapping key cannot be fetched again, or is fetched without its name. */
enum {
	WRAPS = STEP_WRAPPING,
	FETCHED_TWICE = (1 << PROFILE_SERVICES) - 1 - (1 << PROFILE_AWS) - (1 << PROFILE_PKCS11),
};

#define FETCH_TITLE N_("Fetch the wrapping key of {target} a second time")
#define FETCH_ACT \
	N_("Print {target}.sheet.txt: it is the sheet of {witness}, who signs it and carries it " \
	   "into the room by hand. A swapped key would give two different sheets.")
#define ACCEPT "kek-accept {target} ../{target}.kek.json{statement} >../{target}.sheet.txt"

/* What every second sheet of a wrapping key has. */
#define SECOND_SHEET \
	.phase = STEP_PREPARE, .side = STEP_SECOND, .each = STEP_EACH_TARGET, .who = STEP_WITNESS, \
	.kinds = WRAPS, .needs = STEP_KEK_MADE, .expect = N_("The second Request Sheet."), \
	.facts = "request target={target} request=@request-{target}"

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
		.name = "second-fetch",
		SECOND_SHEET,
		.services = FETCHED_TWICE,
		.when = STEP_WRAPPED | STEP_TWO_SHEETS,
		.title = FETCH_TITLE,
		.act = FETCH_ACT,
		.command = "{fetch-kek}\n" ACCEPT,
	},
	{
		.name = "second-aws",
		SECOND_SHEET,
		.services = 1 << PROFILE_AWS,
		.when = STEP_TWO_SHEETS,
		.title = N_("Bring the wrapping key of {target} over"),
		.act = N_("AWS gives everybody who asks another wrapping key: this one cannot be "
			  "fetched a second time. Copy {target}.kek.json from the first "
			  "workstation, beside the folder {ceremony}, and see on its screen that "
			  "it came from AWS. Print {target}.sheet.txt: it is the sheet of "
			  "{witness}, who signs it and carries it into the room by hand."),
		.command = ACCEPT,
	},
	{
		.name = "second-pkcs11",
		SECOND_SHEET,
		.services = 1 << PROFILE_PKCS11,
		.when = STEP_TWO_SHEETS,
		.title = FETCH_TITLE,
		.act = FETCH_ACT,
		.command = "{fetch-kek}\n"
			   "kek-accept --kek-id {where}/{kek-name} {target} "
			   "../{target}.kek.der{statement} >../{target}.sheet.txt",
	},
	{.name = NULL},
};
