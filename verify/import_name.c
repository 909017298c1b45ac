#include "import_name.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ceremony/profile_place.h"
#include "ceremony/text.h"

enum { PLACE_BYTES = 512 };

/* https://HOST/keys/NAME/VERSION: the form of a KEK's identifier there. */
const char *
import_name_azure(const struct plan_target *target, const char *id)
{
	static const char scheme[] = "https://", keys[] = "/keys/";
	const char *why = profile_azure_kek(id, target->where, target->cloud_name);
	const char *host = id + strlen(scheme), *name = host + strlen(target->where) + strlen(keys);
	size_t length = strlen(target->cloud_name);

	if (strncmp(id, scheme, strlen(scheme)) == 0 &&
	    (strncmp(host, target->where, strlen(target->where)) != 0 ||
	     strncmp(host + strlen(target->where), keys, strlen(keys)) != 0))
		return "is of another vault than the target's";
	if (why != NULL)
		return why;
	return strncasecmp(name, target->cloud_name, length) == 0 && name[length] == '/'
		       ? NULL
		       : "has another name than the plan's";
}

const char *
import_name_google(const struct plan_target *target, const char *id)
{
	char before[PLACE_BYTES];
	int length = snprintf(before, sizeof before, "%s/cryptoKeys/%s/cryptoKeyVersions/",
			      target->where, target->cloud_name);

	if (length < 0 || strncmp(id, before, (size_t)length) != 0)
		return "is not of the plan's key ring and name";
	return text_is_all(id + length, strlen(id + length), PROFILE_DIGITS) && id[length] != '\0'
		       ? NULL
		       : "has no version";
}

/* The whole ARN: keys of one number are in many regions, and anybody's account can have one. */
const char *
import_name_aws(const struct plan_target *target, const char *id)
{
	static const char middle[] = ":key/";
	size_t where = strlen(target->where);

	if (profile_aws_kek(id, target->where, target->cloud_name) == NULL)
		return NULL;
	if (strncmp(id, "arn:", 4) != 0 || strstr(id, middle) == NULL)
		return "is no ARN of a key";
	return strncmp(id, target->where, where) != 0 ||
			       strncmp(id + where, middle, strlen(middle)) != 0
		       ? "is of another region or account than the plan's"
		       : "is another key than the plan's";
}

const char *
import_name_transit(const struct plan_target *target, const char *id)
{
	return strcmp(id, target->cloud_name) == 0 ? NULL : "has another name than the plan's";
}

const char *
import_name_oci(const struct plan_target *target, const char *id)
{
	return strncmp(id, "ocid1.key.", strlen("ocid1.key.")) == 0
		       ? profile_oci_kek(id, target->where, target->cloud_name)
		       : "is no OCID of a key";
}
