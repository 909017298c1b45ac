#include "wrap.h"

#include <string.h>

#include <sodium.h>

#include "ceremony/key_algorithm.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "kek/kwp.h"
#include "kek/oaep.h"
#include "kek/wrap_proof.h"

void
wrap_key(struct wrap_blob *blob, const struct tenant_key *key, const struct public_key *kek,
	 enum profile_hash hash, const struct public_key *expected)
{
	struct wrap_secret *secret;
	const char *problem;

	memset(blob, 0, sizeof *blob);
	if (!key_algorithm_is_rsa(kek->type))
		refuse("a KEK must be RSA");
	secret = secret_new(sizeof *secret);
	blob->oaep_bytes = key_algorithm_number_bytes(kek->type);
	blob->size = blob->oaep_bytes + kwp_wrapped_bytes(key->size);
	randombytes_buf(secret->aes, sizeof secret->aes);
	oaep_encode(secret->em, blob->oaep_bytes, secret->aes, sizeof secret->aes, hash);
	oaep_encrypt(blob->bytes, secret->em, kek);
	kwp_wrap(blob->bytes + blob->oaep_bytes, secret->aes, key->pkcs8, key->size);
	problem = wrap_proof(blob, secret, key, kek, hash, expected);
	secret_drop(secret);
	if (problem != NULL)
		refuse("the new blob is not good, and is not used: it %s", problem);
}
