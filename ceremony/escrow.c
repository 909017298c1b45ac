#include "escrow.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/secret.h"

size_t
escrow_seal(uint8_t escrow[ESCROW_MOST_BYTES], const struct tenant_key *key,
	    const struct age_recipient *recipient)
{
	struct tenant_key_pem *pem = secret_new(sizeof *pem);
	size_t size;

	tenant_key_to_pem(pem, key);
	size = age_sealed_bytes(pem->size);
	age_seal(escrow, pem->text, pem->size, recipient);
	secret_drop(pem);
	return size;
}

struct tenant_key *
escrow_open(const struct folder *folder, const char *key_name, const struct age_identity *identity)
{
	struct tenant_key_pem *pem = secret_new(sizeof *pem);
	struct tenant_key *key = tenant_key_new();
	struct public_key public_key;
	char name[64];
	struct bytes sealed;
	const char *answer;

	snprintf(name, sizeof name, "keys/%s.age", key_name);
	sealed = folder_read(name, ESCROW_MOST_BYTES,
			     folder_value(folder, "key-made", "key", key_name, "escrow"));
	answer = age_open((uint8_t *)pem->text, sizeof pem->text, &pem->size, sealed.data,
			  sealed.size, identity);
	if (answer != NULL)
		refuse("'%s' %s", name, answer);
	answer = tenant_key_from_pem(key, pem);
	if (answer != NULL)
		refuse("'%s' opens, and what is in it %s", name, answer);
	escrow_check_key(folder, key_name, key, &public_key);
	file_free(&sealed);
	secret_drop(pem);
	return key;
}

void
escrow_check_key(const struct folder *folder, const char *key_name, const struct tenant_key *key,
		 struct public_key *public_key)
{
	struct digest digest;
	char text[DIGEST_TEXT_BYTES];

	tenant_key_public(public_key, key);
	digest = public_key_digest(public_key);
	digest_to_text(text, &digest);
	if (strcmp(text, folder_value(folder, "key-made", "key", key_name, "public")) != 0)
		refuse("this is another key than the '%s' that was made", key_name);
}
