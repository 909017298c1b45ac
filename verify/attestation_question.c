#include "attestation_question.h"

#include <string.h>

#include "ceremony/process.h"
#include "ceremony/text.h"
#include "verify/format.h"

/* Of services that make none: every statement is one of another kind. */
static const struct format no_format = {.name = "none", .title = "none"};

/* A statement of another maker's HSM says nothing of a key in this service. NULL: any. */
static const struct format *
format_of_service(enum profile_service service)
{
	switch (service) {
	case PROFILE_AZURE:
		return &format_azure;
	case PROFILE_GOOGLE:
		return &format_google;
	case PROFILE_AWS:
	case PROFILE_VAULT:
	case PROFILE_OCI:
		return &no_format;
	case PROFILE_PKCS11:
		break;
	}
	return NULL;
}

void
attestation_question_of(struct attestation_question *question, struct digest *owner_root,
			const struct plan_target *target)
{
	const char *text = target->owner_root;

	question->only = format_of_service(target->profile->service);
	question->owner_root = text == NULL ? NULL : owner_root;
	if (text != NULL &&
	    text_from_hex(owner_root->bytes, DIGEST_BYTES, text, strlen(text)) != NULL)
		die("the owner's root of target '%s' is no digest", target->name);
}
