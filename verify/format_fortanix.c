/* Fortanix DSM: a certificate for a key, by an authority that lives a month (reference 7). */
#include "format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verify/chain.h"

#define GENERATED "1.3.6.1.4.1.49690.2.4.1.1"
#define NEVER_EXPORTABLE "1.3.6.1.4.1.49690.2.4.1.2"
#define AUTHORITY_USAGE "1.3.6.1.4.1.49690.8.1"
#define KEY_UUID "1.3.6.1.4.1.49690.1.2.2"
#define STATEMENT_PATH "attestation_statement.statement"
#define FORMAT_PATH "attestation_statement.format"
#define CHAIN_PATH "authority_chain"

enum { CHAIN_CERTIFICATES = 3, LEVELS = 3 };

static bool
recognises(const struct material *material, const struct certificates *certificates)
{
	(void)certificates;
	return json_text_kind(&material->json, "attestation_statement") == JSON_IS_OBJECT;
}

static bool
check_members(struct statement *statement, const struct json_text *json)
{
	const char *format = json_text_string(json, FORMAT_PATH);

	if (format == NULL)
		return statement_fail(statement, STATEMENT_MISSING, "the format is not named");
	if (strcmp(format, "x509_certificate") != 0)
		return statement_fail(statement, STATEMENT_VERSION, "the format '%.40s' is unknown",
				      format);
	if (json_text_count(json, "") != 2 || json_text_count(json, "attestation_statement") != 2)
		return statement_fail(statement, STATEMENT_PARSE,
				      "there are other members than a statement has");
	return json_text_count(json, CHAIN_PATH) == CHAIN_CERTIFICATES ||
	       statement_fail(statement, STATEMENT_CHAIN,
			      "authority_chain does not have three certificates");
}

static bool
add(struct statement *statement, const struct material *material, const char *path)
{
	const char *why;
	size_t size;
	uint8_t *der = material_blob(material, path, &size, &why);

	if (der != NULL)
		why = certificate_add(&statement->certificates, der, size);
	free(der);
	return why == NULL || statement_fail(statement, STATEMENT_PARSE, "%s %s", path, why);
}

/* The statement first, then authority, intermediate, root. */
static bool
add_all(struct statement *statement, const struct material *material)
{
	char path[sizeof CHAIN_PATH + 8];

	if (!add(statement, material, STATEMENT_PATH))
		return false;
	for (size_t i = 0; i < CHAIN_CERTIFICATES; i++) {
		snprintf(path, sizeof path, "%s.%zu", CHAIN_PATH, i);
		if (!add(statement, material, path))
			return false;
	}
	return true;
}

static bool
check_chain(struct statement *statement, const struct roots *roots, struct certificate *leaf,
	    struct certificate **found)
{
	/* The authority says CA:FALSE, and issues all the same. */
	static const struct chain_level levels[] = {{.role = "attested key"},
						    {.role = "authority", .may_deny = true},
						    {.role = "intermediate"},
						    {.role = NULL}};
	int64_t from, to, made, unused;
	long path;
	const struct certificate *root = leaf + CHAIN_CERTIFICATES;

	if (root_same(roots, ROOT_FORTANIX, root) == NULL)
		return statement_fail(statement, STATEMENT_ROOT,
				      "the chain's root is not the pinned one");
	if (!chain_climb(statement, roots, ROOT_FORTANIX, leaf, levels, found))
		return false;
	if (!certificate_has_usage(found[1], AUTHORITY_USAGE))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the authority's certificate is of another use");
	if (certificate_authority(found[2], &path) != CERTIFICATE_IS_AUTHORITY ||
	    !certificate_may_issue(found[2]))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the intermediate certificate is no authority's");
	if (certificate_dates(found[1], &from, &to) != NULL ||
	    certificate_dates(leaf, &made, &unused) != NULL || made < from || made > to)
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the statement was not made while its authority was valid");
	return true;
}

/* Both are an empty SEQUENCE: to be there is all they say. */
static bool
says(const struct certificate *leaf, const char *oid)
{
	struct cursor value;

	return certificate_extension(leaf, oid, &value) && cursor_left(&value) == 2 &&
	       memcmp(value.at, "\x30\x00", 2) == 0;
}

static bool
read_leaf(struct statement *statement, const struct certificate *leaf)
{
	const char *why = certificate_key(leaf, &statement->key);
	char uuid[CERTIFICATE_TEXT_BYTES], name[CERTIFICATE_TEXT_BYTES];

	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "the attested key %s", why);
	if (!certificate_common_name(leaf, name) ||
	    strcmp(name, "Fortanix DSM Key Attestation") != 0 ||
	    !certificate_subject_part(leaf, KEY_UUID, uuid))
		return statement_fail(statement, STATEMENT_PARSE,
				      "the statement is not named as one, or names no key");
	statement->has_key = true;
	statement_note(statement, true, "key", "%s", uuid);
	statement_imply(statement, ATTRIBUTE_PRIVATE, true);
	if (says(leaf, GENERATED))
		statement_set(statement, ATTRIBUTE_LOCAL, true);
	if (says(leaf, NEVER_EXPORTABLE)) {
		statement_set(statement, ATTRIBUTE_NEVER_EXTRACTABLE, true);
		statement_imply(statement, ATTRIBUTE_EXTRACTABLE, false);
		statement_imply(statement, ATTRIBUTE_SENSITIVE, true);
		statement_imply(statement, ATTRIBUTE_ALWAYS_SENSITIVE, true);
	}
	return true;
}

static bool
read(struct statement *statement, const struct material *material, const struct roots *roots)
{
	struct certificates *certificates = &statement->certificates;
	struct certificate *leaf = &certificates->list[certificates->count], *found[LEVELS];

	statement->make = "Fortanix DSM";
	return check_members(statement, &material->json) && add_all(statement, material) &&
	       check_chain(statement, roots, leaf, found) && read_leaf(statement, leaf);
}

const struct format format_fortanix = {"fortanix-dsm", "Fortanix DSM key attestation", recognises,
				       0, read};
