#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "verify/import_access.h"
#include "verify/import_check.h"

static enum import_answer
answer(struct import_finding *finding, bool good)
{
	import_rule_want(finding, "%s", finding->rule->want);
	return import_rule_answer(finding, good);
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
	finding->told = other != NULL ? IMPORT_TOLD_PLAN : IMPORT_TOLD_NOBODY;
	if (other != NULL)
		return IMPORT_PASS;
	return import_rule_says(
		finding, IMPORT_UNKNOWN,
		"a data encryption policy has two keys, and what is said of the other one "
		"was not given (-- TARGET FILE...)");
}

enum import_answer
import_check_pair_keys(struct import_finding *finding, const struct import_case *one,
		       const struct import_case *other)
{
	finding->told = IMPORT_TOLD_PLAN;
	return answer(finding, one->key.size != other->key.size ||
				       memcmp(one->key.spki, other->key.spki, one->key.size) != 0);
}

enum import_answer
import_check_pair_vaults(struct import_finding *finding, const struct import_case *one,
			 const struct import_case *other)
{
	finding->told = IMPORT_TOLD_PLAN;
	snprintf(finding->found, sizeof finding->found, "%.200s and %.200s", one->target->where,
		 other->target->where);
	return answer(finding, strcasecmp(one->target->where, other->target->where) != 0);
}

/* Both keys' rule of that name passed, so that the hosts agree on what they found. */
static bool
both_pass(struct import_finding *finding, const char *rule, const struct import_finding *found[2],
	  const struct import_case *one, const struct import_case *other)
{
	found[0] = import_answer_of(one, rule);
	found[1] = import_answer_of(other, rule);
	for (int i = 0; i < 2; i++)
		if (found[i] == NULL || found[i]->answer != IMPORT_PASS)
			return false;
	/* Both hosts' word only where both keys' answers are. */
	finding->told = found[0]->told == IMPORT_TOLD_BOTH ? found[1]->told : found[0]->told;
	return true;
}

/* The part of a resource's name behind /subscriptions/; 0: it has none. */
static size_t
subscription(const char **start, const char *resource)
{
	static const char before[] = "/subscriptions/";

	if (strncasecmp(resource, before, sizeof before - 1) != 0)
		return 0;
	*start = resource + sizeof before - 1;
	return strcspn(*start, "/");
}

enum import_answer
import_check_pair_subscriptions(struct import_finding *finding, const struct import_case *one,
				const struct import_case *other)
{
	const struct import_finding *found[2];
	const char *first, *second;
	size_t length, other_length;

	if (!both_pass(finding, "resource", found, one, other))
		return unsaid(finding);
	length = subscription(&first, found[0]->found);
	other_length = subscription(&second, found[1]->found);
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
	const struct import_finding *found[2];

	if (!both_pass(finding, "tenant", found, one, other))
		return unsaid(finding);
	snprintf(finding->found, sizeof finding->found, "%.200s and %.200s", found[0]->found,
		 found[1]->found);
	return answer(finding, strcasecmp(found[0]->found, found[1]->found) == 0);
}

/* Each key's own rule has said already which services it is for. */
enum import_answer
import_check_pair_services(struct import_finding *finding, const struct import_case *one,
			   const struct import_case *other)
{
	const struct import_finding *found[2];

	if (!both_pass(finding, "service-access", found, one, other))
		return unsaid(finding);
	snprintf(finding->found, sizeof finding->found, "%.200s / %.200s", found[0]->found,
		 found[1]->found);
	return answer(finding, found[0]->apps == found[1]->apps);
}
