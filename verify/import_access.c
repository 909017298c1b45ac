#include "import_access.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "verify/import_shape.h"

enum { PATH_BYTES = 120 };

/* Key Vault: permissions of keys, as access policies name them. */
static const char *const permissions[] = {
	"get",
	"list",
	"create",
	"import",
	"update",
	"encrypt",
	"decrypt",
	"wrapKey",
	"unwrapKey",
	"sign",
	"verify",
	"backup",
	"restore",
	"recover",
	"delete",
	"purge",
	"release",
	"rotate",
	"getrotationpolicy",
	"setrotationpolicy",
};

enum { PERMISSIONS = sizeof permissions / sizeof permissions[0] };

#define USES "get list encrypt decrypt wrapKey unwrapKey sign verify"

/* What built-in roles permit with keys. Source: Microsoft, "Azure built-in roles for Key Vault" and "Local RBAC built-in roles for
 * Managed HSM"; roles of the management plane permit nothing with keys. */
static const struct {
	const char *name, *words;
} roles[] = {
	{"Key Vault Administrator", "all"},
	{"Key Vault Crypto Officer", "all"},
	{"Key Vault Crypto User", USES " update backup"},
	{"Key Vault Crypto Service Encryption User", "get wrapKey unwrapKey"},
	{"Key Vault Crypto Service Release User", "release"},
	{"Key Vault Purge Operator", "purge"},
	{"Key Vault Reader", "list"},
	{"Key Vault Certificates Officer", ""},
	{"Key Vault Certificate User", ""},
	{"Key Vault Secrets Officer", ""},
	{"Key Vault Secrets User", ""},
	{"Key Vault Contributor", ""},
	{"Key Vault Data Access Administrator", ""},
	{"Owner", ""},
	{"Contributor", ""},
	{"Reader", ""},
	{"User Access Administrator", ""},
	{"Role Based Access Control Administrator", ""},
	{"Managed HSM Administrator", ""},
	{"Managed HSM Crypto Officer", "get list delete purge recover release"},
	{"Managed HSM Crypto User", USES " create import update rotate delete backup restore"},
	{"Managed HSM Policy Administrator", ""},
	{"Managed HSM Crypto Auditor", "get list"},
	{"Managed HSM Crypto Service Encryption User", "get wrapKey unwrapKey"},
	{"Managed HSM Crypto Service Release User", "release"},
	{"Managed HSM Backup", ""},
	{"Managed HSM Restore", ""},
};

static const struct import_app apps[] = {
	{"00000012-0000-0000-c000-000000000000", "https://aadrm.com/",
	 "Microsoft Rights Management Services", IMPORT_AIP, "get decrypt sign"},
	{"00000002-0000-0ff1-ce00-000000000000", NULL, "Exchange Online and Skype for Business",
	 IMPORT_CUSTOMER_KEY, "get wrapKey unwrapKey"},
	{"00000003-0000-0ff1-ce00-000000000000", NULL, "SharePoint, OneDrive and Teams files",
	 IMPORT_CUSTOMER_KEY, "get wrapKey unwrapKey"},
	{"c066d759-24ae-40e7-a56f-027002b5d3e4", NULL, "M365DataAtRestEncryption",
	 IMPORT_CUSTOMER_KEY, "get wrapKey unwrapKey"},
	{NULL, NULL, NULL, IMPORT_PLAIN, NULL},
};

const struct import_app *
import_access_apps(void)
{
	return apps;
}

static unsigned
bit_of(const char *word, size_t length)
{
	if (length == 3 && strncasecmp(word, "all", 3) == 0)
		return (1u << PERMISSIONS) - 1;
	for (unsigned i = 0; i < PERMISSIONS; i++)
		if (strlen(permissions[i]) == length &&
		    strncasecmp(permissions[i], word, length) == 0)
			return 1u << i;
	return 0;
}

unsigned
import_access_bits(const char *words)
{
	unsigned bits = 0;

	while (*words != '\0') {
		size_t length = strcspn(words, " ");

		bits |= bit_of(words, length);
		words += length + (words[length] == ' ');
	}
	return bits;
}

void
import_access_words(char out[IMPORT_TEXT_BYTES], unsigned bits)
{
	size_t length = 0;

	out[0] = '\0';
	for (unsigned i = 0; i < PERMISSIONS; i++)
		if (bits & 1u << i)
			length += (size_t)snprintf(out + length, IMPORT_TEXT_BYTES - length, "%s%s",
						   length > 0 ? " " : "", permissions[i]);
}

const char *
import_access_lacking(char word[IMPORT_TEXT_BYTES], const char *words, unsigned bits)
{
	while (*words != '\0') {
		size_t length = strcspn(words, " ");

		snprintf(word, IMPORT_TEXT_BYTES, "%.*s", (int)length, words);
		if ((bit_of(words, length) & bits) == 0)
			return word;
		words += length + (words[length] == ' ');
	}
	return NULL;
}

const char *
import_access_begin(struct import_access *walk, enum import_subject *lacks,
		    const struct import_case *subject, const struct import_said *said)
{
	const char *roles_rule = import_said_value(said, IMPORT_ROLES_RULE);
	const struct import_file *vault;

	*walk = (struct import_access){.subject = subject, .said = said, .by_roles = true};
	*lacks = IMPORT_OF_ROLES;
	if (subject->service == IMPORT_MANAGED_HSM)
		return import_said_file(said, IMPORT_OF_ROLES) != NULL
			       ? NULL
			       : "no file says who has which role in this pool";
	if (roles_rule != NULL && strcmp(roles_rule, "true") == 0) {
		if (import_said_file(said, IMPORT_OF_ROLES) == NULL)
			return "roles say who may use this vault, and no file says who has which";
		*lacks = IMPORT_OF_VAULT;
		return import_said_value(said, IMPORT_RESOURCE) != NULL
			       ? NULL
			       : "no file says which resource the vault is, which roles are for";
	}
	walk->by_roles = false;
	*lacks = IMPORT_OF_VAULT;
	vault = import_said_file(said, IMPORT_OF_VAULT);
	if (vault == NULL)
		return "no file says who may use this vault";
	if (roles_rule == NULL)
		return "whether roles or access policies count is not said";
	return json_text_kind(&vault->json, vault->shape->grants.list) == JSON_IS_ARRAY
		       ? NULL
		       : "access policies count in this vault, and they are not said";
}

static bool
is_walked(const struct import_access *walk, const struct import_file *file)
{
	return file->shape->grants.list != NULL &&
	       file->shape->subject == (walk->by_roles ? IMPORT_OF_ROLES : IMPORT_OF_VAULT);
}

static const char *
member(char path[PATH_BYTES], const struct import_access *walk, const struct import_file *file,
       const char *name)
{
	const char *list = file->shape->grants.list;

	snprintf(path, PATH_BYTES, "%s%s%zu.%s", list, list[0] != '\0' ? "." : "", walk->entry,
		 name);
	return path;
}

static const char *
text_of(const struct import_access *walk, const struct import_file *file, const char *name)
{
	char path[PATH_BYTES];

	return name == NULL ? NULL : import_said_text(&file->json, member(path, walk, file, name));
}

static void
take_policy(struct import_grant *grant, const struct import_access *walk,
	    const struct import_file *file)
{
	char path[PATH_BYTES];
	size_t count = json_text_count(&file->json,
				       member(path, walk, file, file->shape->grants.permissions));

	grant->readable = json_text_kind(&file->json, path) == JSON_IS_ARRAY;
	for (size_t i = 0; i < count; i++) {
		const char *word = json_text_item(&file->json, path, i);
		unsigned bits = word == NULL ? 0 : bit_of(word, strlen(word));

		grant->permissions |= bits;
		grant->readable &= bits != 0;
	}
}

static void
take_role(struct import_grant *grant, const struct import_access *walk,
	  const struct import_file *file)
{
	grant->role_said = text_of(walk, file, file->shape->grants.role);
	for (size_t i = 0; grant->role_said != NULL && i < sizeof roles / sizeof roles[0]; i++) {
		if (strcasecmp(grant->role_said, roles[i].name) != 0)
			continue;
		grant->role = roles[i].name;
		grant->permissions = import_access_bits(roles[i].words);
	}
	grant->readable = grant->role != NULL;
}

/* `scope` is `whole`, or above it. */
static bool
is_above(const char *scope, const char *whole)
{
	size_t length = strlen(scope);

	while (length > 0 && scope[length - 1] == '/')
		length--;
	return strncasecmp(scope, whole, length) == 0 &&
	       (whole[length] == '/' || whole[length] == '\0');
}

/* Management groups hold subscriptions, and no file says which: who has a role at one is taken to have it here. */
static bool
is_perhaps_above(const char *scope)
{
	static const char groups[] = "/providers/Microsoft.Management/managementGroups/";

	return strncasecmp(scope, groups, sizeof groups - 1) == 0;
}

/* A role for another key, or another vault, does not count; one whose scope cannot be read, or is a part of the key's, does, for the worse. */
static bool
counts(struct import_grant *grant, const struct import_access *walk, const struct import_file *file)
{
	char whole[IMPORT_TEXT_BYTES + PATH_BYTES + 128];

	if (!walk->by_roles)
		return true;
	grant->scope = text_of(walk, file, file->shape->grants.scope);
	snprintf(whole, sizeof whole, "%s/keys/%s",
		 walk->subject->service == IMPORT_MANAGED_HSM
			 ? ""
			 : import_said_value(walk->said, IMPORT_RESOURCE),
		 walk->subject->target->cloud_name);
	if (grant->scope == NULL || is_perhaps_above(grant->scope)) {
		grant->conditional = true;
		return true;
	}
	if (is_above(grant->scope, whole))
		return true;
	grant->conditional |= is_above(whole, grant->scope);
	return is_above(whole, grant->scope);
}

static bool
take(struct import_grant *grant, const struct import_access *walk, const struct import_file *file)
{
	char path[PATH_BYTES];

	*grant = (struct import_grant){.file = file};
	grant->object = text_of(walk, file, file->shape->grants.object);
	grant->name = text_of(walk, file, file->shape->grants.name);
	grant->conditional = file->shape->grants.condition != NULL &&
			     import_shape_has(&file->json, member(path, walk, file,
								  file->shape->grants.condition));
	if (walk->by_roles)
		take_role(grant, walk, file);
	else
		take_policy(grant, walk, file);
	return counts(grant, walk, file);
}

bool
import_access_next(struct import_access *walk, struct import_grant *grant)
{
	for (; walk->file < walk->said->file_count; walk->file++, walk->entry = 0) {
		const struct import_file *file = &walk->said->files[walk->file];

		if (!is_walked(walk, file))
			continue;
		for (; walk->entry < json_text_count(&file->json, file->shape->grants.list);) {
			bool taken = take(grant, walk, file);

			walk->entry++;
			if (taken)
				return true;
		}
	}
	return false;
}

static const char *
object_at(const struct import_file *file, size_t entry, const struct import_app *app)
{
	static const char *const members[] = {"id", "objectId"};
	bool list = json_text_kind(&file->json, "") == JSON_IS_ARRAY;
	const char *id, *found = NULL;
	char path[PATH_BYTES], before[32] = "";

	if (list)
		snprintf(before, sizeof before, "%zu.", entry);
	snprintf(path, sizeof path, "%sappId", before);
	id = json_text_string(&file->json, path);
	if (id == NULL || strcasecmp(id, app->id) != 0)
		return NULL;
	for (size_t i = 0; found == NULL && i < 2; i++) {
		snprintf(path, sizeof path, "%s%s", before, members[i]);
		found = import_said_text(&file->json, path);
	}
	return found;
}

/* The object that the service is in this directory. */
static const char *
object_of(const struct import_app *app, const struct import_said *said)
{
	for (size_t i = 0; i < said->file_count; i++) {
		const struct import_file *file = &said->files[i];
		size_t count = json_text_kind(&file->json, "") == JSON_IS_ARRAY
				       ? json_text_count(&file->json, "")
				       : 1;

		if (file->shape->subject != IMPORT_OF_PRINCIPALS)
			continue;
		for (size_t entry = 0; entry < count; entry++) {
			const char *object = object_at(file, entry, app);

			if (object != NULL)
				return object;
		}
	}
	return NULL;
}

bool
import_access_is(const struct import_grant *grant, const struct import_app *app,
		 const struct import_said *said)
{
	const char *object = object_of(app, said);

	if (grant->object != NULL && object != NULL && strcasecmp(grant->object, object) == 0)
		return true;
	return grant->name != NULL &&
	       (strcasecmp(grant->name, app->id) == 0 ||
		(app->uri != NULL && strcasecmp(grant->name, app->uri) == 0));
}

bool
import_access_knows(const struct import_app *app, const struct import_said *said)
{
	return object_of(app, said) != NULL;
}
