#include "profile.h"

#include <string.h>

#include "ceremony/grammar.h"
#include "ceremony/text.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

enum {
	RSA_ALL = 1 << KEY_RSA_2048 | 1 << KEY_RSA_3072 | 1 << KEY_RSA_4096,
	EC_ALL = 1 << KEY_EC_P256 | 1 << KEY_EC_P384 | 1 << KEY_EC_P521,
};

/* A vault's or a Managed HSM pool's host name: at least two dots, no dash or dot at an end. */
static const char *
azure_where(const char *value, size_t length)
{
	const char *dot = strchr(value, '.');

	if (length > 253 || !text_is_all(value, length, LOWER DIGITS "-.") || dot == NULL ||
	    dot == value || strchr(dot + 1, '.') == NULL || strstr(value, "..") != NULL ||
	    value[0] == '-' || value[length - 1] == '.' || value[length - 1] == '-')
		return "is not a vault's host name like contoso-eu.vault.azure.net";
	return NULL;
}

/* Key Vault: [0-9A-Za-z-]{1,127}; a leading dash would be an option of az. */
static const char *
azure_name(const char *value, size_t length)
{
	if (length == 0 || length > 127 || value[0] == '-' ||
	    !text_is_all(value, length, LOWER UPPER DIGITS "-"))
		return "is not a Key Vault name: letters, digits and dashes, 127 at most, no dash "
		       "first";
	return NULL;
}

/* A key of a Managed HSM is an HSM's: there is no other. */
static const char *
azure_vault(const char *value, size_t length)
{
	const char *answer = azure_where(value, length);

	if (answer == NULL && profile_is_managed_hsm(value, length))
		return "is a Managed HSM pool, which takes no software-protected key";
	return answer;
}

/* It names the certificate too (RFC 5280, appendix A.1: ub-common-name). */
static const char *
azure_pfx_name(const char *value, size_t length)
{
	const char *answer = azure_name(value, length);

	return answer == NULL && length > 64 ? "is longer than the name of a certificate: 64"
					     : answer;
}

/* https://HOST/keys/NAME/32 hexadecimal digits */
static const char *
azure_kek(const char *identifier, const char *where)
{
	static const char scheme[] = "https://", keys[] = "/keys/";
	size_t host_bytes = strlen(where);
	const char *host = identifier + sizeof scheme - 1, *name, *version;

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
	if (azure_name(name, (size_t)(version - name)) != NULL)
		return "has no usable key name";
	if (strlen(version + 1) != 32 || grammar_hex(version + 1, 32) != NULL)
		return "does not end in a version of 32 lower-case hexadecimal digits";
	return NULL;
}

/* `text` is made of these pairs: fixed words, each followed by one part of a path. */
static const char *
take_pairs(const char *text, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t word_bytes = strlen(*words), part_bytes;

		if (strncmp(text, *words, word_bytes) != 0)
			return NULL;
		part_bytes = strspn(text + word_bytes, LOWER UPPER DIGITS "-_.:");
		if (part_bytes == 0 || part_bytes > 63 || strchr("-._:", text[word_bytes]) != NULL)
			return NULL;
		text += word_bytes + part_bytes;
	}
	return text;
}

static const char *
google_where(const char *value, size_t length)
{
	static const char *const form[] = {"projects/", "/locations/", "/keyRings/", NULL};
	const char *end = take_pairs(value, form);

	(void)length;
	if (end == NULL || *end != '\0')
		return "is not a key ring like projects/P/locations/L/keyRings/R";
	return NULL;
}

static const char *
google_name(const char *value, size_t length)
{
	if (length == 0 || length > 63 || value[0] == '-' ||
	    !text_is_all(value, length, LOWER UPPER DIGITS "-_"))
		return "is not a Cloud KMS key name: letters, digits, dashes and underscores, 63 "
		       "at most, no dash first";
	return NULL;
}

static const char *
google_kek(const char *identifier, const char *where)
{
	static const char *const form[] = {"/importJobs/", NULL};
	size_t where_bytes = strlen(where);
	const char *end;

	if (strncmp(identifier, where, where_bytes) != 0)
		return "is of another key ring than the target's: a key wrapped for it could not "
		       "be imported";
	end = take_pairs(identifier + where_bytes, form);
	return end == NULL || *end != '\0'
		       ? "is not an import job like projects/P/locations/L/keyRings/R/importJobs/J"
		       : NULL;
}

static const struct profile table[] = {
	{
		.name = "azure",
		.service = PROFILE_AZURE,
		.title = "Azure Key Vault Premium or Managed HSM",
		.hash = PROFILE_SHA1,
		.container = PROFILE_BYOK,
		.suffix = ".byok",
		.kek_types = RSA_ALL,
		.key_types = RSA_ALL | EC_ALL,
		.where = azure_where,
		.cloud_name = azure_name,
		.kek_identifier = azure_kek,
		.kek_file_has_terms = true,
		.kek_lives_hours = 0,
	},
	{
		.name = "gcp-4096-sha256",
		.service = PROFILE_GOOGLE,
		.title = "Google Cloud KMS, import method rsa-oaep-4096-sha256-aes-256",
		.hash = PROFILE_SHA256,
		.container = PROFILE_RAW,
		.suffix = ".bin",
		.kek_types = 1 << KEY_RSA_4096,
		.key_types = RSA_ALL | 1 << KEY_EC_P256 | 1 << KEY_EC_P384,
		.where = google_where,
		.cloud_name = google_name,
		.kek_identifier = google_kek,
		.kek_lives_hours = 72,
	},
	{
		.name = "azure-pfx",
		.service = PROFILE_AZURE,
		.title = "Azure Key Vault, software-protected",
		.hash = PROFILE_SHA256,
		.container = PROFILE_PFX,
		.suffix = ".pfx",
		.key_types = RSA_ALL | EC_ALL,
		.where = azure_vault,
		.cloud_name = azure_pfx_name,
	},
	{.name = NULL},
};

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
	return profile->key_types & 1u << type ? NULL
					       : "is of a type that this service does not take";
}

const char *
profile_takes_kek(const struct profile *profile, enum key_type type)
{
	return profile->kek_types & 1u << type
		       ? NULL
		       : "is of a size that this service's wrapping keys do not have";
}

static bool
ends_with_one_of(const char *text, size_t length, const char *const *ends)
{
	for (; *ends != NULL; ends++) {
		size_t end_length = strlen(*ends);

		if (length > end_length &&
		    memcmp(text + length - end_length, *ends, end_length) == 0)
			return true;
	}
	return false;
}

bool
profile_is_key_vault(const char *host, size_t length)
{
	static const char *const ends[] = {".vault.azure.net", ".vault.azure.cn",
					   ".vault.usgovcloudapi.net", ".vault.microsoftazure.de",
					   NULL};

	return ends_with_one_of(host, length, ends);
}

bool
profile_is_managed_hsm(const char *host, size_t length)
{
	static const char *const ends[] = {".managedhsm.azure.net", ".managedhsm.azure.cn",
					   ".managedhsm.usgovcloudapi.net", NULL};

	return ends_with_one_of(host, length, ends);
}

enum profile_attests
profile_attests(const struct profile *profile, const char *where)
{
	if (profile->service == PROFILE_GOOGLE)
		return PROFILE_ATTESTS;
	if (profile_is_managed_hsm(where, strlen(where)))
		return PROFILE_ATTESTS;
	return profile_is_key_vault(where, strlen(where)) ? PROFILE_ATTESTS_NEVER
							  : PROFILE_ATTESTS_UNKNOWN;
}
