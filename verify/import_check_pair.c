#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "verify/import_access.h"
#include "verify/import_check.h"

static enum import_answer
answer(struct import_finding *finding, bool good)
{
	import_rule_want(finding, "%s", finding->rule->want);
	return good ? IMPORT_PASS
		    : import_rule_says(finding, IMPORT_FAIL, "%s", finding->rule->why);
}

static enum import_answer
unsaid(struct import_finding *finding)
{
	import_rule_want(finding, "%s", finding->rule->want);
	return import_rule_says(finding, IMPORT_UNKNOWN, "no file says it of both vaults");
}

enum import_answer
import_check_both(struct import_finding *finding, const struct import_case *one,
		  const struct import_case *other)
{
	(void)one;
	import_rule_want(finding, "%s", finding->rule->want);
	if (other != NULL)
		return IMPORT_PASS;
	return import_rule_says(
		finding, IMPORT_UNKNOWN,
		"a data encryption policy has two keys, and what is said of the other one "
		"was not given (-- TARGET FILE...)");
}

/* Of the cloud's keys where both are shown; else of the ceremony's. */
enum import_answer
import_check_pair_keys(struct import_finding *finding, const struct import_case *one,
		       const struct import_case *other)
{
	return answer(finding, one->key.size != other->key.size ||
				       memcmp(one->key.spki, other->key.spki, one->key.size) != 0);
}

enum import_answer
import_check_pair_vaults(struct import_finding *finding, const struct import_case *one,
			 const struct import_case *other)
{
	snprintf(finding->found, sizeof finding->found, "%.200s and %.200s", one->target->where,
		 other->target->where);
	return answer(finding, strcasecmp(one->target->where, other->target->where) != 0);
}

/* The part of a resource's name behind /subscriptions/; 0: it has none. */
static size_t
subscription(const char **start, const struct import_case *subject)
{
	static const char before[] = "/subscriptions/";
	const char *resource = import_said_value(&subject->said[0], IMPORT_RESOURCE);

	if (resource == NULL || strncasecmp(resource, before, sizeof before - 1) != 0)
		return 0;
	*start = resource + sizeof before - 1;
	return strcspn(*start, "/");
}

enum import_answer
import_check_pair_subscriptions(struct import_finding *finding, const struct import_case *one,
				const struct import_case *other)
{
	const char *first, *second;
	size_t length = subscription(&first, one), other_length = subscription(&second, other);

	if (length == 0 || other_length == 0)
		return unsaid(finding);
	snprintf(finding->found, sizeof finding->found, "%.*s and %.*s", (int)length, first,
		 (int)other_length, second);
	return answer(finding, length != other_length || strncasecmp(first, second, length) != 0);
}

enum import_answer
import_check_pair_directory(struct import_finding *finding, const struct import_case *one,
			    const struct import_case *other)
{
	const char *first = import_said_value(&one->said[0], IMPORT_DIRECTORY);
	const char *second = import_said_value(&other->said[0], IMPORT_DIRECTORY);

	if (first == NULL || second == NULL)
		return unsaid(finding);
	snprintf(finding->found, sizeof finding->found, "%.200s and %.200s", first, second);
	return answer(finding, strcasecmp(first, second) == 0);
}

static const struct import_finding *
services_of(const struct import_case *subject)
{
	for (size_t i = 0; i < subject->finding_count; i++)
		if (strcmp(subject->findings[i].rule->id, "service-access") == 0)
			return &subject->findings[i];
	return NULL;
}

/* Each key's own rule has said already which services it is for. */
enum import_answer
import_check_pair_services(struct import_finding *finding, const struct import_case *one,
			   const struct import_case *other)
{
	const struct import_finding *first = services_of(one), *second = services_of(other);

	if (first == NULL || second == NULL || first->answer != IMPORT_PASS ||
	    second->answer != IMPORT_PASS)
		return unsaid(finding);
	snprintf(finding->found, sizeof finding->found, "%.200s / %.200s", first->found,
		 second->found);
	return answer(finding, strcmp(first->found, second->found) == 0);
}
