#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "verify/commands_service.h"

void
commands_normalise(const struct plan_target *target, const char *form, const char *suffix)
{
	printf("openssl pkey -pubin -inform %s -in %s.imported.%s -out %s.imported.pem\n", form,
	       target->name, suffix, target->name);
}

void
commands_say_afterwards(void)
{
	printf("# afterwards: the public key of the cloud is that of the ceremony\n");
}

void
commands_print(const struct plan_target *target, const struct request *request)
{
	printf("# target %s: %s, region %s\n", target->name, target->profile->title,
	       target->region);
	if (profile_wraps(target->profile) && strcmp(request->expires, "never") != 0)
		printf("# its wrapping key expires at %s\n", request->expires);
	switch (target->profile->service) {
	case PROFILE_AZURE:
		if (profile_wraps(target->profile))
			commands_azure(target, request);
		else
			commands_azure_pfx(target);
		break;
	case PROFILE_AWS:
		commands_aws(target, request);
		break;
	case PROFILE_GOOGLE:
		commands_google(target, request);
		break;
	case PROFILE_VAULT:
		commands_vault(target, request);
		break;
	case PROFILE_OCI:
		commands_oci(target, request);
		break;
	case PROFILE_PKCS11:
		commands_pkcs11(target, request);
		break;
	}
	printf("cmp %s.imported.pem keys/%s.pub.pem\n\n", target->name, target->key->name);
}
