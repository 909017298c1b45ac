#include "import_command.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/profile_part.h"
#include "ceremony/text.h"
#include "verify/import_service.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* A value to fill in, not NUL-terminated; NULL: not known, or not fit to be printed. */
struct value {
	const char *text;
	size_t length;
};

static const struct value none = {NULL, 0};

static struct value
whole(const char *text)
{
	return text == NULL ? none : (struct value){text, strlen(text)};
}

static struct value
only(struct value value, const char *begin, const char *allowed)
{
	if (value.text == NULL || value.length == 0 ||
	    strncmp(value.text, begin, strlen(begin)) != 0 ||
	    !text_is_all(value.text, value.length, allowed))
		return none;
	return value;
}

/* A directory's number of a principal. */
static struct value
object(const struct import_finding *finding)
{
	struct value value = only(whole(finding == NULL ? NULL : finding->object), "",
				  "abcdefABCDEF" DIGITS "-");

	return value.length == 36 && value.text[0] != '-' ? value : none;
}

/* The number of a version, the last part of its name. */
static struct value
version(const struct import_case *subject)
{
	const char *id = import_identifier(subject);
	const char *last = id == NULL ? NULL : strrchr(id, '/');

	return only(whole(last == NULL ? NULL : last + 1), "", DIGITS);
}

static struct value
place(const char *name, const struct import_case *subject)
{
	struct profile_part part = profile_part(subject->target->where, name);

	if (strcmp(name, "name") == 0)
		return whole(subject->target->cloud_name);
	if (strcmp(name, "target") == 0)
		return whole(subject->target->name);
	return (struct value){part.text, part.length};
}

static struct value
value_of(const char *name, const struct import_case *subject, const struct import_finding *finding)
{
	if (strcmp(name, "object") == 0)
		return object(finding);
	if (strcmp(name, "app") == 0)
		return whole(finding == NULL ? NULL : finding->app);
	if (strcmp(name, "role") == 0)
		return whole(finding == NULL ? NULL : finding->role);
	if (strcmp(name, "resource") == 0)
		return only(whole(import_either(subject, IMPORT_RESOURCE)), "/subscriptions/",
			    LETTERS DIGITS "-_./");
	if (strcmp(name, "scope") == 0)
		return only(whole(finding == NULL ? NULL : finding->scope), "/",
			    LETTERS DIGITS "-_./");
	if (strcmp(name, "keeps") == 0)
		return only(whole(finding == NULL ? NULL : finding->keeps), "", LETTERS " ");
	if (strcmp(name, "version") == 0)
		return version(subject);
	if (strcmp(name, "ocid") == 0)
		return only(whole(import_identifier(subject)), "ocid1.key.", LETTERS DIGITS "-_.");
	return place(name, subject);
}

/* Short forms: options that depend on what the vault is. */
static const char *
expand(const char *name, const struct import_case *subject)
{
	bool pool = subject->service == IMPORT_MANAGED_HSM;

	if (strcmp(name, "at") == 0)
		return pool ? "--hsm-name {vault}" : "--vault-name {vault}";
	if (strcmp(name, "update") == 0)
		return pool ? "az keyvault update-hsm --hsm-name {vault}"
			    : "az keyvault update --name {vault}";
	return strcmp(name, "ring-at") == 0
		       ? "--project {project} --location {location} --keyring {ring} --key {name}"
		       : NULL;
}

struct filling {
	char *out;
	size_t used;
	const struct import_case *subject;
	const struct import_finding *finding;
};

static bool
put(struct filling *filling, const char *text, size_t length)
{
	if (length >= IMPORT_COMMAND_BYTES - filling->used)
		return false;
	memcpy(filling->out + filling->used, text, length);
	filling->used += length;
	filling->out[filling->used] = '\0';
	return true;
}

static bool
put_plain(struct filling *filling, const char *template)
{
	while (*template != '\0') {
		size_t length = strcspn(template, "{");
		char name[24];
		struct value value;

		if (!put(filling, template, length))
			return false;
		template += length;
		if (*template == '\0')
			break;
		length = strcspn(template, "}");
		snprintf(name, sizeof name, "%.*s", (int)length - 1, template + 1);
		value = value_of(name, filling->subject, filling->finding);
		if (value.text == NULL || !put(filling, value.text, value.length))
			return false;
		template += length + 1;
	}
	return true;
}

/* Short forms are written out first, so that nothing calls itself. */
static bool
write_out(char out[IMPORT_COMMAND_BYTES], const char *template, const struct import_case *subject)
{
	struct filling filling = {.out = out};

	out[0] = '\0';
	while (*template != '\0') {
		size_t length = strcspn(template, "{");
		const char *longer;
		char name[24];

		if (!put(&filling, template, length))
			return false;
		template += length;
		if (*template == '\0')
			break;
		length = strcspn(template, "}") + 1;
		snprintf(name, sizeof name, "%.*s", (int)length - 2, template + 1);
		longer = expand(name, subject);
		if (longer != NULL ? !put(&filling, longer, strlen(longer))
				   : !put(&filling, template, length))
			return false;
		template += length;
	}
	return true;
}

bool
import_command_fill(char out[IMPORT_COMMAND_BYTES], const char *template,
		    const struct import_case *subject, const struct import_finding *finding)
{
	struct filling filling = {.out = out, .subject = subject, .finding = finding};
	char longer[IMPORT_COMMAND_BYTES];
	bool good = template != NULL && write_out(longer, template, subject);

	out[0] = '\0';
	good = good && put_plain(&filling, longer);
	if (!good)
		out[0] = '\0';
	return good;
}

/* How to find out what is said of each subject: the command, and the file that it makes. */
static const struct ask {
	enum import_subject about;
	unsigned services, policies;
	const char *file; /* what follows ../TARGET; NULL: no file is made of it by this command */
	const char *command;
} asks[] = {
	{IMPORT_OF_KEY, IMPORT_AZURE, IMPORT_ALL, ".key.json",
	 "az keyvault key show {at} --name {name} >../{target}.key.json"},
	{IMPORT_OF_VAULT, IMPORT_VAULTS, IMPORT_AIP | IMPORT_CUSTOMER_KEY, ".vault.json",
	 "az keyvault show --name {vault} >../{target}.vault.json"},
	{IMPORT_OF_VAULT, IMPORT_MANAGED_HSM, IMPORT_AIP | IMPORT_CUSTOMER_KEY, ".vault.json",
	 "az keyvault show --hsm-name {vault} >../{target}.vault.json"},
	{IMPORT_OF_PRINCIPALS, IMPORT_AZURE, IMPORT_AIP, ".services.json",
	 "az ad sp list --filter \"appId eq '00000012-0000-0000-c000-000000000000'\" "
	 ">../{target}.services.json"},
	{IMPORT_OF_PRINCIPALS, IMPORT_AZURE, IMPORT_CUSTOMER_KEY, ".services.json",
	 "az ad sp list --filter \"appId eq '00000002-0000-0ff1-ce00-000000000000' or appId eq "
	 "'00000003-0000-0ff1-ce00-000000000000' or appId eq "
	 "'c066d759-24ae-40e7-a56f-027002b5d3e4'\" >../{target}.services.json"},
	{IMPORT_OF_ROLES, IMPORT_VAULTS, IMPORT_AIP | IMPORT_CUSTOMER_KEY, ".roles.json",
	 "az role assignment list --include-inherited --scope \"$(az keyvault show --name {vault} "
	 "--query id --output tsv)/keys/{name}\" >../{target}.roles.json"},
	{IMPORT_OF_ROLES, IMPORT_MANAGED_HSM, IMPORT_AIP | IMPORT_CUSTOMER_KEY, ".roles.json",
	 "az keyvault role assignment list --hsm-name {vault} >../{target}.roles.json"},
	{IMPORT_OF_NEIGHBOURS, IMPORT_VAULTS, IMPORT_AIP, ".keys.json",
	 "az keyvault key list --vault-name {vault} >../{target}.keys.json"},
	{IMPORT_OF_TENANT, IMPORT_AZURE, IMPORT_AIP, NULL,
	 "Get-AipServiceConfiguration | ConvertTo-Json >{target}.tenant.json"},
	{IMPORT_OF_ATTESTATION, IMPORT_MANAGED_HSM, IMPORT_ALL, ".imported.attestation.json",
	 "az keyvault key get-attestation {at} --name {name} --file "
	 "../{target}.imported.attestation.json"},
	{IMPORT_OF_KEY, IMPORT_AWS, IMPORT_ALL, ".key.json",
	 "aws kms describe-key --key-id {name} --region {region} >../{target}.key.json"},
	{IMPORT_OF_PUBLIC, IMPORT_AWS, IMPORT_ALL, ".public.json",
	 "aws kms get-public-key --key-id {name} --region {region} >../{target}.public.json"},
	{IMPORT_OF_KEY, IMPORT_GOOGLE, IMPORT_ALL, ".key.json",
	 "gcloud kms keys versions describe 1 {ring-at} --format json >../{target}.key.json"},
	{IMPORT_OF_PUBLIC, IMPORT_GOOGLE, IMPORT_ALL, ".public.pem",
	 "gcloud kms keys versions get-public-key 1 {ring-at} --output-file "
	 "../{target}.public.pem"},
	{IMPORT_OF_KEY, IMPORT_OCI, IMPORT_ALL, ".key.json",
	 "oci kms management key get --endpoint https://{host} --key-id \"$(oci kms management key "
	 "list --endpoint https://{host} --compartment-id {compartment} --all --query "
	 "\"data[?\\\"display-name\\\"=='{name}'] | [?\\\"lifecycle-state\\\"=='ENABLED' || "
	 "\\\"lifecycle-state\\\"=='DISABLED'] | [0].id\" "
	 "--raw-output)\" >../{target}.key.json"},
	{IMPORT_OF_PUBLIC, IMPORT_OCI, IMPORT_ALL, ".public.json",
	 "oci kms management key-version get --endpoint https://{host} --key-id \"$(jq -r .data.id "
	 "../{target}.key.json)\" --key-version-id \"$(jq -r '.data[\"current-key-version\"]' "
	 "../{target}.key.json)\" >../{target}.public.json"},
	{IMPORT_OF_KEY, IMPORT_TRANSIT, IMPORT_ALL, ".key.json",
	 "vault read -address=https://{host} -format=json {mount}/keys/{name} "
	 ">../{target}.key.json"},
};

static bool
is_asked(const struct ask *row, const struct import_case *subject)
{
	return (row->services & subject->service) != 0 &&
	       (row->policies & import_rule_policy(subject->target->key)) != 0;
}

bool
import_command_ask(char out[IMPORT_COMMAND_BYTES], enum import_subject about,
		   const struct import_case *subject)
{
	out[0] = '\0';
	for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++)
		if (asks[i].about == about && is_asked(&asks[i], subject))
			return import_command_fill(out, asks[i].command, subject, NULL);
	return false;
}

static void
print_asks(const struct import_case *subject)
{
	const char *remark = import_service_row(subject->service)->remark;
	char command[IMPORT_COMMAND_BYTES];

	printf("# target %s: %s, policy %s\n", subject->target->name,
	       subject->target->profile->title, subject->target->key->policy);
	if (remark != NULL)
		printf("# %s\n", remark);
	for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
		if (!is_asked(&asks[i], subject))
			continue;
		if (!import_command_fill(command, asks[i].command, subject, NULL))
			die("no command can be printed for target '%s'", subject->target->name);
		printf("%s%s\n",
		       asks[i].file == NULL ? "# in Windows PowerShell, and its file as one more: "
					    : "",
		       command);
	}
}

static void
print_files(const struct import_case *subject, const char *folder)
{
	for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++)
		if (asks[i].file != NULL && is_asked(&asks[i], subject))
			printf(" %s/%s%s", folder, subject->target->name, asks[i].file);
}

static void
print_operands(const struct import_case *subject, bool twice)
{
	printf(" %s", subject->target->name);
	print_files(subject, "..");
	if (!twice)
		return;
	printf(" --second");
	print_files(subject, "../second");
}

void
import_command_print(const struct import_case *one, const struct import_case *other)
{
	print_asks(one);
	if (other != NULL)
		print_asks(other);
	if (one->twice)
		printf("# the lines above on the second workstation too; its files are brought "
		       "into the folder ../second\n");
	printf("verify-import");
	print_operands(one, one->twice);
	if (other != NULL) {
		printf(" --");
		print_operands(other, one->twice);
	}
	printf("\n");
}
