/*
 * The rules of an import: for each, an input that breaks only that rule, and its sentence. The key is of a published
 * transcript of `az keyvault key show` (2026-03-31); the shapes are those of the clients' references.
 */
#include "tests/unit/test.h"

#include <unistd.h>

#include "ceremony/crypto.h"
#include "ceremony/json.h"
#include "ceremony/profile_client.h"
#include "verify/base64.h"
#include "verify/import_command.h"
#include "verify/import_rule.h"
#include "verify/import_service.h"
#include "verify/import_use.h"

#define N \
	"sTvgIN21z8P3efNPdUTLV46FUg/" \
	"hb5TXOtplI5jK5luDoWGGGeZpr9oOAxxfPfgRceYG3EJdixyX9SwPk6Kbwmqokr" \
	"4GqiOXtDeNE8u5NGfQNL6zctMpPakDrqcz2Ef2b9SzEgLmSO+wJTf1b6Ea6KCWvesMP4tMtpqpA+" \
	"FqCsgFx5oxUWfO" \
	"JadbKFJWbtqRSNjGAphJzMucZqPkxG74JZt9VTK42d/ARDgg8igYGTJG0a9NeU4KfHS/" \
	"NPwVAjfs0W7U2JpFSmIjio" \
	"U3YlNfI7Fj9dQJ+YUdITSP9cnF1RlSVse1LSqtet/IkwLA13XyzwA73XS/DKeZgEQijmFWt"
#define N_URL \
	"sTvgIN21z8P3efNPdUTLV46FUg_" \
	"hb5TXOtplI5jK5luDoWGGGeZpr9oOAxxfPfgRceYG3EJdixyX9SwPk6Kbwmqokr" \
	"4GqiOXtDeNE8u5NGfQNL6zctMpPakDrqcz2Ef2b9SzEgLmSO-wJTf1b6Ea6KCWvesMP4tMtpqpA-" \
	"FqCsgFx5oxUWfO" \
	"JadbKFJWbtqRSNjGAphJzMucZqPkxG74JZt9VTK42d_ARDgg8igYGTJG0a9NeU4KfHS_" \
	"NPwVAjfs0W7U2JpFSmIjio" \
	"U3YlNfI7Fj9dQJ-YUdITSP9cnF1RlSVse1LSqtet_IkwLA13XyzwA73XS_DKeZgEQijmFWtw"
#define SPKI \
	"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsTvgIN21z8P3efNPdUTLV46FUg/" \
	"hb5TXOtplI5jK5luDoW" \
	"GGGeZpr9oOAxxfPfgRceYG3EJdixyX9SwPk6Kbwmqokr4GqiOXtDeNE8u5NGfQNL6zctMpPakDrqcz2Ef2b9SzEg" \
	"Lm" \
	"SO+wJTf1b6Ea6KCWvesMP4tMtpqpA+FqCsgFx5oxUWfOJadbKFJWbtqRSNjGAphJzMucZqPkxG74JZt9VTK42d/" \
	"ARD" \
	"gg8igYGTJG0a9NeU4KfHS/NPwVAjfs0W7U2JpFSmIjioU3YlNfI7Fj9dQJ+YUdITSP9cnF1RlSVse1LSqtet/" \
	"IkwLA" \
	"13XyzwA73XS/DKeZgEQijmFWtwIDAQAB"
#define OTHER_SPKI \
	"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEAD+lNvkkJ/" \
	"XMW59iLvM5RvLmytGLa0IoopOn2iAAK9mpIIUOe8s+m/" \
	"Hh/MXgc/PSlN3mJpzVGo85e6OCUOQydg=="
#define OTHER_PEM "-----BEGIN PUBLIC KEY-----\n" OTHER_SPKI "\n-----END PUBLIC KEY-----\n"
#define VERSION "dd008bc0a78543ed9238cff4e1372e36"
#define KID "https://contoso-eu.vault.azure.net/keys/TenantKey/" VERSION
#define POOL_KID "https://pool.managedhsm.azure.net/keys/TenantKey/" VERSION
#define SUBSCRIPTION "/subscriptions/11111111-2222-3333-4444-555555555555"
#define RESOURCE SUBSCRIPTION "/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/contoso-eu"
#define SERVICE "99999999-8888-7777-6666-555555555555"
#define PERSON "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
#define RMS "00000012-0000-0000-c000-000000000000"
#define EXCHANGE "00000002-0000-0ff1-ce00-000000000000"
#define SHAREPOINT "00000003-0000-0ff1-ce00-000000000000"
#define M365 "c066d759-24ae-40e7-a56f-027002b5d3e4"
#define RING "projects/contoso/locations/europe-west3/keyRings/tenant"

#define AZ_KEY(kid, ops, recovery) AZ_KEY_OF("RSA-HSM", kid, ops, recovery)
#define AZ_KEY_OF(kty, kid, ops, recovery) \
	"{\"attributes\":{\"created\":\"2026-03-31T12:54:56+00:00\",\"enabled\":true,\"expires\":" \
	"null," \
	"\"exportable\":false,\"hsmPlatform\":\"2\",\"notBefore\":null,\"recoverableDays\":90," \
	"\"recoveryLevel\":\"" recovery "\",\"updated\":\"2026-03-31T12:54:56+00:00\"}," \
	"\"key\":{\"crv\":null,\"d\":null,\"e\":\"AQAB\",\"keyOps\":[" ops "],\"kid\":\"" kid \
	"\",\"kty\":\"" kty "\",\"n\":\"" N "w==\",\"x\":null,\"y\":null},\"tags\":null}"
#define SIX "\"encrypt\",\"decrypt\",\"sign\",\"verify\",\"wrapKey\",\"unwrapKey\""
#define AZ_VAULT(keys) \
	"{\"id\":\"" RESOURCE \
	"\",\"location\":\"westeurope\",\"name\":\"contoso-eu\",\"properties\":{" \
	"\"accessPolicies\":[{\"applicationId\":null,\"objectId\":\"" SERVICE \
	"\",\"permissions\":{" \
	"\"keys\":[" keys "],\"secrets\":[]}},{\"objectId\":\"" PERSON \
	"\",\"permissions\":{\"keys\":[" \
	"\"create\",\"import\",\"list\",\"get\",\"backup\",\"restore\"]}}]," \
	"\"enablePurgeProtection\":true,\"enableRbacAuthorization\":false,\"enableSoftDelete\":" \
	"true," \
	"\"networkAcls\":{\"bypass\":\"AzureServices\",\"defaultAction\":\"Deny\"}," \
	"\"publicNetworkAccess\":\"Enabled\",\"sku\":{\"family\":\"A\",\"name\":\"premium\"}," \
	"\"softDeleteRetentionInDays\":90,\"tenantId\":\"12121212-3434-5656-7878-909090909090\"," \
	"\"vaultUri\":\"https://contoso-eu.vault.azure.net/\"}}"
#define PRINCIPAL(app) \
	"[{\"appId\":\"" app "\",\"displayName\":\"a service\",\"id\":\"" SERVICE \
	"\",\"servicePrincipalNames\":[\"" app "\"]}]"
#define NEIGHBOURS \
	"[{\"attributes\":{\"enabled\":true},\"kid\":\"https://contoso-eu.vault.azure.net/keys/" \
	"TenantKey\"}]"
#define TENANT \
	"{\"BPOSId\":\"x\",\"LicensingIntranetDistributionPointUrl\":\"https://" \
	"5c6b.rms.eu.aadrm.com/_wmcs/licensing\"}"
#define POOL \
	"{\"id\":\"" SUBSCRIPTION \
	"/resourceGroups/keys/providers/Microsoft.KeyVault/managedHSMs/pool\"," \
	"\"location\":\"westeurope\",\"properties\":{\"enablePurgeProtection\":true," \
	"\"enableSoftDelete\":true,\"hsmUri\":\"https://pool.managedhsm.azure.net/" \
	"\",\"networkAcls\":{" \
	"\"bypass\":\"AzureServices\",\"defaultAction\":\"Allow\"},\"publicNetworkAccess\":" \
	"\"Enabled\"," \
	"\"tenantId\":\"12121212-3434-5656-7878-909090909090\"},\"sku\":{\"name\":\"Standard_" \
	"B1\"}}"
#define POOL_ROLES(role, name) \
	"[{\"principalId\":\"" SERVICE "\",\"principalName\":\"" name "\",\"roleName\":\"" role \
	"\",\"scope\":\"/keys/TenantKey\"}]"
#define AWS_KEY \
	"{\"KeyMetadata\":{\"AWSAccountId\":\"111122223333\",\"KeyId\":\"1234abcd-12ab-34cd-56ef-" \
	"1234567890ab\"," \
	"\"Arn\":\"arn:aws:kms:eu-central-1:111122223333:key/" \
	"1234abcd-12ab-34cd-56ef-1234567890ab\"," \
	"\"Enabled\":true,\"KeyUsage\":\"SIGN_VERIFY\",\"KeyState\":\"Enabled\",\"Origin\":" \
	"\"EXTERNAL\"," \
	"\"ExpirationModel\":\"KEY_MATERIAL_DOES_NOT_EXPIRE\",\"KeySpec\":\"RSA_2048\"}}"
#define AWS_PUBLIC \
	"{\"KeyId\":\"arn:aws:kms:eu-central-1:111122223333:key/" \
	"1234abcd-12ab-34cd-56ef-1234567890ab\"," \
	"\"PublicKey\":\"" SPKI "\",\"KeySpec\":\"RSA_2048\",\"KeyUsage\":\"SIGN_VERIFY\"}"
#define GOOGLE_KEY \
	"{\"algorithm\":\"RSA_SIGN_PKCS1_2048_SHA256\",\"importJob\":\"" RING \
	"/importJobs/job-1\"," \
	"\"name\":\"" RING \
	"/cryptoKeys/TenantKey/cryptoKeyVersions/1\",\"protectionLevel\":\"HSM\"," \
	"\"state\":\"ENABLED\"}"
#define PEM "-----BEGIN PUBLIC KEY-----\\n" SPKI "\\n-----END PUBLIC KEY-----\\n"
#define GOOGLE_PUBLIC \
	"{\"algorithm\":\"RSA_SIGN_PKCS1_2048_SHA256\",\"name\":\"" RING \
	"/cryptoKeys/TenantKey/cryptoKeyVersions/1\",\"pem\":\"" PEM "\"}"
#define TRANSIT_KEY \
	"{\"request_id\":\"x\",\"data\":{\"allow_plaintext_backup\":false,\"deletion_allowed\":" \
	"false," \
	"\"exportable\":false,\"imported_key\":true,\"keys\":{\"1\":{\"name\":\"rsa-2048\"," \
	"\"public_key\":\"" PEM \
	"\"}},\"latest_version\":1,\"name\":\"TenantKey\",\"type\":\"rsa-2048\"}}"

#define COMPARTMENT "ocid1.compartment.oc1..aaaaaaaacontoso"
#define OCI_HOST "bfqlqc5y-management.kms.eu-frankfurt-1.oraclecloud.com"
#define OCI_ID "ocid1.key.oc1.eu-frankfurt-1.bfqlqc5y.abtheljtkey"
#define OCI_VERSION "ocid1.keyversion.oc1.eu-frankfurt-1.bfqlqc5y.abtheljtversion"
#define OCI_KEY \
	"{\"data\":{\"compartment-id\":\"" COMPARTMENT "\",\"current-key-version\":\"" OCI_VERSION \
	"\",\"display-name\":\"TenantKey\",\"id\":\"" OCI_ID \
	"\",\"key-shape\":{\"algorithm\":\"RSA\",\"curve-id\":null,\"length\":256}," \
	"\"lifecycle-state\":\"ENABLED\",\"protection-mode\":\"HSM\"},\"etag\":\"x\"}"
#define OCI_PUBLIC \
	"{\"data\":{\"compartment-id\":\"" COMPARTMENT "\",\"id\":\"" OCI_VERSION \
	"\",\"key-id\":\"" OCI_ID "\",\"lifecycle-state\":\"ENABLED\",\"origin\":\"EXTERNAL\"," \
	"\"public-key\":\"" PEM "\"},\"etag\":\"x\"}"

static struct profile known;
static struct plan_key key = {.name = "documents", .type = KEY_RSA_2048};
static struct plan_target target = {.name = "target-1", .key = &key, .cloud_name = "TenantKey"};
static struct roots roots;
static struct public_key ours;

enum { FILES = 5, TEXT_BYTES = 6000 };

/* Good answers of one service about one policy. */
static const struct set {
	const char *name, *policy;
	enum import_service service;
	const char *where, *region;
	const char *files[FILES];
} sets[] = {
	{"aip",
	 "aip",
	 IMPORT_KEY_VAULT,
	 "contoso-eu.vault.azure.net",
	 "westeurope",
	 {AZ_KEY(KID, SIX, "Recoverable"), AZ_VAULT("\"Get\",\"Decrypt\",\"Sign\""), PRINCIPAL(RMS),
	  NEIGHBOURS, TENANT}},
	{"aip-hsm",
	 "aip",
	 IMPORT_MANAGED_HSM,
	 "pool.managedhsm.azure.net",
	 "westeurope",
	 {AZ_KEY(POOL_KID, SIX, "Recoverable"), POOL,
	  POOL_ROLES("Managed HSM Crypto User", "https://aadrm.com/"), TENANT}},
	{"customer",
	 "customer-key",
	 IMPORT_KEY_VAULT,
	 "contoso-eu.vault.azure.net",
	 "westeurope",
	 {AZ_KEY(KID, "\"wrapKey\",\"unwrapKey\"", "Recoverable+ProtectedSubscription"),
	  AZ_VAULT("\"get\",\"wrapKey\",\"unwrapKey\""), PRINCIPAL(EXCHANGE)}},
	{"customer-hsm",
	 "customer-key",
	 IMPORT_MANAGED_HSM,
	 "pool.managedhsm.azure.net",
	 "westeurope",
	 {AZ_KEY(POOL_KID, "\"wrapKey\",\"unwrapKey\"", "Recoverable+ProtectedSubscription"), POOL,
	  POOL_ROLES("Managed HSM Crypto Service Encryption User", M365)}},
	{"plain",
	 "plain",
	 IMPORT_KEY_VAULT,
	 "contoso-eu.vault.azure.net",
	 "westeurope",
	 {AZ_KEY(KID, SIX, "CustomizedRecoverable")}},
	{"soft",
	 "plain",
	 IMPORT_SOFT_VAULT,
	 "contoso-eu.vault.azure.net",
	 "westeurope",
	 {AZ_KEY_OF("RSA", KID, SIX, "Recoverable")}},
	{"soft-aip",
	 "aip",
	 IMPORT_SOFT_VAULT,
	 "contoso-eu.vault.azure.net",
	 "westeurope",
	 {AZ_KEY_OF("RSA", KID, SIX, "Recoverable"), AZ_VAULT("\"Get\",\"Decrypt\",\"Sign\""),
	  PRINCIPAL(RMS), NEIGHBOURS, TENANT}},
	{"soft-customer",
	 "customer-key",
	 IMPORT_SOFT_VAULT,
	 "contoso-eu.vault.azure.net",
	 "westeurope",
	 {AZ_KEY_OF("RSA", KID, "\"wrapKey\",\"unwrapKey\"", "Recoverable+ProtectedSubscription"),
	  AZ_VAULT("\"get\",\"wrapKey\",\"unwrapKey\""), PRINCIPAL(EXCHANGE)}},
	{"aws",
	 "plain",
	 IMPORT_AWS,
	 "arn:aws:kms:eu-central-1:111122223333",
	 "frankfurt",
	 {AWS_KEY, AWS_PUBLIC}},
	{"google", "plain", IMPORT_GOOGLE, RING, "europe-west3", {GOOGLE_KEY, GOOGLE_PUBLIC}},
	{"transit",
	 "plain",
	 IMPORT_TRANSIT,
	 "vault.contoso.example:8200/transit",
	 "eu",
	 {TRANSIT_KEY}},
	{"oci", "plain", IMPORT_OCI, OCI_HOST "/" COMPARTMENT, "frankfurt", {OCI_KEY, OCI_PUBLIC}},
};

/* One change of a good answer, the one rule that it breaks, and how. The command is a part of what mends it. */
static const struct change {
	const char *set;
	size_t file;
	const char *from, *to;
	const char *rule;
	enum import_answer answer;
	const char *why, *command;
} changes[] = {
#define UNSAID "no file says it, or it is null"
	{"aip", 0, "FWtw==", "FWtg==", "identity", IMPORT_FAIL,
	 "the key in the cloud is none that a ceremony makes: RSA of 2048 to 4096 bits, or P-256 "
	 "to "
	 "P-521",
	 ""},
	{"aip", 0, "sTvgIN21", "sTvgIN20", "identity", IMPORT_FAIL,
	 "the key in the cloud is another one: do not use it, and find out whose it is", ""},
	{"aip", 0, "contoso-eu", "contoso-us", "name", IMPORT_FAIL,
	 "the key's identifier is of another vault than the target's", ""},
	{"aip", 0, "/keys/TenantKey", "/keys/TenantKay", "name", IMPORT_FAIL,
	 "the key's identifier has another name than the plan's", ""},
	{"aip", 0, "/" VERSION, "", "name", IMPORT_FAIL,
	 "the key's identifier has no version: take the key identifier whole, with its last part "
	 "of 32 "
	 "digits",
	 ""},
	{"aip", 0, "\"enabled\":true", "\"enabled\":false", "enabled", IMPORT_FAIL,
	 "the key is disabled: no service can use it",
	 "az keyvault key set-attributes --vault-name contoso-eu --name TenantKey --enabled true"},
	{"aip", 0, "\"enabled\":true", "\"enabled\":null", "enabled", IMPORT_UNKNOWN, UNSAID,
	 "az keyvault key set-attributes --vault-name contoso-eu --name TenantKey --enabled true"},
	{"aip", 0, "\"enabled\":true", "\"enabled\":\"true\"", "enabled", IMPORT_UNKNOWN, UNSAID,
	 "--enabled"},
	{"aip", 0, "\"expires\":null", "\"expires\":\"2026-04-01T00:00:00+00:00\"", "expiry",
	 IMPORT_FAIL, "the key has expired: no service can use it",
	 "--expires 9999-12-31T00:00:00Z"},
	{"aip", 0, "\"expires\":null", "\"expires\":\"soon\"", "expiry", IMPORT_UNKNOWN, UNSAID,
	 "--expires"},
	{"aip", 0, "\"notBefore\":null", "\"notBefore\":\"2030-04-01T00:00:00+00:00\"",
	 "not-before", IMPORT_FAIL, "the key may not be used yet",
	 "--not-before 2000-01-01T00:00:00Z"},
	{"aip", 0, "\"exportable\":false", "\"exportable\":true", "exportable", IMPORT_FAIL,
	 "the key can be exported, which nobody can take back: import it again, not exportable, "
	 "under "
	 "another name",
	 ""},
	{"aip", 0, "\"exportable\":false,", "", "exportable", IMPORT_UNKNOWN, UNSAID,
	 "az keyvault key show --vault-name contoso-eu --name TenantKey"},
	{"aip", 0, "\"RSA-HSM\"", "\"RSA\"", "hsm", IMPORT_FAIL,
	 "the key is protected by software: it is not what the .byok file makes", ""},
	{"aip", 0, "\"sign\",", "", "operations", IMPORT_FAIL,
	 "the service wants all six operations permitted",
	 "--ops encrypt decrypt wrapKey unwrapKey sign verify"},
	{"aip", 0, "[" SIX "]", "null", "operations", IMPORT_UNKNOWN, UNSAID, "--ops"},
	{"aip", 0, "Recoverable", "Recoverable+Purgeable", "recovery", IMPORT_FAIL,
	 "whoever deletes this key can purge it at once, for ever",
	 "az keyvault update --name contoso-eu --enable-purge-protection true"},
	{"aip", 1, "https://contoso-eu.", "https://contoso-us.", "vault", IMPORT_FAIL,
	 "what is said is said of another vault than the target's", ""},
	{"aip", 1, "premium", "standard", "premium", IMPORT_FAIL,
	 "a Standard vault has no HSM for this key", "properties.sku.name=premium"},
	{"aip", 1, "\"enableSoftDelete\":true", "\"enableSoftDelete\":false", "soft-delete",
	 IMPORT_FAIL, "what is deleted from this vault is gone",
	 "properties.enableSoftDelete=true"},
	{"aip", 1, "\"enablePurgeProtection\":true", "\"enablePurgeProtection\":false",
	 "purge-protection", IMPORT_FAIL, "whoever deletes the key can purge it",
	 "az keyvault update --name contoso-eu --enable-purge-protection true"},
	{"aip", 1, "\"enablePurgeProtection\":true", "\"enablePurgeProtection\":null",
	 "purge-protection", IMPORT_UNKNOWN, UNSAID, "--enable-purge-protection true"},
	{"aip", 1, "\"AzureServices\"", "\"None\"", "firewall", IMPORT_FAIL,
	 "the vault's firewall keeps Microsoft's services out, and lets no trusted one past",
	 "az keyvault update --name contoso-eu --bypass AzureServices"},
	{"aip", 1, "{\"bypass\":\"AzureServices\",\"defaultAction\":\"Deny\"}", "null", "firewall",
	 IMPORT_UNKNOWN, UNSAID, "--bypass AzureServices"},
	{"aip", 1, "\"Decrypt\",", "", "service-access", IMPORT_FAIL,
	 "Microsoft Rights Management Services may not decrypt",
	 "az keyvault set-policy --name contoso-eu --spn " RMS
	 " --key-permissions get decrypt sign"},
	{"aip", 1, "\"Get\",\"Decrypt\",\"Sign\"", "", "service-access", IMPORT_FAIL,
	 "Microsoft Rights Management Services has no right to the key, and the service stops",
	 "--spn " RMS},
	{"aip", 3, "}]",
	 "},{\"attributes\":{},\"kid\":\"https://contoso-eu.vault.azure.net/keys/Mail\"}]",
	 "dedicated", IMPORT_NOTE,
	 "other keys in the vault share its limits and its administrators", ""},
	{"aip", 3, "contoso-eu", "contoso-us", "dedicated", IMPORT_NOTE,
	 "the list of keys is not of the target's vault", "az keyvault key list"},
	{"aip", 3, "TenantKey", "Other", "dedicated", IMPORT_NOTE,
	 "the list of keys is without the target's own", "az keyvault key list"},
	{"aip", 1, "\"accessPolicies\":[", "\"accessPolicies\":null,\"x\":[", "service-access",
	 IMPORT_UNKNOWN, "access policies count in this vault, and they are not said",
	 "az keyvault show"},
	{"aip", 1, "\"backup\",", "\"sign\",", "other-users", IMPORT_NOTE,
	 "others may use the key, or have roles that are not known here: usage logs tell whether "
	 "they do",
	 ""},
	{"aip", 1, "\"westeurope\"", "\"northeurope\"", "region", IMPORT_FAIL,
	 "the vault is in another region than the plan's: keys do not move, a new vault is needed",
	 ""},
	{"aip", 4, "rms.eu.aadrm.com", "rms.na.aadrm.com", "near-tenant", IMPORT_NOTE,
	 "every use of the key travels to another region than the service's own", ""},
	{"aip", 4, "rms.eu.aadrm.com", "rms.xx.aadrm.com", "near-tenant", IMPORT_NOTE,
	 "the tenant's service is in a region that is not known here", ""},

	{"aip-hsm", 0, "\"enabled\":true", "\"enabled\":false", "enabled", IMPORT_FAIL,
	 "the key is disabled: no service can use it",
	 "az keyvault key set-attributes --hsm-name pool --name TenantKey --enabled true"},
	{"aip-hsm", 1, "\"enableSoftDelete\":true", "\"enableSoftDelete\":false", "soft-delete",
	 IMPORT_FAIL, "what is deleted from this pool is gone", ""},
	{"aip-hsm", 1, "\"enablePurgeProtection\":true", "\"enablePurgeProtection\":false",
	 "purge-protection", IMPORT_FAIL, "whoever deletes the key can purge it",
	 "az keyvault update-hsm --hsm-name pool --enable-purge-protection true"},
	{"aip-hsm", 1, "\"publicNetworkAccess\":\"Enabled\"", "\"publicNetworkAccess\":null",
	 "firewall", IMPORT_UNKNOWN, UNSAID, "az keyvault show --hsm-name pool"},
	{"aip-hsm", 1, "\"publicNetworkAccess\":\"Enabled\"",
	 "\"publicNetworkAccess\":\"Disabled\"", NULL, IMPORT_PASS, NULL, NULL},
	{"aip-hsm", 1, "\"publicNetworkAccess\":\"Enabled\"",
	 "\"publicNetworkAccess\":\"SecuredByPerimeter\"", "firewall", IMPORT_UNKNOWN,
	 "what decides who reaches the vault is not known here: neither its firewall nor the "
	 "bypass",
	 ""},
	{"aip-hsm", 1, "\"tenantId\":\"12121212-3434-5656-7878-909090909090\"", "\"tenantId\":null",
	 "tenant", IMPORT_NOTE, UNSAID, "az keyvault show --hsm-name pool"},
	{"aip-hsm", 1, "\"id\":", "\"ID\":", "resource", IMPORT_NOTE, UNSAID,
	 "az keyvault show --hsm-name pool"},
	{"aip-hsm", 2, "Crypto User", "Crypto Auditor", "service-access", IMPORT_FAIL,
	 "Microsoft Rights Management Services may not decrypt",
	 "az keyvault role assignment create --hsm-name pool --role 'Managed HSM Crypto User' "
	 "--assignee-principal-type ServicePrincipal --assignee https://aadrm.com/ --scope "
	 "/keys/TenantKey"},
	{"aip-hsm", 2, "Managed HSM Crypto User", "Our Own Role", "service-access", IMPORT_UNKNOWN,
	 "Microsoft Rights Management Services has a role or policy that is not known here",
	 "--role"},
	{"aip-hsm", 2, "/keys/TenantKey", "/keys/TenantKey2", "service-access", IMPORT_UNKNOWN,
	 "no file says which principal of this directory the service is", "az ad sp list"},
	{"aip-hsm", 2, "/keys/TenantKey", "/", NULL, IMPORT_PASS, NULL, NULL},
	{"aip-hsm", 2, "\"scope\"", "\"condition\":\"on Mondays\",\"scope\"", "service-access",
	 IMPORT_UNKNOWN,
	 "Microsoft Rights Management Services has a role or policy that is not known here",
	 "--role"},

	{"customer", 0, "\"expires\":null", "\"expires\":\"2099-01-01T00:00:00Z\"", "expiry",
	 IMPORT_FAIL,
	 "the key has an expiry, which Microsoft 365 does not accept; once set it cannot be taken "
	 "away, "
	 "only put off",
	 "--expires 9999-12-31T00:00:00Z"},
	{"customer", 0, "\"expires\":null", "\"expires\":\"9999-12-31T00:00:00+00:00\"", NULL,
	 IMPORT_PASS, NULL, NULL},
	{"customer", 0, "\"expires\":null", "\"expiresOn\":\"2026-12-24T00:00:00+00:00\"", "expiry",
	 IMPORT_UNKNOWN, UNSAID, "--expires"},
	{"customer", 0, "\"expires\":null", "\"Expires\":1790000000", "expiry", IMPORT_UNKNOWN,
	 UNSAID, "--expires"},
	{"customer", 0, "\"tags\":null", "\"expiration_date\":1790000000", "expiry", IMPORT_UNKNOWN,
	 UNSAID, "--expires"},
	{"customer", 0, "\"notBefore\":null", "\"not_before\":1890000000", "not-before",
	 IMPORT_UNKNOWN, UNSAID, "--not-before"},
	{"customer", 0, "\"expires\":null", "\"exp\":253402214400", NULL, IMPORT_PASS, NULL, NULL},
	{"customer", 0, "\"expires\":null",
	 "\"expires\":\"9999-12-31T00:00:00+00:00\",\"exp\":253402214400", NULL, IMPORT_PASS, NULL,
	 NULL},
	{"customer", 0, "+ProtectedSubscription", "", "recovery", IMPORT_FAIL,
	 "the mandatory retention period is not registered for this subscription, which takes five "
	 "business days, or soft delete is off",
	 "mandatoryRetentionPeriodEnabled"},
	{"customer", 0, "\"unwrapKey\"", "\"sign\"", "operations", IMPORT_FAIL,
	 "Microsoft 365 wraps and unwraps with this key", "--ops wrapKey unwrapKey"},
	{"customer", 1, "\"softDeleteRetentionInDays\":90", "\"softDeleteRetentionInDays\":7",
	 "retention", IMPORT_FAIL,
	 "what is deleted can be brought back for fewer days than the 90 that are wanted; the "
	 "number "
	 "cannot be changed: a new vault is needed",
	 ""},
	{"customer", 1, "\"wrapKey\",", "", "service-access", IMPORT_FAIL,
	 "Exchange Online and Skype for Business may not wrapKey",
	 "az keyvault set-policy --name contoso-eu --spn " EXCHANGE
	 " --key-permissions get wrapKey unwrapKey"},
	{"customer", 1, "\"backup\",", "\"Delete\",", "no-delete", IMPORT_FAIL,
	 "a principal may delete the key; reserve that for the hour that needs it",
	 "az keyvault set-policy --name contoso-eu --object-id " PERSON
	 " --key-permissions get list create import restore"},
	{"customer", 1, "\"wrapKey\",", "\"wrapKey\",\"all\",", "no-delete", IMPORT_FAIL,
	 "a principal may delete the key; reserve that for the hour that needs it",
	 "az keyvault set-policy --name contoso-eu --object-id " SERVICE
	 " --key-permissions get wrapKey unwrapKey"},
	{"customer", 1, "\"objectId\":\"" PERSON "\",\"permissions\":{\"keys\":[\"create\"",
	 "\"applicationId\":\"" M365 "\",\"objectId\":\"" PERSON
	 "\",\"permissions\":{\"keys\":[\"purge\"",
	 "no-delete", IMPORT_FAIL,
	 "a principal may delete the key; reserve that for the hour that needs it", ""},
	{"customer", 1, "\"backup\",", "\"keys/delete\",", "no-delete", IMPORT_UNKNOWN,
	 "a role or policy of the vault is not known here", ""},
	{"customer", 1, "\"applicationId\":null", "\"applicationId\":\"" M365 "\"",
	 "service-access", IMPORT_UNKNOWN,
	 "Exchange Online and Skype for Business has a role or policy that is not known here",
	 "set-policy"},
	{"customer-hsm", 2, "}]",
	 "},{\"principalId\":\"" PERSON "\",\"principalName\":\"ada\",\"roleName\":\"Managed HSM "
	 "Crypto Officer\",\"scope\":\"/\"}]",
	 "no-delete", IMPORT_FAIL,
	 "a principal may delete the key; reserve that for the hour that needs it",
	 "az keyvault role assignment delete --hsm-name pool --role 'Managed HSM Crypto Officer' "
	 "--assignee " PERSON " --scope /"},
	{"customer", 1, "\"backup\",", "\"all\",", "no-delete", IMPORT_FAIL,
	 "a principal may delete the key; reserve that for the hour that needs it", "--object-id"},
	{"customer", 1, "\"backup\",", "7,", "no-delete", IMPORT_UNKNOWN,
	 "a role or policy of the vault is not known here", ""},
	{"customer-hsm", 2, "Service Encryption User", "Auditor", "service-access", IMPORT_FAIL,
	 "M365DataAtRestEncryption may not wrapKey", "--assignee " M365 " --scope /keys/TenantKey"},

	{"plain", 0, "CustomizedRecoverable", "CustomizedRecoverable+Purgeable", "recovery",
	 IMPORT_FAIL, "whoever deletes this key can purge it at once, for ever",
	 "--enable-purge-protection true"},
	{"plain", 0, "\"expires\":null,", "", NULL, IMPORT_PASS, NULL, NULL},
	{"plain", 0, "\"created\":\"2026-03-31T12:54:56+00:00\",\"enabled\":true,\"expires\":null,",
	 "\"enabled\":true,\"nbf\":1,", "expiry", IMPORT_UNKNOWN, UNSAID, "--expires"},

	{"aws", 0, "1234567890ab\",\"Enabled", "1234567890ac\",\"Enabled", "name", IMPORT_FAIL,
	 "the key's identifier is another key than the plan's", ""},
	{"aws", 1, SPKI, OTHER_SPKI, "identity", IMPORT_FAIL,
	 "the key in the cloud is another one: do not use it, and find out whose it is", ""},
	{"aws", 0, "\"KeyState\":\"Enabled\"", "\"KeyState\":\"Disabled\"", "state", IMPORT_FAIL,
	 "the key is disabled",
	 "aws kms enable-key --key-id 1234abcd-12ab-34cd-56ef-1234567890ab --region eu-central-1"},
	{"aws", 0, "\"KeyState\":\"Enabled\"", "\"KeyState\":\"PendingDeletion\"", "state",
	 IMPORT_FAIL, "the key is deleted when its time is over; taken back, it is disabled",
	 "aws kms cancel-key-deletion --key-id 1234abcd-12ab-34cd-56ef-1234567890ab --region "
	 "eu-central-1"},
	{"aws", 0, "\"KeyState\":\"Enabled\"", "\"KeyState\":\"PendingImport\"", "state",
	 IMPORT_FAIL, "the key has no material: import it again", ""},
	{"aws", 0, "\"KeyState\":\"Enabled\"", "\"KeyState\":\"Updating\"", "state", IMPORT_FAIL,
	 "the key cannot be used in this state", ""},
	{"aws", 0, "\"KeyState\":\"Enabled\"", "\"KeyState\":null", "state", IMPORT_UNKNOWN, UNSAID,
	 "aws kms describe-key"},
	{"aws", 0, ":111122223333:key", ":999999999999:key", "name", IMPORT_FAIL,
	 "the key's identifier is of another region or account than the plan's", ""},
	{"aws", 0, "Arn\":\"arn:aws:kms:eu-central-1", "Arn\":\"arn:aws:kms:us-east-1", "name",
	 IMPORT_FAIL, "the key's identifier is of another region or account than the plan's", ""},
	{"aws", 1, ":111122223333:key", ":999999999999:key", "identity", IMPORT_UNKNOWN,
	 "the public key is said of another key than the plan's", "aws kms get-public-key"},
	{"aws", 1, "\"KeyId\":\"", "\"KeyId\":7,\"KeyID\":\"", "identity", IMPORT_UNKNOWN,
	 "the public key is said without which key it is of", "aws kms get-public-key"},
	{"aws", 0, "EXTERNAL", "AWS_KMS", "origin", IMPORT_FAIL, "the service made this key itself",
	 ""},
	{"aws", 0, "RSA_2048", "RSA_3072", "spec", IMPORT_FAIL,
	 "the service has it for a key of another type than the plan's", ""},
	{"aws", 0, "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "usage", IMPORT_FAIL,
	 "this use is not that of a key pair", ""},
	{"aws", 0, "KEY_MATERIAL_DOES_NOT_EXPIRE", "KEY_MATERIAL_EXPIRES", "expiration-model",
	 IMPORT_FAIL,
	 "the service deletes the material when it expires: import the same blob again with "
	 "--expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE",
	 ""},

	{"google", 0, "cryptoKeyVersions/1", "cryptoKeyVersions", "name", IMPORT_FAIL,
	 "the key's identifier is not of the plan's key ring and name", ""},
	{"google", 0, "cryptoKeyVersions/1", "cryptoKeyVersions/", "name", IMPORT_FAIL,
	 "the key's identifier has no version", ""},
	{"google", 0, "\"ENABLED\"", "\"DISABLED\"", "state", IMPORT_FAIL,
	 "this version is disabled",
	 "gcloud kms keys versions enable 1 --project contoso --location europe-west3 --keyring "
	 "tenant "
	 "--key TenantKey"},
	{"google", 0, "\"ENABLED\"", "\"DESTROY_SCHEDULED\"", "state", IMPORT_FAIL,
	 "this version is destroyed when its time is over; taken back, it is disabled",
	 "gcloud kms keys versions restore 1 --project contoso --location europe-west3 --keyring "
	 "tenant --key TenantKey"},
	{"google", 0, "\"ENABLED\"", "\"IMPORT_FAILED\"", "state", IMPORT_FAIL,
	 "the import failed: import it again, as a new version", ""},
	{"google", 0, "\"ENABLED\"", "\"PENDING_IMPORT\"", "state", IMPORT_FAIL,
	 "this version is not imported yet: ask again", ""},
	{"google", 1, "cryptoKeyVersions/1", "cryptoKeyVersions/2", "identity", IMPORT_UNKNOWN,
	 "the public key is said of another version of the key",
	 "gcloud kms keys versions get-public-key"},
	{"google", 0, "PKCS1_2048", "PKCS1_4096", "spec", IMPORT_FAIL,
	 "the service has it for a key of another type than the plan's", ""},
	{"google", 0, "\"HSM\"", "\"SOFTWARE\"", "protection", IMPORT_FAIL,
	 "the key is protected by software", ""},
	{"google", 0, "job-1", "job-2", "import-job", IMPORT_FAIL,
	 "it came in by another import job than the request's", ""},
	{"google", 0, "\"protectionLevel\"",
	 "\"attestation\":{\"content\":\"AAAA\",\"format\":\"CAVIUM_V2_COMPRESSED\"},"
	 "\"protectionLevel\"",
	 "attestation", IMPORT_FAIL, "the blob has neither of the two layouts that are known", ""},

	{"soft", 0, "\"RSA\"", "\"RSA-HSM\"", "software", IMPORT_FAIL,
	 "the service shows an HSM's key, and it is none that only an HSM ever had: the importing "
	 "host saw the private half",
	 ""},
	{"soft", 0, "\"RSA\"", "null", "software", IMPORT_UNKNOWN, UNSAID, "az keyvault key show"},
	{"soft", 0, "/keys/TenantKey", "/keys/TenantKay", "name", IMPORT_FAIL,
	 "the key's identifier has another name than the plan's", ""},
	{"soft-aip", 1, "premium", "standard", NULL, IMPORT_PASS, NULL, NULL},
	{"soft-customer", 1, "premium", "standard", "premium", IMPORT_FAIL,
	 "Microsoft 365 wants Premium vaults, whatever protects the key",
	 "properties.sku.name=premium"},

	{"transit", 0, "\"TenantKey\"", "\"Other\"", "name", IMPORT_FAIL,
	 "the key's identifier has another name than the plan's", ""},
	{"transit", 0, "\"type\":\"rsa-2048\"", "\"type\":\"rsa-4096\"", "spec", IMPORT_FAIL,
	 "the service has it for a key of another type than the plan's", ""},
	{"transit", 0, "\"exportable\":false", "\"exportable\":true", "exportable", IMPORT_FAIL,
	 "the key can be exported, which nobody can take back: import it again, not exportable, "
	 "under "
	 "another name",
	 ""},
	{"transit", 0, "\"imported_key\":true", "\"imported_key\":false", "imported", IMPORT_FAIL,
	 "Vault made this key itself", ""},
	{"transit", 0, "\"allow_plaintext_backup\":false", "\"allow_plaintext_backup\":true",
	 "plaintext-backup", IMPORT_FAIL,
	 "a backup of this key is the key in the clear, which nobody can take back: import it "
	 "again "
	 "under another name",
	 ""},
	{"transit", 0, "\"deletion_allowed\":false", "\"deletion_allowed\":true", "deletion",
	 IMPORT_FAIL, "the key can be deleted, at once and for ever",
	 "vault write -address=https://vault.contoso.example:8200 transit/keys/TenantKey/config "
	 "deletion_allowed=false"},
	{"transit", 0, "\"latest_version\"", "\"soft_deleted\":true,\"latest_version\"", "deleted",
	 IMPORT_FAIL, "the key is softly deleted: it is there, and cannot be used",
	 "vault write -address=https://vault.contoso.example:8200 -force "
	 "transit/keys/TenantKey/soft-delete-restore"},
	{"transit", 0, "\"latest_version\"", "\"soft_deleted\":false,\"latest_version\"", NULL,
	 IMPORT_PASS, NULL, NULL},
	{"oci", 1, SPKI, OTHER_SPKI, "identity", IMPORT_FAIL,
	 "the key in the cloud is another one: do not use it, and find out whose it is", ""},
	{"oci", 1, "key-id\":\"" OCI_ID, "key-id\":\"" OCI_ID "2", "identity", IMPORT_UNKNOWN,
	 "the public key is said of another version of the key",
	 "oci kms management key-version get --endpoint https://" OCI_HOST},
	{"oci", 0, "\"id\":\"ocid1.key.", "\"id\":\"ocid1.vault.", "name", IMPORT_FAIL,
	 "the key's identifier is no OCID of a key", ""},
	{"oci", 0, "TenantKey", "TenantKay", "display-name", IMPORT_FAIL,
	 "it has another name than the plan's", ""},
	{"oci", 0, "aaaacontoso\"", "aaaaother\"", "compartment", IMPORT_FAIL,
	 "it is in another compartment than the plan's: others decide who may use it", ""},
	{"oci", 0, "ENABLED", "DISABLED", "state", IMPORT_FAIL, "the key is disabled",
	 "oci kms management key enable --endpoint https://" OCI_HOST " --key-id " OCI_ID},
	{"oci", 0, "ENABLED", "PENDING_DELETION", "state", IMPORT_FAIL,
	 "the key is deleted when its time is over; taken back, it has the state that it had",
	 "oci kms management key cancel-deletion"},
	{"oci", 0, "ENABLED", "BACKUP_IN_PROGRESS", "state", IMPORT_FAIL,
	 "the key cannot be used in this state", ""},
	{"oci", 1, "ENABLED", "DISABLED", "version-state", IMPORT_FAIL,
	 "this version of the key cannot be used in this state", ""},
	{"oci", 1, "abtheljtversion", "abtheljtolder", "current", IMPORT_FAIL,
	 "another version of the key is in use than the one whose public half is said", ""},
	{"oci", 1, "\"id\"", "\"ID\"", "current", IMPORT_UNKNOWN, UNSAID,
	 "oci kms management key-version get"},
	{"oci", 0, "\"HSM\"", "\"SOFTWARE\"", "protection", IMPORT_FAIL,
	 "the key is protected by software, which nobody can change: import it again, with "
	 "--protection-mode HSM",
	 ""},
	{"oci", 0, "\"HSM\"", "null", "protection", IMPORT_UNKNOWN, UNSAID,
	 "oci kms management key get --endpoint https://" OCI_HOST
	 " --key-id \"$(oci kms management key list --endpoint https://" OCI_HOST
	 " --compartment-id " COMPARTMENT},
	{"oci", 1, "EXTERNAL", "INTERNAL", "origin", IMPORT_FAIL,
	 "the service made this key itself", ""},

	{"transit", 0, "\"keys\":{\"1\":", "\"keys\":{\"2\":", "identity", IMPORT_UNKNOWN,
	 "no file shows the public half of the key in the cloud", "vault read"},
};

static struct import_case subject;

/* Changes the one place where `from` stands. */
static bool
replace(char text[TEXT_BYTES], const char *from, const char *to)
{
	char *at = strstr(text, from);
	size_t after;

	if (at == NULL || strlen(text) + strlen(to) >= TEXT_BYTES)
		return false;
	after = strlen(at + strlen(from));
	memmove(at + strlen(to), at + strlen(from), after + 1);
	memcpy(at, to, strlen(to));
	return true;
}

static void
clear(void)
{
	import_said_free(&subject.said[0]);
	import_said_free(&subject.said[1]);
	memset(&subject, 0, sizeof subject);
}

static const char *
profile_of(enum import_service service)
{
	static const struct {
		enum import_service service;
		const char *profile;
	} rows[] = {
		{IMPORT_KEY_VAULT, "azure"},
		{IMPORT_MANAGED_HSM, "azure"},
		{IMPORT_SOFT_VAULT, "azure-pfx"},
		{IMPORT_AWS, "aws-sha256"},
		{IMPORT_GOOGLE, "gcp-4096-sha256"},
		{IMPORT_TRANSIT, "vault"},
		{IMPORT_OCI, "oci"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].service == service)
			return rows[i].profile;
	abort();
}

static void
prepare(const struct set *set)
{
	clear();
	known = *profile_find(profile_of(set->service));
	key.policy = set->policy;
	target.profile = &known;
	target.where = set->where;
	target.region = set->region;
	target.cloud_name =
		set->service == IMPORT_AWS ? "1234abcd-12ab-34cd-56ef-1234567890ab" : "TenantKey";
	subject.target = &target;
	subject.service = set->service;
	subject.key = ours;
	subject.kek_id = RING "/importJobs/job-1";
	subject.now = 1790000000; /* 2026-09-21 */
	subject.roots = &roots;
}

static const struct set *
set_of(const char *name)
{
	for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
		if (strcmp(sets[i].name, name) == 0)
			return &sets[i];
	abort();
}

/* Reads a set with one change, for one host. */
static bool
read_set(const struct set *set, const struct change *change, unsigned host)
{
	static char texts[2][FILES][TEXT_BYTES];
	bool good = true;

	for (size_t i = 0; i < FILES && set->files[i] != NULL; i++) {
		char *text = texts[host][i];

		snprintf(text, TEXT_BYTES, "%s", set->files[i]);
		if (change != NULL && change->file == i)
			good &= replace(text, change->from, change->to);
		good &= import_said_add(&subject.said[host], "file", (const uint8_t *)text,
					strlen(text)) == NULL;
	}
	return good;
}

static const struct import_finding *
finding_of(const char *rule)
{
	for (size_t i = 0; i < subject.finding_count; i++)
		if (strcmp(subject.findings[i].rule->id, rule) == 0)
			return &subject.findings[i];
	return NULL;
}

/* What no file of a set says: one host was asked, and no HSM. */
static bool
is_usual(const struct import_finding *finding)
{
	return strcmp(finding->rule->id, "two-hosts") == 0 ||
	       (strcmp(finding->rule->id, "attestation") == 0 && finding->answer != IMPORT_FAIL) ||
	       (finding->answer == IMPORT_NOTE && finding->file == NULL);
}

static bool broken[64];

static bool
only_breaks(const struct change *change)
{
	bool good = true;

	for (size_t i = 0; i < subject.finding_count; i++) {
		const struct import_finding *finding = &subject.findings[i];
		bool is = change->rule != NULL && strcmp(finding->rule->id, change->rule) == 0;

		if (is)
			broken[finding->rule - import_rule_table] = true;
		if (!is && finding->answer != IMPORT_PASS && !is_usual(finding)) {
			printf("# %s answers %s too: %s\n", finding->rule->id,
			       import_answer_name(finding->answer), finding->why);
			good = false;
		}
	}
	return good;
}

static bool
says(const struct change *change)
{
	const struct import_finding *finding = finding_of(change->rule);

	if (finding == NULL || finding->answer != change->answer ||
	    strcmp(finding->why, change->why) != 0 ||
	    (change->command[0] == '\0') != (finding->command[0] == '\0') ||
	    strstr(finding->command, change->command) == NULL) {
		printf("# %s: %s, '%s', $ %s\n", change->rule,
		       finding == NULL ? "no such rule" : import_answer_name(finding->answer),
		       finding == NULL ? "" : finding->why,
		       finding == NULL ? "" : finding->command);
		return false;
	}
	return true;
}

static void
try_changes(void)
{
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		const struct change *change = &changes[i];
		char text[200];
		bool good;

		prepare(set_of(change->set));
		good = read_set(set_of(change->set), change, 0);
		import_judge(&subject);
		good &= only_breaks(change);
		good &= change->rule == NULL || says(change);
		snprintf(text, sizeof text, "%s: %.60s -> %.60s breaks %s alone", change->set,
			 change->from, change->to, change->rule == NULL ? "nothing" : change->rule);
		for (char *at = text; *at != '\0'; at++)
			if (*at == '\n')
				*at = ' ';
		test_record(good, __FILE__, __LINE__, text);
	}
}

static void
try_good(void)
{
	for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
		const struct change none = {.rule = NULL};

		prepare(&sets[i]);
		check(read_set(&sets[i], NULL, 0));
		import_judge(&subject);
		check(only_breaks(&none));
		check(finding_of("identity")->answer == IMPORT_PASS);
		check(import_count(subject.findings, subject.finding_count, IMPORT_FAIL) == 0);
	}
}

/* Whatever the service: another key is another key, a target's set is of its service, and nothing said is no pass. */
static void
try_every_service(void)
{
	unsigned tried = 0;
	char where[200];

	for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
		prepare(&sets[i]);
		check(import_service_of(&target) == sets[i].service);
		check(read_set(&sets[i], NULL, 0));
		subject.key.spki[subject.key.size - 20] ^= 1;
		import_judge(&subject);
		check(finding_of("identity")->answer == IMPORT_FAIL);
		check(import_verdict(subject.findings, subject.finding_count) == IMPORT_FAIL);
		prepare(&sets[i]);
		check(read_set(&sets[i], NULL, 0));
		target.cloud_name = "another";
		snprintf(where, sizeof where, "x%s", sets[i].where);
		target.where = where;
		import_judge(&subject);
		check(finding_of("name")->answer == IMPORT_FAIL);
		prepare(&sets[i]);
		import_judge(&subject);
		check(import_verdict(subject.findings, subject.finding_count) == IMPORT_UNKNOWN);
		tried |= sets[i].service;
	}
	check(tried == IMPORT_EVERY);
	check(import_verdict(subject.findings, 0) == IMPORT_UNKNOWN);
}

/* A client whose answers are judged has a service here, and no other has one. */
static void
try_profiles(void)
{
	for (const struct profile *row = profile_table(); row->name != NULL; row++)
		check(profile_client(row)->judged == (row->service != PROFILE_PKCS11));
}

/* Broken elsewhere: by an EC key, by two hosts, by a statement of an HSM (flow/test-verify-import), by what is not said. */
static bool
is_broken_elsewhere(const char *id)
{
	static const char *const ids[] = {"two-hosts", "attestation",  "rsa",
					  "length",    "access-model", "one-version"};

	for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

static void
try_coverage(void)
{
	for (size_t i = 0; import_rule_table[i].id != NULL; i++)
		if (!broken[i] && !is_broken_elsewhere(import_rule_table[i].id)) {
			printf("# row %zu, %s\n", i, import_rule_table[i].id);
			check(!"a rule is broken by no input");
		}
}

static const struct import_finding *
judged(const struct change *change)
{
	prepare(set_of(change->set));
	check(read_set(set_of(change->set), change, 0));
	import_judge(&subject);
	return finding_of(change->rule);
}

/* A change here breaks more than one rule, since the values hang together. */
static void
try_the_others(void)
{
	const struct change bits = {
		"aip", 0, N "w==", "sTvgIN21z8P3efNPdUTLVw==", "length", 0, NULL, NULL};
	const struct change no_modulus = {"aip",      0, "\"" N "w==\"", "null",
					  "identity", 0, NULL,           NULL};
	const struct change ec = {"aip", 0, "\"RSA-HSM\"", "\"EC-HSM\"", "rsa", 0, NULL, NULL};
	const struct change model = {
		"aip", 1, "\"enableRbacAuthorization\":false,", "", "access-model", 0, NULL, NULL};
	const struct change latest = {
		"transit", 0,   "\"latest_version\":1", "\"latest_version\":2", "one-version", 0,
		NULL,      NULL};
	const struct import_finding *finding;

	finding = judged(&bits);
	check(finding->answer == IMPORT_FAIL && strcmp(finding->found, "128") == 0);
	check_says(finding->why,
		   "the service takes 2048 bits, and 1024, which are inadequate: no other "
		   "length");
	finding = judged(&no_modulus);
	check(finding->answer == IMPORT_UNKNOWN && finding_of("length")->answer == IMPORT_UNKNOWN);
	check_says(finding->why, "no file shows the public half of the key in the cloud");
	finding = judged(&ec);
	check_says(finding->why, "the service takes RSA keys alone");
	finding = judged(&model);
	check(finding->answer == IMPORT_UNKNOWN &&
	      finding_of("service-access")->answer == IMPORT_UNKNOWN);
	check_says(finding->command, "az keyvault show --name contoso-eu >../target-1.vault.json");
	check_says(finding_of("service-access")->why,
		   "whether roles or access policies count is not said");
	finding = judged(&latest);
	check(finding->answer == IMPORT_NOTE);
	check_says(finding->why, "the latest version was compared; older ones are there too");
}

static void
try_hosts(void)
{
	const struct change other = {
		"plain", 0,   "\"expires\":null", "\"expires\":\"2099-01-01T00:00:00Z\"", NULL, 0,
		NULL,    NULL};
	const struct set *plain = set_of("plain");

	prepare(plain);
	subject.production = true;
	read_set(plain, NULL, 0);
	import_judge(&subject);
	check(finding_of("two-hosts")->answer == IMPORT_UNKNOWN);
	check_says(finding_of("two-hosts")->why, "which key it is and its public half are one "
						 "host's word: in production a second one "
						 "in another network asks too (--second)");
	prepare(plain);
	subject.production = true;
	subject.second = true;
	read_set(plain, NULL, 0);
	read_set(plain, NULL, 1);
	import_judge(&subject);
	check(import_verdict(subject.findings, subject.finding_count) == IMPORT_PASS);
	check(finding_of("expiry")->told == IMPORT_TOLD_BOTH);
	prepare(plain);
	subject.second = true;
	read_set(plain, NULL, 0);
	read_set(plain, &other, 1);
	import_judge(&subject);
	check(finding_of("expiry")->answer == IMPORT_FAIL);
	check_says(finding_of("expiry")->why,
		   "the two hosts were told different things: the second one "
		   "2099-01-01T00:00:00Z");
	prepare(plain);
	subject.second = true;
	read_set(plain,
		 &(struct change){"plain", 0, "\"enabled\":true", "\"enabled\":null", NULL, 0, NULL,
				  NULL},
		 0);
	read_set(plain, NULL, 1);
	import_judge(&subject);
	check(finding_of("enabled")->answer == IMPORT_PASS &&
	      finding_of("enabled")->told == IMPORT_TOLD_SECOND);
}

#define ROLE(principal, name, role, scope) \
	"{\"principalId\":\"" principal "\",\"principalName\":\"" name \
	"\",\"roleDefinitionName\":\"" role "\",\"scope\":\"" scope "\"}"

/* The vault goes by roles. */
static const struct import_finding *
by_roles(const char *set, const char *roles_text, const char *rule)
{
	const struct change change = {set,
				      1,
				      "\"enableRbacAuthorization\":false",
				      "\"enableRbacAuthorization\":true",
				      rule,
				      0,
				      NULL,
				      NULL};

	prepare(set_of(set));
	check(read_set(set_of(set), &change, 0));
	if (roles_text != NULL)
		check_good(import_said_add(&subject.said[0], "roles", (const uint8_t *)roles_text,
					   strlen(roles_text)));
	import_judge(&subject);
	return finding_of(rule);
}

static void
try_roles(void)
{
	const struct import_finding *finding;

	finding = by_roles("aip", NULL, "service-access");
	check(finding->answer == IMPORT_UNKNOWN);
	check_says(finding->why,
		   "roles say who may use this vault, and no file says who has which");
	check(strstr(finding->command, "az role assignment list --include-inherited --scope") !=
	      NULL);
	check(by_roles("aip", "[" ROLE(SERVICE, "", "Key Vault Crypto User", RESOURCE) "]",
		       "service-access")
		      ->answer == IMPORT_PASS);
	check(by_roles("aip", "[" ROLE("x", RMS, "Key Vault Crypto User", SUBSCRIPTION) "]",
		       "service-access")
		      ->answer == IMPORT_PASS);
	check(by_roles("aip",
		       "[" ROLE(SERVICE, "", "Key Vault Crypto User",
				RESOURCE "/keys/TenantKey") "]",
		       "service-access")
		      ->answer == IMPORT_PASS);
	finding = by_roles(
		"aip", "[" ROLE(SERVICE, "", "Key Vault Crypto User", RESOURCE "/keys/Tenant") "]",
		"service-access");
	check(finding->answer == IMPORT_FAIL);
	check_says(finding->command,
		   "az role assignment create --role 'Key Vault Crypto User' --assignee " RMS
		   " --scope " RESOURCE "/keys/TenantKey");
	check(by_roles("aip", "[" ROLE(SERVICE, "", "Key Vault Crypto User", SUBSCRIPTION "0") "]",
		       "service-access")
		      ->answer == IMPORT_FAIL);
	check(by_roles("aip", "[]", "service-access")->answer == IMPORT_UNKNOWN);
	check(by_roles("aip",
		       "[" ROLE(SERVICE, "", "Key Vault Crypto User",
				"/providers/Microsoft.Management/managementGroups/root") "]",
		       "service-access")
		      ->answer == IMPORT_UNKNOWN);
	check(by_roles("aip",
		       "[" ROLE(SERVICE, "", "Key Vault Crypto User",
				RESOURCE "/keys/TenantKey/versions/1") "]",
		       "service-access")
		      ->answer == IMPORT_UNKNOWN);
	check(by_roles("aip", "[" ROLE(SERVICE, "", "Key Vault Crypto User", "/") "]",
		       "service-access")
		      ->answer == IMPORT_PASS);
	finding = by_roles("customer",
			   "[" ROLE(SERVICE, "", "Key Vault Crypto Officer", RESOURCE) "]",
			   "no-delete");
	check_says(finding->why, "a service may delete the key: it first needs a role that only "
				 "uses it, and then loses this one");
	check_says(finding->command, "");
	finding = by_roles("customer",
			   "[" ROLE(SERVICE, "", "Key Vault Crypto Service Encryption User",
				    RESOURCE) "," ROLE(PERSON, "ada", "Key Vault Administrator",
						       SUBSCRIPTION) "]",
			   "no-delete");
	check(finding->answer == IMPORT_FAIL);
	check_says(finding->command,
		   "az role assignment delete --role 'Key Vault Administrator' --assignee " PERSON
		   " --scope " SUBSCRIPTION);
	check(finding_of("service-access")->answer == IMPORT_PASS);
	finding =
		by_roles("customer",
			 "[" ROLE("$(reboot)", "ada", "Key Vault Administrator", SUBSCRIPTION) "]",
			 "no-delete");
	check(finding->answer == IMPORT_FAIL && finding->command[0] == '\0');
	check(by_roles("customer", "[" ROLE(PERSON, "ada", "Our Own Role", RESOURCE) "]",
		       "no-delete")
		      ->answer == IMPORT_UNKNOWN);
}

/* A second customer key beside the first one, in another vault and subscription. */
static const struct import_finding *
paired(const char *rule, const char *where, const char *from, const char *to,
       const struct public_key *other_key)
{
	static struct import_case other;
	static struct plan_target other_target;
	static struct import_pair pair;
	static char text[TEXT_BYTES];
	const struct set *customer = set_of("customer");

	import_said_free(&other.said[0]);
	memset(&other, 0, sizeof other);
	prepare(customer);
	read_set(customer, NULL, 0);
	import_judge(&subject);
	other_target = target;
	other_target.where = where;
	other.target = &other_target;
	other.service = IMPORT_KEY_VAULT;
	other.key = *other_key;
	other.roots = &roots;
	for (size_t i = 0; i < 3; i++) {
		snprintf(text, sizeof text, "%s", customer->files[i]);
		replace(text, "11111111", "66666666");
		if (from != NULL)
			replace(text, from, to);
		check_good(import_said_add(&other.said[0], "file", (const uint8_t *)text,
					   strlen(text)));
	}
	import_judge(&other);
	import_judge_pair(&pair, &subject, &other);
	for (size_t i = 0; i < pair.finding_count; i++) {
		if (strcmp(pair.findings[i].rule->id, rule) == 0)
			return &pair.findings[i];
		check(pair.findings[i].answer == IMPORT_PASS);
	}
	return NULL;
}

#define ELSEWHERE "contoso-us.vault.azure.net"

static void
try_pairs(void)
{
	static struct public_key second;
	static struct import_pair alone;
	uint8_t der[PUBLIC_KEY_MOST_BYTES];
	size_t size;

	check_good(base64_read(der, sizeof der, &size, OTHER_SPKI, strlen(OTHER_SPKI)));
	check_good(public_key_from_spki(&second, der, size));
	check(paired("pair-services", ELSEWHERE, NULL, NULL, &second)->answer == IMPORT_PASS);
	check_says(paired("pair-keys", ELSEWHERE, NULL, NULL, &ours)->why,
		   "both are the same key: who loses one loses both");
	check_says(paired("pair-vaults", "contoso-eu.vault.azure.net", NULL, NULL, &second)->why,
		   "both are in one vault");
	check_says(paired("pair-subscriptions", ELSEWHERE, "66666666", "11111111", &second)->why,
		   "both vaults are in one subscription");
	check_says(paired("pair-subscriptions", ELSEWHERE, "/subscriptions/", "/", &second)->why,
		   "no file says it of both vaults");
	check_says(paired("pair-tenant", ELSEWHERE, "909090909090", "909090909091", &second)->why,
		   "the vaults are of different Entra tenants: no service can use both");
	check_says(paired("pair-services", ELSEWHERE, EXCHANGE, SHAREPOINT, &second)->why,
		   "a service may use one of the keys and not the other");
	import_judge_pair(&alone, &subject, NULL);
	check(import_verdict(alone.findings, alone.finding_count) == IMPORT_UNKNOWN);
	check_says(alone.findings[0].why, "a data encryption policy has two keys, and what is said "
					  "of the other one was not given "
					  "(-- TARGET FILE...)");
}

static const char *
add(const char *text)
{
	static struct import_said said;
	const char *why;

	import_said_free(&said);
	memset(&said, 0, sizeof said);
	why = import_said_add(&said, "file", (const uint8_t *)text, strlen(text));
	return why;
}

/* The same key in every form, and what no client writes. */
static void
try_forms(void)
{
	static const char rest[] =
		"{\"key\":{\"kid\":\"" KID "\",\"kty\":\"RSA-HSM\",\"key_ops\":[" SIX
		"],\"n\":\"" N_URL "\",\"e\":\"AAEAAQ\"},\"attributes\":{\"enabled\":true,"
		"\"created\":1790000000,\"recoveryLevel\":\"Recoverable\",\"exportable\":false}}";
	static const char powershell[] =
		"{\"Attributes\":{\"Enabled\":true,\"Expires\":null,\"Created\":\"2026-03-31T12:54:"
		"56Z\","
		"\"NotBefore\":null,\"RecoveryLevel\":\"Recoverable\",\"Exportable\":false},"
		"\"Key\":{\"Kid\":\"" KID "\",\"Kty\":\"RSA-HSM\",\"KeyOps\":[" SIX
		"],\"N\":\"" N_URL "\",\"E\":\"AQAB\"}}";
	static const char vault[] =
		"{\"VaultUri\":\"https://contoso-eu.vault.azure.net\",\"ResourceId\":\"" RESOURCE
		"\",\"Sku\":\"Premium\",\"Location\":\"West Europe\",\"EnableSoftDelete\":true,"
		"\"EnablePurgeProtection\":true,\"EnableRbacAuthorization\":false,"
		"\"PublicNetworkAccess\":\"Enabled\",\"NetworkAcls\":{"
		"\"DefaultAction\":\"Allow\",\"Bypass\":\"None\"},\"AccessPolicies\":[{"
		"\"ObjectId\":\"" SERVICE
		"\",\"PermissionsToKeys\":[\"decrypt\",\"sign\",\"get\"]}]}";
	/* The first byte of x is zero, and left out; y has two zeros too many. */
	static const char short_point[] =
		"{\"key\":{\"kid\":\"" KID "\",\"kty\":\"EC-HSM\",\"crv\":\"P-256\",\"x\":\"P6U2-"
		"SQn9cxbn2Iu8zlG8ubK0YtrQiiik6faIAAr2Q\",\"y\":"
		"\"AACpIIUOe8s+m/Hh/MXgc/PSlN3mJpzVGo85e6OCUOQydg==\"},"
		"\"attributes\":{}}";
	static const char *const keys[] = {rest, powershell};

	for (size_t i = 0; i < 2; i++) {
		prepare(set_of("aip"));
		check_good(import_said_add(&subject.said[0], "key", (const uint8_t *)keys[i],
					   strlen(keys[i])));
		check_good(import_said_add(&subject.said[0], "vault", (const uint8_t *)vault,
					   strlen(vault)));
		check_good(import_said_add(&subject.said[0], "services",
					   (const uint8_t *)PRINCIPAL(RMS),
					   strlen(PRINCIPAL(RMS))));
		import_judge(&subject);
		check(import_verdict(subject.findings, subject.finding_count) == IMPORT_PASS);
		check_says(import_said_add(&subject.said[0], "again", (const uint8_t *)rest,
					   strlen(rest)),
			   "says a second time what another file of the same host says already");
	}
	check_says(
		add("{}"),
		"is JSON that no client known here writes of a key, its vault or who may use it");
	check_says(
		add("[1]"),
		"is JSON that no client known here writes of a key, its vault or who may use it");
	prepare(set_of("plain"));
	check_good(import_said_add(&subject.said[0], "point", (const uint8_t *)short_point,
				   strlen(short_point)));
	check_good(import_said_add(&subject.said[0], "pem", (const uint8_t *)OTHER_PEM,
				   strlen(OTHER_PEM)));
	subject.key = subject.said[0].shown[1].key;
	import_judge(&subject);
	check(subject.said[0].shown_count == 2 && finding_of("identity")->answer == IMPORT_PASS);
	check_says(add("{\"ImportToken\":\"AAAA\",\"PublicKey\":\"AAAA\"}"),
		   "is what aws kms get-parameters-for-import gives: of the wrapping key, and not "
		   "of the "
		   "imported one");
	check_says(add("{\"schema_version\":\"1.0.0\"}"),
		   "is a .byok package: what the cloud says of the key after its import is wanted");
	check_says(add("{\"importMethod\":\"X\"}"),
		   "is of an import job: gcloud kms keys versions describe is wanted");
	check_says(add("{\"errors\":[\"permission denied\"]}"),
		   "is an error that the client was answered with");
	check_says(add("{\"key\":{\"kid\":\"x\"},\"attributes\":{\"expires\":\"2020-01-01T00:00:"
		       "00Z\",\"exp\":4000000000}}"),
		   "says one thing under two names, and not the same");
	check_says(add("{\"key\":{\"kid\":\"x\",\"keyOps\":[" SIX
		       "],\"key_ops\":[\"sign\"]},\"attributes\":{}}"),
		   "says one thing under two names, and not the same");
	check_says(add("{\"key\":{\"kid\":\"x\"},\"attributes\":{\"expires\":7.5,\"exp\":"
		       "4000000000}}"),
		   "says one thing under two names, and not the same");
	check_says(add("{\"key\":"), "is JSON that ends too early");
	check_says(add("nonsense"), "is neither what a client says in JSON, nor a public key, nor "
				    "a statement of an HSM");
	check_says(add(""), "is neither what a client says in JSON, nor a public key, nor a "
			    "statement of an HSM");
	check_good(add("-----BEGIN PUBLIC KEY-----\r\n" SPKI "\r\n-----END PUBLIC KEY-----\r\n"));
	check_good(add("-----BEGIN PUBLIC KEY-----\r\n" OTHER_SPKI
		       "\r\n-----END PUBLIC KEY-----\r\n"));
	check_good(add("[]"));
}

static void
try_commands(void)
{
	char out[IMPORT_COMMAND_BYTES], use[IMPORT_USE_BYTES];

	prepare(set_of("aip"));
	read_set(set_of("aip"), NULL, 0);
	check(import_command_fill(out, "x {at} {target}", &subject, NULL) &&
	      strcmp(out, "x --vault-name contoso-eu target-1") == 0);
	check(!import_command_fill(out, "x {nothing}", &subject, NULL) && out[0] == '\0');
	check(!import_command_fill(out, "x {object}", &subject, NULL) && out[0] == '\0');
	check(!import_command_fill(out, NULL, &subject, NULL));
	import_judge(&subject);
	import_use(use, "test-2026", &subject, NULL);
	check(strstr(use, "Use-AipServiceKeyVaultKey -KeyVaultKeyUrl \"" KID "\"\n") != NULL);
	check(strstr(use, "software") == NULL);
	prepare(set_of("soft"));
	read_set(set_of("soft"), NULL, 0);
	import_judge(&subject);
	import_use(use, "test-2026", &subject, NULL);
	check_says(use, "# target target-1, key documents: in the cloud it is\n# " KID
			"\n# software-protected: the importing host saw the private half\n");
}

/* What import_command_print prints, out of a file in the place of standard output. */
static const char *
printed(void)
{
	static char text[8192];
	FILE *file = tmpfile();
	int out = dup(1);
	size_t length;

	fflush(stdout);
	dup2(fileno(file), 1);
	import_command_print(&subject, NULL);
	fflush(stdout);
	dup2(out, 1);
	close(out);
	rewind(file);
	length = fread(text, 1, sizeof text - 1, file);
	text[length] = '\0';
	fclose(file);
	return text;
}

static void
try_asking(void)
{
	prepare(set_of("plain"));
	check_says(printed(),
		   "# target target-1: Azure Key Vault Premium or Managed HSM, policy plain\n"
		   "az keyvault key show --vault-name contoso-eu --name TenantKey "
		   ">../target-1.key.json\nverify-import target-1 ../target-1.key.json\n");
	subject.twice = true;
	check(strstr(printed(),
		     "\n# the lines above on the second workstation too; its files are brought "
		     "into "
		     "the folder ../second\nverify-import target-1 ../target-1.key.json --second "
		     "../second/target-1.key.json\n") != NULL);
	prepare(set_of("soft"));
	check_says(printed(),
		   "# target target-1: Azure Key Vault, software-protected, policy plain\n"
		   "az keyvault key show --vault-name contoso-eu --name TenantKey "
		   ">../target-1.key.json\nverify-import target-1 ../target-1.key.json\n");
	prepare(set_of("aws"));
	check(strstr(printed(), "aws kms get-public-key --key-id "
				"1234abcd-12ab-34cd-56ef-1234567890ab --region "
				"eu-central-1 >../target-1.public.json\n") != NULL);
	prepare(set_of("transit"));
	check(strstr(printed(),
		     "vault read -address=https://vault.contoso.example:8200 -format=json "
		     "transit/keys/TenantKey >../target-1.key.json\n") != NULL);
}

int
main(void)
{
	uint8_t der[PUBLIC_KEY_MOST_BYTES];
	size_t size;

	secret_begin();
	crypto_begin();
	json_begin();
	root_pinned(&roots);
	check_good(base64_read(der, sizeof der, &size, SPKI, strlen(SPKI)));
	check_good(public_key_from_spki(&ours, der, size));
	try_good();
	try_every_service();
	try_profiles();
	try_changes();
	try_coverage();
	try_the_others();
	try_hosts();
	try_roles();
	try_pairs();
	try_forms();
	try_commands();
	try_asking();
	clear();
	root_free(&roots);
	return test_end();
}
