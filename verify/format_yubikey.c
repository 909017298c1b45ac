/* YubiKey PIV: a certificate that the device makes for a key born in it, and for no other (reference 4b). */
#include "format.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/der.h"
#include "verify/chain.h"

#define ARC "1.3.6.1.4.1.41482.3."

enum { MOST_LEVELS = 4, VERSION_BYTES = 3 };

static const struct chain_level old_levels[] = {
	{.role = "attested key"}, {.role = "device"}, {.role = NULL}};
static const struct chain_level new_levels[] = {{.role = "attested key"},
						{.role = "device"},
						{.role = "PIV intermediate"},
						{.role = "intermediate"},
						{.role = NULL}};

/* A device's own certificate has the version too; the policies are of a key. */
static struct certificate *
leaf_of(const struct certificates *certificates)
{
	return certificate_with((struct certificates *)certificates, ARC "8");
}

static bool
recognises(const struct material *material, const struct certificates *certificates)
{
	return material->certificates_only && leaf_of(certificates) != NULL;
}

static bool
is_named(const struct certificate *certificate, const char *beginning, size_t more)
{
	char name[CERTIFICATE_TEXT_BYTES];

	return certificate_common_name(certificate, name) &&
	       strncmp(name, beginning, strlen(beginning)) == 0 &&
	       strlen(name) - strlen(beginning) == more;
}

/* The root issues for other applications of the device too; names tell which certificate is for what. */
static bool
is_intermediate(const struct certificate *certificate, const char *beginning)
{
	return is_named(certificate, beginning, strlen("A 1")) ||
	       is_named(certificate, beginning, strlen("B2 1"));
}

/* Whether newer devices' own certificates say it is not known from a sample; older ones do. */
static bool
is_of_firmware(const struct certificate *device, const struct cursor *version, bool newer)
{
	struct cursor said;

	if (!certificate_extension(device, ARC "3", &said))
		return newer;
	return cursor_left(&said) == VERSION_BYTES &&
	       memcmp(said.at, version->at, VERSION_BYTES) == 0;
}

static bool
check_names(struct statement *statement, struct certificate **found, bool newer)
{
	struct cursor version, value;

	if (!is_named(found[0], "YubiKey PIV Attestation ", 2) ||
	    !is_named(found[1], newer ? "YubiKey PIV Attestation" : "Yubico PIV Attestation", 0) ||
	    certificate_extension(found[1], ARC "8", &value))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "a certificate is not named for its place");
	if (newer && (!is_intermediate(found[2], "Yubico PIV Attestation ") ||
		      !is_intermediate(found[3], "Yubico Attestation Intermediate ")))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "an intermediate certificate is for another use");
	if (!certificate_extension(found[0], ARC "3", &version) ||
	    cursor_left(&version) != VERSION_BYTES)
		return statement_fail(statement, STATEMENT_PARSE, "the firmware is not readable");
	if (!is_of_firmware(found[1], &version, newer))
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the device's certificate is of another firmware");
	snprintf(statement->firmware, sizeof statement->firmware, "%u.%u.%u", version.at[0],
		 version.at[1], version.at[2]);
	return true;
}

static bool
check_chain(struct statement *statement, const struct roots *roots, struct certificate **found)
{
	struct certificate *leaf = leaf_of(&statement->certificates);
	const struct certificate *device = chain_issuer(statement, leaf, false);
	const struct root *old = root_of(roots, ROOT_YUBIKEY_OLD);
	bool newer = device == NULL || old == NULL ||
		     !certificate_names_issuer(device, &old->certificate);

	return chain_climb(statement, roots, newer ? ROOT_YUBIKEY : ROOT_YUBIKEY_OLD, leaf,
			   newer ? new_levels : old_levels, found) &&
	       check_names(statement, found, newer);
}

static const char *
pin_policy(uint8_t value)
{
	return value == 1 ? "never" : value == 2 ? "once" : value == 3 ? "always" : "unknown";
}

static const char *
touch_policy(uint8_t value)
{
	return value == 1 ? "never" : value == 2 ? "always" : value == 3 ? "cached" : "unknown";
}

/* Raw bytes, but for the serial number. */
static bool
read_leaf(struct statement *statement, const struct certificate *leaf)
{
	struct cursor serial, magnitude, policy, form, value;
	uint64_t number = 0;

	if (!certificate_extension(leaf, ARC "7", &serial) ||
	    !der_take_number(&serial, &magnitude) || cursor_left(&serial) != 0 ||
	    cursor_left(&magnitude) > 8 || !certificate_extension(leaf, ARC "8", &policy) ||
	    cursor_left(&policy) != 2)
		return statement_fail(statement, STATEMENT_PARSE,
				      "serial number or policies are not readable");
	for (; magnitude.at < magnitude.end; magnitude.at++)
		number = number << 8 | *magnitude.at;
	snprintf(statement->serial, sizeof statement->serial, "%llu", (unsigned long long)number);
	statement_note(statement, true, "PIN wanted", "%s", pin_policy(policy.at[0]));
	statement_note(statement, true, "touch wanted", "%s", touch_policy(policy.at[1]));
	if (certificate_extension(leaf, ARC "9", &form) && cursor_left(&form) == 1)
		statement_note(statement, true, "form factor", "0x%02x", *form.at);
	if (certificate_extension(leaf, ARC "10", &value))
		statement->fips = ATTRIBUTE_YES;
	if (certificate_extension(leaf, ARC "11", &value))
		statement_note(statement, true, "CSPN", "certified");
	return true;
}

static bool
read_key(struct statement *statement, const struct certificate *leaf)
{
	char name[CERTIFICATE_TEXT_BYTES];

	if (!statement_take_key(statement, leaf))
		return false;
	if (certificate_common_name(leaf, name))
		statement_note(statement, true, "slot", "%s", name + strlen(name) - 2);
	statement_imply_born_inside(statement);
	return true;
}

static bool
read(struct statement *statement, const struct material *material, const struct roots *roots)
{
	struct certificate *found[MOST_LEVELS];

	(void)material;
	statement->make = "Yubico YubiKey";
	return check_chain(statement, roots, found) && read_leaf(statement, found[0]) &&
	       read_key(statement, found[0]);
}

const struct format format_yubikey = {"yubikey-piv", "YubiKey PIV attestation certificate",
				      recognises, 0, read};
