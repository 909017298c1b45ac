#include "container.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"

/* Honest about what made it: a file from a host without a network, no HSM. */
static const char GENERATOR[] =
	"Claviger " PROCESS_VERSION "; software key made on a disconnected workstation";

void
container_name(char name[CONTAINER_NAME_BYTES], const struct plan_target *target)
{
	snprintf(name, CONTAINER_NAME_BYTES, "out/%s%s", target->name, target->profile->suffix);
}

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
	case PROFILE_PFX:
		break;
	}
	if (size == 0)
		die("the container of target '%s' cannot be written", target->name);
	return size;
}

const char *
container_check(const struct plan_target *target, const struct request *request,
		const uint8_t *data, size_t size)
{
	struct byok byok;
	const char *answer;

	if (target->profile->container == PROFILE_RAW)
		return wrap_check_form(data, size, &request->kek, target->key->type);
	answer = byok_read(&byok, data, size);
	if (answer != NULL)
		return answer;
	if (strcmp(byok.kid, request->kek_id) != 0)
		return "names another KEK than the request";
	return wrap_check_form(byok.blob.bytes, byok.blob.size, &request->kek, target->key->type);
}
