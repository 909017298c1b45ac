/* Securosys Primus: XML, a signature over its very bytes, and the chain of who signed (reference 6). */
#include "format.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/text.h"
#include "verify/base64.h"
#include "verify/chain.h"
#include "verify/signature.h"
#include "verify/xml.h"

#define POLICY "1.3.6.1.4.1.44668.4.1.3"

enum { SIGNATURE_MOST_BYTES = 1024 };

/* What was handed over: the document and its signature, both in memory of their own. */
struct parts {
	struct cursor document, signature;
	uint8_t *decoded_document, *decoded_signature;
};

enum child {
	LABEL,
	CREATE_TIME,
	ATTEST_TIME,
	KEY_USE_COUNT,
	ALGORITHM,
	ALGORITHM_OID,
	KEY_SIZE,
	PUBLIC_KEY,
	CHILDREN,
};

static const char *const child_names[CHILDREN] = {"label",         "create_time", "attest_time",
						  "key_use_count", "algorithm",   "algorithm_oid",
						  "key_size",      "public_key"};

/* Those without a rule of a policy are told in a note. */
static const struct {
	const char *name;
	enum attribute attribute;
} flags[] = {
	{"decrypt", ATTRIBUTE_DECRYPT},         {"sign", ATTRIBUTE_SIGN},
	{"unwrap", ATTRIBUTE_UNWRAP},           {"derive", ATTRIBUTE_DERIVE},
	{"sensitive", ATTRIBUTE_SENSITIVE},     {"always_sensitive", ATTRIBUTE_ALWAYS_SENSITIVE},
	{"extractable", ATTRIBUTE_EXTRACTABLE}, {"never_extractable", ATTRIBUTE_NEVER_EXTRACTABLE},
	{"modifiable", ATTRIBUTE_MODIFIABLE},   {"copyable", ATTRIBUTE_COUNT},
	{"destroyable", ATTRIBUTE_COUNT},       {"unique", ATTRIBUTE_COUNT},
};

enum { FLAGS = sizeof flags / sizeof flags[0] };

static bool
recognises(const struct material *material, const struct certificates *certificates)
{
	struct cursor bytes = material->statement.bytes;
	const char *vendor;

	(void)certificates;
	if (material->json.root != NULL) {
		vendor = json_text_string(&material->json, "hsmVendor");
		return vendor != NULL && strcmp(vendor, "SECUROSYS") == 0;
	}
	xml_begin(&bytes);
	return cursor_skip_text(&bytes, "<private_key");
}

static bool
take_wrapped(struct statement *statement, const struct material *material, struct parts *parts)
{
	const char *why, *document_why, *signature_why;
	size_t document_size, signature_size;

	parts->decoded_document =
		material_blob(material, "attestationData", &document_size, &document_why);
	parts->decoded_signature =
		material_blob(material, "attestationSignature", &signature_size, &signature_why);
	why = material_add_list(material, &statement->certificates, "attestationCertChain");
	if (document_why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "attestationData %s",
				      document_why);
	if (signature_why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "attestationSignature %s",
				      signature_why);
	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "attestationCertChain %s", why);
	parts->document = cursor_over(parts->decoded_document, document_size);
	parts->signature = cursor_over(parts->decoded_signature, signature_size);
	return true;
}

/* The signature is bytes, or base64 of them. */
static bool
take_files(struct statement *statement, const struct material *material, struct parts *parts)
{
	struct cursor given;
	size_t size;

	if (material->other_count != 1)
		return statement_fail(statement, STATEMENT_MISSING,
				      "one file with the signature of the statement is wanted "
				      "behind it");
	given = material->others[0].bytes;
	parts->document = material->statement.bytes;
	parts->signature = given;
	parts->decoded_signature = malloc(SIGNATURE_MOST_BYTES);
	if (parts->decoded_signature != NULL &&
	    base64_read_lines(parts->decoded_signature, SIGNATURE_MOST_BYTES, &size,
			      (const char *)given.at, cursor_left(&given)) == NULL)
		parts->signature = cursor_over(parts->decoded_signature, size);
	return true;
}

static struct certificate *
signer_of(struct certificates *certificates)
{
	char name[CERTIFICATE_TEXT_BYTES];

	for (size_t i = 0; i < certificates->count; i++)
		if (certificate_common_name(&certificates->list[i], name) &&
		    strcmp(name, "attestation-key") == 0)
			return &certificates->list[i];
	return NULL;
}

/* "PRIMUS HSM KEY (SN: 18386101)" */
static bool
read_serial(struct statement *statement, const struct certificate *device)
{
	static const char before[] = "PRIMUS HSM KEY (SN: ";
	char name[CERTIFICATE_TEXT_BYTES];
	size_t length;

	if (!certificate_common_name(device, name) || strncmp(name, before, sizeof before - 1) != 0)
		return false;
	length = strspn(name + sizeof before - 1, "0123456789");
	statement_text(statement->serial, name + sizeof before - 1, length);
	return length > 0 && strcmp(name + sizeof before - 1 + length, ")") == 0;
}

static bool
check_chain(struct statement *statement, const struct roots *roots, struct certificate **found)
{
	static const struct chain_level levels[] = {
		{.role = "attestation key"}, {.role = "device"}, {.role = NULL}};
	struct certificate *signer = signer_of(&statement->certificates);
	long path;

	if (signer == NULL)
		return statement_fail(statement, STATEMENT_CHAIN,
				      "there is no certificate of an attestation key");
	if (!chain_climb(statement, roots, ROOT_SECUROSYS, signer, levels, found))
		return false;
	if (!certificate_has_policy(found[1], POLICY) || !read_serial(statement, found[1]) ||
	    certificate_authority(found[1], &path) != CERTIFICATE_IS_AUTHORITY || path != 0 ||
	    certificate_authority(signer, &path) == CERTIFICATE_IS_AUTHORITY)
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the device's certificate is not one of a Primus HSM");
	return true;
}

static bool
check_signature(struct statement *statement, const struct parts *parts,
		const struct certificate *signer)
{
	struct evp_pkey_st *key = certificate_pkey(signer);

	return signature_rsa(key, SIGNATURE_SHA256, parts->document, parts->signature) ||
	       signature_dsa(key, SIGNATURE_SHA256, parts->document, parts->signature) ||
	       statement_fail(
		       statement, STATEMENT_SIGNATURE,
		       "the statement is not signed by the attestation key (RSA with PKCS #1 "
		       "version 1.5, or ECDSA)");
}

static bool
read_flag(struct statement *statement, const struct xml_element *element, unsigned *seen)
{
	size_t i = 0;
	bool yes = cursor_left(&element->contents) == 4 &&
		   memcmp(element->contents.at, "true", 4) == 0;
	bool no = cursor_left(&element->contents) == 5 &&
		  memcmp(element->contents.at, "false", 5) == 0;

	while (i < FLAGS && !xml_is(element, flags[i].name))
		i++;
	if (i == FLAGS || (*seen & 1u << i) || cursor_left(&element->attribute) != 0 ||
	    (!yes && !no))
		return statement_fail(statement, STATEMENT_PARSE,
				      "an attribute is unknown, there twice, or neither true nor "
				      "false");
	*seen |= 1u << i;
	if (flags[i].attribute == ATTRIBUTE_COUNT)
		statement_note(statement, true, flags[i].name, "%s", yes ? "true" : "false");
	else
		statement_set(statement, flags[i].attribute, yes);
	return true;
}

static bool
read_flags(struct statement *statement, struct cursor contents)
{
	struct xml_element element;
	unsigned seen = 0;

	while (cursor_left(&contents) > 0) {
		if (!xml_take(&contents, &element))
			return statement_fail(statement, STATEMENT_PARSE,
					      "the attributes are not well-formed");
		if (!read_flag(statement, &element, &seen))
			return false;
	}
	return seen == (1u << FLAGS) - 1 ||
	       statement_fail(statement, STATEMENT_MISSING, "an attribute is missing");
}

static bool
read_key(struct statement *statement, struct cursor text)
{
	uint8_t spki[PUBLIC_KEY_MOST_BYTES];
	size_t size;
	const char *why = text_from_base64(spki, sizeof spki, &size, (const char *)text.at,
					   cursor_left(&text), TEXT_BASE64);

	if (why == NULL)
		why = public_key_from_spki(&statement->key, spki, size);
	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "the attested key %s", why);
	statement->has_key = true;
	return true;
}

static bool
read_child(struct statement *statement, const struct xml_element *element, unsigned *seen)
{
	char text[STATEMENT_TEXT_BYTES];
	size_t i = 0;

	while (i < CHILDREN && !xml_is(element, child_names[i]))
		i++;
	if (i == CHILDREN || (*seen & 1u << i) || cursor_left(&element->attribute) != 0 ||
	    !xml_is_text(element))
		return statement_fail(statement, STATEMENT_PARSE,
				      "an element is unknown, there twice, or no text");
	*seen |= 1u << i;
	if (i == PUBLIC_KEY)
		return read_key(statement, element->contents);
	statement_text(text, element->contents.at, cursor_left(&element->contents));
	if (i != ALGORITHM_OID && i != KEY_SIZE)
		statement_note(statement, true, child_names[i], "%s", text);
	return true;
}

static bool
read_children(struct statement *statement, struct cursor contents)
{
	unsigned seen = 0, all = (1u << CHILDREN) - 1;
	struct xml_element element;
	bool has_flags = false;

	while (cursor_left(&contents) > 0) {
		if (!xml_take(&contents, &element))
			return statement_fail(statement, STATEMENT_PARSE,
					      "the statement is not well-formed");
		if (!has_flags && xml_is(&element, "attributes")) {
			has_flags = true;
			if (cursor_left(&element.attribute) != 0 ||
			    !read_flags(statement, element.contents))
				return statement_fail(statement, STATEMENT_PARSE,
						      "the attributes have an attribute");
		} else if (!read_child(statement, &element, &seen)) {
			return false;
		}
	}
	return (has_flags && seen == all) ||
	       statement_fail(statement, STATEMENT_MISSING, "an element is missing");
}

static bool
read_document(struct statement *statement, struct cursor document)
{
	struct xml_element root;
	struct cursor creation;

	xml_begin(&document);
	if (!xml_take(&document, &root) || cursor_left(&document) != 0 ||
	    !xml_is(&root, "private_key"))
		return statement_fail(statement, STATEMENT_PARSE,
				      "the statement is not one private_key");
	creation = root.attribute;
	if (!cursor_skip_text(&creation, "creation=\"") || cursor_left(&creation) < 2 ||
	    creation.end[-1] != '"')
		return statement_fail(statement, STATEMENT_PARSE,
				      "the statement does not say how the key came to be");
	creation.end--;
	statement_set(statement, ATTRIBUTE_LOCAL,
		      cursor_skip_text(&creation, "generated") && cursor_left(&creation) == 0);
	statement_set(statement, ATTRIBUTE_PRIVATE, true);
	return read_children(statement, root.contents);
}

static bool
read(struct statement *statement, const struct material *material, const struct roots *roots)
{
	struct parts parts = {.decoded_document = NULL, .decoded_signature = NULL};
	struct certificate *found[2];
	bool good;

	statement->make = "Securosys Primus";
	good = (material->json.root != NULL ? take_wrapped(statement, material, &parts)
					    : take_files(statement, material, &parts)) &&
	       check_chain(statement, roots, found) &&
	       check_signature(statement, &parts, found[0]) &&
	       read_document(statement, parts.document);
	free(parts.decoded_document);
	free(parts.decoded_signature);
	return good;
}

const struct format format_securosys = {"securosys-primus", "Securosys Primus attestation",
					recognises, 1, read};
