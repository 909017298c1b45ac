#include "commands_service.h"

#include <stdio.h>

#include "ceremony/profile_part.h"

/* gcloud: the algorithm that the key was created with; for a key that decrypts it is another. */
static const char *const google_algorithms[KEY_TYPES] = {
	[KEY_RSA_2048] = "rsa-sign-pkcs1-2048-sha256",
	[KEY_RSA_3072] = "rsa-sign-pkcs1-3072-sha256",
	[KEY_RSA_4096] = "rsa-sign-pkcs1-4096-sha256",
	[KEY_EC_P256] = "ec-sign-p256-sha256",
	[KEY_EC_P384] = "ec-sign-p384-sha384",
};

static void
print_ring(const struct plan_target *target)
{
	static const char *const parts[] = {"project", "location", "ring"};
	static const char *const options[] = {"--project", "--location", "--keyring"};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		struct profile_part part = profile_part(target->where, parts[i]);

		printf(" %s %.*s", options[i], (int)part.length, part.text);
	}
	printf(" --key %s", target->cloud_name);
}

void
commands_google(const struct plan_target *target, const struct request *request)
{
	struct profile_part job = profile_part(request->kek_id, "job");

	printf("# the algorithm is the one that the key was created with. This one is for a key "
	       "that signs\n");
	printf("gcloud kms keys versions import");
	print_ring(target);
	printf(" --import-job %.*s --algorithm %s --wrapped-key-file out/%s.bin\n", (int)job.length,
	       job.text, google_algorithms[target->key->type], target->name);
	printf("# afterwards, with the number of the version that the import made in place of 1: "
	       "the public key of the cloud is that of the ceremony\n");
	printf("gcloud kms keys versions get-public-key 1");
	print_ring(target);
	printf(" --output-file %s.imported.pem\n", target->name);
}
