/*
 * What clouds' clients say of a key after its import, out of files of many shapes, as values that rules can ask for. A
 * value that no file says, or that is null, or of another kind than its client writes, is unsaid: it is no answer.
 */
#ifndef VERIFY_IMPORT_SAID_H
#define VERIFY_IMPORT_SAID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/json.h"
#include "ceremony/public_key.h"

/* Whose client speaks; also whose rules hold. */
enum import_service {
	IMPORT_KEY_VAULT = 1 << 0,
	IMPORT_MANAGED_HSM = 1 << 1,
	IMPORT_AWS = 1 << 2,
	IMPORT_GOOGLE = 1 << 3,
	IMPORT_TRANSIT = 1 << 4,    /* Vault, OpenBao */
	IMPORT_SOFT_VAULT = 1 << 5, /* a Key Vault again; the plan has the key software-protected */
	IMPORT_OCI = 1 << 6,        /* Oracle's */
	IMPORT_LAST = IMPORT_OCI,
	IMPORT_VAULTS = IMPORT_KEY_VAULT | IMPORT_SOFT_VAULT,
	IMPORT_AZURE = IMPORT_VAULTS | IMPORT_MANAGED_HSM,
	IMPORT_EVERY = 2 * IMPORT_LAST - 1,
};

/* What a file is about. */
enum import_subject {
	IMPORT_OF_KEY,
	IMPORT_OF_VAULT,
	IMPORT_OF_PRINCIPALS, /* which object a service is in this directory */
	IMPORT_OF_ROLES,
	IMPORT_OF_NEIGHBOURS, /* the keys of a vault */
	IMPORT_OF_TENANT,     /* where the rights management service of this tenant is */
	IMPORT_OF_PUBLIC,
	IMPORT_OF_ATTESTATION,
	IMPORT_OF_NOTHING, /* an empty list: it does not say of what */
	IMPORT_SUBJECTS,
};

enum import_field {
	IMPORT_ID, /* the key's, with its version */
	IMPORT_TYPE,
	IMPORT_BITS,
	IMPORT_OPERATIONS,
	IMPORT_ENABLED,
	IMPORT_EXPIRES,
	IMPORT_NOT_BEFORE,
	IMPORT_EXPORTABLE,
	IMPORT_RECOVERY,
	IMPORT_URI, /* the vault's or pool's */
	IMPORT_RESOURCE,
	IMPORT_DIRECTORY, /* the Entra tenant */
	IMPORT_PLACE,
	IMPORT_SKU,
	IMPORT_SOFT_DELETE,
	IMPORT_RETENTION,
	IMPORT_PURGE_PROTECTION,
	IMPORT_ROLES_RULE, /* roles, and not access policies, say who may what */
	IMPORT_BY_DEFAULT, /* of the firewall */
	IMPORT_BYPASS,
	IMPORT_PUBLIC_NETWORK,
	IMPORT_RIGHTS_URL,
	IMPORT_STATE,
	IMPORT_ORIGIN,
	IMPORT_USAGE,
	IMPORT_MODEL,
	IMPORT_PROTECTION,
	IMPORT_JOB,
	IMPORT_PLAINTEXT_BACKUP,
	IMPORT_DELETION_ALLOWED,
	IMPORT_IMPORTED,
	IMPORT_LATEST,
	IMPORT_DELETED, /* softly: it is there, and cannot be used */
	IMPORT_NAME,    /* of people for it */
	IMPORT_COMPARTMENT,
	IMPORT_CURRENT, /* the identifier of the version in use */
	IMPORT_VERSION, /* of the version that the public half is said of */
	IMPORT_VERSION_STATE,
	IMPORT_FIELDS,
	IMPORT_NO_FIELD = IMPORT_FIELDS,
};

enum {
	IMPORT_TEXT_BYTES = 512,
	IMPORT_MOST_FILES = 16, /* of one host about one target */
	IMPORT_FILE_MOST_BYTES = 1 << 20,
};

struct import_shape;

struct import_file {
	const char *name; /* as the operand gave it */
	const uint8_t *data;
	size_t size;
	struct json_text json; /* its root is NULL where the file is none */
	const struct import_shape *shape;
};

/* Printable ASCII: "true", "false", a number, a time, words with spaces, or what stood there. */
struct import_value {
	bool said;
	size_t file;
	char text[IMPORT_TEXT_BYTES];
};

/* A public key that a file shows, or why it is none that a ceremony can have made. */
struct import_shown {
	size_t file;
	const char *why;
	struct public_key key;
};

/* All that one host said about one target. */
struct import_said {
	struct import_file files[IMPORT_MOST_FILES];
	size_t file_count;
	struct import_value values[IMPORT_FIELDS];
	struct import_shown shown[IMPORT_MOST_FILES];
	size_t shown_count;
};

/*
 * Adds a file, whose bytes stay the caller's: finds its shape by its content, and takes out what it says. Returns NULL,
 * or why it is nothing that is known here: then values of it may have been taken, and nothing more is asked of `said` than to be freed.
 * Free with import_said_free, in either case.
 */
const char *
import_said_add(struct import_said *said, const char *name, const uint8_t *data, size_t size);

/* Releases what was parsed. */
void import_said_free(struct import_said *said);

/* The first file about this subject; NULL when there is none. */
const struct import_file *
import_said_file(const struct import_said *said, enum import_subject subject);

/* The value as it stands, or NULL when it is unsaid. */
const char *import_said_value(const struct import_said *said, enum import_field field);

/* The identifier of the key that the file is about, where its client says it; else NULL. */
const char *import_said_about(const struct import_file *file);

/* The identifier of the key, of its own answer or of its public half's; NULL when it is unsaid. */
const char *import_said_identifier(const struct import_said *said);

/* A string at `path` that is short enough and printable ASCII; else NULL. */
const char *import_said_text(const struct json_text *json, const char *path);

#endif
