#include <stdio.h>
#include <string.h>

#include "ceremony/text.h"
#include "kek/kek_der.h"
#include "kek/kek_json.h"
#include "kek/kek_pem.h"

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

static const char *
read_pem(struct kek_file *file, const struct json_text *json, const char *path)
{
	const char *pem = json_text_string(json, path);

	if (pem == NULL)
		return "is JSON without a key in it";
	return kek_pem_read(&file->key, pem, strlen(pem));
}

static const char *
read_base64(uint8_t *out, size_t capacity, size_t *size, const struct json_text *json,
	    const char *path)
{
	const char *text = json_text_string(json, path);

	*size = 0;
	if (text == NULL)
		return "lacks a part of what aws kms get-parameters-for-import answers";
	if (text_from_base64(out, capacity, size, text, strlen(text), TEXT_BASE64) != NULL ||
	    *size == 0)
		return "has a public key or an import token that is not base64";
	return NULL;
}

/* Public key and token are one set; a third thing that no answer may lack is until when. */
static const char *
read_aws(struct kek_file *file, const struct json_text *json)
{
	uint8_t spki[PUBLIC_KEY_MOST_BYTES];
	size_t size;
	const char *why = read_base64(spki, sizeof spki, &size, json, "PublicKey");

	if (why == NULL)
		why = kek_der_from_spki(&file->key, spki, size);
	if (why == NULL)
		why = read_base64(file->token, sizeof file->token, &file->token_bytes, json,
				  "ImportToken");
	if (why == NULL)
		why = kek_json_read_kid(file, json, "KeyId");
	if (why == NULL)
		why = kek_json_read_expiry(file, json, "ParametersValidTo");
	return why;
}

/* RSA_OAEP_4096_SHA256_AES_256 of the API, or rsa-oaep-4096-sha256-aes-256 of gcloud's options. */
static const char *
read_method(struct kek_file *file, const struct json_text *json)
{
	const char *method = json_text_string(json, "importMethod");
	size_t length = method == NULL ? 0 : strlen(method);

	if (length == 0 || length >= sizeof file->method ||
	    !text_is_all(method, length, UPPER LOWER DIGITS "_-"))
		return "has an import method that is no word";
	for (size_t i = 0; i < length; i++)
		file->method[i] =
			(char)(method[i] == '_'                       ? '-'
			       : method[i] >= 'A' && method[i] <= 'Z' ? method[i] - 'A' + 'a'
								      : method[i]);
	return NULL;
}

static const char *
read_job_state(const struct json_text *json)
{
	const char *state = json_text_string(json, "state");

	if (state == NULL || strcmp(state, "ACTIVE") == 0)
		return NULL;
	if (strcmp(state, "PENDING_GENERATION") == 0)
		return "is of an import job that is not ACTIVE yet: describe it again";
	if (strcmp(state, "EXPIRED") == 0)
		return "is of an import job that has expired: make another";
	return "is of an import job that is not ACTIVE";
}

static const char *
read_protection(struct kek_file *file, const struct json_text *json)
{
	const char *level = json_text_string(json, "protectionLevel");

	if (!kek_json_is_there(json, "protectionLevel"))
		return NULL;
	if (level == NULL || (strncmp(level, "HSM", 3) != 0 && strcmp(level, "SOFTWARE") != 0))
		return "is of an import job whose protection level is neither HSM nor SOFTWARE";
	snprintf(file->kty, sizeof file->kty, "%s", level[0] == 'H' ? "RSA-HSM" : "RSA");
	return NULL;
}

static const char *
read_google(struct kek_file *file, const struct json_text *json)
{
	const char *why = read_job_state(json);

	if (why == NULL)
		why = read_method(file, json);
	if (why == NULL)
		why = read_protection(file, json);
	if (why == NULL)
		why = kek_json_read_kid(file, json, "name");
	if (why == NULL)
		why = kek_json_read_expiry(file, json, "expireTime");
	return why != NULL ? why : read_pem(file, json, "publicKey.pem");
}

static const char *
read_vault(struct kek_file *file, const struct json_text *json)
{
	return read_pem(file, json, "data.public_key");
}

static const char *
read_vault_field(struct kek_file *file, const struct json_text *json)
{
	return read_pem(file, json, "public_key");
}

static const char *
read_oci_of(struct kek_file *file, const struct json_text *json, const char *key, const char *id,
	    const char *state_path)
{
	const char *state = json_text_string(json, state_path);
	const char *why = kek_json_read_kid(file, json, id);

	if (state != NULL)
		file->enabled = strcmp(state, "ENABLED") == 0 ? KEK_YES : KEK_NO;
	return why != NULL ? why : read_pem(file, json, key);
}

static const char *
read_oci(struct kek_file *file, const struct json_text *json)
{
	return read_oci_of(file, json, "data.public-key", "data.id", "data.lifecycle-state");
}

static const char *
read_oci_rest(struct kek_file *file, const struct json_text *json)
{
	return read_oci_of(file, json, "publicKey", "id", "lifecycleState");
}

/* By what only this service's answer has. */
static const struct {
	const char *sign;
	enum profile_service service;
	const char *(*read)(struct kek_file *, const struct json_text *);
} answers[] = {
	{"ImportToken", PROFILE_AWS, read_aws},
	{"importMethod", PROFILE_GOOGLE, read_google},
	{"data.public_key", PROFILE_VAULT, read_vault},
	{"public_key", PROFILE_VAULT, read_vault_field},
	{"data.public-key", PROFILE_OCI, read_oci},
	{"vaultId", PROFILE_OCI, read_oci_rest},
};

const char *
kek_json_read_text_key(struct kek_file *file, const struct json_text *json, bool *mine)
{
	size_t found = 0, signs = 0;

	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
		if (!kek_json_is_there(json, answers[i].sign))
			continue;
		found = i;
		signs++;
	}
	*mine = signs > 0;
	if (signs == 0)
		return NULL;
	if (signs > 1 || kek_json_is_there(json, "kty") || kek_json_is_there(json, "key.kty") ||
	    kek_json_is_there(json, "Key.Kty"))
		return "is JSON with more than one key in it";
	file->has_service = true;
	file->service = answers[found].service;
	return answers[found].read(file, json);
}
