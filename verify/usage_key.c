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

/* Passes over what `allowed` has, in lower case; false when there is nothing of it. */
static bool
skip_all(struct cursor *cursor, const char *allowed)
{
	const uint8_t *from = cursor->at;

	while (cursor->at < cursor->end && *cursor->at != '\0' &&
	       strchr(allowed, lower(*cursor->at)) != NULL)
		cursor->at++;
	return cursor->at > from;
}

/* Behind the host. */
static enum usage_key_url
judge_path(const struct usage_key *key, struct cursor url)
{
	struct cursor name;

	if (!skip_lower(&url, "/keys/") && !skip_lower(&url, "/deletedkeys/"))
		return USAGE_KEY_UNREADABLE;
	name = url;
	if (skip_lower(&name, key->name) && ends_a_part(&name))
		return judge_version(key, name);
	name = url;
	if (skip_lower(&name, "restore") && (cursor_left(&name) == 0 || *name.at == '?'))
		return USAGE_KEY_UNREADABLE;
	return skip_all(&url, of_names) && ends_a_part(&url) ? USAGE_KEY_OTHER
							     : USAGE_KEY_UNREADABLE;
}

/* A point at its end would be the same host by another name. */
static bool
is_plain_host(struct cursor url)
{
	if (!skip_all(&url, of_hosts) || url.at[-1] == '.')
		return false;
	skip_lower(&url, ":443");
	return ends_a_part(&url);
}

enum usage_key_url
usage_key_judge(const struct usage_key *key, struct cursor url)
{
	struct cursor host;

	if (!skip_lower(&url, "https://"))
		return USAGE_KEY_UNREADABLE;
	host = url;
	if (skip_lower(&url, key->host)) {
		skip_lower(&url, ":443");
		if (ends_a_part(&url))
			return judge_path(key, url);
	}
	return is_plain_host(host) ? USAGE_KEY_ELSEWHERE : USAGE_KEY_UNREADABLE;
}

/* Cuts off what the text ends with, in lower case. */
static bool
cut_lower(struct cursor *text, const char *end)
{
	const size_t size = strlen(end);
	struct cursor last;

	if (cursor_left(text) < size)
		return false;
	last = (struct cursor){text->end - size, text->end};
	if (!skip_lower(&last, end))
		return false;
	text->end -= size;
	return true;
}

bool
usage_key_is_other_vault(const struct usage_key *key, struct cursor resource)
{
	struct cursor name = {resource.end, resource.end}, rest;

	while (name.at > resource.at && name.at[-1] != '/')
		name.at--;
	resource.end = rest.at = name.at;
	rest.end = name.end;
	if (!skip_all(&rest, of_names) || cursor_left(&rest) > 0)
		return false;
	if (!cut_lower(&resource, "/vaults/") && !cut_lower(&resource, "/managedhsms/"))
		return false;
	return !skip_lower(&name, key->vault) || cursor_left(&name) > 0;
}

bool
usage_key_is_service(const struct usage_key *key, struct cursor principal)
{
	return skip_lower(&principal, key->principal) && cursor_left(&principal) == 0;
}
