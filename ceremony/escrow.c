#include "escrow.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/recovery_script.h"
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

static const char *
sealed_value(const struct folder *folder, const char *key_name, const char *field)
{
	const struct fact *fact = folder_sealed(folder, key_name);

	if (fact == NULL)
		refuse("the transcript has no fact that '%s' was made", key_name);
	return fact_value(fact, field);
}

struct tenant_key *
escrow_unseal(const char *name, const struct bytes *sealed, const struct age_identity *identity)
{
	struct tenant_key_pem *pem = secret_new(sizeof *pem);
	struct tenant_key *key = tenant_key_new();
	const char *answer = age_open((uint8_t *)pem->text, sizeof pem->text, &pem->size,
				      sealed->data, sealed->size, identity);

	if (answer != NULL)
		refuse("'%s' %s", name, answer);
	answer = tenant_key_from_pem(key, pem);
	if (answer != NULL)
		refuse("'%s' opens, and what is in it %s", name, answer);
	secret_drop(pem);
	return key;
}

struct tenant_key *
escrow_open(const struct folder *folder, const char *key_name, const struct age_identity *identity)
{
	struct public_key public_key;
	struct tenant_key *key;
	struct bytes sealed;
	char name[64];

	snprintf(name, sizeof name, "keys/%s.age", key_name);
	sealed = folder_read(name, ESCROW_MOST_BYTES, sealed_value(folder, key_name, "escrow"));
	key = escrow_unseal(name, &sealed, identity);
	escrow_check_key(folder, key_name, key, &public_key);
	file_free(&sealed);
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
	if (strcmp(text, sealed_value(folder, key_name, "public")) != 0)
		refuse("this is another key than the '%s' that was made", key_name);
}

void
escrow_write_recovery_script(void)
{
	char digest[DIGEST_TEXT_BYTES];
	struct digest wanted = digest_of(recovery_script, strlen(recovery_script));

	digest_to_text(digest, &wanted);
	if (file_exists(FILE_HERE, RECOVERY_SCRIPT_NAME)) {
		struct bytes bytes =
			folder_read(RECOVERY_SCRIPT_NAME, strlen(recovery_script), digest);

		file_free(&bytes);
		return;
	}
	file_create(FILE_HERE, RECOVERY_SCRIPT_NAME, recovery_script, strlen(recovery_script));
}
