/* Thales Luna: a public key confirmation, which the HSM gives for keys born in it alone (reference 5). */
#include "format.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/text.h"
#include "verify/chain.h"

#define USAGE "1.3.6.1.4.1.12383.1."
#define ARC "1.3.6.1.4.1.12383.2."

enum { RSA_CERTIFICATES = 5, ECC_CERTIFICATES = 3, MOST_LEVELS = 4, WORD = 4 };

/* The two kinds: what each level is, by its extended key usage. */
struct kind {
	enum root_use root;
	size_t certificates; /* its root included */
	struct chain_level levels[MOST_LEVELS + 1];
	const char *usages[MOST_LEVELS];
	const char *root_usage;
};

static const struct kind rsa = {
	ROOT_LUNA_RSA,
	RSA_CERTIFICATES,
	{{.role = "attested key"},
	 {.role = "device"},
	 {.role = "hardware origin"},
	 {.role = "manufacturing"},
	 {.role = NULL}},
	{USAGE "13", USAGE "12", USAGE "8", USAGE "7"},
	USAGE "1",
};

static const struct kind ecc = {
	ROOT_LUNA_ECC,
	ECC_CERTIFICATES,
	{{.role = "attested key", .is_loose = true}, {.role = "hardware origin"}, {.role = NULL}},
	{USAGE "13", USAGE "15", NULL, NULL},
	USAGE "14",
};

static struct certificate *
leaf_of(const struct certificates *certificates)
{
	for (size_t i = 0; i < certificates->count; i++)
		if (certificate_has_usage(&certificates->list[i], USAGE "13"))
			return (struct certificate *)&certificates->list[i];
	return NULL;
}

static bool
recognises(const struct material *material, const struct certificates *certificates)
{
	return material->certificates_only && leaf_of(certificates) != NULL;
}

static bool
check_level(struct statement *statement, const struct certificate *certificate, const char *usage,
	    bool issues)
{
	long path;

	if (!certificate_has_usage(certificate, usage))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the certificate in the place of the %s is of another use",
				      certificate->role);
	if (issues ? certificate_authority(certificate, &path) != CERTIFICATE_IS_AUTHORITY ||
			     !certificate_may_issue(certificate)
		   : !certificate_may_sign(certificate))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the certificate of the %s may not be used as it is",
				      certificate->role);
	return true;
}

/* The root comes with the chain: it must be there, and be the pinned one. */
static bool
check_root(struct statement *statement, const struct kind *kind)
{
	for (size_t i = 0; i < statement->certificates.count; i++) {
		const struct certificate *one = &statement->certificates.list[i];

		if (one->role != NULL && strcmp(one->role, "root") == 0)
			return certificate_has_usage(one, kind->root_usage) ||
			       statement_fail(statement, STATEMENT_CHAIN,
					      "the root is of another use");
	}
	return statement_fail(statement, STATEMENT_CHAIN, "the root is missing from the file");
}

static bool
check_chain(struct statement *statement, const struct roots *roots, const struct kind *kind,
	    struct certificate **found)
{
	if (!chain_climb(statement, roots, kind->root, leaf_of(&statement->certificates),
			 kind->levels, found))
		return false;
	if (statement->certificates.count != kind->certificates)
		return statement_fail(statement, STATEMENT_CHAIN,
				      "there are %zu certificates, and not %zu",
				      statement->certificates.count, kind->certificates);
	for (size_t i = 0; kind->levels[i].role != NULL; i++)
		if (!check_level(statement, found[i], kind->usages[i], i > 0))
			return false;
	return check_root(statement, kind);
}

/* Little-endian. */
static uint32_t
number_of(const uint8_t bytes[WORD])
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

/* The extensions hold raw bytes. */
static bool
take_number(const struct certificate *certificate, const char *oid, uint32_t *number)
{
	struct cursor value;

	if (!certificate_extension(certificate, oid, &value) || cursor_left(&value) != WORD)
		return false;
	*number = number_of(value.at);
	return true;
}

static bool
ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), end_length = strlen(end);

	return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

/* "Luna K7-521174", or the number alone. */
static bool
names_device(const struct certificate *certificate, const char *serial)
{
	char name[CERTIFICATE_TEXT_BYTES];
	size_t before;

	if (!certificate_common_name(certificate, name) || !ends_with(name, serial))
		return false;
	before = strlen(name) - strlen(serial);
	return before == 0 || name[before - 1] == '-';
}

/* The object's name is hexadecimal, and ends with the bytes that the extension has. */
static bool
read_serial(uint32_t *serial, const char *name)
{
	uint8_t bytes[WORD];
	size_t length = strlen(name);

	if (length < 2 * WORD ||
	    text_from_hex(bytes, WORD, name + length - 2 * WORD, 2 * WORD) != NULL)
		return false;
	*serial = number_of(bytes);
	return true;
}

/* Whether the leaf of an ECC device says it too is not known from a sample: then its name alone does. */
static bool
says_serial(const struct certificate *leaf, const struct kind *kind, uint32_t serial)
{
	struct cursor value;
	uint32_t said;

	if (!certificate_extension(leaf, ARC "1", &value))
		return kind == &ecc;
	return take_number(leaf, ARC "1", &said) && said == serial;
}

/* The device's serial number stands in the leaf's name, in its extension, and in what issued it. */
static bool
check_serial(struct statement *statement, const struct kind *kind, struct certificate **found)
{
	char name[CERTIFICATE_TEXT_BYTES];
	uint32_t serial, version;

	if (!certificate_common_name(found[0], name) || !read_serial(&serial, name))
		return statement_fail(statement, STATEMENT_PARSE,
				      "the device's serial number is not readable");
	snprintf(statement->serial, sizeof statement->serial, "%u", serial);
	if (!says_serial(found[0], kind, serial) || !names_device(found[1], statement->serial) ||
	    (kind == &rsa && certificate_serial_end(found[2]) != serial))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the certificates are of different devices");
	statement_note(statement, true, "object", "%s", name);
	if (take_number(found[0], ARC "3", &version))
		statement_note(statement, true, "version field",
			       "0x%08x (the vendor does not say how it is read)", version);
	return true;
}

static bool
read_key(struct statement *statement, const struct certificate *leaf)
{
	if (!statement_take_key(statement, leaf))
		return false;
	statement_imply_born_inside(statement);
	return true;
}

static bool
read(struct statement *statement, const struct material *material, const struct roots *roots)
{
	const struct kind *kind = statement->certificates.count == ECC_CERTIFICATES ? &ecc : &rsa;
	struct certificate *found[MOST_LEVELS];

	(void)material;
	statement->make = "Thales Luna";
	return check_chain(statement, roots, kind, found) && check_serial(statement, kind, found) &&
	       read_key(statement, found[0]);
}

const struct format format_luna = {"luna-pkc", "Thales Luna public key confirmation", recognises, 0,
				   read};
