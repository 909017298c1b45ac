#include "commands_service.h"

#include <stdio.h>
#include <string.h>

void
commands_pkcs11(const struct plan_target *target, const struct request *request)
{
	bool sha1 = target->profile->hash == PROFILE_SHA1;

	printf("# first, with the HSM's own tool, in the token %s: C_UnwrapKey of out/%s.bin under "
	       "the private key %s\n",
	       target->where, target->name, request->kek_id + strlen(target->where) + 1);
	printf("# CKM_RSA_AES_KEY_WRAP, 0x1054, with 256 bits of AES, OAEP with %s, no label of "
	       "OAEP\n",
	       sha1 ? "CKM_SHA_1 and CKG_MGF1_SHA1" : "CKM_SHA256 and CKG_MGF1_SHA256");
	printf("# the new key is labelled %s: CKA_TOKEN, CKA_PRIVATE, CKA_SENSITIVE yes, "
	       "CKA_EXTRACTABLE no\n",
	       target->cloud_name);
	commands_say_afterwards();
	printf("# add --module where the HSM's library is not the one that pkcs11-tool takes\n");
	printf("pkcs11-tool --token-label %s --read-object --type pubkey --label %s "
	       "--output-file %s.imported.der\n",
	       target->where, target->cloud_name, target->name);
	commands_normalise(target, "DER", "der");
}
