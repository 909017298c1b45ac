#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"

/* az: --curve, and --kty EC without -HSM, whatever the documentation says (az adds it). */
static const char *const azure_kinds[KEY_TYPES] = {
	[KEY_RSA_2048] = "--kty RSA",
	[KEY_RSA_3072] = "--kty RSA",
	[KEY_RSA_4096] = "--kty RSA",
	[KEY_EC_P256] = "--kty EC --curve P-256",
	[KEY_EC_P384] = "--kty EC --curve P-384",
	[KEY_EC_P521] = "--kty EC --curve P-521",
};

/* gcloud: the algorithm that the key was created with; for a key that decrypts it is another. */
static const char *const google_algorithms[KEY_TYPES] = {
	[KEY_RSA_2048] = "rsa-sign-pkcs1-2048-sha256",
	[KEY_RSA_3072] = "rsa-sign-pkcs1-3072-sha256",
	[KEY_RSA_4096] = "rsa-sign-pkcs1-4096-sha256",
	[KEY_EC_P256] = "ec-sign-p256-sha256",
	[KEY_EC_P384] = "ec-sign-p384-sha384",
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

static void
print_azure(const struct plan_target *target, const struct request *request)
{
	const char *option =
		strstr(target->where, ".managedhsm.") != NULL ? "--hsm-name" : "--vault-name";
	int vault = (int)strcspn(target->where, ".");

	(void)request;
	printf("az keyvault key import %s %.*s --name %s %s --byok-file out/%s.byok --ops %s\n",
	       option, vault, target->where, target->cloud_name, azure_kinds[target->key->type],
	       target->name, azure_operations(target->key));
	printf("# afterwards: the public key of the cloud is that of the ceremony\n");
	printf("az keyvault key download %s %.*s --name %s --file %s.imported.pem\n", option, vault,
	       target->where, target->cloud_name, target->name);
}

/*
 * Add-AzKeyVaultKey takes RSA keys alone out of a .pfx; az takes others as PEM, through a pipe, so that the key is in no file. Both ask for the
 * password at the terminal.
 */
static void
print_pfx(const struct plan_target *target)
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
	printf("# afterwards: the public key of the cloud is that of the ceremony\n");
	printf("az keyvault key download --vault-name %.*s --name %s --file %s.imported.pem\n",
	       vault, target->where, target->cloud_name, target->name);
}

/* One part of a path like projects/P/locations/L: what stands behind `label`. */
static int
part(const char *path, const char *label, const char **start)
{
	*start = strstr(path, label);
	*start = *start == NULL ? "" : *start + strlen(label);
	return (int)strcspn(*start, "/");
}

static void
print_google(const struct plan_target *target, const struct request *request)
{
	const char *project, *location, *ring, *job;
	int project_bytes = part(target->where, "projects/", &project);
	int location_bytes = part(target->where, "/locations/", &location);
	int ring_bytes = part(target->where, "/keyRings/", &ring);
	int job_bytes = part(request->kek_id, "/importJobs/", &job);

	printf("# the algorithm is the one that the key was created with. This one is for a key "
	       "that signs\n");
	printf("gcloud kms keys versions import --project %.*s --location %.*s --keyring %.*s "
	       "--key %s "
	       "--import-job %.*s --algorithm %s --wrapped-key-file out/%s.bin\n",
	       project_bytes, project, location_bytes, location, ring_bytes, ring,
	       target->cloud_name, job_bytes, job, google_algorithms[target->key->type],
	       target->name);
	printf("# afterwards, with the number of the version that the import made in place of 1: "
	       "the public key of the cloud is that of the ceremony\n");
	printf("gcloud kms keys versions get-public-key 1 --project %.*s --location %.*s --keyring "
	       "%.*s --key %s "
	       "--output-file %s.imported.pem\n",
	       project_bytes, project, location_bytes, location, ring_bytes, ring,
	       target->cloud_name, target->name);
}

void
commands_print(const struct plan_target *target, const struct request *request)
{
	printf("# target %s: %s, region %s\n", target->name, target->profile->title,
	       target->region);
	switch (target->profile->service) {
	case PROFILE_AZURE:
		if (profile_wraps(target->profile))
			print_azure(target, request);
		else
			print_pfx(target);
		break;
	case PROFILE_GOOGLE:
		print_google(target, request);
		break;
	}
	printf("cmp %s.imported.pem keys/%s.pub.pem\n\n", target->name, target->key->name);
}
