/*
 * Whatever a client's answer is: what is taken out of it is printable, a key that it shows is a key in the house's one form, every rule
 * answers, and no command holds what a shell would take apart.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/json.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"
#include "verify/import_command.h"
#include "verify/import_service.h"
#include "verify/import_shape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct roots roots;
static struct public_key ours;

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
begin(void)
{
	static bool begun;

	if (begun)
		return;
	begun = true;
	secret_begin();
	crypto_begin();
	json_begin();
	root_pinned(&roots);
}

static void
check_text(const char *text)
{
	must(text_is_ascii(text, strlen(text)));
}

static void
check_said(const struct import_said *said)
{
	for (size_t i = 0; i < IMPORT_FIELDS; i++)
		if (said->values[i].said) {
			check_text(said->values[i].text);
			must(said->values[i].file < said->file_count);
		}
	for (size_t i = 0; i < said->shown_count; i++) {
		const struct import_shown *shown = &said->shown[i];
		struct public_key again;

		if (shown->why != NULL)
			continue;
		must(public_key_from_spki(&again, shown->key.spki, shown->key.size) == NULL);
		ours = shown->key;
	}
}

/* Quotes come from templates alone: in pairs, with no substitution inside. */
static void
check_command(const char *command)
{
	check_text(command);
	must(strpbrk(command, "`;&\n") == NULL);
	must(strstr(command, "$(") == NULL || strstr(command, "\"$(az keyvault show") != NULL ||
	     strncmp(command, "oci kms management key", 22) == 0);
}

static void
check_findings(const struct import_finding *findings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct import_finding *finding = &findings[i];

		check_text(finding->wanted);
		check_text(finding->found);
		check_text(finding->why);
		check_command(finding->command);
		must((finding->answer == IMPORT_PASS) || finding->why[0] != '\0');
	}
}

static const struct {
	enum import_service service;
	const char *profile, *where;
} places[] = {
	{IMPORT_KEY_VAULT, "azure", "contoso-eu.vault.azure.net"},
	{IMPORT_SOFT_VAULT, "azure-pfx", "contoso-eu.vault.azure.net"},
	{IMPORT_MANAGED_HSM, "azure", "pool.managedhsm.azure.net"},
	{IMPORT_AWS, "aws-sha256", "arn:aws:kms:eu-central-1:111122223333"},
	{IMPORT_GOOGLE, "gcp-4096-sha256",
	 "projects/contoso/locations/europe-west3/keyRings/tenant"},
	{IMPORT_TRANSIT, "vault", "vault.contoso.example:8200/transit"},
	{IMPORT_OCI, "oci",
	 "bfqlqc5y-management.kms.eu-frankfurt-1.oraclecloud.com/ocid1.compartment.oc1..contoso"},
};

static void
judge(struct import_case *subject, enum import_service service, const char *policy)
{
	static struct plan_key key = {.name = "documents", .type = KEY_RSA_2048};
	static struct plan_target target = {
		.name = "target-1", .key = &key, .cloud_name = "TenantKey"};
	static struct import_pair pair;

	key.policy = policy;
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		if (places[i].service == service) {
			target.profile = profile_find(places[i].profile);
			target.where = places[i].where;
		}
	target.region = "westeurope";
	must(import_service_of(&target) == service);
	subject->target = &target;
	subject->service = service;
	subject->key = ours;
	subject->kek_id = "job";
	subject->now = 1790000000;
	subject->roots = &roots;
	import_judge(subject);
	check_findings(subject->findings, subject->finding_count);
	import_judge_pair(&pair, subject, subject);
	check_findings(pair.findings, pair.finding_count);
}

/* So that roles count: a vault that goes by them, and which object the service is. */
static void
add_vault(struct import_said *said)
{
	static const char vault[] =
		"{\"id\":\"/subscriptions/1/resourceGroups/r/providers/Microsoft.KeyVault/vaults/"
		"v\","
		"\"properties\":{\"vaultUri\":\"https://contoso-eu.vault.azure.net/\","
		"\"enableRbacAuthorization\":true}}";
	static const char services[] = "{\"appId\":\"00000012-0000-0000-c000-000000000000\",\"id\":"
				       "\"99999999-8888-7777-6666-"
				       "555555555555\",\"servicePrincipalNames\":[\"x\"]}";

	if (said->files[0].shape->subject == IMPORT_OF_VAULT)
		return;
	must(import_said_add(said, "vault", (const uint8_t *)vault, sizeof vault - 1) == NULL);
	must(import_said_add(said, "services", (const uint8_t *)services, sizeof services - 1) ==
	     NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct import_case subject;

	begin();
	memset(&subject, 0, sizeof subject);
	if (import_said_add(&subject.said[0], "file", data, size) == NULL) {
		if (size % 2 == 1)
			add_vault(&subject.said[0]);
		check_said(&subject.said[0]);
		for (unsigned service = 1; service < IMPORT_EVERY; service <<= 1) {
			judge(&subject, service, "aip");
			judge(&subject, service, "customer-key");
			judge(&subject, service, "plain");
		}
	}
	import_said_free(&subject.said[0]);
	return 0;
}
