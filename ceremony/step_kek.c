#include "step_rows.h"

#include "ceremony/catalogue.h"

/* All but PKCS#11, whose tool names no wrapping key. */
enum { WRAPS = STEP_WRAPPING, WITH_JSON = (1 << PROFILE_SERVICES) - 1 - (1 << PROFILE_PKCS11) };

const struct step_form step_kek[] = {
	{
		.name = "kek-azure",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.services = 1 << PROFILE_AZURE,
		.when = STEP_WRAPPED,
		.gives = STEP_KEK_MADE,
		.title = N_("Make a wrapping key for {target}"),
		.act = N_("The wrapping key (KEK) is made in the vault that the tenant key will go "
			  "to, "
			  "{where}, and can be used for importing alone."),
		.command = "az keyvault key create --id https://{where}/keys/{kek-name} --kty "
			   "RSA-HSM --size 4096 "
			   "--ops import\n"
			   "{fetch-kek}",
		.expect = N_("JSON of the key, with its kid, on the screen; then the file "
			     "{target}.kek.json."),
	},
	{
		.name = "kek-aws",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.services = 1 << PROFILE_AWS,
		.gives = STEP_KEK_MADE,
		.title = N_("Fetch a wrapping key and its import token for {target}"),
		.act = N_("The key {name} was created with --origin EXTERNAL before this plan was "
			  "written. What is fetched now lives 24 hours: the wraps and the import "
			  "must be over by then. Wrapping key and token are one set; fetched "
			  "again, both are others."),
		.command = "{fetch-kek}",
		.expect = N_("The file {target}.kek.json."),
	},
	{
		.name = "kek-google",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.services = 1 << PROFILE_GOOGLE,
		.gives = STEP_KEK_MADE,
		.title = N_("Make an import job for {target}"),
		.act = N_("An import job lives 3 days: the wraps and the import must be over by "
			  "then. When the second command prints ACTIVE, go on; until then, repeat "
			  "it."),
		.command =
			"gcloud kms import-jobs create {kek-name} --project {project} --location "
			"{location} --keyring {ring} --import-method {algorithm} "
			"--protection-level hsm\n"
			"gcloud kms import-jobs describe {kek-name} --project {project} --location "
			"{location} --keyring {ring} --format='value(state)'\n"
			"{fetch-kek}",
		.expect = N_("ACTIVE; the file {target}.kek.json."),
	},
	{
		.name = "kek-vault",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.services = 1 << PROFILE_VAULT,
		.gives = STEP_KEK_MADE,
		.title = N_("Fetch the wrapping key for {target}"),
		.act = N_("The transit engine at {where} has one wrapping key, of 4096 bits. With "
			  "OpenBao the command is bao in place of vault."),
		.command = "{fetch-kek}",
		.expect = N_("The file {target}.kek.json."),
	},
	{
		.name = "kek-oci",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.services = 1 << PROFILE_OCI,
		.gives = STEP_KEK_MADE,
		.title = N_("Fetch the wrapping key for {target}"),
		.act = N_("The vault at {host} has one wrapping key, of 4096 bits."),
		.command = "{fetch-kek}",
		.expect = N_("The file {target}.kek.json."),
	},
	{
		.name = "kek-pkcs11",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.services = 1 << PROFILE_PKCS11,
		.gives = STEP_KEK_MADE,
		.title = N_("Make a wrapping key for {target}"),
		.act = N_(
			"In the token {where}, with the HSM's own tool: an RSA key pair of 4096 "
			"bits with the label {kek-name}. Its private half unwraps, does nothing "
			"else, and cannot leave. Then the command fetches its public half; add "
			"--module where the HSM's library is not the one that pkcs11-tool takes."),
		.command = "{fetch-kek}",
		.expect = N_("The file {target}.kek.der."),
	},
	{
		.name = "statement-azure",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.services = 1 << PROFILE_AZURE,
		.when = STEP_WRAPPED | STEP_ATTESTED,
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
		.services = 1 << PROFILE_GOOGLE,
		.when = STEP_ATTESTED,
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
		.name = "statement-pkcs11",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.services = 1 << PROFILE_PKCS11,
		.when = STEP_ATTESTED,
		.needs = STEP_KEK_MADE,
		.title = N_("Fetch the HSM's statement on the wrapping key of {target}"),
		.act = N_("It says where the wrapping key was made and what it may do, signed by "
			  "the HSM itself. The HSM's own tool writes it; docs/attestation.md says "
			  "which statements can be checked."),
		.expect = N_("The file {target}.attestation.json, whatever its form."),
	},
	{
		.name = "accept",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.services = WITH_JSON,
		.when = STEP_WRAPPED,
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
		.name = "accept-pkcs11",
		.phase = STEP_PREPARE,
		.side = STEP_CONNECTED,
		.each = STEP_EACH_TARGET,
		.who = STEP_CONNECTED_OPERATOR,
		.kinds = WRAPS,
		.services = 1 << PROFILE_PKCS11,
		.needs = STEP_KEK_MADE,
		.title = N_("Accept the wrapping key of {target}, and print its Request Sheet"),
		.act = N_("Print {target}.sheet.txt for {reader}, who signs it and carries it into "
			  "the room by hand, never on the medium. If it is refused, the message "
			  "says which term is wrong."),
		.command = "kek-accept --kek-id {where}/{kek-name} {target} "
			   "../{target}.kek.der{statement} >../{target}.sheet.txt",
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
	{.name = NULL},
};
