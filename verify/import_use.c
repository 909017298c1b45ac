#include "import_use.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "verify/import_access.h"

struct writing {
	char *out;
	size_t used;
};

static void
put(struct writing *writing, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void
put(struct writing *writing, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(writing->out + writing->used, IMPORT_USE_BYTES - writing->used, format,
			   arguments);
	va_end(arguments);
	if (length < 0 || (size_t)length >= IMPORT_USE_BYTES - writing->used)
		die("the commands that put the key to use are too long");
	writing->used += (size_t)length;
}

/* Its form was checked by the rule `name`: nothing is put to use that did not pass it. */
static const char *
id_of(const struct import_case *subject)
{
	const char *id = import_identifier(subject);

	if (id == NULL)
		die("the identifier of target '%s' is not known", subject->target->name);
	return id;
}

static int
vault_of(const struct import_case *subject)
{
	return (int)strcspn(subject->target->where, ".");
}

static void
put_key(struct writing *writing, const struct import_case *subject)
{
	put(writing, "# target %s, key %s: in the cloud it is\n# %s\n", subject->target->name,
	    subject->target->key->name, id_of(subject));
	if (subject->service == IMPORT_SOFT_VAULT)
		put(writing, "# software-protected: the importing host saw the private half\n");
}

static void
put_aip(struct writing *writing, const struct import_case *subject)
{
	put_key(writing, subject);
	put(writing,
	    "# in PowerShell, with the module AIPService. Without its version the URL would work "
	    "until the key is renewed\n"
	    "Connect-AipService\nUse-AipServiceKeyVaultKey -KeyVaultKeyUrl \"%s\"\n"
	    "# where the service is activated already: with the identifier that Get-AipServiceKeys "
	    "shows in place of KEYID\n"
	    "Set-AipServiceKeyProperties -KeyIdentifier KEYID -Active $true\n",
	    id_of(subject));
}

static void
put_backup(struct writing *writing, const struct import_case *subject)
{
	put(writing, "Backup-AzKeyVaultKey -%s %.*s -Name %s -OutputFile %s.backup\n",
	    subject->service == IMPORT_MANAGED_HSM ? "HsmName" : "VaultName", vault_of(subject),
	    subject->target->where, subject->target->cloud_name, subject->target->name);
}

static void
put_sharepoint(struct writing *writing, const struct import_case *one,
	       const struct import_case *other)
{
	put(writing,
	    "Register-SPODataEncryptionPolicy -PrimaryKeyVaultName %.*s -PrimaryKeyName %s "
	    "-PrimaryKeyVersion %s -SecondaryKeyVaultName %.*s -SecondaryKeyName %s "
	    "-SecondaryKeyVersion %s\n",
	    vault_of(one), one->target->where, one->target->cloud_name,
	    strrchr(id_of(one), '/') + 1, vault_of(other), other->target->where,
	    other->target->cloud_name, strrchr(id_of(other), '/') + 1);
}

static void
put_policy(struct writing *writing, const char *command, const char *ceremony,
	   const struct import_case *one, const struct import_case *other)
{
	put(writing, "%s -Name %s -AzureKeyIDs %s,%s\n", command, ceremony, id_of(one),
	    id_of(other));
}

/* For each service that may use both keys. */
static void
put_service(struct writing *writing, const struct import_app *app, const char *ceremony,
	    const struct import_case *one, const struct import_case *other)
{
	put(writing, "# %s\n", app->title);
	if (strncmp(app->title, "Exchange", 8) == 0)
		put_policy(writing, "New-DataEncryptionPolicy", ceremony, one, other);
	else if (strncmp(app->title, "SharePoint", 10) == 0)
		put_sharepoint(writing, one, other);
	else {
		put_policy(writing, "New-M365DataAtRestEncryptionPolicy", ceremony, one, other);
		put(writing,
		    "Set-M365DataAtRestEncryptionPolicyAssignment -DataEncryptionPolicy %s\n",
		    ceremony);
	}
}

/* The rule `service-access` has found who may do all that it wants. */
static bool
may_use(const struct import_app *app, const struct import_case *subject)
{
	const struct import_finding *found = import_answer_of(subject, "service-access");

	return found != NULL && found->answer == IMPORT_PASS &&
	       (found->apps & 1u << (app - import_access_apps())) != 0;
}

static void
put_pair(struct writing *writing, const char *ceremony, const struct import_case *one,
	 const struct import_case *other)
{
	put_key(writing, one);
	put_key(writing, other);
	put(writing, "# at once, in PowerShell: a copy of each, online and offline\n");
	put_backup(writing, one);
	put_backup(writing, other);
	for (const struct import_app *app = import_access_apps(); app->id != NULL; app++)
		if (app->policy == IMPORT_CUSTOMER_KEY && may_use(app, one) && may_use(app, other))
			put_service(writing, app, ceremony, one, other);
}

void
import_use(char out[IMPORT_USE_BYTES], const char *ceremony, const struct import_case *one,
	   const struct import_case *other)
{
	struct writing writing = {.out = out};

	out[0] = '\0';
	switch (import_rule_policy(one->target->key)) {
	case IMPORT_AIP:
		if (one->service & IMPORT_AZURE)
			put_aip(&writing, one);
		else
			put_key(&writing, one);
		break;
	case IMPORT_CUSTOMER_KEY:
		if (other != NULL)
			put_pair(&writing, ceremony, one, other);
		else
			put_key(&writing, one);
		break;
	default:
		put_key(&writing, one);
	}
}
