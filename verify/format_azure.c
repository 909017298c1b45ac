/* Azure Managed HSM: JSON around two LiquidSecurity blobs and four certificates (reference 2.7). */
#include "format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/profile_place.h"
#include "verify/marvell.h"

enum { PATH_BYTES = 64 };

/* The whole answer, its `attributes`, or the `attestation` alone. */
static void
path_of(char path[PATH_BYTES], const struct json_text *json, const char *member)
{
	const char *outer =
		json_text_kind(json, "attributes") == JSON_IS_OBJECT ? "attributes." : "";
	char inner[PATH_BYTES];

	snprintf(inner, sizeof inner, "%sattestation", outer);
	snprintf(path, PATH_BYTES, "%s%s%s", outer,
		 json_text_kind(json, inner) == JSON_IS_OBJECT ? "attestation." : "", member);
}

static bool
has_member(const struct json_text *json, const char *member)
{
	char path[PATH_BYTES];

	path_of(path, json, member);
	return json_text_kind(json, path) != JSON_IS_MISSING;
}

/* What stands behind https://POOL.managedhsm.azure.net; NULL: the identifier is of another place. */
static const char *
path_in_pool(const char *identifier)
{
	static const char scheme[] = "https://";
	const char *host = identifier + sizeof scheme - 1;

	if (strncmp(identifier, scheme, sizeof scheme - 1) != 0)
		return NULL;
	return profile_azure_is_pool(host, strcspn(host, "/")) ? host + strcspn(host, "/") : NULL;
}

/* A key of a Managed HSM without its statement is of this format too, and lacks it. */
static bool
recognises(const struct material *material, const struct certificates *certificates)
{
	const struct json_text *json = &material->json;
	const char *kid;

	(void)certificates;
	if (json->root == NULL)
		return false;
	kid = json_text_string(json, "key.kid");
	return has_member(json, "privateKeyAttestation") ||
	       has_member(json, "certificatePemFile") || (kid != NULL && path_in_pool(kid) != NULL);
}

static uint8_t *
take_blob(struct statement *statement, const struct material *material, const char *member,
	  size_t *size)
{
	char path[PATH_BYTES];
	const char *why;
	uint8_t *blob;

	path_of(path, &material->json, member);
	blob = material_blob(material, path, size, &why);
	if (blob == NULL)
		statement_fail(statement,
			       json_text_kind(&material->json, path) == JSON_IS_MISSING
				       ? STATEMENT_MISSING
				       : STATEMENT_PARSE,
			       "%s %s%s", member, why,
			       strcmp(member, "privateKeyAttestation") == 0
				       ? ": az keyvault key get-attestation writes it"
				       : "");
	return blob;
}

static bool
check_version(struct statement *statement, const struct material *material)
{
	char path[PATH_BYTES];
	const char *version;

	path_of(path, &material->json, "version");
	version = json_text_string(&material->json, path);
	if (version == NULL)
		return statement_fail(statement, STATEMENT_MISSING, "version is missing");
	return strcmp(version, "MRVL-1") == 0 ||
	       statement_fail(statement, STATEMENT_VERSION, "version is '%.40s', and not 'MRVL-1'",
			      version);
}

static bool
add_certificates(struct statement *statement, const struct material *material)
{
	size_t size;
	uint8_t *text = take_blob(statement, material, "certificatePemFile", &size);
	const char *why;

	if (text == NULL)
		return false;
	why = certificate_add_pem(&statement->certificates, (const char *)text, size);
	free(text);
	return why == NULL ||
	       statement_fail(statement, STATEMENT_PARSE, "certificatePemFile %s", why);
}

/* The pool's own root and the partition's certificate by it: the same partition key, the owner's word. */
static bool
check_owner(struct statement *statement, const struct marvell_makers *makers)
{
	struct certificates *certificates = &statement->certificates;
	struct certificate *owner = NULL, *partition;

	for (size_t i = 0; i < certificates->count; i++)
		if (certificates->list[i].role == NULL &&
		    certificate_issued_by(&certificates->list[i], &certificates->list[i]))
			owner = &certificates->list[i];
	if (owner == NULL)
		return statement_fail(statement, STATEMENT_CHAIN,
				      "there is no root of the owner of the pool");
	owner->role = "owner's root";
	partition = certificate_child_of(certificates, owner);
	if (partition == NULL)
		return statement_fail(statement, STATEMENT_CHAIN,
				      "no partition's certificate is issued by the owner's root");
	partition->role = "partition, by its owner";
	if (!digest_equal(&partition->spki, &makers->partition->spki))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the owner speaks of another partition than the maker");
	statement->owner_root = owner->spki;
	statement->has_owner_root = true;
	certificate_subject(owner, statement->owner);
	return true;
}

/* "/keys/NAME/VERSION", the end of https://POOL.managedhsm.azure.net/keys/NAME/VERSION */
static bool
name_is(const char *name, const char *identifier)
{
	const char *path = path_in_pool(identifier);

	return path != NULL && strcmp(path, name) == 0;
}

static bool
check_half(struct statement *statement, const struct material *material,
	   const struct certificate *partition)
{
	size_t size;
	uint8_t *bytes = take_blob(statement, material, "publicKeyAttestation", &size);
	struct marvell_blob blob;
	bool good;

	if (bytes == NULL)
		return false;
	good = marvell_read(&blob, cursor_over(bytes, size), statement) &&
	       (marvell_signed_by(&blob, partition) ||
		statement_fail(statement, STATEMENT_SIGNATURE,
			       "publicKeyAttestation is not signed by the partition")) &&
	       (blob.object_count == 1 ||
		statement_fail(statement, STATEMENT_PARSE,
			       "publicKeyAttestation is of more than one key")) &&
	       marvell_is_half(statement, &blob.objects[0]);
	free(bytes);
	return good;
}

static bool
check_blob(struct statement *statement, struct cursor bytes, const struct marvell_makers *makers)
{
	const struct marvell_object *object;
	struct marvell_blob blob;

	if (!marvell_read(&blob, bytes, statement))
		return false;
	if (!marvell_signed_by(&blob, makers->partition))
		return statement_fail(statement, STATEMENT_SIGNATURE,
				      "privateKeyAttestation is not signed by the partition");
	object = marvell_private(&blob, statement);
	return object != NULL && marvell_describe(statement, object);
}

static bool
read(struct statement *statement, const struct material *material, const struct roots *roots)
{
	struct marvell_makers makers;
	uint8_t *blob;
	size_t size;
	bool good;

	if (!check_version(statement, material))
		return false;
	blob = take_blob(statement, material, "privateKeyAttestation", &size);
	good = blob != NULL && add_certificates(statement, material) &&
	       marvell_makers(&makers, statement, roots) &&
	       check_blob(statement, cursor_over(blob, size), &makers) &&
	       check_owner(statement, &makers);
	free(blob);
	if (good && statement->has_key)
		good = check_half(statement, material, makers.partition);
	statement->name_is = name_is;
	return good;
}

const struct format format_azure = {"azure-managed-hsm", "Azure Managed HSM", recognises, 0, read};
