#include "byok.h"

#include <string.h>
#include <strings.h>

#include "ceremony/cursor.h"
#include "ceremony/text.h"

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum { HOST_MOST = 253, NAME_MOST = 127, VERSION_DIGITS = 32 };

/* Up to the next '/' or the end; the '/' stays. */
static struct cursor
take_part(struct cursor *from)
{
	struct cursor part = *from;

	while (cursor_left(from) > 0 && *from->at != '/')
		from->at++;
	part.end = from->at;
	return part;
}

static bool
is_made_of(struct cursor part, size_t most, const char *allowed)
{
	size_t length = cursor_left(&part);

	return length > 0 && length <= most && text_is_all((const char *)part.at, length, allowed);
}

static bool
is_host(struct cursor host)
{
	return is_made_of(host, HOST_MOST, DIGITS LETTERS "-.") && *host.at != '.' &&
	       host.end[-1] != '.' && memmem(host.at, cursor_left(&host), "..", 2) == NULL;
}

const char *
byok_check_kid(const char *kid, size_t length, const char **host, size_t *host_length)
{
	struct cursor rest = cursor_over(kid, length), found, name, version;

	if (!cursor_skip_text(&rest, "https://"))
		return "has a key identifier that does not begin with https://";
	found = take_part(&rest);
	if (!is_host(found))
		return "has a key identifier without a plain host name";
	if (!cursor_skip_text(&rest, "/keys/"))
		return "has a key identifier that does not name a key (/keys/)";
	name = take_part(&rest);
	if (!is_made_of(name, NAME_MOST, DIGITS LETTERS "-"))
		return "has a key identifier with a key name that no key has";
	if (cursor_left(&rest) <= 1)
		return "has a key identifier that does not name the version of the key";
	rest.at++;
	version = rest;
	if (cursor_left(&version) != VERSION_DIGITS ||
	    !is_made_of(version, VERSION_DIGITS, DIGITS "abcdef"))
		return "has a key identifier whose version is not 32 lower-case hexadecimal digits";
	if (host != NULL)
		*host = (const char *)found.at;
	if (host_length != NULL)
		*host_length = cursor_left(&found);
	return NULL;
}
