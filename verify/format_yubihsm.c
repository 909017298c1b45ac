/* YubiHSM 2: an X.509 certificate that the device makes for a key of its own (reference 4a). */
#include "format.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/der.h"
#include "ceremony/text.h"
#include "verify/chain.h"

#define ARC "1.3.6.1.4.1.41482.4."

enum {
	UTF8_STRING = 0x0c,
	ORIGIN_GENERATED = 0x01,
	ORIGIN_IMPORTED = 0x02,
	ORIGIN_WRAPPED = 0x10, /* added to the one before: it was once exported and came back */
	CAPABILITY_BYTES = 8,
};

/* Capabilities by their bits (the vendor's documentation, "Capability"), as far as a policy asks. */
#define BIT(n) ((uint64_t)1 << (n))
static const uint64_t SIGNS = BIT(5) | BIT(6) | BIT(7) | BIT(8) | BIT(22) | BIT(25) | BIT(34),
		      DECRYPTS = BIT(9) | BIT(10), DERIVES = BIT(11), WRAPS = BIT(12) | BIT(37),
		      UNWRAPS = BIT(13) | BIT(38), EXPORTABLE = BIT(16), KNOWN = BIT(56) - 1;

static bool
recognises(const struct material *material, const struct certificates *certificates)
{
	struct cursor value;

	/* A wrapper around PEM texts, which some clients write. */
	if (material->json.root != NULL) {
		const char *vendor = json_text_string(&material->json, "hsmVendor");

		return vendor != NULL && strcmp(vendor, "YUBICO") == 0;
	}
	/* Origin and capabilities are in certificates of keys, and not in those of devices. */
	return material->certificates_only &&
	       certificate_extension(&certificates->list[0], ARC "3", &value) &&
	       certificate_extension(&certificates->list[0], ARC "5", &value);
}

/* One DER value of this tag, and nothing behind it. */
static bool
take_value(const struct certificate *certificate, const char *oid, uint8_t tag,
	   struct cursor *contents)
{
	struct cursor value;

	return certificate_extension(certificate, oid, &value) &&
	       der_take(&value, (enum der_tag)tag, contents) && cursor_left(&value) == 0;
}

/* A BIT STRING of whole bytes, `size` of them. */
static bool
take_bits(const struct certificate *certificate, const char *oid, size_t size, uint64_t *bits)
{
	struct cursor contents;
	const uint8_t *unused;

	if (!take_value(certificate, oid, DER_BIT_STRING, &contents))
		return false;
	unused = cursor_take(&contents, 1);
	if (unused == NULL || *unused != 0 || cursor_left(&contents) != size)
		return false;
	for (*bits = 0; contents.at < contents.end; contents.at++)
		*bits = *bits << 8 | *contents.at;
	return true;
}

static bool
take_serial(const struct certificate *certificate, uint64_t *serial)
{
	struct cursor value, magnitude;

	if (!certificate_extension(certificate, ARC "2", &value) ||
	    !der_take_number(&value, &magnitude) || cursor_left(&value) != 0 ||
	    cursor_left(&magnitude) > 8)
		return false;
	for (*serial = 0; magnitude.at < magnitude.end; magnitude.at++)
		*serial = *serial << 8 | *magnitude.at;
	return true;
}

static bool
is_authority(const struct certificate *certificate, long most_path)
{
	long path;

	return certificate_authority(certificate, &path) == CERTIFICATE_IS_AUTHORITY &&
	       path == most_path;
}

/* Just that deep, so that no attested key of a device can stand in as a device. */
static bool
check_chain(struct statement *statement, const struct roots *roots, struct certificate **device)
{
	static const struct chain_level levels[] = {
		{.role = "attested key"}, {.role = "device"}, {.role = "Sub-CA"}, {.role = NULL}};
	struct certificate *leaf = &statement->certificates.list[0], *found[3];
	long path;

	if (!chain_climb(statement, roots, ROOT_YUBIHSM, leaf, levels, found))
		return false;
	*device = found[1];
	if (certificate_authority(leaf, &path) == CERTIFICATE_IS_AUTHORITY ||
	    !is_authority(found[1], 0) || !is_authority(found[2], 1))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "a certificate is not of the depth that it says it is");
	return true;
}

/* A user can load an attestation key; only the factory's certificate names its device like this. */
static bool
check_device(struct statement *statement, const struct certificate *device)
{
	char name[CERTIFICATE_TEXT_BYTES], wanted[64];
	uint64_t serial, device_serial;

	if (!take_serial(&statement->certificates.list[0], &serial) ||
	    !take_serial(device, &device_serial))
		return statement_fail(statement, STATEMENT_PARSE,
				      "a serial number is not readable");
	snprintf(wanted, sizeof wanted, "YubiHSM Attestation (%llu)", (unsigned long long)serial);
	if (serial != device_serial || !certificate_common_name(device, name) ||
	    strcmp(name, wanted) != 0)
		return statement_fail(
			statement, STATEMENT_CHAIN,
			"the device's certificate is not the factory's for this serial number");
	snprintf(statement->serial, sizeof statement->serial, "%llu", (unsigned long long)serial);
	return true;
}

static bool
read_origin(struct statement *statement, uint64_t origin)
{
	bool generated = origin == ORIGIN_GENERATED;

	switch (origin) {
	case ORIGIN_GENERATED:
	case ORIGIN_IMPORTED:
	case ORIGIN_IMPORTED | ORIGIN_WRAPPED:
		break;
	case ORIGIN_GENERATED | ORIGIN_WRAPPED:
		statement_note(statement, true, "origin",
			       "made inside, then exported under a wrap key and imported again");
		break;
	default:
		return statement_fail(statement, STATEMENT_PARSE, "the origin 0x%02llx is unknown",
				      (unsigned long long)origin);
	}
	statement_set(statement, ATTRIBUTE_LOCAL, (origin & ORIGIN_GENERATED) != 0);
	statement_imply(statement, ATTRIBUTE_NEVER_EXTRACTABLE, generated);
	statement_imply(statement, ATTRIBUTE_ALWAYS_SENSITIVE, generated);
	return true;
}

/* Every object that is attested is an asymmetric key, which never leaves a device in the clear. */
static bool
read_capabilities(struct statement *statement, uint64_t bits)
{
	bool generated = statement->attributes[ATTRIBUTE_NEVER_EXTRACTABLE].value == ATTRIBUTE_YES;

	if ((bits & ~KNOWN) != 0)
		return statement_fail(statement, STATEMENT_PARSE, "a capability is unknown");
	statement_imply(statement, ATTRIBUTE_PRIVATE, true);
	statement_imply(statement, ATTRIBUTE_SENSITIVE, true);
	statement_imply(statement, ATTRIBUTE_MODIFIABLE, false);
	statement_set(statement, ATTRIBUTE_EXTRACTABLE, (bits & EXPORTABLE) != 0);
	statement_imply(statement, ATTRIBUTE_NEVER_EXTRACTABLE, generated && !(bits & EXPORTABLE));
	statement_set(statement, ATTRIBUTE_DECRYPT, (bits & DECRYPTS) != 0);
	statement_set(statement, ATTRIBUTE_SIGN, (bits & SIGNS) != 0);
	statement_set(statement, ATTRIBUTE_DERIVE, (bits & DERIVES) != 0);
	statement_set(statement, ATTRIBUTE_WRAP, (bits & WRAPS) != 0);
	statement_set(statement, ATTRIBUTE_UNWRAP, (bits & UNWRAPS) != 0);
	return true;
}

static bool
read_names(struct statement *statement)
{
	const struct certificate *leaf = &statement->certificates.list[0];
	struct cursor firmware, id, label, magnitude;
	char text[STATEMENT_TEXT_BYTES];
	uint64_t domains;

	if (!take_value(leaf, ARC "1", DER_OCTET_STRING, &firmware) ||
	    cursor_left(&firmware) != 3 || !take_bits(leaf, ARC "4", 2, &domains) ||
	    !certificate_extension(leaf, ARC "6", &id) || !der_take_number(&id, &magnitude) ||
	    cursor_left(&id) != 0 || cursor_left(&magnitude) > 2 ||
	    !take_value(leaf, ARC "9", UTF8_STRING, &label))
		return statement_fail(statement, STATEMENT_PARSE,
				      "firmware, domains, object id or label is not readable");
	snprintf(statement->firmware, sizeof statement->firmware, "%u.%u.%u", firmware.at[0],
		 firmware.at[1], firmware.at[2]);
	statement_text(text, label.at, cursor_left(&label));
	statement_note(statement, true, "label", "%s", text);
	text_to_hex(text, magnitude.at, cursor_left(&magnitude));
	statement_note(statement, true, "object id", "0x%s", text);
	statement_note(statement, true, "domains", "0x%04llx", (unsigned long long)domains);
	return true;
}

static bool
read_leaf(struct statement *statement)
{
	const struct certificate *leaf = &statement->certificates.list[0];
	uint64_t origin, capabilities;
	const char *why;

	if (!take_bits(leaf, ARC "3", 1, &origin) ||
	    !take_bits(leaf, ARC "5", CAPABILITY_BYTES, &capabilities))
		return statement_fail(statement, STATEMENT_PARSE,
				      "origin or capabilities are not readable");
	why = certificate_key(leaf, &statement->key);
	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "the attested key %s", why);
	statement->has_key = true;
	return read_origin(statement, origin) && read_capabilities(statement, capabilities) &&
	       read_names(statement);
}

static bool
read(struct statement *statement, const struct material *material, const struct roots *roots)
{
	struct certificates *certificates = &statement->certificates;
	struct certificate *device;
	const char *why;

	statement->make = "Yubico YubiHSM 2";
	why = material_add_list(material, certificates, "attestationCertChain");
	if (why == NULL && certificates->count == 0)
		why = "is empty";
	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "attestationCertChain %s", why);
	return check_chain(statement, roots, &device) && check_device(statement, device) &&
	       read_leaf(statement);
}

const struct format format_yubihsm = {"yubihsm2", "YubiHSM 2 attestation certificate", recognises,
				      0, read};
