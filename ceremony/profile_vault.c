#include "profile_place.h"

#include <string.h>

#include "ceremony/text.h"

enum { HOST_MOST = 253, PORT_MOST = 5, PART_MOST = 63, NAME_MOST = 127 };

static const char form[] = "is not a Vault's host and the path of its transit engine, like "
			   "vault.example.org:8200/transit";

/* HOST or HOST:PORT; returns where it ends, NULL when it is none. */
static const char *
take_authority(const char *text)
{
	size_t host = strspn(text, PROFILE_LOWER PROFILE_DIGITS "-."), port;

	if (host == 0 || host > HOST_MOST || strchr("-.", text[0]) != NULL ||
	    strchr("-.", text[host - 1]) != NULL || memmem(text, host, "..", 2) != NULL)
		return NULL;
	text += host;
	if (*text != ':')
		return text;
	port = strspn(text + 1, PROFILE_DIGITS);
	return port == 0 || port > PORT_MOST ? NULL : text + 1 + port;
}

const char *
profile_vault_where(const char *value, size_t length)
{
	const char *at = take_authority(value);

	(void)length;
	if (at == NULL || *at != '/')
		return form;
	while (*at == '/') {
		size_t part = strspn(++at, PROFILE_ALNUM "-_");

		if (part == 0 || part > PART_MOST || *at == '-')
			return form;
		at += part;
	}
	return *at == '\0' ? NULL : form;
}

/* As Vault's own routes want a name: letters, digits and underscores, dashes and dots between them. */
const char *
profile_vault_name(const char *value, size_t length)
{
	if (length == 0 || length > NAME_MOST || strchr("-.", value[0]) != NULL ||
	    strchr("-.", value[length - 1]) != NULL ||
	    !text_is_all(value, length, PROFILE_ALNUM "-_."))
		return "is not the name of a transit key: letters, digits and underscores, dashes "
		       "and dots between them, 127 at most";
	return NULL;
}

const char *
profile_vault_kek(const char *identifier, const char *where, const char *cloud_name)
{
	size_t where_bytes = strlen(where);

	(void)cloud_name;
	return strncmp(identifier, where, where_bytes) == 0 &&
			       strcmp(identifier + where_bytes, "/wrapping_key") == 0
		       ? NULL
		       : "is not the wrapping key of the target's transit engine, "
			 "HOST/MOUNT/wrapping_key";
}
