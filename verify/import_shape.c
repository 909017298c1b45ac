#include "import_shape.h"

#include <string.h>

#define LIKE_EXPIRY "exp valid until"
#define LIKE_BEGINNING "nbf before start valid"
#define FILLED "attributes.created"
#define PS_FILLED "Attributes.Created"

static const struct import_path az_key[] = {
	{IMPORT_ID, IMPORT_AS_TEXT, "key.kid", NULL, NULL},
	{IMPORT_TYPE, IMPORT_AS_TEXT, "key.kty", NULL, NULL},
	{IMPORT_OPERATIONS, IMPORT_AS_LIST, "key.keyOps", NULL, NULL},
	{IMPORT_OPERATIONS, IMPORT_AS_LIST, "key.key_ops", NULL, NULL},
	{IMPORT_ENABLED, IMPORT_AS_TRUTH, "attributes.enabled", NULL, NULL},
	{IMPORT_EXPIRES, IMPORT_AS_TIME, "attributes.exp", NULL, NULL},
	{IMPORT_EXPIRES, IMPORT_AS_TIME_OR_NOTHING, "attributes.expires", FILLED, LIKE_EXPIRY},
	{IMPORT_NOT_BEFORE, IMPORT_AS_TIME, "attributes.nbf", NULL, NULL},
	{IMPORT_NOT_BEFORE, IMPORT_AS_TIME_OR_NOTHING, "attributes.notBefore", FILLED,
	 LIKE_BEGINNING},
	{IMPORT_EXPORTABLE, IMPORT_AS_TRUTH, "attributes.exportable", NULL, NULL},
	{IMPORT_RECOVERY, IMPORT_AS_TEXT, "attributes.recoveryLevel", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path powershell_key[] = {
	{IMPORT_ID, IMPORT_AS_TEXT, "Key.Kid", NULL, NULL},
	{IMPORT_TYPE, IMPORT_AS_TEXT, "Key.Kty", NULL, NULL},
	{IMPORT_OPERATIONS, IMPORT_AS_LIST, "Key.KeyOps", NULL, NULL},
	{IMPORT_ENABLED, IMPORT_AS_TRUTH, "Attributes.Enabled", NULL, NULL},
	{IMPORT_EXPIRES, IMPORT_AS_TIME_OR_NOTHING, "Attributes.Expires", PS_FILLED, LIKE_EXPIRY},
	{IMPORT_EXPIRES, IMPORT_AS_TIME, "Expires", NULL, NULL},
	{IMPORT_NOT_BEFORE, IMPORT_AS_TIME_OR_NOTHING, "Attributes.NotBefore", PS_FILLED,
	 LIKE_BEGINNING},
	{IMPORT_NOT_BEFORE, IMPORT_AS_TIME, "NotBefore", NULL, NULL},
	{IMPORT_EXPORTABLE, IMPORT_AS_TRUTH, "Attributes.Exportable", NULL, NULL},
	{IMPORT_RECOVERY, IMPORT_AS_TEXT, "Attributes.RecoveryLevel", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path az_vault[] = {
	{IMPORT_URI, IMPORT_AS_TEXT, "properties.vaultUri", NULL, NULL},
	{IMPORT_RESOURCE, IMPORT_AS_TEXT, "id", NULL, NULL},
	{IMPORT_DIRECTORY, IMPORT_AS_TEXT, "properties.tenantId", NULL, NULL},
	{IMPORT_PLACE, IMPORT_AS_TEXT, "location", NULL, NULL},
	{IMPORT_SKU, IMPORT_AS_TEXT, "properties.sku.name", NULL, NULL},
	{IMPORT_SOFT_DELETE, IMPORT_AS_TRUTH, "properties.enableSoftDelete", NULL, NULL},
	{IMPORT_RETENTION, IMPORT_AS_NUMBER, "properties.softDeleteRetentionInDays", NULL, NULL},
	{IMPORT_PURGE_PROTECTION, IMPORT_AS_TRUTH, "properties.enablePurgeProtection", NULL, NULL},
	{IMPORT_ROLES_RULE, IMPORT_AS_TRUTH, "properties.enableRbacAuthorization", NULL, NULL},
	{IMPORT_BY_DEFAULT, IMPORT_AS_TEXT, "properties.networkAcls.defaultAction", NULL, NULL},
	{IMPORT_BYPASS, IMPORT_AS_TEXT, "properties.networkAcls.bypass", NULL, NULL},
	{IMPORT_PUBLIC_NETWORK, IMPORT_AS_TEXT, "properties.publicNetworkAccess", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path powershell_vault[] = {
	{IMPORT_URI, IMPORT_AS_TEXT, "VaultUri", NULL, NULL},
	{IMPORT_RESOURCE, IMPORT_AS_TEXT, "ResourceId", NULL, NULL},
	{IMPORT_DIRECTORY, IMPORT_AS_TEXT, "TenantId", NULL, NULL},
	{IMPORT_PLACE, IMPORT_AS_TEXT, "Location", NULL, NULL},
	{IMPORT_SKU, IMPORT_AS_TEXT, "Sku", NULL, NULL},
	{IMPORT_SOFT_DELETE, IMPORT_AS_TRUTH, "EnableSoftDelete", NULL, NULL},
	{IMPORT_RETENTION, IMPORT_AS_NUMBER, "SoftDeleteRetentionInDays", NULL, NULL},
	{IMPORT_PURGE_PROTECTION, IMPORT_AS_TRUTH, "EnablePurgeProtection", NULL, NULL},
	{IMPORT_ROLES_RULE, IMPORT_AS_TRUTH, "EnableRbacAuthorization", NULL, NULL},
	{IMPORT_BY_DEFAULT, IMPORT_AS_TEXT, "NetworkAcls.DefaultAction", NULL, NULL},
	{IMPORT_BYPASS, IMPORT_AS_TEXT, "NetworkAcls.Bypass", NULL, NULL},
	{IMPORT_PUBLIC_NETWORK, IMPORT_AS_TEXT, "PublicNetworkAccess", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path az_pool[] = {
	{IMPORT_URI, IMPORT_AS_TEXT, "properties.hsmUri", NULL, NULL},
	{IMPORT_RESOURCE, IMPORT_AS_TEXT, "id", NULL, NULL},
	{IMPORT_DIRECTORY, IMPORT_AS_TEXT, "properties.tenantId", NULL, NULL},
	{IMPORT_PLACE, IMPORT_AS_TEXT, "location", NULL, NULL},
	{IMPORT_SKU, IMPORT_AS_TEXT, "sku.name", NULL, NULL},
	{IMPORT_SOFT_DELETE, IMPORT_AS_TRUTH, "properties.enableSoftDelete", NULL, NULL},
	{IMPORT_RETENTION, IMPORT_AS_NUMBER, "properties.softDeleteRetentionInDays", NULL, NULL},
	{IMPORT_PURGE_PROTECTION, IMPORT_AS_TRUTH, "properties.enablePurgeProtection", NULL, NULL},
	{IMPORT_BY_DEFAULT, IMPORT_AS_TEXT, "properties.networkAcls.defaultAction", NULL, NULL},
	{IMPORT_BYPASS, IMPORT_AS_TEXT, "properties.networkAcls.bypass", NULL, NULL},
	{IMPORT_PUBLIC_NETWORK, IMPORT_AS_TEXT, "properties.publicNetworkAccess", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path aip_tenant[] = {
	{IMPORT_RIGHTS_URL, IMPORT_AS_TEXT, "LicensingIntranetDistributionPointUrl", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path aws_key[] = {
	{IMPORT_ID, IMPORT_AS_TEXT, "KeyMetadata.Arn", NULL, NULL},
	{IMPORT_TYPE, IMPORT_AS_TEXT, "KeyMetadata.KeySpec", NULL, NULL},
	{IMPORT_STATE, IMPORT_AS_TEXT, "KeyMetadata.KeyState", NULL, NULL},
	{IMPORT_ORIGIN, IMPORT_AS_TEXT, "KeyMetadata.Origin", NULL, NULL},
	{IMPORT_USAGE, IMPORT_AS_TEXT, "KeyMetadata.KeyUsage", NULL, NULL},
	{IMPORT_MODEL, IMPORT_AS_TEXT, "KeyMetadata.ExpirationModel", NULL, NULL},
	{IMPORT_EXPIRES, IMPORT_AS_TIME, "KeyMetadata.ValidTo", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path google_key[] = {
	{IMPORT_ID, IMPORT_AS_TEXT, "name", NULL, NULL},
	{IMPORT_STATE, IMPORT_AS_TEXT, "state", NULL, NULL},
	{IMPORT_TYPE, IMPORT_AS_TEXT, "algorithm", NULL, NULL},
	{IMPORT_PROTECTION, IMPORT_AS_TEXT, "protectionLevel", NULL, NULL},
	{IMPORT_JOB, IMPORT_AS_TEXT, "importJob", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path transit_key[] = {
	{IMPORT_ID, IMPORT_AS_TEXT, "data.name", NULL, NULL},
	{IMPORT_TYPE, IMPORT_AS_TEXT, "data.type", NULL, NULL},
	{IMPORT_EXPORTABLE, IMPORT_AS_TRUTH, "data.exportable", NULL, NULL},
	{IMPORT_PLAINTEXT_BACKUP, IMPORT_AS_TRUTH, "data.allow_plaintext_backup", NULL, NULL},
	{IMPORT_DELETION_ALLOWED, IMPORT_AS_TRUTH, "data.deletion_allowed", NULL, NULL},
	{IMPORT_IMPORTED, IMPORT_AS_TRUTH, "data.imported_key", NULL, NULL},
	{IMPORT_LATEST, IMPORT_AS_NUMBER, "data.latest_version", NULL, NULL},
	{IMPORT_DELETED, IMPORT_AS_TRUTH, "data.soft_deleted", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path oci_key[] = {
	{IMPORT_ID, IMPORT_AS_TEXT, "data.id", NULL, NULL},
	{IMPORT_NAME, IMPORT_AS_TEXT, "data.display-name", NULL, NULL},
	{IMPORT_COMPARTMENT, IMPORT_AS_TEXT, "data.compartment-id", NULL, NULL},
	{IMPORT_STATE, IMPORT_AS_TEXT, "data.lifecycle-state", NULL, NULL},
	{IMPORT_PROTECTION, IMPORT_AS_TEXT, "data.protection-mode", NULL, NULL},
	{IMPORT_CURRENT, IMPORT_AS_TEXT, "data.current-key-version", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path oci_version[] = {
	{IMPORT_VERSION, IMPORT_AS_TEXT, "data.id", NULL, NULL},
	{IMPORT_VERSION_STATE, IMPORT_AS_TEXT, "data.lifecycle-state", NULL, NULL},
	{IMPORT_ORIGIN, IMPORT_AS_TEXT, "data.origin", NULL, NULL},
	{0, 0, NULL, NULL, NULL},
};

static const struct import_path nothing[] = {{0, 0, NULL, NULL, NULL}};

static const struct import_shape table[] = {
	{.client = "az keyvault key get-attestation",
	 .subject = IMPORT_OF_ATTESTATION,
	 .services = IMPORT_MANAGED_HSM,
	 .marks = {"attributes.attestation"},
	 .paths = nothing},
	{.client = "az keyvault key get-attestation",
	 .subject = IMPORT_OF_ATTESTATION,
	 .services = IMPORT_MANAGED_HSM,
	 .marks = {"attestation.privateKeyAttestation"},
	 .paths = nothing},
	{.client = "az keyvault key get-attestation",
	 .subject = IMPORT_OF_ATTESTATION,
	 .services = IMPORT_MANAGED_HSM,
	 .marks = {"privateKeyAttestation"},
	 .paths = nothing},
	{.client = "az keyvault key show",
	 .subject = IMPORT_OF_KEY,
	 .services = IMPORT_AZURE,
	 .marks = {"key.kid", "attributes"},
	 .paths = az_key,
	 .key_form = IMPORT_KEY_WHOLE,
	 .modulus = "key.n",
	 .exponent = "key.e"},
	{.client = "Get-AzKeyVaultKey",
	 .subject = IMPORT_OF_KEY,
	 .services = IMPORT_AZURE,
	 .marks = {"Key.Kid", "Attributes"},
	 .paths = powershell_key,
	 .key_form = IMPORT_KEY_WHOLE,
	 .modulus = "Key.N",
	 .exponent = "Key.E"},
	{.client = "az keyvault show",
	 .subject = IMPORT_OF_VAULT,
	 .services = IMPORT_VAULTS,
	 .marks = {"properties.vaultUri"},
	 .paths = az_vault,
	 .grants = {.list = "properties.accessPolicies",
		    .object = "objectId",
		    .permissions = "permissions.keys",
		    .condition = "applicationId"}},
	{.client = "Get-AzKeyVault",
	 .subject = IMPORT_OF_VAULT,
	 .services = IMPORT_VAULTS,
	 .marks = {"VaultUri", "ResourceId"},
	 .paths = powershell_vault,
	 .grants = {.list = "AccessPolicies",
		    .object = "ObjectId",
		    .permissions = "PermissionsToKeys",
		    .condition = "ApplicationId"}},
	{.client = "az keyvault show --hsm-name",
	 .subject = IMPORT_OF_VAULT,
	 .services = IMPORT_MANAGED_HSM,
	 .marks = {"properties.hsmUri"},
	 .paths = az_pool},
	{.client = "az role assignment list",
	 .subject = IMPORT_OF_ROLES,
	 .services = IMPORT_VAULTS,
	 .marks = {"0.roleDefinitionName", "0.principalId"},
	 .paths = nothing,
	 .grants = {.list = "",
		    .object = "principalId",
		    .name = "principalName",
		    .role = "roleDefinitionName",
		    .scope = "scope",
		    .condition = "condition"}},
	{.client = "az keyvault role assignment list",
	 .subject = IMPORT_OF_ROLES,
	 .services = IMPORT_MANAGED_HSM,
	 .marks = {"0.roleName", "0.principalId"},
	 .paths = nothing,
	 .grants = {.list = "",
		    .object = "principalId",
		    .name = "principalName",
		    .role = "roleName",
		    .scope = "scope",
		    .condition = "condition"}},
	{.client = "az ad sp list",
	 .subject = IMPORT_OF_PRINCIPALS,
	 .services = IMPORT_AZURE,
	 .marks = {"0.appId", "0.servicePrincipalNames"},
	 .paths = nothing},
	{.client = "az ad sp show",
	 .subject = IMPORT_OF_PRINCIPALS,
	 .services = IMPORT_AZURE,
	 .marks = {"appId", "servicePrincipalNames"},
	 .paths = nothing},
	{.client = "az keyvault key list",
	 .subject = IMPORT_OF_NEIGHBOURS,
	 .services = IMPORT_AZURE,
	 .marks = {"0.kid", "0.attributes"},
	 .paths = nothing},
	{.client = "Get-AipServiceConfiguration",
	 .subject = IMPORT_OF_TENANT,
	 .services = IMPORT_AZURE,
	 .marks = {"LicensingIntranetDistributionPointUrl"},
	 .paths = aip_tenant},
	{.client = "aws kms describe-key",
	 .subject = IMPORT_OF_KEY,
	 .services = IMPORT_AWS,
	 .marks = {"KeyMetadata.Arn"},
	 .paths = aws_key},
	{.client = "aws kms get-public-key",
	 .subject = IMPORT_OF_PUBLIC,
	 .services = IMPORT_AWS,
	 .marks = {"PublicKey", "KeySpec", "KeyId"},
	 .paths = nothing,
	 .key_form = IMPORT_KEY_TEXT,
	 .key = "PublicKey",
	 .identifier = "KeyId"},
	{.client = "gcloud kms keys versions get-public-key",
	 .subject = IMPORT_OF_PUBLIC,
	 .services = IMPORT_GOOGLE,
	 .marks = {"pem", "name"},
	 .paths = nothing,
	 .key_form = IMPORT_KEY_TEXT,
	 .key = "pem",
	 .identifier = "name"},
	{.client = "gcloud kms keys versions describe",
	 .subject = IMPORT_OF_KEY,
	 .services = IMPORT_GOOGLE,
	 .marks = {"name", "protectionLevel", "state"},
	 .paths = google_key},
	{.client = "vault read transit/keys",
	 .subject = IMPORT_OF_KEY,
	 .services = IMPORT_TRANSIT,
	 .marks = {"data.latest_version", "data.keys"},
	 .paths = transit_key,
	 .key_form = IMPORT_KEY_LATEST},
	{.client = "oci kms management key get",
	 .subject = IMPORT_OF_KEY,
	 .services = IMPORT_OCI,
	 .marks = {"data.current-key-version", "data.key-shape"},
	 .paths = oci_key},
	{.client = "oci kms management key-version get",
	 .subject = IMPORT_OF_PUBLIC,
	 .services = IMPORT_OCI,
	 .marks = {"data.key-id", "data.public-key"},
	 .paths = oci_version,
	 .key_form = IMPORT_KEY_TEXT,
	 .key = "data.public-key",
	 .identifier = "data.key-id"},
	{.client = NULL},
};

/* Roles, services, keys: whatever is listed, the list looks so when there is none. */
static const struct import_shape empty_list = {
	.client = "a list of something",
	.subject = IMPORT_OF_NOTHING,
	.services = IMPORT_AZURE,
	.paths = nothing,
};

const struct import_shape import_shape_public = {
	.client = "a public key",
	.subject = IMPORT_OF_PUBLIC,
	.services = IMPORT_EVERY,
	.paths = nothing,
	.key_form = IMPORT_KEY_WHOLE,
};

const struct import_shape import_shape_statement = {
	.client = "a statement of an HSM",
	.subject = IMPORT_OF_ATTESTATION,
	.services = IMPORT_EVERY,
	.paths = nothing,
};

/* What people hand over by mistake. */
static const struct {
	const char *mark, *why;
} others[] = {
	{"ImportToken", "is what aws kms get-parameters-for-import gives: of the wrapping key, and "
			"not of the imported one"},
	{"schema_version", "is a .byok package: what the cloud says of the key after its import is "
			   "wanted"},
	{"importMethod", "is of an import job: gcloud kms keys versions describe is wanted"},
	{"primary", "is of a key without its version: gcloud kms keys versions describe is wanted"},
	{"errors", "is an error that the client was answered with"},
	{"error", "is an error that the client was answered with"},
};

bool
import_shape_has(const struct json_text *json, const char *path)
{
	enum json_kind kind = json_text_kind(json, path);

	return kind != JSON_IS_MISSING && kind != JSON_IS_NULL;
}

static bool
is_of(const struct import_shape *shape, const struct json_text *json)
{
	for (size_t i = 0; i < 4 && shape->marks[i] != NULL; i++)
		if (!import_shape_has(json, shape->marks[i]))
			return false;
	return true;
}

const char *
import_shape_find(const struct import_shape **shape, const struct json_text *json)
{
	*shape = NULL;
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (import_shape_has(json, others[i].mark))
			return others[i].why;
	for (const struct import_shape *row = table; row->client != NULL; row++)
		if (is_of(row, json)) {
			*shape = row;
			return NULL;
		}
	if (json_text_kind(json, "") == JSON_IS_ARRAY && json_text_count(json, "") == 0) {
		*shape = &empty_list;
		return NULL;
	}
	return "is JSON that no client known here writes of a key, its vault or who may use it";
}
