/*
 * What every format stands on: the rules of the three policies, base64 in both alphabets, files taken apart, test
 * roots, keys as people give them, what nobody can attest.
 */
#include "tests/unit/test.h"

#include <zlib.h>

#include "ceremony/crypto.h"
#include "ceremony/json.h"
#include "verify/attestation.h"
#include "verify/base64.h"
#include "verify/given_key.h"

static void
try_rules(void)
{
	check(attribute_meets(ATTRIBUTE_MUST, ATTRIBUTE_YES));
	check(!attribute_meets(ATTRIBUTE_MUST, ATTRIBUTE_NO));
	check(!attribute_meets(ATTRIBUTE_MUST, ATTRIBUTE_UNSAID));
	check(attribute_meets(ATTRIBUTE_MUST_NOT, ATTRIBUTE_NO));
	check(!attribute_meets(ATTRIBUTE_MUST_NOT, ATTRIBUTE_YES));
	check(!attribute_meets(ATTRIBUTE_MUST_NOT, ATTRIBUTE_UNSAID));
	check(attribute_meets(ATTRIBUTE_NOT_IF_SAID, ATTRIBUTE_UNSAID));
	check(!attribute_meets(ATTRIBUTE_NOT_IF_SAID, ATTRIBUTE_YES));
	check(attribute_meets(ATTRIBUTE_ANY, ATTRIBUTE_UNSAID));
	/* A KEK is a generated key and more: no rule is weaker. */
	for (enum attribute i = 0; i < ATTRIBUTE_COUNT; i++)
		for (enum attribute_value value = ATTRIBUTE_UNSAID; value <= ATTRIBUTE_YES; value++)
			if (attribute_meets(attribute_wish(i, ATTRIBUTE_KEK), value) &&
			    !attribute_meets(attribute_wish(i, ATTRIBUTE_GENERATED), value))
				check(!"policy kek is as strict as policy generated");
	/* No policy lets a key leave, or be of another kind. */
	for (enum attribute_policy policy = 0; policy < ATTRIBUTE_POLICIES; policy++) {
		check(attribute_wish(ATTRIBUTE_EXTRACTABLE, policy) == ATTRIBUTE_MUST_NOT);
		check(attribute_wish(ATTRIBUTE_PRIVATE, policy) == ATTRIBUTE_MUST);
		check(attribute_wish(ATTRIBUTE_SENSITIVE, policy) == ATTRIBUTE_MUST);
	}
	check(attribute_wish(ATTRIBUTE_LOCAL, ATTRIBUTE_IMPORTED) == ATTRIBUTE_MUST_NOT);
}

static const char *
decode(const char *text)
{
	uint8_t out[8];
	size_t size;

	return base64_read(out, sizeof out, &size, text, strlen(text));
}

static void
try_base64(void)
{
	static const char refused[] = "is not canonical base64 of the wanted kind and size";

	check_good(decode("-_-_"));
	check_good(decode("+/+/"));
	check_good(decode("AAE="));
	check_good(decode("AAE"));
	check_good(decode("AA=="));
	check_good(decode("AA"));
	check_says(decode("AB"), refused);
	check_says(decode("AA="), refused);
	check_says(decode("A"), refused);
	check_says(decode("A==="), refused);
	check_says(decode("===="), refused);
	check_says(decode("AA==AA=="), refused);
	check_says(decode("AAAA\n"), refused);
	check_says(decode("AAAA AAAA"), refused);
	check_says(decode("AAAAAAAAAAAAAAAA"), refused);
}

static const char *
inflate_all(const uint8_t *data, size_t size)
{
	const char *why;
	size_t found;

	free(material_gunzip(cursor_over(data, size), &found, &why));
	return why;
}

static void
try_gzip(void)
{
	static uint8_t plain[MATERIAL_BLOB_BYTES + 1], packed[1024];
	z_stream stream = {.next_in = plain, .avail_in = MATERIAL_BLOB_BYTES / 2};
	size_t size;

	check(deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	stream.next_out = packed;
	stream.avail_out = sizeof packed;
	check(deflate(&stream, Z_FINISH) == Z_STREAM_END);
	size = stream.total_out;
	deflateEnd(&stream);
	check_good(inflate_all(packed, size));
	check_says(inflate_all(packed, size - 1), "is not a whole gzip file");
	check_says(inflate_all(packed, size + 1), "has bytes behind its gzip member");
	stream = (z_stream){.next_in = plain, .avail_in = sizeof plain};
	check(deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	stream.next_out = packed;
	stream.avail_out = sizeof packed;
	check(deflate(&stream, Z_FINISH) == Z_STREAM_END);
	check_says(inflate_all(packed, stream.total_out),
		   "is larger than a statement, once inflated");
	deflateEnd(&stream);
}

static const char *
roots(const char *text)
{
	static struct roots found;
	const char *why = root_test(&found, text, strlen(text));

	check(found.test);
	root_free(&found);
	return why;
}

static void
try_roots(void)
{
	static const char key[] =
		"-----BEGIN PUBLIC KEY-----\n"
		"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt\n"
		"6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==\n"
		"-----END PUBLIC KEY-----\n";
	char text[1024];

	snprintf(text, sizeof text, "root nshield-kwarn-1\n%s", key);
	check_good(roots(text));
	snprintf(text, sizeof text, "root marvell-ls2\n%s", key);
	check_says(roots(text), "has something else than certificates in it");
	snprintf(text, sizeof text, "root nobody\n%s", key);
	check_says(roots(text), "names a root that this program does not have");
	check_says(roots(key), "has no line 'root NAME' before a block");
	check_says(roots(""), "has no root in it");
	check_says(roots("root nshield-kwarn-1\n"), "is no public key in PEM");
}

static const char *
key(const char *text)
{
	static struct given_key given;

	return given_key_read(&given, (const uint8_t *)text, strlen(text));
}

static void
try_keys(void)
{
	struct given_key given;
	static const char jwk[] = "{\"key\":{\"kid\":\"https://p.managedhsm.azure.net/keys/a/"
				  "b\",\"kty\":\"EC\",\"crv\":\"P-256\","
				  "\"x\":\"axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY\","
				  "\"y\":\"T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU\"}}";

	check_good(given_key_read(&given, (const uint8_t *)jwk, sizeof jwk - 1));
	check(given.key.type == KEY_EC_P256);
	check(strcmp(given.identifier, "https://p.managedhsm.azure.net/keys/a/b") == 0);
	check_says(key("{\"crv\":\"P-192\"}"), "is a JSON Web Key on a curve that is not handled");
	check_says(key("{\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}"),
		   "is a JSON Web Key (RFC 7518, section 6.2) with a coordinate that is none");
	check_says(key("claviger request 1\nnonsense\n"),
		   "is a request record that cannot be read");
	check_says(key(""), "is empty");
}

static const char *
at(const char *identifier)
{
	const struct unattestable *found = unattestable_at(identifier);

	return found == NULL ? NULL : found->name;
}

static const char *
of(const char *name, const char *text)
{
	struct material_file file = {name, cursor_over(text, strlen(text))};
	struct certificates certificates;
	const struct unattestable *found;
	struct material material;
	const char *wrong;

	check_good(material_read(&material, &certificates, &file, 1, &wrong));
	found = unattestable_of(&material);
	certificate_free(&certificates);
	material_free(&material);
	return found == NULL ? NULL : found->name;
}

static void
try_unattestable(void)
{
	check_says(at("https://contoso.vault.azure.net/keys/kek/0"), "azure-key-vault");
	check_says(at("https://contoso.vault.azure.cn/keys/kek/0"), "azure-key-vault");
	check_good(at("https://contoso.managedhsm.azure.net/keys/kek/0"));
	check_good(at("https://x.net/contoso.vault.azure.net"));
	check_says(at("arn:aws:kms:eu-central-1:1:key/2"), "aws-kms");
	check_says(at("vault.example.org/transit/wrapping_key"), "vault");
	check_says(at("ocid1.key.oc1.iad.a.b"), "oci");
	check_good(at("projects/p/locations/l/keyRings/r/importJobs/j"));
	check_good(at(NULL));
	check_says(of("k", "{\"key\":{\"kid\":\"https://c.vault.azure.net/keys/k/0\"}}"),
		   "azure-key-vault");
	check_says(of("k", "{\"ImportToken\":\"AA==\"}"), "aws-kms");
	check_says(of("BYOK-KEK-pkg-EU-1", "\1\2\3"), "ncipher-byok");
	check_says(of("tools.zip", "PK\3\4..BYOK-KEK-pkg-EU-1.."), "ncipher-byok");
	check_good(of("notes", "about BYOK-KEK-pkg-EU-1"));
	check(unattestable_find("utimaco") != NULL && unattestable_find("nobody") == NULL);
}

static void
try_names(void)
{
	char names[ATTESTATION_NAMES_BYTES];

	attestation_names(names, 0);
	check(names[0] == '\0');
	attestation_names(names, 15);
	check(strcmp(names, "GENUINE, BUT CAN DECRYPT; GENUINE, OWNER NOT SHOWN; "
			    "GENUINE, OTHER NAME; GENUINE, NAME NOT COMPARED") == 0);
}

int
main(void)
{
	crypto_begin();
	json_begin();
	try_rules();
	try_base64();
	try_gzip();
	try_roots();
	try_keys();
	try_unattestable();
	try_names();
	return test_end();
}
