#include "profile_place.h"

#include <string.h>

#include "ceremony/text.h"

enum { HOST_MOST = 253, OCID_MOST = 255, OCID_PARTS = 6, VAULT_PART = 4, NAME_MOST = 100 };

static const char management[] = "-management.kms.";

static bool
is_ocid(const char *text, const char *type)
{
	size_t length = strlen(text);

	return length <= OCID_MOST && strncmp(text, "ocid1.", 6) == 0 &&
	       strncmp(text + 6, type, strlen(type)) == 0 &&
	       text_is_all(text, length, PROFILE_ALNUM "-_.") && text[length - 1] != '.';
}

const char *
profile_oci_where(const char *value, size_t length)
{
	static const char form[] =
		"is not a vault's management endpoint and a compartment, like "
		"VAULT-management.kms.eu-frankfurt-1.oraclecloud.com/ocid1.compartment.oc1..UNIQUE";
	size_t host = strcspn(value, "/");
	const char *service = memmem(value, host, management, strlen(management));

	(void)length;
	if (host > HOST_MOST || value[host] != '/' || service == NULL || service == value ||
	    !text_is_all(value, host, PROFILE_LOWER PROFILE_DIGITS "-.") || value[0] == '-' ||
	    memchr(value, '.', (size_t)(service - value)) != NULL || value[host - 1] == '.' ||
	    memmem(value, host, "..", 2) != NULL)
		return form;
	if (!is_ocid(value + host + 1, "compartment.") && !is_ocid(value + host + 1, "tenancy."))
		return form;
	return NULL;
}

const char *
profile_oci_name(const char *value, size_t length)
{
	if (length == 0 || length > NAME_MOST || strchr("-._", value[0]) != NULL ||
	    !text_is_all(value, length, PROFILE_ALNUM "-_."))
		return "is not a display name of letters, digits, dashes, underscores and dots, "
		       "100 "
		       "at most, a letter or digit first";
	return NULL;
}

/* The part of an OCID of that number; what stands behind its dot, or NULL. */
static const char *
part(const char *ocid, unsigned number)
{
	while (number-- > 0 && ocid != NULL) {
		ocid = strchr(ocid, '.');
		ocid = ocid == NULL ? NULL : ocid + 1;
	}
	return ocid;
}

/* Keys have ocid1.key.REALM.REGION.VAULT.UNIQUE, and VAULT is the first word of the vault's endpoint. */
const char *
profile_oci_kek(const char *identifier, const char *where, const char *cloud_name)
{
	size_t vault_bytes = (size_t)(strstr(where, management) - where);
	const char *vault = part(identifier, VAULT_PART);

	(void)cloud_name;
	if (!is_ocid(identifier, ""))
		return "is not an OCID like ocid1.key.oc1.eu-frankfurt-1.VAULT.UNIQUE";
	if (part(identifier, OCID_PARTS - 1) != NULL && part(identifier, OCID_PARTS) == NULL &&
	    (strncmp(vault, where, vault_bytes) != 0 || vault[vault_bytes] != '.'))
		return "is of another vault than the target's: a key wrapped for it could not be "
		       "imported";
	return NULL;
}
