#include "profile_place.h"

#include <string.h>

#include "ceremony/text.h"

/* CK_TOKEN_INFO has 32 characters for the token's label (PKCS#11 3.0, 3.2). */
enum { TOKEN_MOST = 32, LABEL_MOST = 127 };

static bool
is_label(const char *value, size_t length, size_t most)
{
	return length > 0 && length <= most && strchr("-._", value[0]) == NULL &&
	       text_is_all(value, length, PROFILE_ALNUM "-_.");
}

const char *
profile_pkcs11_where(const char *value, size_t length)
{
	return is_label(value, length, TOKEN_MOST)
		       ? NULL
		       : "is not a token's label of letters, digits, dashes, underscores and dots, "
			 "32 at most, a letter or digit first";
}

const char *
profile_pkcs11_name(const char *value, size_t length)
{
	return is_label(value, length, LABEL_MOST)
		       ? NULL
		       : "is not a key's label of letters, digits, dashes, underscores and dots, "
			 "127 at most, a letter or digit first";
}

const char *
profile_pkcs11_kek(const char *identifier, const char *where, const char *cloud_name)
{
	size_t where_bytes = strlen(where);

	(void)cloud_name;
	if (strncmp(identifier, where, where_bytes) != 0 || identifier[where_bytes] != '/')
		return "is not in the target's token: TOKEN/LABEL is wanted";
	identifier += where_bytes + 1;
	return profile_pkcs11_name(identifier, strlen(identifier)) == NULL
		       ? NULL
		       : "has no usable label behind its token: TOKEN/LABEL is wanted";
}
