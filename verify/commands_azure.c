#include "commands_service.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/profile_place.h"

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
	const char *option = profile_azure_is_pool(target->where, strlen(target->where))
				     ? "--hsm-name"
				     : "--vault-name";
	int vault = (int)strcspn(target->where, ".");

	(void)request;
	printf("az keyvault key import %s %.*s --name %s %s --byok-file out/%s.byok --ops %s\n",
	       option, vault, target->where, target->cloud_name, azure_kinds[target->key->type],
	       target->name, azure_operations(target->key));
	commands_say_afterwards();
	printf("az keyvault key download %s %.*s --name %s --file %s.imported.pem\n", option, vault,
	       target->where, target->cloud_name, target->name);
}

/*
 * Add-AzKeyVaultKey takes RSA keys alone out of a .pfx; az takes others as PEM, through a pipe, so that the key is in no file. Both ask for the
 * password at the terminal.
 */
void
commands_azure_pfx(const struct plan_target *target)
{
	const char *operations = azure_operations(target->key);
	int vault = (int)strcspn(target->where, ".");

	printf("# a software-protected key shows its private half to the importing host: this "
	       "one\n");
	if (target->key->type >= KEY_EC_P256) {
		printf("openssl pkcs12 -in out/%s.pfx -nocerts -nodes | az keyvault key import "
		       "--vault-name %.*s --name %s --protection software --pem-file /dev/stdin "
		       "--ops %s\n",
		       target->name, vault, target->where, target->cloud_name, operations);
	} else {
		printf("pwsh -NoProfile -Command 'Add-AzKeyVaultKey -VaultName %.*s -Name %s "
		       "-KeyFilePath out/%s.pfx -KeyFilePassword (Read-Host -AsSecureString) "
		       "-Destination Software -KeyOps ",
		       vault, target->where, target->cloud_name, target->name);
		for (const char *at = operations; *at != '\0'; at++)
			putchar(*at == ' ' ? ',' : *at);
		printf("'\n");
	}
	commands_say_afterwards();
	printf("az keyvault key download --vault-name %.*s --name %s --file %s.imported.pem\n",
	       vault, target->where, target->cloud_name, target->name);
}
