#include "import_name.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ceremony/profile_place.h"
#include "ceremony/text.h"

/* https://HOST/keys/NAME/VERSION: the form of a KEK's identifier there. */
static const char *
azure_name(const struct plan_target *target, const char *id)
{
	const char *why = profile_azure_kek(id, target->where, target->cloud_name);
	size_t name = strlen("https://") + strlen(target->where) + strlen("/keys/");
	size_t length = strlen(target->cloud_name);

	if (why == NULL &&
	    (strncasecmp(id + name, target->cloud_name, length) != 0 || id[name + length] != '/'))
		why = "has another name than the plan's";
	if (why != NULL && strstr(why, "vault") != NULL)
		why = "is of another vault than the target's";
	return why;
}

static const char *
google_name(const struct plan_target *target, const char *id)
{
	char before[IMPORT_TEXT_BYTES];
	int length = snprintf(before, sizeof before, "%s/cryptoKeys/%s/cryptoKeyVersions/",
			      target->where, target->cloud_name);

	if (length < 0 || strncmp(id, before, (size_t)length) != 0)
		return "is not of the plan's key ring and name";
	return text_is_all(id + length, strlen(id + length), PROFILE_DIGITS) && id[length] != '\0'
		       ? NULL
		       : "has no version";
}

/* The whole ARN: keys of one number are in many regions, and anybody's account can have one. */
static const char *
aws_name(const struct plan_target *target, const char *id)
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

static const char *
transit_name(const struct plan_target *target, const char *id)
{
	return strcmp(id, target->cloud_name) == 0 ? NULL : "has another name than the plan's";
}

const char *
import_name_check(const struct import_case *subject, const char *id)
{
	switch (subject->service) {
	case IMPORT_GOOGLE:
		return google_name(subject->target, id);
	case IMPORT_AWS:
		return aws_name(subject->target, id);
	case IMPORT_TRANSIT:
		return transit_name(subject->target, id);
	default:
		return azure_name(subject->target, id);
	}
}
