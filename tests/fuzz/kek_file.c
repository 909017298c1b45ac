/*
 * What is read as a KEK is RSA in the one form of public_key.h, whatever it came as: its SPKI
 * and its PEM are read as the same key. Its terms are text that may be shown, and nothing is
 * both unknown and known.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/secret.h"
#include "ceremony/text.h"
#include "kek/kek_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static bool
is_same(const struct public_key *one, const struct public_key *other)
{
	return one->type == other->type && one->size == other->size &&
	       memcmp(one->spki, other->spki, one->size) == 0;
}

static void
check_key(const struct public_key *key)
{
	static struct kek_file again;
	struct public_key strict;
	char pem[PUBLIC_KEY_PEM_MOST_BYTES];
	size_t length = public_key_to_pem(pem, key);

	must(key->type == KEY_RSA_2048 || key->type == KEY_RSA_3072 || key->type == KEY_RSA_4096);
	must(public_key_from_spki(&strict, key->spki, key->size) == NULL && is_same(&strict, key));
	must(kek_file_read(&again, key->spki, key->size) == NULL && is_same(&again.key, key));
	must(kek_file_read(&again, (const uint8_t *)pem, length) == NULL &&
	     is_same(&again.key, key));
}

static void
check_terms(const struct kek_file *file)
{
	must(file->has_kid == (file->kid[0] != '\0'));
	must(text_is_ascii(file->kid, strlen(file->kid)));
	must(file->kty[0] == '\0' || strcmp(file->kty, "RSA") == 0 ||
	     strcmp(file->kty, "RSA-HSM") == 0);
	must(file->has_operations || !file->import_only);
	must(file->has_expiry || file->expires == 0);
	must(file->token_bytes == 0 || (file->has_service && file->service == PROFILE_AWS));
	must(file->token_bytes <= sizeof file->token);
	must(file->method[0] == '\0' || (file->has_service && file->service == PROFILE_GOOGLE));
	must(text_is_all(file->method, strlen(file->method),
			 "abcdefghijklmnopqrstuvwxyz0123456789-"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct kek_file file;
	static bool begun;

	if (!begun)
		secret_begin();
	begun = true;
	if (kek_file_read(&file, data, size) == NULL) {
		check_key(&file.key);
		check_terms(&file);
	}
	return 0;
}
