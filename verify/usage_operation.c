#include "usage_operation.h"

#include <string.h>

/* Request types: "Logging and analyzing the protection usage from Azure Information Protection"; operations: "Azure Key Vault logging". */
static const struct usage_operation table[] = {
	{"KeyVaultDecryptRequest", USAGE_SERVICE, USAGE_DECRYPT, true},
	{"KMSPDecrypt", USAGE_SERVICE, USAGE_DECRYPT, true},
	{"KeyVaultSignDigest", USAGE_SERVICE, USAGE_SIGN, true},
	{"KeyVaultSignRequest", USAGE_SERVICE, USAGE_SIGN, true},
	{"KMSPSignDigest", USAGE_SERVICE, USAGE_SIGN, true},
	{"KeyVaultGetKeyInfoRequest", USAGE_SERVICE, USAGE_LOOK, false},
	{"KeyDecrypt", USAGE_VAULT, USAGE_DECRYPT, true},
	{"KeyUnwrap", USAGE_VAULT, USAGE_DECRYPT, true},
	{"KeySign", USAGE_VAULT, USAGE_SIGN, true},
	{"KeyGet", USAGE_VAULT, USAGE_LOOK, false},
	{"KeyEncrypt", USAGE_VAULT, USAGE_NO_ACT, true},
	{"KeyWrap", USAGE_VAULT, USAGE_NO_ACT, true},
	{"KeyVerify", USAGE_VAULT, USAGE_NO_ACT, true},
	{NULL, USAGE_SIDES, USAGE_NO_ACT, false},
};

/* "Azure Key Vault logging", as it is and as it was: vaults are listed, and deleted ones looked at, in the activity log now. */
static const char *const reads[] = {
	"Authentication",
	"VaultGet",
	"VaultList",
	"VaultGetDeleted",
	"VaultListDeleted",
	"KeyList",
	"KeyListVersions",
	"KeyGetDeleted",
	"KeyListDeleted",
	"KeyRotationPolicyGet",
	NULL,
};

static bool
is(struct cursor name, const char *wanted)
{
	return cursor_left(&name) == strlen(wanted) && memcmp(name.at, wanted, strlen(wanted)) == 0;
}

const struct usage_operation *
usage_operation_table(void)
{
	return table;
}

const struct usage_operation *
usage_operation_find(enum usage_side side, struct cursor name)
{
	for (const struct usage_operation *row = table; row->name != NULL; row++)
		if (row->side == side && is(name, row->name))
			return row;
	return NULL;
}

/* These lists ask for no key. */
static bool
is_list_of_keys(struct cursor name)
{
	return is(name, "KeyList") || is(name, "KeyListDeleted");
}

enum usage_object
usage_operation_object(struct cursor name)
{
	struct cursor rest = name;

	if (cursor_skip_text(&rest, "Key"))
		return is_list_of_keys(name) ? USAGE_OBJECT_VAULT : USAGE_OBJECT_KEY;
	return cursor_skip_text(&rest, "Secret") || cursor_skip_text(&rest, "Certificate")
		       ? USAGE_OBJECT_NO_KEY
		       : USAGE_OBJECT_VAULT;
}

const char *const *
usage_operation_reads(void)
{
	return reads;
}

bool
usage_operation_only_reads(struct cursor name)
{
	for (const char *const *read = reads; *read != NULL; read++)
		if (is(name, *read))
			return true;
	return false;
}
