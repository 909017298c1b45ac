#include "import_service.h"

#include <string.h>

#include "ceremony/process.h"
#include "ceremony/profile_client.h"
#include "ceremony/profile_place.h"
#include "verify/import_name.h"

static const char *const aws_types[KEY_TYPES] = {
	[KEY_RSA_2048] = "RSA_2048",     [KEY_RSA_3072] = "RSA_3072",
	[KEY_RSA_4096] = "RSA_4096",     [KEY_EC_P256] = "ECC_NIST_P256",
	[KEY_EC_P384] = "ECC_NIST_P384", [KEY_EC_P521] = "ECC_NIST_P521",
};

static const char *const google_types[KEY_TYPES] = {
	[KEY_RSA_2048] = "RSA_*_2048_*",  [KEY_RSA_3072] = "RSA_*_3072_*",
	[KEY_RSA_4096] = "RSA_*_4096_*",  [KEY_EC_P256] = "EC_SIGN_P256_*",
	[KEY_EC_P384] = "EC_SIGN_P384_*", [KEY_EC_P521] = "EC_SIGN_P521_*",
};

static const char *const transit_types[KEY_TYPES] = {
	[KEY_RSA_2048] = "rsa-2048",  [KEY_RSA_3072] = "rsa-3072",  [KEY_RSA_4096] = "rsa-4096",
	[KEY_EC_P256] = "ecdsa-p256", [KEY_EC_P384] = "ecdsa-p384", [KEY_EC_P521] = "ecdsa-p521",
};

static const struct import_service_row table[] = {
	{.service = IMPORT_KEY_VAULT, .name = import_name_azure, .shows = IMPORT_OF_KEY},
	{.service = IMPORT_SOFT_VAULT, .name = import_name_azure, .shows = IMPORT_OF_KEY},
	{.service = IMPORT_MANAGED_HSM, .name = import_name_azure, .shows = IMPORT_OF_KEY},
	{.service = IMPORT_AWS,
	 .name = import_name_aws,
	 .shows = IMPORT_OF_PUBLIC,
	 .types = aws_types},
	{.service = IMPORT_GOOGLE,
	 .name = import_name_google,
	 .shows = IMPORT_OF_PUBLIC,
	 .types = google_types,
	 .remark = "with the number of the version that the import made in place of 1"},
	{.service = IMPORT_TRANSIT,
	 .name = import_name_transit,
	 .shows = IMPORT_OF_KEY,
	 .types = transit_types},
	{.service = IMPORT_OCI, .name = import_name_oci, .shows = IMPORT_OF_PUBLIC},
};

_Static_assert(1u << sizeof table / sizeof table[0] == IMPORT_EVERY + 1u,
	       "every service has a row");

const struct import_service_row *
import_service_row(enum import_service service)
{
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (table[i].service == service)
			return &table[i];
	die("there is no row for service %u of an import", (unsigned)service);
}

static enum import_service
azure_service(const struct plan_target *target)
{
	if (!profile_wraps(target->profile))
		return IMPORT_SOFT_VAULT;
	return profile_azure_is_pool(target->where, strlen(target->where)) ? IMPORT_MANAGED_HSM
									   : IMPORT_KEY_VAULT;
}

enum import_service
import_service_of(const struct plan_target *target)
{
	if (profile_client(target->profile)->judged)
		switch (target->profile->service) {
		case PROFILE_AZURE:
			return azure_service(target);
		case PROFILE_AWS:
			return IMPORT_AWS;
		case PROFILE_GOOGLE:
			return IMPORT_GOOGLE;
		case PROFILE_VAULT:
			return IMPORT_TRANSIT;
		case PROFILE_OCI:
			return IMPORT_OCI;
		case PROFILE_PKCS11:
			break;
		}
	refuse("nothing is known here of the service of profile '%s'", target->profile->name);
}
