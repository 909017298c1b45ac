#include "import_check.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ceremony/text.h"
#include "verify/import_access.h"
#include "verify/import_shape.h"

/* https://HOST/ or https://HOST:443/ */
static bool
is_host(const char *uri, const char *host)
{
	size_t length = strlen(host);

	if (strncasecmp(uri, "https://", 8) != 0 || strncasecmp(uri + 8, host, length) != 0)
		return false;
	uri += 8 + length;
	if (strncmp(uri, ":443", 4) == 0)
		uri += 4;
	return strcmp(uri, "") == 0 || strcmp(uri, "/") == 0;
}

enum import_answer
import_check_vault(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said)
{
	import_rule_want(finding, "https://%s/", subject->target->where);
	if (!import_rule_find(finding, said, IMPORT_URI))
		return import_rule_unsaid(finding);
	return import_rule_answer(finding, is_host(finding->found, subject->target->where));
}

/* "West Europe" and "westeurope" are the same place. */
static bool
is_place(const char *one, const char *other)
{
	for (;; one++, other++) {
		while (*one == ' ')
			one++;
		while (*other == ' ')
			other++;
		if (tolower((unsigned char)*one) != tolower((unsigned char)*other))
			return false;
		if (*one == '\0')
			return true;
	}
}

enum import_answer
import_check_place(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said)
{
	import_rule_want(finding, "%s", subject->target->region);
	if (!import_rule_find(finding, said, IMPORT_PLACE))
		return import_rule_unsaid(finding);
	return import_rule_answer(finding, is_place(finding->found, finding->wanted));
}

/* Microsoft, "BYOK details", "Choosing your key vault location". */
static const struct {
	const char *url, *one, *other;
} near[] = {
	{".rms.na.aadrm.com", "northcentralus", "eastus"},
	{".rms.eu.aadrm.com", "northeurope", "westeurope"},
	{".rms.ap.aadrm.com", "eastasia", "southeastasia"},
	{".rms.sa.aadrm.com", "westus", "eastus"},
	{".rms.govus.aadrm.com", "centralus", "eastus2"},
	{".rms.aadrm.us", "usgovvirginia", "usgovarizona"},
	{".rms.aadrm.cn", "chinaeast2", "chinanorth2"},
};

enum import_answer
import_check_near(struct import_finding *finding, const struct import_case *subject,
		  const struct import_said *said)
{
	const char *url = import_said_value(said, IMPORT_RIGHTS_URL);
	size_t row = 0;

	(void)subject;
	import_rule_want(finding, "a place near the tenant's service");
	if (url == NULL)
		return import_rule_says(finding, IMPORT_UNKNOWN,
					"no file says where the tenant's service is");
	while (row < sizeof near / sizeof near[0] && strstr(url, near[row].url) == NULL)
		row++;
	if (row == sizeof near / sizeof near[0])
		return import_rule_says(
			finding, IMPORT_UNKNOWN,
			"the tenant's service is in a region that is not known here");
	import_rule_want(finding, "%s or %s", near[row].one, near[row].other);
	finding->lacks = IMPORT_OF_VAULT;
	if (!import_rule_find(finding, said, IMPORT_PLACE))
		return import_rule_unsaid(finding);
	return import_rule_answer(finding, is_place(finding->found, near[row].one) ||
						   is_place(finding->found, near[row].other));
}

static bool
is_said(const struct import_said *said, enum import_field field, const char *word)
{
	const char *value = import_said_value(said, field);

	return value != NULL && strcasecmp(value, word) == 0;
}

static const char *
or_nothing(const char *text)
{
	return text == NULL ? "not said" : text;
}

enum import_answer
import_check_firewall(struct import_finding *finding, const struct import_case *subject,
		      const struct import_said *said)
{
	bool open = is_said(said, IMPORT_BY_DEFAULT, "Allow") &&
		    !is_said(said, IMPORT_PUBLIC_NETWORK, "Disabled");
	bool closed = is_said(said, IMPORT_BY_DEFAULT, "Deny") ||
		      is_said(said, IMPORT_PUBLIC_NETWORK, "Disabled");
	const char *bypass = import_said_value(said, IMPORT_BYPASS);

	(void)subject;
	import_rule_want(finding, "default Allow, or bypass AzureServices");
	finding->file = import_said_file(said, IMPORT_OF_VAULT);
	snprintf(finding->found, sizeof finding->found, "default %.40s, bypass %.40s",
		 or_nothing(import_said_value(said, IMPORT_BY_DEFAULT)), or_nothing(bypass));
	if (open || is_said(said, IMPORT_BYPASS, "AzureServices"))
		return IMPORT_PASS;
	return closed && bypass != NULL ? import_rule_answer(finding, false)
					: import_rule_unsaid(finding);
}

enum import_answer
import_check_alone(struct import_finding *finding, const struct import_case *subject,
		   const struct import_said *said)
{
	const struct import_file *file = import_said_file(said, IMPORT_OF_NEIGHBOURS);
	size_t count, others = 0;

	import_rule_want(finding, "%s", finding->rule->want);
	finding->file = file;
	if (file == NULL)
		return import_rule_says(finding, IMPORT_UNKNOWN,
					"no file says which other keys are in the vault");
	count = json_text_count(&file->json, "");
	for (size_t i = 0; i < count; i++) {
		char path[32];
		const char *kid;

		snprintf(path, sizeof path, "%zu.kid", i);
		kid = json_text_string(&file->json, path);
		kid = kid == NULL ? NULL : strstr(kid, "/keys/");
		kid = kid == NULL ? "" : kid + strlen("/keys/");
		others += strcasecmp(kid, subject->target->cloud_name) != 0;
	}
	snprintf(finding->found, sizeof finding->found, "%zu other key%s", others,
		 others == 1 ? "" : "s");
	return import_rule_answer(finding, others == 0);
}

static enum import_answer
not_known(struct import_finding *finding, const char *why)
{
	return import_rule_says(finding, IMPORT_UNKNOWN, "%s", why);
}

/* What one service may do, and whether that is all of it. */
struct rights {
	bool known, complete;
	unsigned bits;
};

static struct rights
rights_of(const struct import_app *app, struct import_access walk)
{
	struct rights rights = {.complete = true, .known = import_access_knows(app, walk.said)};
	struct import_grant grant;

	while (import_access_next(&walk, &grant)) {
		if (!import_access_is(&grant, app, walk.said))
			continue;
		rights.known = true;
		if (!grant.conditional)
			rights.bits |= grant.permissions;
		rights.complete &= grant.readable && !grant.conditional;
	}
	return rights;
}

static enum import_answer
lacks_right(struct import_finding *finding, const struct import_app *app,
	    const struct rights *rights, const char *word)
{
	finding->app = app->id;
	snprintf(finding->found, sizeof finding->found, "%s without %.100s", app->title, word);
	if (!rights->complete)
		return import_rule_says(finding, IMPORT_UNKNOWN,
					"%s has a role or policy that is not known here",
					app->title);
	return import_rule_says(finding, IMPORT_FAIL, "%s may not %.100s", app->title, word);
}

/* Whatever is wanted of this policy's services: each that has a part of it has all of it, and one has. */
static enum import_answer
judge_services(struct import_finding *finding, const struct import_case *subject,
	       const struct import_access *walk)
{
	enum import_policy policy = import_rule_policy(subject->target->key);
	const struct import_app *last = NULL;
	bool any = false, known = false;
	char word[IMPORT_TEXT_BYTES];

	for (const struct import_app *app = import_access_apps(); app->id != NULL; app++) {
		struct rights rights;

		if (app->policy != policy)
			continue;
		rights = rights_of(app, *walk);
		known |= rights.known;
		last = app;
		if (!rights.known || (rights.bits == 0 && rights.complete))
			continue;
		if (import_access_lacking(word, finding->rule->want, rights.bits) != NULL)
			return lacks_right(finding, app, &rights, word);
		any = true;
		snprintf(finding->found + strlen(finding->found),
			 sizeof finding->found - strlen(finding->found), "%s%s",
			 finding->found[0] == '\0' ? "" : "; ", app->title);
	}
	if (any)
		return IMPORT_PASS;
	finding->lacks = IMPORT_OF_PRINCIPALS;
	if (!known)
		return not_known(finding,
				 "no file says which principal of this directory the service "
				 "is");
	if (policy == IMPORT_AIP && last != NULL)
		finding->app = last->id;
	return import_rule_says(finding, IMPORT_FAIL,
				"%s has no right to the key, and the service stops",
				policy == IMPORT_AIP ? last->title : "no service of Microsoft 365");
}

static const struct import_file *
access_file(const struct import_access *walk)
{
	return import_said_file(walk->said, walk->by_roles ? IMPORT_OF_ROLES : IMPORT_OF_VAULT);
}

enum import_answer
import_check_principal(struct import_finding *finding, const struct import_case *subject,
		       const struct import_said *said)
{
	struct import_access walk;
	const char *why = import_access_begin(&walk, &finding->lacks, subject, said);

	import_rule_want(finding, "%s", finding->rule->want);
	if (why != NULL)
		return not_known(finding, why);
	finding->file = access_file(&walk);
	finding->by_roles = walk.by_roles;
	return judge_services(finding, subject, &walk);
}

enum import_answer
import_check_deletes(struct import_finding *finding, const struct import_case *subject,
		     const struct import_said *said)
{
	unsigned deletes = import_access_bits("delete purge");
	struct import_access walk;
	struct import_grant grant;
	const char *why = import_access_begin(&walk, &finding->lacks, subject, said);
	bool unreadable = false;

	import_rule_want(finding, "%s", finding->rule->want);
	if (why != NULL)
		return not_known(finding, why);
	finding->file = access_file(&walk);
	finding->by_roles = walk.by_roles;
	while (import_access_next(&walk, &grant)) {
		unreadable |= !grant.readable;
		if ((grant.permissions & deletes) == 0)
			continue;
		finding->object = grant.object;
		finding->role = grant.role;
		snprintf(finding->found, sizeof finding->found, "%s%s%s", or_nothing(grant.object),
			 grant.role != NULL ? " as " : "", grant.role != NULL ? grant.role : "");
		return import_rule_says(finding, IMPORT_FAIL,
					"a principal may delete the key; reserve that for the hour "
					"that needs it");
	}
	return unreadable ? not_known(finding, "a role or policy of the vault is not known here")
			  : IMPORT_PASS;
}

static bool
is_service(const struct import_grant *grant, const struct import_access *walk)
{
	for (const struct import_app *app = import_access_apps(); app->id != NULL; app++)
		if (import_access_is(grant, app, walk->said))
			return true;
	return false;
}

enum import_answer
import_check_others(struct import_finding *finding, const struct import_case *subject,
		    const struct import_said *said)
{
	unsigned uses = import_access_bits("decrypt unwrapKey sign");
	struct import_access walk;
	struct import_grant grant;
	const char *why = import_access_begin(&walk, &finding->lacks, subject, said);
	size_t others = 0;

	import_rule_want(finding, "%s", finding->rule->want);
	if (why != NULL)
		return not_known(finding, why);
	finding->file = access_file(&walk);
	while (import_access_next(&walk, &grant))
		others += !is_service(&grant, &walk) &&
			  ((grant.permissions & uses) != 0 || !grant.readable);
	snprintf(finding->found, sizeof finding->found, "%zu other principal%s", others,
		 others == 1 ? "" : "s");
	return others == 0 ? IMPORT_PASS
			   : import_rule_says(finding, IMPORT_FAIL,
					      "others may use the key, or have roles that are not "
					      "known here: usage logs tell whether they do");
}
