#include "profile_place.h"

#include <string.h>
#include <strings.h>

#include "ceremony/grammar.h"
#include "ceremony/text.h"

/* Key Vault and Managed HSM in the public cloud, and those of the US government, China, Germany and France. */
static const char *const clouds[] = {
	".vault.azure.net",
	".managedhsm.azure.net",
	".vault.usgovcloudapi.net",
	".managedhsm.usgovcloudapi.net",
	".vault.azure.cn",
	".managedhsm.azure.cn",
	".managedhsm.chinacloudapi.cn",
	".vault.microsoftazure.de",
	".vault.sovcloud-api.fr",
	".managedhsm.sovcloud-api.fr",
	".vault.sovcloud-api.de",
	".managedhsm.sovcloud-api.de",
};

/* What stands behind the first label, which must be there; NULL when nothing does. */
static const char *
behind_label(const char *host, size_t length)
{
	const char *dot = memchr(host, '.', length);

	return dot == host ? NULL : dot;
}

bool
profile_azure_is_known(const char *host, size_t length)
{
	const char *rest = behind_label(host, length);
	size_t left = rest == NULL ? 0 : length - (size_t)(rest - host);

	for (size_t i = 0; left > 0 && i < sizeof clouds / sizeof clouds[0]; i++)
		if (left == strlen(clouds[i]) && strncasecmp(rest, clouds[i], left) == 0)
			return true;
	return false;
}

bool
profile_azure_is_pool(const char *host, size_t length)
{
	static const char pool[] = ".managedhsm.";
	const char *rest = behind_label(host, length);

	return rest != NULL && length - (size_t)(rest - host) > strlen(pool) &&
	       strncasecmp(rest, pool, strlen(pool)) == 0;
}

/* A vault's or a Managed HSM pool's host name: at least two dots, no dash or dot at an end. */
const char *
profile_azure_where(const char *value, size_t length)
{
	const char *dot = strchr(value, '.');

	if (length > 253 || !text_is_all(value, length, PROFILE_LOWER PROFILE_DIGITS "-.") ||
	    dot == NULL || dot == value || strchr(dot + 1, '.') == NULL ||
	    strstr(value, "..") != NULL || value[0] == '-' || value[length - 1] == '.' ||
	    value[length - 1] == '-')
		return "is not a vault's host name like contoso-eu.vault.azure.net";
	return NULL;
}

/* Key Vault: [0-9A-Za-z-]{1,127}; a leading dash would be an option of az. */
const char *
profile_azure_name(const char *value, size_t length)
{
	if (length == 0 || length > 127 || value[0] == '-' ||
	    !text_is_all(value, length, PROFILE_ALNUM "-"))
		return "is not a Key Vault name: letters, digits and dashes, 127 at most, no dash "
		       "first";
	return NULL;
}

/* A key of a Managed HSM is an HSM's: there is no other. */
const char *
profile_azure_vault(const char *value, size_t length)
{
	const char *answer = profile_azure_where(value, length);

	if (answer == NULL && profile_azure_is_pool(value, length))
		return "is a Managed HSM pool, which takes no software-protected key";
	return answer;
}

/* It names the certificate too (RFC 5280, appendix A.1: ub-common-name). */
const char *
profile_azure_pfx_name(const char *value, size_t length)
{
	const char *answer = profile_azure_name(value, length);

	return answer == NULL && length > 64 ? "is longer than the name of a certificate: 64"
					     : answer;
}

/* https://HOST/keys/NAME/32 hexadecimal digits */
const char *
profile_azure_kek(const char *identifier, const char *where, const char *cloud_name)
{
	static const char scheme[] = "https://", keys[] = "/keys/";
	size_t host_bytes = strlen(where);
	const char *host = identifier + sizeof scheme - 1, *name, *version;

	(void)cloud_name;
	if (strncmp(identifier, scheme, sizeof scheme - 1) != 0)
		return "does not begin with https://";
	if (strncmp(host, where, host_bytes) != 0 ||
	    strncmp(host + host_bytes, keys, sizeof keys - 1) != 0)
		return "is of another vault than the target's: a package made for it could not be "
		       "imported";
	name = host + host_bytes + sizeof keys - 1;
	version = strchr(name, '/');
	if (version == NULL)
		return "has no version: take the key identifier whole, with its last part of 32 "
		       "digits";
	if (profile_azure_name(name, (size_t)(version - name)) != NULL)
		return "has no usable key name";
	if (strlen(version + 1) != 32 || grammar_hex(version + 1, 32) != NULL)
		return "does not end in a version of 32 lower-case hexadecimal digits";
	return NULL;
}
