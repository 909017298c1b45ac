/*
 * The key that logs are read for: its URL with the version that is used, and the service's identity. Also which URLs in a log are of it.
 */
#ifndef VERIFY_USAGE_KEY_H
#define VERIFY_USAGE_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/cursor.h"

enum { USAGE_KEY_MOST_URL = 255, USAGE_KEY_VERSION = 32, USAGE_KEY_PRINCIPAL = 36 };

/* Microsoft Rights Management Services, in every tenant. */
#define USAGE_KEY_SERVICE "00000012-0000-0000-c000-000000000000"

/* All in lower case. */
struct usage_key {
	char host[USAGE_KEY_MOST_URL + 1];  /* "contoso-eu.vault.azure.net" */
	char vault[USAGE_KEY_MOST_URL + 1]; /* "contoso-eu" */
	char name[USAGE_KEY_MOST_URL + 1];
	char version[USAGE_KEY_VERSION + 1];
	char principal[USAGE_KEY_PRINCIPAL + 1];
};

/* "https://HOST/keys/NAME/VERSION"; the version has 32 hexadecimal digits, and nothing in it needs quoting anywhere. Returns NULL or why not. */
const char *usage_key_read(struct usage_key *key, const char *url);

/* An application's identifier, a GUID. Returns NULL or why not. */
const char *usage_key_read_principal(struct usage_key *key, const char *text);

/* What a URL in a log says of the key. From USAGE_KEY_UNVERSIONED on it is of the key. */
enum usage_key_url {
	USAGE_KEY_UNREADABLE, /* nothing, or nothing that is plain: it may be any key of any vault */
	USAGE_KEY_ELSEWHERE,  /* another host */
	USAGE_KEY_OTHER,      /* another key of this vault */
	USAGE_KEY_UNVERSIONED,
	USAGE_KEY_OLD_VERSION, /* any but the one given */
	USAGE_KEY_CURRENT,
};

/* Reads it whatever the case of its letters, with or without a port, an operation and a query behind it, below /keys and below
 * /deletedkeys. Where a key is restored, none is named: POST /keys/restore. */
enum usage_key_url usage_key_judge(const struct usage_key *key, struct cursor url);

/* A resource's path ends plainly with another vault, or another managed HSM: "/vaults/NAME", whatever the case of its letters. */
bool usage_key_is_other_vault(const struct usage_key *key, struct cursor resource);

/* The text is the service's principal, whatever the case of its letters. */
bool usage_key_is_service(const struct usage_key *key, struct cursor principal);

#endif
