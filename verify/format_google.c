/* Google Cloud HSM: a packed LiquidSecurity blob, and the maker's and Google's certificates (reference 2.8). */
#include "format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verify/marvell.h"

enum { PATH_BYTES = 80, ID_CHARACTERS = 128 };

static bool
is_gzip(struct cursor bytes)
{
	return cursor_skip_text(&bytes, "\x1f\x8b");
}

static void
path_of(char path[PATH_BYTES], const struct json_text *json, const char *member)
{
	snprintf(path, PATH_BYTES, "%s%s",
		 json_text_kind(json, "attestation") == JSON_IS_OBJECT ? "attestation." : "",
		 member);
}

static bool
recognises(const struct material *material, const struct certificates *certificates)
{
	char content[PATH_BYTES], format[PATH_BYTES];

	(void)certificates;
	if (material->json.root == NULL)
		return is_gzip(material->statement.bytes) ||
		       marvell_recognises(material->statement.bytes);
	path_of(content, &material->json, "content");
	path_of(format, &material->json, "format");
	return json_text_string(&material->json, content) != NULL &&
	       json_text_string(&material->json, format) != NULL;
}

static bool
check_format(struct statement *statement, const struct material *material)
{
	const char *format;
	char path[PATH_BYTES];

	path_of(path, &material->json, "format");
	format = json_text_string(&material->json, path);
	return strcmp(format, "CAVIUM_V2_COMPRESSED") == 0 ||
	       strcmp(format, "CAVIUM_V1_COMPRESSED") == 0 ||
	       statement_fail(statement, STATEMENT_VERSION, "format '%.40s' is not known", format);
}

static bool
add_list(struct statement *statement, const struct material *material, const char *member)
{
	char path[PATH_BYTES];
	const char *why;

	path_of(path, &material->json, member);
	why = material_add_list(material, &statement->certificates, path);
	return why == NULL || statement_fail(statement, STATEMENT_PARSE, "%s %s", member, why);
}

/* The packed bytes as they are, or in the JSON of the client, with its certificates. */
static uint8_t *
take_packed(struct statement *statement, const struct material *material, size_t *size)
{
	uint8_t *packed;
	char path[PATH_BYTES];
	const char *why;

	if (!check_format(statement, material) ||
	    !add_list(statement, material, "certChains.caviumCerts") ||
	    !add_list(statement, material, "certChains.googleCardCerts") ||
	    !add_list(statement, material, "certChains.googlePartitionCerts"))
		return NULL;
	path_of(path, &material->json, "content");
	packed = material_blob(material, path, size, &why);
	if (packed == NULL)
		statement_fail(statement, STATEMENT_PARSE, "content %s", why);
	return packed;
}

/* Sets `blob` to the bytes, inflated where they are packed; what is allocated is returned, to be freed. */
static uint8_t *
unpack(struct statement *statement, struct cursor bytes, struct cursor *blob)
{
	const char *why;
	uint8_t *inflated;
	size_t size;

	*blob = bytes;
	if (!is_gzip(bytes))
		return NULL;
	inflated = material_gunzip(bytes, &size, &why);
	if (inflated == NULL)
		statement_fail(statement, STATEMENT_PARSE, "the statement %s", why);
	else
		*blob = cursor_over(inflated, size);
	return inflated;
}

static struct certificate *
by_owner(struct statement *statement, const struct roots *roots, const struct digest *spki)
{
	for (size_t i = 0; i < statement->certificates.count; i++) {
		struct certificate *one = &statement->certificates.list[i];

		if (one->role == NULL && digest_equal(&one->spki, spki) &&
		    root_issuer(roots, ROOT_GOOGLE_OWNER, one) != NULL)
			return one;
	}
	return NULL;
}

/* Google's root speaks of the same card and the same partition. */
static bool
check_owner(struct statement *statement, const struct roots *roots,
	    const struct marvell_makers *makers)
{
	struct certificate *card = by_owner(statement, roots, &makers->card->spki);
	struct certificate *partition = by_owner(statement, roots, &makers->partition->spki);

	for (size_t i = 0; i < statement->certificates.count; i++)
		if (root_same(roots, ROOT_GOOGLE_OWNER, &statement->certificates.list[i]) != NULL)
			statement->certificates.list[i].role = "root of the owner";
	if (card == NULL || partition == NULL)
		return statement_fail(statement, STATEMENT_CHAIN,
				      "Google's root does not speak of this %s",
				      card == NULL ? "card" : "partition");
	card->role = "card, by Google";
	partition->role = "partition, by Google";
	statement->owner_shown = true;
	snprintf(statement->owner, sizeof statement->owner, "Google");
	return true;
}

/* 128 digits, of which the last 64 are the SHA-256 of the resource's name. */
static bool
name_is(const char *name, const char *identifier)
{
	struct digest digest = digest_of(identifier, strlen(identifier));
	char text[DIGEST_TEXT_BYTES];

	digest_to_text(text, &digest);
	return strlen(name) == ID_CHARACTERS &&
	       strcmp(name + ID_CHARACTERS - (DIGEST_TEXT_BYTES - 1), text) == 0;
}

static bool
check_blob(struct statement *statement, struct cursor bytes, const struct roots *roots)
{
	const struct marvell_object *object;
	struct marvell_makers makers;
	struct marvell_blob blob;

	if (!marvell_read(&blob, bytes, statement) || !marvell_makers(&makers, statement, roots))
		return false;
	if (!marvell_signed_by(&blob, makers.partition))
		return statement_fail(statement, STATEMENT_SIGNATURE,
				      "the statement is not signed by the partition");
	object = marvell_private(&blob, statement);
	if (object == NULL || !marvell_describe(statement, object) ||
	    !check_owner(statement, roots, &makers))
		return false;
	for (size_t i = 0; i < blob.object_count; i++)
		if (&blob.objects[i] != object && !marvell_is_half(statement, &blob.objects[i]))
			return false;
	return true;
}

static bool
read(struct statement *statement, const struct material *material, const struct roots *roots)
{
	struct cursor bytes = material->statement.bytes, blob;
	uint8_t *packed = NULL, *inflated = NULL;
	size_t size;

	if (material->json.root != NULL) {
		packed = take_packed(statement, material, &size);
		if (packed != NULL)
			bytes = cursor_over(packed, size);
	}
	if (statement->failure == STATEMENT_SOUND)
		inflated = unpack(statement, bytes, &blob);
	if (statement->failure == STATEMENT_SOUND)
		check_blob(statement, blob, roots);
	free(inflated);
	free(packed);
	statement->name_is = name_is;
	return statement->failure == STATEMENT_SOUND;
}

const struct format format_google = {"google-cloud-hsm", "Google Cloud HSM", recognises, 0, read};
