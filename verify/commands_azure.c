#include "commands_service.h"

#include <stdio.h>
#include <string.h>

/* az: --curve, and --kty EC without -HSM, whatever the documentation says (az adds it). */
static const char *const azure_kinds[KEY_TYPES] = {
	[KEY_RSA_2048] = "--kty RSA",
	[KEY_RSA_3072] = "--kty RSA",
	[KEY_RSA_4096] = "--kty RSA",
	[KEY_EC_P256] = "--kty EC --curve P-256",
	[KEY_EC_P384] = "--kty EC --curve P-384",
	[KEY_EC_P521] = "--kty EC --curve P-521",
};

static const char *
azure_operations(const struct plan_key *key)
{
	if (key->type >= KEY_EC_P256)
		return "sign verify";
	if (strcmp(key->policy, "customer-key") == 0)
		return "wrapKey unwrapKey";
	return "encrypt decrypt wrapKey unwrapKey sign verify";
}

void
commands_azure(const struct plan_target *target, const struct request *request)
{
	const char *option =
		strstr(target->where, ".managedhsm.") != NULL ? "--hsm-name" : "--vault-name";
	int vault = (int)strcspn(target->where, ".");

	(void)request;
	printf("az keyvault key import %s %.*s --name %s %s --byok-file out/%s.byok --ops %s\n",
	       option, vault, target->where, target->cloud_name, azure_kinds[target->key->type],
	       target->name, azure_operations(target->key));
	commands_say_afterwards();
	printf("az keyvault key download %s %.*s --name %s --file %s.imported.pem\n", option, vault,
	       target->where, target->cloud_name, target->name);
}
