#include "usage_rule.h"

#include <stddef.h>

#include "verify/usage_merge.h"

#define SLACK USAGE_NUMBER_TEXT(USAGE_MERGE_SLACK_MINUTES)

static bool
is_of_key(const struct usage_row *row)
{
	return row->about == USAGE_ABOUT_KEY && row->side == USAGE_VAULT;
}

bool
usage_rule_administers(const struct usage_row *row)
{
	if (row->side != USAGE_VAULT || row->about == USAGE_ABOUT_NOTHING)
		return false;
	return row->known == NULL && !usage_operation_only_reads(row->operation);
}

static bool
by_other_principal(const struct usage_row *row)
{
	return is_of_key(row) && !row->by_service && !usage_rule_administers(row);
}

static bool
failed(const struct usage_row *row)
{
	return row->has_failed && (row->about == USAGE_ABOUT_KEY || usage_rule_administers(row));
}

static bool
is_use(const struct usage_row *row)
{
	return is_of_key(row) && row->known != NULL && row->known->is_use;
}

static bool
without_version(const struct usage_row *row)
{
	return is_use(row) && row->version == USAGE_KEY_UNVERSIONED;
}

static bool
with_other_version(const struct usage_row *row)
{
	return is_use(row) && row->version == USAGE_KEY_OLD_VERSION;
}

static bool
without_name(const struct usage_row *row)
{
	return row->is_unnamed && !usage_rule_administers(row);
}

static const struct usage_rule_row table[] = {
	[USAGE_OTHER_PRINCIPAL] =
		{"other-principal", USAGE_ALARM,
		 "an operation on the key by another principal than the service's",
		 by_other_principal},
	[USAGE_VAULT_ALONE] =
		{"vault-alone", USAGE_ALARM,
		 "the vault used the key for the service, and the service's log has nothing of it",
		 NULL},
	[USAGE_SERVICE_ALONE] =
		{"service-alone", USAGE_ALARM,
		 "the service says that it used the key, and the vault's log has nothing of it",
		 NULL},
	[USAGE_FAILED] = {"failed", USAGE_QUESTION, "an operation failed", failed},
	[USAGE_ADMINISTRATION] = {"administration", USAGE_ALARM,
				  "an administrative operation on the key or its vault",
				  usage_rule_administers},
	[USAGE_NO_VERSION] = {"no-version", USAGE_QUESTION,
			      "the key was used without naming its version", without_version},
	[USAGE_OTHER_VERSION] = {"other-version", USAGE_QUESTION,
				 "another version of the key was used", with_other_version},
	[USAGE_NO_NAME] = {"no-name", USAGE_ALARM,
			   "a key of this vault was used or read, and which one cannot be told",
			   without_name},
	[USAGE_SILENT] = {"silent", USAGE_QUESTION,
			  "hours of which a log has nothing: no row of the service, or none of "
			  "this vault",
			  NULL},
	[USAGE_NO_USE] = {"no-use", USAGE_QUESTION,
			  "neither log has a row about the key: is it the right one?", NULL},
	[USAGE_MALFORMED] = {"malformed", USAGE_QUESTION, "a row that cannot be read", NULL},
	[USAGE_LATE] = {"late", USAGE_QUESTION,
			"a row more than " SLACK
			" minutes out of order: what is near it may be matched wrongly",
			NULL},
};

_Static_assert(sizeof table / sizeof table[0] == USAGE_RULES, "a rule has no row");

const struct usage_rule_row *
usage_rule_row(enum usage_rule rule)
{
	return &table[rule];
}

const char *
usage_rule_severity(enum usage_rule rule)
{
	return table[rule].severity == USAGE_ALARM ? "alarm" : "question";
}

bool
usage_rule_wants_match(const struct usage_row *row)
{
	return row->about == USAGE_ABOUT_KEY && row->by_service && !row->has_failed &&
	       !usage_rule_administers(row);
}
