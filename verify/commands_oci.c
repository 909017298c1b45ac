#include "commands_service.h"

#include <stdio.h>
#include <string.h>

/* The length of a key's shape is in bytes. */
static const char *const lengths[KEY_TYPES] = {
	[KEY_RSA_2048] = "256",
	[KEY_RSA_3072] = "384",
	[KEY_RSA_4096] = "512",
};

static void
print_import(const struct plan_target *target, int host)
{
	printf("printf '{\"keyMaterial\": \"%%s\", \"wrappingAlgorithm\": \"%s\"}' "
	       "\"$(cat out/%s.b64)\" >%s.wrapped.json\n",
	       target->profile->algorithm, target->name, target->name);
	printf("oci kms management key import --endpoint https://%.*s --compartment-id %s "
	       "--display-name %s --key-shape '{\"algorithm\": \"RSA\", \"length\": %s}' "
	       "--protection-mode HSM --wrapped-import-key file://%s.wrapped.json "
	       "--wait-for-state ENABLED >%s.imported.json\n",
	       host, target->where, target->where + host + 1, target->cloud_name,
	       lengths[target->key->type], target->name, target->name);
}

void
commands_oci(const struct plan_target *target, const struct request *request)
{
	int host = (int)strcspn(target->where, "/");

	(void)request;
	print_import(target, host);
	commands_say_afterwards();
	printf("oci kms management key-version get --endpoint https://%.*s "
	       "--key-id \"$(jq -r .data.id %s.imported.json)\" "
	       "--key-version-id \"$(jq -r '.data[\"current-key-version\"]' %s.imported.json)\" "
	       ">%s.version.json\n",
	       host, target->where, target->name, target->name, target->name);
	printf("jq -r '.data[\"public-key\"]' %s.version.json >%s.imported.txt\n", target->name,
	       target->name);
	commands_normalise(target, "PEM", "txt");
}
