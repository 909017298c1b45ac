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
	finding->lacks = IMPORT_OF_NOTHING;
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

/* What mends it where roles say who may what is another command. */
static void
choose_mend(struct import_finding *finding, const struct import_access *walk)
{
	if (walk->by_roles && finding->rule->roles != NULL)
		finding->mend = finding->rule->roles;
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

/* Only the two words that are known are counted on: elsewhere, as in a network security perimeter, neither the default nor the bypass
 * decides. */
enum import_answer
import_check_firewall(struct import_finding *finding, const struct import_case *subject,
		      const struct import_said *said)
{
	const char *public = import_said_value(said, IMPORT_PUBLIC_NETWORK);
	const char *bypass = import_said_value(said, IMPORT_BYPASS);
	bool enabled = is_said(said, IMPORT_PUBLIC_NETWORK, "Enabled");
	bool disabled = is_said(said, IMPORT_PUBLIC_NETWORK, "Disabled");
	bool allow = is_said(said, IMPORT_BY_DEFAULT, "Allow");
	bool deny = is_said(said, IMPORT_BY_DEFAULT, "Deny");

	(void)subject;
	import_rule_want(finding, "public access Enabled with default Allow, or bypass "
				  "AzureServices");
	finding->file = import_said_file(said, IMPORT_OF_VAULT);
	snprintf(finding->found, sizeof finding->found,
		 "public access %.40s, default %.40s, bypass %.40s", or_nothing(public),
		 or_nothing(import_said_value(said, IMPORT_BY_DEFAULT)), or_nothing(bypass));
	if ((enabled && allow) ||
	    ((enabled || disabled) && is_said(said, IMPORT_BYPASS, "AzureServices")))
		return IMPORT_PASS;
	if (((enabled && deny) || disabled) && is_said(said, IMPORT_BYPASS, "None"))
		return import_rule_answer(finding, false);
	if (enabled || disabled)
		return import_rule_unsaid(finding);
	finding->mend = NULL;
	if (public == NULL)
		return import_rule_unsaid(finding);
	finding->lacks = IMPORT_OF_NOTHING;
	return import_rule_says(finding, IMPORT_UNKNOWN,
				"what decides who reaches the vault is not known here: neither "
				"its firewall nor the bypass");
}

/* https://HOST/keys/NAME; NULL: of another vault, or none. */
static const char *
key_in(const char *kid, const char *host)
{
	size_t length = strlen(host);

	if (kid == NULL || strncasecmp(kid, "https://", 8) != 0 ||
	    strncasecmp(kid + 8, host, length) != 0)
		return NULL;
	kid += 8 + length;
	if (strncmp(kid, ":443", 4) == 0)
		kid += 4;
	return strncmp(kid, "/keys/", 6) == 0 ? kid + 6 : NULL;
}

/* A list of this vault has the key itself in it, and no other vault's. */
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
		const char *name;

		snprintf(path, sizeof path, "%zu.kid", i);
		name = key_in(json_text_string(&file->json, path), subject->target->where);
		if (name == NULL)
			return import_rule_says(finding, IMPORT_UNKNOWN,
						"the list of keys is not of the target's vault");
		others += strcasecmp(name, subject->target->cloud_name) != 0;
	}
	snprintf(finding->found, sizeof finding->found, "%zu other key%s", others,
		 others == 1 ? "" : "s");
	if (others == count)
		return import_rule_says(finding, IMPORT_UNKNOWN,
					"the list of keys is without the target's own");
	return import_rule_answer(finding, others == 0);
}

static enum import_answer
not_known(struct import_finding *finding, const char *why)
{
	return import_rule_says(finding, IMPORT_UNKNOWN, "%s", why);
}

/* To be asked: nothing can be mended that is not known. */
static enum import_answer
not_said(struct import_finding *finding, const char *why)
{
	finding->mend = NULL;
	return not_known(finding, why);
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
		finding->apps |= 1u << (app - import_access_apps());
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
		return not_said(finding, why);
	finding->file = access_file(&walk);
	choose_mend(finding, &walk);
	return judge_services(finding, subject, &walk);
}

static const struct import_app *
service_of(const struct import_grant *grant, const struct import_access *walk)
{
	for (const struct import_app *app = import_access_apps(); app->id != NULL; app++)
		if (import_access_is(grant, app, walk->said))
			return app;
	return NULL;
}

/* A policy is set anew without it, and a service keeps what it wants: by a role, one that stops it cannot be taken away before it has
 * another one. */
static enum import_answer
may_delete(struct import_finding *finding, const struct import_access *walk,
	   const struct import_grant *grant)
{
	unsigned deletes = import_access_bits("delete purge");
	const struct import_app *app = service_of(grant, walk);

	finding->object = grant->object;
	finding->role = grant->role;
	finding->scope = grant->scope;
	if (app != NULL)
		snprintf(finding->keeps, sizeof finding->keeps, "%s", app->wants);
	else
		import_access_words(finding->keeps, grant->permissions & ~deletes);
	if (walk->by_roles ? app != NULL : (!grant->readable && app == NULL) || grant->conditional)
		finding->mend = NULL;
	snprintf(finding->found, sizeof finding->found, "%s%s%s", or_nothing(grant->object),
		 grant->role != NULL ? " as " : "", grant->role != NULL ? grant->role : "");
	return import_rule_says(finding, IMPORT_FAIL,
				app != NULL && walk->by_roles
					? "a service may delete the key: it first needs a role "
					  "that only uses it, and then loses this one"
					: "a principal may delete the key; reserve that for the "
					  "hour that needs it");
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
		return not_said(finding, why);
	finding->file = access_file(&walk);
	choose_mend(finding, &walk);
	while (import_access_next(&walk, &grant)) {
		unreadable |= !grant.readable;
		if ((grant.permissions & deletes) != 0)
			return may_delete(finding, &walk, &grant);
	}
	return unreadable ? not_known(finding, "a role or policy of the vault is not known here")
			  : IMPORT_PASS;
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
		return not_said(finding, why);
	finding->file = access_file(&walk);
	while (import_access_next(&walk, &grant))
		others += service_of(&grant, &walk) == NULL &&
			  ((grant.permissions & uses) != 0 || !grant.readable);
	snprintf(finding->found, sizeof finding->found, "%zu other principal%s", others,
		 others == 1 ? "" : "s");
	return others == 0 ? IMPORT_PASS
			   : import_rule_says(finding, IMPORT_FAIL,
					      "others may use the key, or have roles that are not "
					      "known here: usage logs tell whether they do");
}
