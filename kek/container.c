#include "container.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/text.h"

/* Honest about what made it: a file from a host without a network, no HSM. */
static const char GENERATOR[] =
	"Claviger " PROCESS_VERSION "; software key made on a disconnected workstation";

size_t
container_write(char out[CONTAINER_MOST_BYTES], const struct plan_target *target,
		const struct request *request, const struct wrap_blob *blob)
{
	size_t size = 0;

	switch (target->profile->container) {
	case PROFILE_BYOK:
		size = byok_write(out, CONTAINER_MOST_BYTES, request->kek_id, blob->bytes,
				  blob->size, GENERATOR);
		break;
	case PROFILE_RAW:
		memcpy(out, blob->bytes, blob->size);
		size = blob->size;
		break;
	case PROFILE_BASE64:
		size = text_base64_length(blob->size, TEXT_BASE64);
		text_to_base64(out, blob->bytes, blob->size, TEXT_BASE64);
		break;
	case PROFILE_PFX:
		break;
	}
	if (size == 0)
		die("the container of target '%s' cannot be written", target->name);
	return size;
}

static const char *
check_byok(const struct plan_target *target, const struct request *request, const uint8_t *data,
	   size_t size)
{
	struct byok byok;
	const char *answer = byok_read(&byok, data, size);

	if (answer != NULL)
		return answer;
	if (strcmp(byok.kid, request->kek_id) != 0)
		return "names another KEK than the request";
	return wrap_check_form(byok.blob.bytes, byok.blob.size, &request->kek, target->key->type);
}

static const char *
check_base64(const struct plan_target *target, const struct request *request, const uint8_t *data,
	     size_t size)
{
	struct wrap_blob blob;
	const char *text = (const char *)data;

	if (memchr(text, '-', size) != NULL || memchr(text, '_', size) != NULL)
		return "is base64url; its service takes standard base64";
	if (memchr(text, '\n', size) != NULL)
		return "has line ends in its base64";
	if (text_from_base64(blob.bytes, sizeof blob.bytes, &blob.size, text, size, TEXT_BASE64) !=
	    NULL)
		return "is not base64 of a blob";
	return wrap_check_form(blob.bytes, blob.size, &request->kek, target->key->type);
}

const char *
container_check(const struct plan_target *target, const struct request *request,
		const uint8_t *data, size_t size)
{
	switch (target->profile->container) {
	case PROFILE_BYOK:
		return check_byok(target, request, data, size);
	case PROFILE_RAW:
		return wrap_check_form(data, size, &request->kek, target->key->type);
	case PROFILE_BASE64:
		return check_base64(target, request, data, size);
	case PROFILE_PFX:
		break;
	}
	return "is of a container that this version does not have";
}
