#include "profile_client.h"

#include "ceremony/process.h"

#define GOOGLE_RING "--project {project} --location {location} --keyring {ring}"

static const struct profile_client table[PROFILE_SERVICES] = {
	[PROFILE_AZURE] =
		{
			.judged = true,
			.fetch_kek = "az keyvault key show --id https://{where}/keys/{kek-name} "
				     ">../{target}.kek.json",
			.freeze = "az keyvault key set-attributes --enabled false --id "
				  "https://{where}/keys/{name}",
			.import_only = "--ops import",
			.hsm = "--kty RSA-HSM",
		},
	[PROFILE_AWS] =
		{
			.judged = true,
			.fetch_kek = "aws kms get-parameters-for-import --region {region} --key-id "
				     "{where}:key/{name} --wrapping-algorithm {algorithm} "
				     "--wrapping-key-spec RSA_4096 --output json "
				     ">../{target}.kek.json",
			.freeze = "aws kms disable-key --region {region} --key-id {name}",
			.import_token = "aws kms get-parameters-for-import",
		},
	[PROFILE_GOOGLE] =
		{
			.judged = true,
			.fetch_kek = "gcloud kms import-jobs describe {kek-name} " GOOGLE_RING
				     " --format=json >../{target}.kek.json",
			.freeze = "gcloud kms keys versions disable VERSION " GOOGLE_RING
				  " --key {name}",
			.hsm = "--protection-level hsm",
		},
	[PROFILE_VAULT] =
		{
			.judged = true,
			.fetch_kek = "vault read -address=https://{host} -format=json "
				     "{mount}/wrapping_key >../{target}.kek.json",
		},
	[PROFILE_OCI] =
		{
			.judged = true,
			.fetch_kek = "oci kms management wrapping-key get --endpoint "
				     "https://{host} >../{target}.kek.json",
			.freeze = "oci kms management key disable --endpoint https://{host} "
				  "--key-id OCID",
		},
	[PROFILE_PKCS11] =
		{
			.fetch_kek = "pkcs11-tool --token-label {where} --read-object --type "
				     "pubkey --label {kek-name} --output-file ../{target}.kek.der",
		},
};

const struct profile_client *
profile_client(const struct profile *profile)
{
	if ((size_t)profile->service >= sizeof table / sizeof table[0] ||
	    table[profile->service].fetch_kek == NULL)
		die("there is no row for the client of profile '%s'", profile->name);
	return &table[profile->service];
}
