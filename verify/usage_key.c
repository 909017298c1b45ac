#include "usage_key.h"

#include <string.h>

#include "ceremony/text.h"

static const char hexadecimal[] = "0123456789abcdef";
static const char of_names[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
static const char of_hosts[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";

static uint8_t
lower(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte | 0x20) : byte;
}

/* Takes up to one of `ends`, lower case; false when it is empty, too long, or has another character than `allowed`. */
static bool
take_part(char *out, size_t capacity, const char **at, const char *ends, const char *allowed)
{
	const size_t size = strcspn(*at, ends);

	if (size == 0 || size >= capacity)
		return false;
	for (size_t i = 0; i < size; i++)
		out[i] = (char)lower((uint8_t)(*at)[i]);
	out[size] = '\0';
	*at += size;
	return text_is_all(out, size, allowed);
}

static bool
take_text(const char **at, const char *text)
{
	const size_t size = strlen(text);

	if (strncmp(*at, text, size) != 0)
		return false;
	*at += size;
	return true;
}

const char *
usage_key_read(struct usage_key *key, const char *url)
{
	static const char why[] =
		"is not a key's URL with its version: https://VAULT/keys/NAME/VERSION";
	const char *host;

	if (strlen(url) > USAGE_KEY_MOST_URL || !take_text(&url, "https://"))
		return why;
	host = url;
	if (!take_part(key->host, sizeof key->host, &url, "/", of_hosts) ||
	    !take_text(&url, "/keys/"))
		return why;
	if (!take_part(key->vault, sizeof key->vault, &host, "./", of_names))
		return why;
	if (!take_part(key->name, sizeof key->name, &url, "/", of_names) || !take_text(&url, "/"))
		return why;
	if (!take_part(key->version, sizeof key->version, &url, "/", hexadecimal))
		return why;
	return *url == '\0' && strlen(key->version) == USAGE_KEY_VERSION ? NULL : why;
}

const char *
usage_key_read_principal(struct usage_key *key, const char *text)
{
	static const char why[] = "is not an application's identifier, a GUID";
	static const size_t parts[] = {8, 4, 4, 4, 12};
	const char *end = text;

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		char part[13];

		if (!take_part(part, sizeof part, &end, "-", hexadecimal) ||
		    strlen(part) != parts[i])
			return why;
		if (i < 4 && !take_text(&end, "-"))
			return why;
	}
	if (*end != '\0')
		return why;
	for (size_t i = 0; i <= USAGE_KEY_PRINCIPAL; i++)
		key->principal[i] = (char)lower((uint8_t)text[i]);
	return NULL;
}

/* Mostly it is in lower case already. */
static bool
skip_lower(struct cursor *cursor, const char *text)
{
	const uint8_t *at = cursor->at;

	if (cursor_skip_text(cursor, text))
		return true;
	for (; *text != '\0'; text++, at++)
		if (at == cursor->end || lower(*at) != (uint8_t)*text)
			return false;
	cursor->at = at;
	return true;
}

static bool
ends_a_part(const struct cursor *url)
{
	return cursor_left(url) == 0 || *url->at == '/' || *url->at == '?';
}

static bool
is_hexadecimal(uint8_t byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f');
}

/* A version is 32 hexadecimal digits: what else stands there is an operation. */
static enum usage_key_url
judge_version(const struct usage_key *key, struct cursor url)
{
	struct cursor version = url;

	if (!skip_lower(&url, "/") || cursor_left(&url) < USAGE_KEY_VERSION)
		return USAGE_KEY_UNVERSIONED;
	version = url;
	for (size_t i = 0; i < USAGE_KEY_VERSION; i++)
		if (!is_hexadecimal(lower(*url.at++)))
			return USAGE_KEY_UNVERSIONED;
	if (!ends_a_part(&url))
		return USAGE_KEY_UNVERSIONED;
	return skip_lower(&version, key->version) ? USAGE_KEY_CURRENT : USAGE_KEY_OLD_VERSION;
}

enum usage_key_url
usage_key_judge(const struct usage_key *key, struct cursor url)
{
	if (!skip_lower(&url, "https://") || !skip_lower(&url, key->host))
		return USAGE_KEY_OTHER;
	skip_lower(&url, ":443");
	if (!skip_lower(&url, "/keys/") || !skip_lower(&url, key->name) || !ends_a_part(&url))
		return USAGE_KEY_OTHER;
	return judge_version(key, url);
}

bool
usage_key_is_vault(const struct usage_key *key, struct cursor resource)
{
	const size_t size = strlen(key->vault);

	if (cursor_left(&resource) <= size || resource.end[-(ptrdiff_t)size - 1] != '/')
		return false;
	resource.at = resource.end - size;
	return skip_lower(&resource, key->vault);
}

bool
usage_key_is_service(const struct usage_key *key, struct cursor principal)
{
	return skip_lower(&principal, key->principal) && cursor_left(&principal) == 0;
}
