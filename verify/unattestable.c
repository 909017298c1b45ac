#include "unattestable.h"

#include <string.h>

#include "ceremony/profile_place.h"

/* https://HOST/keys/... */
static bool
is_key_vault(const char *identifier)
{
	static const char scheme[] = "https://";
	const char *host = identifier + sizeof scheme - 1;
	size_t length;

	if (strncmp(identifier, scheme, sizeof scheme - 1) != 0)
		return false;
	length = strcspn(host, "/");
	return profile_azure_is_known(host, length) && !profile_azure_is_pool(host, length);
}

static bool
is_aws_kms(const char *identifier)
{
	return strncmp(identifier, "arn:aws", 7) == 0 && strstr(identifier, ":kms:") != NULL;
}

static bool
is_vault(const char *identifier)
{
	static const char end[] = "/wrapping_key";
	size_t length = strlen(identifier);

	return length > strlen(end) && strcmp(identifier + length - strlen(end), end) == 0;
}

static bool
is_oci(const char *identifier)
{
	return strncmp(identifier, "ocid1.", 6) == 0;
}

static bool
is_key_vault_file(const struct material *material)
{
	static const char *const paths[] = {"key.kid", "kid", NULL};

	for (const char *const *path = paths; *path != NULL; path++) {
		const char *kid = json_text_string(&material->json, *path);

		if (kid != NULL && is_key_vault(kid))
			return true;
	}
	return false;
}

/* aws kms get-parameters-for-import */
static bool
is_aws_kms_file(const struct material *material)
{
	return json_text_string(&material->json, "ImportToken") != NULL;
}

/* The packages and their archive by their names, the archive by the names in it too. */
static bool
is_ncipher_file(const struct material *material)
{
	static const char *const names[] = {"BYOK-KEK-pkg-", "BYOK-SecurityWorld-pkg-",
					    "KeyVault-BYOK-Tools-", NULL};
	struct cursor bytes = material->statement.bytes, zip = bytes;
	bool is_zip = cursor_skip_text(&zip, "PK\x03\x04");

	for (const char *const *name = names; *name != NULL; name++)
		if (strstr(material->statement.name, *name) != NULL ||
		    (is_zip && memmem(bytes.at, cursor_left(&bytes), *name, strlen(*name)) != NULL))
			return true;
	return false;
}

static const struct row {
	struct unattestable shown;
	bool (*is_file)(const struct material *material);
	bool (*is_identifier)(const char *identifier);
} rows[] = {
	{{.name = "azure-key-vault",
	  .title = "Azure Key Vault, Standard and Premium",
	  .why = "it gives no statement of any key; only Managed HSM does",
	  .rests_on = "Microsoft's word that the KEK is in an HSM, and on having got the right KEK",
	  .instead = "two people fetch the KEK over two networks, and compare the words of two "
		     "Request Sheets; the plan says accept-missing"},
	 is_key_vault_file,
	 is_key_vault},
	{{.name = "aws-kms",
	  .title = "AWS KMS",
	  .why = "it gives no statement of any key",
	  .rests_on = "Amazon's word that the wrapping key is in an HSM, and on having got the "
		      "right one within 24 hours",
	  .instead = "a second person watches the parameters for import being fetched, since AWS "
		     "gives everybody who asks another wrapping key; the plan says accept-missing"},
	 is_aws_kms_file,
	 is_aws_kms},
	{{.name = "vault",
	  .title = "HashiCorp Vault and OpenBao, transit engine",
	  .why = "it gives no statement of its wrapping key",
	  .rests_on = "whoever runs the Vault, and on having got the right KEK",
	  .instead = "two people fetch the KEK over two networks, and compare the words of two "
		     "Request Sheets; the plan says accept-missing"},
	 NULL,
	 is_vault},
	{{.name = "oci",
	  .title = "Oracle Cloud Infrastructure Vault",
	  .why = "it gives no statement of a key that others can check",
	  .rests_on = "Oracle's word that the wrapping key is in an HSM, and on having got the "
		      "right one",
	  .instead = "two people fetch the KEK over two networks, and compare the words of two "
		     "Request Sheets; the plan says accept-missing"},
	 NULL,
	 is_oci},
	{{.name = "aws-cloudhsm",
	  .title = "AWS CloudHSM",
	  .why = "it shows the identity of a cluster when that is begun, and nothing of a key",
	  .rests_on = "the identity of the cluster as it was checked on that day, and on Amazon",
	  .instead = "keep the record of that check with the ceremony; the plan says "
		     "accept-missing"},
	 NULL,
	 NULL},
	{{.name = "utimaco",
	  .title = "Utimaco",
	  .why = "it gives no statement of a key that others can check",
	  .rests_on = "whoever runs the HSM, and on having got the right KEK",
	  .instead = "a witness watches the KEK being made and its words being written; the plan "
		     "says accept-missing"},
	 NULL,
	 NULL},
	{{.name = "ncipher-byok",
	  .title = "the nCipher packages of Azure's first toolset (BYOK-KEK-pkg-*)",
	  .why = "their form was never published, and they were retired in 2021",
	  .rests_on = "nothing: no service imports under such a KEK any more",
	  .instead = "fetch a KEK of today's form; for a key in an Entrust nShield, ask for its "
		     "nfkmattest bundle, which this program checks"},
	 is_ncipher_file,
	 NULL},
	{{.name = NULL}, NULL, NULL},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

const struct unattestable *
unattestable_find(const char *name)
{
	for (const struct row *row = rows; row->shown.name != NULL; row++)
		if (strcmp(row->shown.name, name) == 0)
			return &row->shown;
	return NULL;
}

const struct unattestable *
unattestable_of(const struct material *material)
{
	for (const struct row *row = rows; row->shown.name != NULL; row++)
		if (row->is_file != NULL && row->is_file(material))
			return &row->shown;
	return NULL;
}

const struct unattestable *
unattestable_at(const char *identifier)
{
	for (const struct row *row = rows; identifier != NULL && row->shown.name != NULL; row++)
		if (row->is_identifier != NULL && row->is_identifier(identifier))
			return &row->shown;
	return NULL;
}

const struct unattestable *
unattestable_row(size_t number)
{
	return number < ROWS && rows[number].shown.name != NULL ? &rows[number].shown : NULL;
}
