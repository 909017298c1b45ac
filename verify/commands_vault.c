#include "commands_service.h"

#include <stdio.h>
#include <string.h>

static const char *const types[KEY_TYPES] = {
	[KEY_RSA_2048] = "rsa-2048",  [KEY_RSA_3072] = "rsa-3072",  [KEY_RSA_4096] = "rsa-4096",
	[KEY_EC_P256] = "ecdsa-p256", [KEY_EC_P384] = "ecdsa-p384", [KEY_EC_P521] = "ecdsa-p521",
};

void
commands_vault(const struct plan_target *target, const struct request *request)
{
	int host = (int)strcspn(target->where, "/");
	const char *mount = target->where + host + 1;

	(void)request;
	printf("# OpenBao: bao in place of vault\n");
	printf("vault write -address=https://%.*s %s/keys/%s/import type=%s hash_function=%s "
	       "ciphertext=@out/%s.b64\n",
	       host, target->where, mount, target->cloud_name, types[target->key->type],
	       target->profile->algorithm, target->name);
	commands_say_afterwards();
	printf("vault read -address=https://%.*s -format=json %s/keys/%s >%s.imported.json\n", host,
	       target->where, mount, target->cloud_name, target->name);
	printf("jq -r '.data.keys[\"1\"].public_key' %s.imported.json >%s.imported.txt\n",
	       target->name, target->name);
	commands_normalise(target, "PEM", "txt");
}
