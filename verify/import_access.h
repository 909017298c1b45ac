/*
 * Who may do what with the key, as one host was told: access policies of a vault, or role assignments, whichever counts
 * there.
 */
#ifndef VERIFY_IMPORT_ACCESS_H
#define VERIFY_IMPORT_ACCESS_H

#include "verify/import_rule.h"

/* A service of Microsoft's that uses customers' keys. */
struct import_app {
	const char *id;  /* its application, the same in every directory */
	const char *uri; /* another name of it, or NULL */
	const char *title;
	enum import_policy policy;
	const char *wants; /* permissions */
};

/* The rows, the last with a NULL id. */
const struct import_app *import_access_apps(void);

/* One principal's rights by one policy or role. */
struct import_grant {
	const char *object, *name; /* as the file has them, printable ASCII; NULL: not readable */
	const char *role;      /* ours; NULL: an access policy, or a role that is not known here */
	const char *role_said; /* as the file has it, or NULL */
	const char *scope;     /* the same */
	unsigned permissions;
	bool readable; /* all that it permits is known */
	bool conditional; /* it holds at times, or with another's, or perhaps not here: it counts for the worse alone */
	const struct import_file *file;
};

struct import_access {
	const struct import_case *subject;
	const struct import_said *said;
	bool by_roles;
	size_t file, entry;
};

/* Begins a walk over all that count for this key. Returns NULL, or why that is not known; then `lacks` is what would say it. */
const char *import_access_begin(struct import_access *walk, enum import_subject *lacks,
				const struct import_case *subject, const struct import_said *said);

/* The next one; false behind the last. */
bool import_access_next(struct import_access *walk, struct import_grant *grant);

/* Bits of words with spaces between: "get decrypt sign". */
unsigned import_access_bits(const char *words);

/* The words of these bits, with spaces between. */
void import_access_words(char out[IMPORT_TEXT_BYTES], unsigned bits);

/* The first word of those whose bit is not set in `bits`; NULL when all are. */
const char *import_access_lacking(char word[IMPORT_TEXT_BYTES], const char *words, unsigned bits);

/* Whether the grant is one to this service. */
bool import_access_is(const struct import_grant *grant, const struct import_app *app,
		      const struct import_said *said);

/* Whether files say which object this service is in this directory, or that it is none. */
bool import_access_knows(const struct import_app *app, const struct import_said *said);

#endif
