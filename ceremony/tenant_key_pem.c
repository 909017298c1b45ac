#include "tenant_key.h"

#include "ceremony/pem.h"

void
tenant_key_to_pem(struct tenant_key_pem *pem, const struct tenant_key *key)
{
	pem_write(pem->text, "PRIVATE KEY", key->pkcs8, key->size);
	pem->size = pem_length("PRIVATE KEY", key->size);
}
