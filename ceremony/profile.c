#include "profile.h"

#include <string.h>

#include "ceremony/profile_place.h"

enum {
	RSA_ALL = 1 << KEY_RSA_2048 | 1 << KEY_RSA_3072 | 1 << KEY_RSA_4096,
	EC_ALL = 1 << KEY_EC_P256 | 1 << KEY_EC_P384 | 1 << KEY_EC_P521,
};

static const char no_p521[] = "is an EC key on P-521, and Cloud KMS takes P-256 and P-384 alone";

/* What rows of one service have in common; a row adds its name, title, algorithm, hash and sizes. */
#define AZURE \
	.service = PROFILE_AZURE, .container = PROFILE_BYOK, .suffix = ".byok", \
	.where = profile_azure_where, .cloud_name = profile_azure_name, \
	.kek_identifier = profile_azure_kek, .kek_types = RSA_ALL, .key_types = RSA_ALL | EC_ALL, \
	.kek_file_has_terms = true
#define AWS \
	.service = PROFILE_AWS, .container = PROFILE_RAW, .suffix = ".bin", \
	.where = profile_aws_where, .cloud_name = profile_aws_name, \
	.kek_identifier = profile_aws_kek, .kek_types = RSA_ALL, .key_types = RSA_ALL | EC_ALL, \
	.kek_lives_hours = 24
#define GOOGLE \
	.service = PROFILE_GOOGLE, .container = PROFILE_RAW, .suffix = ".bin", \
	.where = profile_google_where, .cloud_name = profile_google_name, \
	.kek_identifier = profile_google_kek, \
	.key_types = RSA_ALL | 1 << KEY_EC_P256 | 1 << KEY_EC_P384, .other_keys = no_p521, \
	.kek_lives_hours = 72
#define PKCS11 \
	.service = PROFILE_PKCS11, .container = PROFILE_RAW, .suffix = ".bin", \
	.where = profile_pkcs11_where, .cloud_name = profile_pkcs11_name, \
	.kek_identifier = profile_pkcs11_kek, .kek_types = RSA_ALL, .key_types = RSA_ALL | EC_ALL, \
	.algorithm = "CKM_RSA_AES_KEY_WRAP"

static const struct profile table[] = {
	{
		.name = "azure",
		.title = "Azure Key Vault Premium or Managed HSM",
		.algorithm = "CKM_RSA_AES_KEY_WRAP",
		.hash = PROFILE_SHA1,
		AZURE,
	},
	{
		.name = "aws-sha256",
		.title = "AWS KMS, wrapping algorithm RSA_AES_KEY_WRAP_SHA_256",
		.algorithm = "RSA_AES_KEY_WRAP_SHA_256",
		.hash = PROFILE_SHA256,
		AWS,
	},
	{
		.name = "aws-sha1",
		.title = "AWS KMS, wrapping algorithm RSA_AES_KEY_WRAP_SHA_1",
		.algorithm = "RSA_AES_KEY_WRAP_SHA_1",
		.hash = PROFILE_SHA1,
		AWS,
	},
	{
		.name = "gcp-3072-sha256",
		.title = "Google Cloud KMS, import method rsa-oaep-3072-sha256-aes-256",
		.algorithm = "rsa-oaep-3072-sha256-aes-256",
		.hash = PROFILE_SHA256,
		.kek_types = 1 << KEY_RSA_3072,
		GOOGLE,
	},
	{
		.name = "gcp-3072-sha1",
		.title = "Google Cloud KMS, import method rsa-oaep-3072-sha1-aes-256",
		.algorithm = "rsa-oaep-3072-sha1-aes-256",
		.hash = PROFILE_SHA1,
		.kek_types = 1 << KEY_RSA_3072,
		GOOGLE,
	},
	{
		.name = "gcp-4096-sha256",
		.title = "Google Cloud KMS, import method rsa-oaep-4096-sha256-aes-256",
		.algorithm = "rsa-oaep-4096-sha256-aes-256",
		.hash = PROFILE_SHA256,
		.kek_types = 1 << KEY_RSA_4096,
		GOOGLE,
	},
	{
		.name = "gcp-4096-sha1",
		.title = "Google Cloud KMS, import method rsa-oaep-4096-sha1-aes-256",
		.algorithm = "rsa-oaep-4096-sha1-aes-256",
		.hash = PROFILE_SHA1,
		.kek_types = 1 << KEY_RSA_4096,
		GOOGLE,
	},
	{
		.name = "vault",
		.title = "HashiCorp Vault or OpenBao, transit engine, hash function SHA256",
		.algorithm = "SHA256",
		.hash = PROFILE_SHA256,
		.service = PROFILE_VAULT,
		.container = PROFILE_BASE64,
		.suffix = ".b64",
		.kek_types = 1 << KEY_RSA_4096,
		.key_types = RSA_ALL | EC_ALL,
		.where = profile_vault_where,
		.cloud_name = profile_vault_name,
		.kek_identifier = profile_vault_kek,
		.only_kek = "/wrapping_key",
	},
	{
		.name = "oci",
		.title =
			"Oracle Cloud Infrastructure Vault, wrapping algorithm RSA_OAEP_AES_SHA256",
		.algorithm = "RSA_OAEP_AES_SHA256",
		.hash = PROFILE_SHA256,
		.service = PROFILE_OCI,
		.container = PROFILE_BASE64,
		.suffix = ".b64",
		.kek_types = 1 << KEY_RSA_4096,
		.key_types = RSA_ALL,
		.other_keys = "is an EC key, and OCI Vault imports RSA and AES keys alone",
		.where = profile_oci_where,
		.cloud_name = profile_oci_name,
		.kek_identifier = profile_oci_kek,
	},
	{
		.name = "pkcs11-sha256",
		.title = "a PKCS#11 HSM, CKM_RSA_AES_KEY_WRAP with SHA-256",
		.hash = PROFILE_SHA256,
		PKCS11,
	},
	{
		.name = "pkcs11-sha1",
		.title = "a PKCS#11 HSM, CKM_RSA_AES_KEY_WRAP with SHA-1",
		.hash = PROFILE_SHA1,
		PKCS11,
	},
	{
		.name = "azure-pfx",
		.service = PROFILE_AZURE,
		.title = "Azure Key Vault, software-protected",
		.hash = PROFILE_SHA256,
		.container = PROFILE_PFX,
		.suffix = ".pfx",
		.key_types = RSA_ALL | EC_ALL,
		.where = profile_azure_vault,
		.cloud_name = profile_azure_pfx_name,
	},
	{.name = NULL},
};

/* Names that people try, and what would have saved them the try. */
static const struct {
	const char *name, *why;
} strangers[] = {
	{"ibm", "is IBM, which imports symmetric keys alone (Key Protect, Hyper Protect Crypto "
		"Services): no RSA or EC "
		"key of a tenant can go there"},
	{"alibaba", "is Alibaba Cloud KMS, which imports symmetric keys alone: no RSA or EC key of "
		    "a tenant can go there"},
	{"salesforce", "is Salesforce Shield, which takes a symmetric tenant secret of 256 bits "
		       "alone: no RSA or EC key "
		       "of a tenant can go there"},
	{"aws", "does not say the wrapping algorithm: take aws-sha256, or aws-sha1"},
	{"gcp", "does not say the import method: take gcp-4096-sha256, gcp-3072-sha256, "
		"gcp-4096-sha1 or gcp-3072-sha1"},
	{"pkcs11",
	 "does not say the hash: take pkcs11-sha256 or pkcs11-sha1, whichever the HSM has"},
	{"openbao", "is OpenBao, whose profile is vault"},
	{"azure-sha256", "is no profile: Azure takes OAEP with SHA-1 alone"},
};

const char *
profile_name(const char *value, size_t length)
{
	(void)length;
	if (profile_find(value) != NULL)
		return NULL;
	for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++)
		if (strcmp(value, strangers[i].name) == 0)
			return strangers[i].why;
	return "is no import profile that this version has";
}

const struct profile *
profile_table(void)
{
	return table;
}

const struct profile *
profile_find(const char *name)
{
	for (const struct profile *row = table; row->name != NULL; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

bool
profile_wraps(const struct profile *profile)
{
	return profile->container != PROFILE_PFX;
}

const char *
profile_takes_key(const struct profile *profile, enum key_type type)
{
	if (profile->key_types & 1u << type)
		return NULL;
	return profile->other_keys != NULL ? profile->other_keys
					   : "is of a type that this service does not take";
}

const char *
profile_takes_kek(const struct profile *profile, enum key_type type)
{
	return profile->kek_types & 1u << type
		       ? NULL
		       : "is of a size that this service's wrapping keys do not have";
}

static enum profile_attests
azure_attests(const char *where)
{
	size_t length = strlen(where);

	if (!profile_azure_is_known(where, length))
		return PROFILE_ATTESTS_UNKNOWN;
	return profile_azure_is_pool(where, length) ? PROFILE_ATTESTS : PROFILE_ATTESTS_NEVER;
}

enum profile_attests
profile_attests(const struct profile *profile, const char *where)
{
	switch (profile->service) {
	case PROFILE_AZURE:
		return azure_attests(where);
	case PROFILE_GOOGLE:
		return PROFILE_ATTESTS;
	case PROFILE_AWS:
	case PROFILE_VAULT:
	case PROFILE_OCI:
		return PROFILE_ATTESTS_NEVER;
	case PROFILE_PKCS11:
		break;
	}
	return PROFILE_ATTESTS_UNKNOWN;
}
