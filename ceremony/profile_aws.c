#include "profile_place.h"

#include <string.h>

#include "ceremony/text.h"

enum { ACCOUNT_DIGITS = 12, REGION_MOST = 32, MULTI_REGION_DIGITS = 32 };

static bool
is_account(const char *value)
{
	return strlen(value) == ACCOUNT_DIGITS &&
	       text_is_all(value, ACCOUNT_DIGITS, PROFILE_DIGITS);
}

/* arn:PARTITION:kms:REGION:ACCOUNT; partitions are aws, aws-us-gov and others of that kind. */
const char *
profile_aws_where(const char *value, size_t length)
{
	static const char form[] =
		"is not an account's place like arn:aws:kms:eu-central-1:111122223333";
	static const char beginning[] = "arn:aws", service[] = ":kms:";
	const char *region = strstr(value, service);
	size_t region_bytes;

	(void)length;
	if (strncmp(value, beginning, strlen(beginning)) != 0 || region == NULL)
		return form;
	if (!text_is_all(value + 3, (size_t)(region - value) - 3,
			 PROFILE_LOWER PROFILE_DIGITS "-:") ||
	    strspn(value + 4, PROFILE_LOWER PROFILE_DIGITS "-") != (size_t)(region - value) - 4)
		return form;
	if (strncmp(value, "arn:aws-cn:", strlen("arn:aws-cn:")) == 0)
		return "is in China, where AWS takes no key that is wrapped by RSA_AES_KEY_WRAP";
	region += strlen(service);
	region_bytes = strspn(region, PROFILE_LOWER PROFILE_DIGITS "-");
	if (region_bytes == 0 || region_bytes > REGION_MOST || region[0] == '-' ||
	    region[region_bytes] != ':' || !is_account(region + region_bytes + 1))
		return form;
	return NULL;
}

/* 8-4-4-4-12 hexadecimal digits. */
static bool
is_uuid(const char *value, size_t length)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

	if (length != strlen(form))
		return false;
	for (size_t i = 0; i < length; i++)
		if (form[i] == '-' ? value[i] != '-'
				   : !text_is_all(value + i, 1, PROFILE_DIGITS "abcdef"))
			return false;
	return true;
}

static bool
is_multi_region(const char *value, size_t length)
{
	static const char beginning[] = "mrk-";

	return length == strlen(beginning) + MULTI_REGION_DIGITS &&
	       strncmp(value, beginning, strlen(beginning)) == 0 &&
	       text_is_all(value + strlen(beginning), MULTI_REGION_DIGITS, PROFILE_DIGITS "abcdef");
}

const char *
profile_aws_name(const char *value, size_t length)
{
	return is_uuid(value, length) || is_multi_region(value, length)
		       ? NULL
		       : "is not a key id like 1234abcd-12ab-34cd-56ef-1234567890ab, which AWS "
			 "gives "
			 "when the key is created with --origin EXTERNAL; an alias is not taken";
}

const char *
profile_aws_kek(const char *identifier, const char *where, const char *cloud_name)
{
	static const char middle[] = ":key/";
	size_t where_bytes = strlen(where);

	if (strncmp(identifier, "arn:", 4) != 0 || strstr(identifier, middle) == NULL)
		return "is not a key's ARN like "
		       "arn:aws:kms:eu-central-1:111122223333:key/"
		       "1234abcd-12ab-34cd-56ef-1234567890ab";
	if (strncmp(identifier, where, where_bytes) != 0 ||
	    strncmp(identifier + where_bytes, middle, strlen(middle)) != 0 ||
	    strcmp(identifier + where_bytes + strlen(middle), cloud_name) != 0)
		return "is of another key than the target's: its import token is good for that one "
		       "alone";
	return NULL;
}
