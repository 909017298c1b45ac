#include "commands_service.h"

#include <stdio.h>

#include "ceremony/profile_part.h"

void
commands_aws(const struct plan_target *target, const struct request *request)
{
	struct profile_part region = profile_part(target->where, "region");

	printf("# the token belongs to this key and this wrapping key; fileb:// gives their bytes, "
	       "file:// would not\n");
	printf("aws kms import-key-material --region %.*s --key-id %s "
	       "--encrypted-key-material fileb://out/%s.bin "
	       "--import-token fileb://requests/%s.import-token "
	       "--expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE\n",
	       (int)region.length, region.text, request->kek_id, target->name, target->name);
	commands_say_afterwards();
	printf("aws kms get-public-key --region %.*s --key-id %s --query PublicKey --output text "
	       ">%s.imported.b64\n",
	       (int)region.length, region.text, request->kek_id, target->name);
	printf("base64 -d %s.imported.b64 >%s.imported.der\n", target->name, target->name);
	commands_normalise(target, "DER", "der");
}
