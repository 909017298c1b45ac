#include "tests/unit/test.h"

#include "ceremony/profile.h"
#include "ceremony/profile_client.h"
#include "ceremony/profile_part.h"
#include "ceremony/profile_place.h"

#define V "0123456789abcdef0123456789abcdef"
#define A63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define AWS "arn:aws:kms:eu-central-1:111122223333"
#define AWS_KEY "1234abcd-12ab-34cd-56ef-1234567890ab"
#define OCI "abcdef-management.kms.us-ashburn-1.oraclecloud.com/ocid1.compartment.oc1..a1"
#define RING "projects/contoso/locations/europe-west3/keyRings/archive"

static const char *
says(record_grammar *grammar, const char *value)
{
	return grammar(value, strlen(value));
}

static void
rows(void)
{
	size_t count = 0;

	for (const struct profile *row = profile_table(); row->name != NULL; row++, count++) {
		check(profile_find(row->name) == row);
		check(row->title[0] != '\0' && row->suffix[0] == '.');
		check((row->kek_types != 0) == profile_wraps(row) && row->key_types != 0);
		check(row->kek_types >> KEY_TYPES == 0 && row->key_types >> KEY_TYPES == 0);
		check((row->algorithm != NULL) == profile_wraps(row) &&
		      (row->other_keys == NULL) == (row->key_types == (1 << KEY_TYPES) - 1));
		check(row->where != NULL && row->cloud_name != NULL);
		check((row->kek_identifier != NULL) == profile_wraps(row));
	}
	check(count == 12);
	check(profile_find("") == NULL && profile_find("Azure") == NULL &&
	      profile_find("azure ") == NULL);
}

static const char BAD_HOST[] = "is not a vault's host name like contoso-eu.vault.azure.net";
static const char BAD_AZURE_NAME[] =
	"is not a Key Vault name: letters, digits and dashes, 127 at most, no dash first";

static void
azure_places(void)
{
	static const char *const bad[] = {
		"",        "contoso",       "contoso.vault",     "a..b.c",  ".a.b.c",  "-a.b.c",
		"a.b.c.",  "a.b.c-",        "Contoso.vault.x",   "a.b.c/d", "a b.c.d", "a.b.c:443",
		"a_b.c.d", "https://a.b.c", "a.b.c?x=y.example", "a.b.c@d"};
	static const struct profile *azure;
	char long_host[256];

	azure = profile_find("azure");
	check_good(says(azure->where, "contoso-eu.vault.azure.net"));
	check_good(says(azure->where, "pool.managedhsm.azure.net"));
	check_good(says(azure->where, "v.vault.azure.cn"));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(says(azure->where, bad[i]), BAD_HOST);
	memset(long_host, 'a', sizeof long_host);
	strcpy(long_host + 249, ".b.c");
	check_good(says(azure->where, long_host));
	strcpy(long_host + 250, ".b.c");
	check_says(says(azure->where, long_host), BAD_HOST);
}

static void
azure_names(void)
{
	const struct profile *azure = profile_find("azure");
	static const char *const bad[] = {"",    "-a",  "a_b",      "a b",       "a/b",
					  "a.b", "a'b", "\xc3\xa4", A63 A63 "aa"};

	check_good(says(azure->cloud_name, "a"));
	check_good(says(azure->cloud_name, "Documents-2026-"));
	check_good(says(azure->cloud_name, A63 A63 "a"));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(says(azure->cloud_name, bad[i]), BAD_AZURE_NAME);
}

static void
azure_kek_identifiers(void)
{
	static const char host[] = "contoso-eu.vault.azure.net";
	static const char of_another[] = "is of another vault than the target's: a package made "
					 "for it could not be imported";
	static const char bad_version[] =
		"does not end in a version of 32 lower-case hexadecimal digits";
	static const struct {
		const char *identifier, *answer;
	} bad[] = {
		{"", "does not begin with https://"},
		{"http://contoso-eu.vault.azure.net/keys/kek/" V, "does not begin with https://"},
		{"https://", of_another},
		{"https://contoso-us.vault.azure.net/keys/kek/" V, of_another},
		{"https://contoso-eu.vault.azure.net.evil.example/keys/kek/" V, of_another},
		{"https://contoso-eu.vault.azure.net", of_another},
		{"https://contoso-eu.vault.azure.net:443/keys/kek/" V, of_another},
		{"https://contoso-eu.vault.azure.net/secrets/kek/" V, of_another},
		{"https://contoso-eu.vault.azure.net/keys/kek",
		 "has no version: take the key identifier whole, with its last part of 32 digits"},
		{"https://contoso-eu.vault.azure.net/keys//" V, "has no usable key name"},
		{"https://contoso-eu.vault.azure.net/keys/-kek/" V, "has no usable key name"},
		{"https://contoso-eu.vault.azure.net/keys/k.ek/" V, "has no usable key name"},
		{"https://contoso-eu.vault.azure.net/keys/kek/", bad_version},
		{"https://contoso-eu.vault.azure.net/keys/kek/" V "0", bad_version},
		{"https://contoso-eu.vault.azure.net/keys/kek/" V "/", bad_version},
		{"https://contoso-eu.vault.azure.net/keys/kek/0123456789ABCDEF0123456789abcdef",
		 bad_version},
		{"https://contoso-eu.vault.azure.net/keys/kek/0123456789abcdef0123456789abcde",
		 bad_version},
	};
	const struct profile *azure = profile_find("azure");

	check_good(azure->kek_identifier("https://contoso-eu.vault.azure.net/keys/KEK-1/" V, host,
					 "key"));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(azure->kek_identifier(bad[i].identifier, host, "key"), bad[i].answer);
}

static void
google_places(void)
{
	static const char *const bad[] = {
		"",
		"contoso",
		"projects/contoso",
		"projects/contoso/locations/europe-west3",
		"projects/contoso/locations/europe-west3/keyRings/",
		"projects//locations/europe-west3/keyRings/archive",
		RING "/",
		RING "/cryptoKeys/k",
		"/" RING,
		"Projects/contoso/locations/l/keyRings/r",
		"projects/-p/locations/l/keyRings/r",
		"projects/p q/locations/l/keyRings/r",
		"projects/p/locations/l/keyRings/" A63 "a",
	};
	const struct profile *google = profile_find("gcp-4096-sha256");

	check_good(says(google->where, RING));
	check_good(
		says(google->where, "projects/example.com:contoso/locations/global/keyRings/R_1"));
	check_good(says(google->where, "projects/p/locations/l/keyRings/" A63));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(says(google->where, bad[i]),
			   "is not a key ring like projects/P/locations/L/keyRings/R");
}

static void
google_names(void)
{
	const struct profile *google = profile_find("gcp-4096-sha256");
	static const char *const bad[] = {"", "-a", "a.b", "a/b", "a b", "a$b", A63 "a"};

	check_good(says(google->cloud_name, "signing_2026-a"));
	check_good(says(google->cloud_name, A63));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(says(google->cloud_name, bad[i]),
			   "is not a Cloud KMS key name: letters, digits, dashes and "
			   "underscores, 63 at most, no dash first");
}

static void
google_import_jobs(void)
{
	static const char no_job[] =
		"is not an import job like projects/P/locations/L/keyRings/R/importJobs/J";
	static const char of_another[] = "is of another key ring than the target's: a key wrapped "
					 "for it could not be imported";
	const struct profile *google = profile_find("gcp-4096-sha256");

	check_good(google->kek_identifier(RING "/importJobs/job-1", RING, "key"));
	check_says(google->kek_identifier("", RING, "key"), of_another);
	check_says(google->kek_identifier(
			   "projects/contoso/locations/europe-west3/keyRings/other/importJobs/j",
			   RING, "key"),
		   of_another);
	check_says(google->kek_identifier(RING, RING, "key"), no_job);
	check_says(google->kek_identifier(RING "s/importJobs/j", RING, "key"), no_job);
	check_says(google->kek_identifier(RING "/importJobs/", RING, "key"), no_job);
	check_says(google->kek_identifier(RING "/importJobs/-j", RING, "key"), no_job);
	check_says(google->kek_identifier(RING "/importJobs/j/k", RING, "key"), no_job);
	check_says(google->kek_identifier(RING "/cryptoKeys/j", RING, "key"), no_job);
	check_says(google->kek_identifier(RING "/importJobs/j k", RING, "key"), no_job);
}

/* What each service's documentation lists (DESIGN.md, 5: RSA 2048 to 4096, EC P-256 to P-521). */
static void
what_each_takes(void)
{
	static const char no_key[] =
		"is an EC key on P-521, and Cloud KMS takes P-256 and P-384 alone";
	static const char no_kek[] = "is of a size that this service's wrapping keys do not have";
	const struct profile *azure = profile_find("azure"),
			     *google = profile_find("gcp-4096-sha256");

	for (enum key_type type = 0; type < KEY_TYPES; type++)
		check_good(profile_takes_key(azure, type));
	for (enum key_type type = 0; type < KEY_EC_P521; type++)
		check_good(profile_takes_key(google, type));
	check_says(profile_takes_key(google, KEY_EC_P521), no_key);
	check_good(profile_takes_kek(azure, KEY_RSA_2048));
	check_good(profile_takes_kek(azure, KEY_RSA_3072));
	check_good(profile_takes_kek(azure, KEY_RSA_4096));
	check_says(profile_takes_kek(azure, KEY_EC_P256), no_kek);
	check_good(profile_takes_kek(google, KEY_RSA_4096));
	check_says(profile_takes_kek(google, KEY_RSA_3072), no_kek);
	check_says(profile_takes_kek(google, KEY_EC_P384), no_kek);
}

/* Everything that a shell would not read as it stands, in the middle and in front. */
static const char *const shell_words[] = {
	" ", "'", "\"", "$", "`", ";",  "|", "&", "<", ">", "(",  ")",  "{",    "*",
	"?", "[", "#",  "~", "!", "\\", "%", "=", "@", ",", "\n", "\t", "\x7f", "\xc3\xa4"};

/* `good` is taken; with any of those in it, or a dash, dot or slash before it, it is not. */
static void
plain_alone(record_grammar *grammar, const char *good)
{
	size_t length = strlen(good);
	char text[512];

	check_good(says(grammar, good));
	for (size_t i = 0; i < sizeof shell_words / sizeof shell_words[0]; i++) {
		for (size_t at = 0; at <= length; at++) {
			snprintf(text, sizeof text, "%.*s%s%s", (int)at, good, shell_words[i],
				 good + at);
			check(says(grammar, text) != NULL);
		}
	}
	for (const char *first = "-./"; *first != '\0'; first++) {
		snprintf(text, sizeof text, "%c%s", *first, good);
		check(says(grammar, text) != NULL);
	}
	check(says(grammar, "") != NULL);
}

static const struct {
	const char *profile, *where, *name, *kek;
} places[] = {
	{"azure", "contoso-eu.vault.azure.net", "Documents-1",
	 "https://contoso-eu.vault.azure.net/keys/kek/" V},
	{"aws-sha256", AWS, AWS_KEY, AWS ":key/" AWS_KEY},
	{"aws-sha1", "arn:aws-us-gov:kms:us-gov-west-1:111122223333", "mrk-" V,
	 "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-" V},
	{"gcp-4096-sha256", RING, "tenant_1-a", RING "/importJobs/j"},
	{"gcp-3072-sha1", RING, "tenant_1-a", RING "/importJobs/j"},
	{"vault", "vault.example.org:8200/transit", "key_1.a-b",
	 "vault.example.org:8200/transit/wrapping_key"},
	{"vault", "bao/team_1/transit", "k", "bao/team_1/transit/wrapping_key"},
	{"oci", OCI, "tenant-1", "ocid1.key.oc1.iad.abcdef.unique"},
	{"oci", OCI, "tenant-1", "ocid1.wrappingkey.oc1..unique"},
	{"pkcs11-sha256", "hsm_1", "tenant-1.a", "hsm_1/kek"},
};

static void
every_place(void)
{
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		const struct profile *row = profile_find(places[i].profile);
		char text[512];

		plain_alone(row->where, places[i].where);
		plain_alone(row->cloud_name, places[i].name);
		check_good(row->kek_identifier(places[i].kek, places[i].where, places[i].name));
		snprintf(text, sizeof text, "x%s", places[i].kek);
		check(row->kek_identifier(text, places[i].where, places[i].name) != NULL);
		check(row->kek_identifier("", places[i].where, places[i].name) != NULL);
	}
}

static void
places_refused(void)
{
	static const char account[] =
		"is not an account's place like arn:aws:kms:eu-central-1:111122223333";
	static const char another_key[] =
		"is of another key than the target's: its import token is good for that one alone";
	static const char engine[] = "is not a Vault's host and the path of its transit engine, "
				     "like vault.example.org:8200/transit";
	const struct profile *aws = profile_find("aws-sha256"), *vault = profile_find("vault"),
			     *oci = profile_find("oci"), *pkcs11 = profile_find("pkcs11-sha1");

	check_says(says(aws->where, "arn:aws-cn:kms:cn-north-1:111122223333"),
		   "is in China, where AWS takes no key that is wrapped by RSA_AES_KEY_WRAP");
	check_says(says(aws->where, "arn:aws:kms:eu-central-1:11112222333"), account);
	check_says(says(aws->where, "arn:aws:kms:eu-central-1"), account);
	check_says(says(aws->where, "arn:aws:s3:eu-central-1:111122223333"), account);
	check_says(says(aws->where, "arn:aws:kms::111122223333"), account);
	check_says(says(aws->where, AWS ":key"), account);
	check(says(aws->cloud_name, "alias") != NULL &&
	      says(aws->cloud_name, "1234ABCD-12ab-34cd-56ef-1234567890ab") != NULL);
	check_says(aws->kek_identifier(AWS ":key/" AWS_KEY, AWS, "mrk-" V), another_key);
	check_says(aws->kek_identifier("arn:aws:kms:eu-central-1:111122223334:key/" AWS_KEY, AWS,
				       AWS_KEY),
		   another_key);
	check(aws->kek_identifier(AWS_KEY, AWS, AWS_KEY) != NULL &&
	      aws->kek_identifier(AWS ":alias/a", AWS, AWS_KEY) != NULL);
	check_says(says(vault->where, "vault.example.org"), engine);
	check_says(says(vault->where, "vault.example.org/"), engine);
	check_says(says(vault->where, "vault.example.org/a//b"), engine);
	check_says(says(vault->where, "vault.example.org:/a"), engine);
	check_says(says(vault->where, "vault.example.org:123456/a"), engine);
	check_says(says(vault->where, "https://vault.example.org/a"), engine);
	check(vault->kek_identifier("vault.example.org/transit", "vault.example.org/transit",
				    "k") != NULL);
	check(says(vault->cloud_name, "a-") != NULL && says(vault->cloud_name, "a/b") != NULL);
	check(says(oci->where, "abcdef-management.kms.us-ashburn-1.oraclecloud.com") != NULL);
	check(says(oci->where,
		   "abcdef-crypto.kms.us-ashburn-1.oraclecloud.com/ocid1.compartment.oc1..a") !=
	      NULL);
	check(says(oci->where,
		   "abcdef-management.kms.us-ashburn-1.oraclecloud.com/ocid1.key.oc1..a") != NULL);
	check_says(oci->kek_identifier("ocid1.key.oc1.iad.other.unique", OCI, "k"),
		   "is of another vault than the target's: a key wrapped for it could not be "
		   "imported");
	check_says(pkcs11->kek_identifier("hsm-2/kek", "hsm-1", "k"),
		   "is not in the target's token: TOKEN/LABEL is wanted");
	check_says(pkcs11->kek_identifier("hsm-1/-kek", "hsm-1", "k"),
		   "has no usable label behind its token: TOKEN/LABEL is wanted");
}

static void
names(void)
{
	static const char *const symmetric[] = {"ibm", "alibaba", "salesforce"};

	check_good(profile_name("azure", 5));
	check_says(profile_name("feast", 5), "is no import profile that this version has");
	check_says(profile_name("", 0), "is no import profile that this version has");
	for (size_t i = 0; i < sizeof symmetric / sizeof symmetric[0]; i++)
		check(strstr(profile_name(symmetric[i], 0),
			     "no RSA or EC key of a tenant can go there") != NULL);
	check_says(profile_name("aws", 3),
		   "does not say the wrapping algorithm: take aws-sha256, or aws-sha1");
	check(strstr(profile_name("gcp", 3), "gcp-3072-sha1") != NULL &&
	      strstr(profile_name("pkcs11", 6), "pkcs11-sha1") != NULL);
	check(strstr(profile_name("azure-sha256", 12), "SHA-1 alone") != NULL &&
	      strstr(profile_name("openbao", 7), "vault") != NULL);
}

static void
hashes_and_sizes(void)
{
	static const struct {
		const char *profile;
		enum profile_hash hash;
		enum profile_container container;
		unsigned keks; /* of 2048, 3072, 4096 bits */
		bool ec;
	} rows_wanted[] = {
		{"azure", PROFILE_SHA1, PROFILE_BYOK, 7, true},
		{"aws-sha256", PROFILE_SHA256, PROFILE_RAW, 7, true},
		{"aws-sha1", PROFILE_SHA1, PROFILE_RAW, 7, true},
		{"gcp-3072-sha256", PROFILE_SHA256, PROFILE_RAW, 2, true},
		{"gcp-4096-sha256", PROFILE_SHA256, PROFILE_RAW, 4, true},
		{"gcp-3072-sha1", PROFILE_SHA1, PROFILE_RAW, 2, true},
		{"gcp-4096-sha1", PROFILE_SHA1, PROFILE_RAW, 4, true},
		{"vault", PROFILE_SHA256, PROFILE_BASE64, 4, true},
		{"oci", PROFILE_SHA256, PROFILE_BASE64, 4, false},
		{"pkcs11-sha256", PROFILE_SHA256, PROFILE_RAW, 7, true},
		{"pkcs11-sha1", PROFILE_SHA1, PROFILE_RAW, 7, true},
	};

	for (size_t i = 0; i < sizeof rows_wanted / sizeof rows_wanted[0]; i++) {
		const struct profile *row = profile_find(rows_wanted[i].profile);

		check(row != NULL && row->hash == rows_wanted[i].hash &&
		      row->container == rows_wanted[i].container);
		for (unsigned bit = 0; bit < 3; bit++)
			check((profile_takes_kek(row, KEY_RSA_2048 + bit) == NULL) ==
			      (rows_wanted[i].keks >> bit & 1));
		check(profile_takes_key(row, KEY_RSA_2048) == NULL &&
		      profile_takes_key(row, KEY_RSA_4096) == NULL);
		check((profile_takes_key(row, KEY_EC_P384) == NULL) == rows_wanted[i].ec);
	}
	check_says(profile_takes_key(profile_find("oci"), KEY_EC_P256),
		   "is an EC key, and OCI Vault imports RSA and AES keys alone");
}

static void
key_types(void)
{
	static const struct {
		const char *name;
		unsigned bits, strength;
	} types[KEY_TYPES] = {{"rsa-2048", 2048, 112}, {"rsa-3072", 3072, 128},
			      {"rsa-4096", 4096, 152}, {"ec-p256", 256, 128},
			      {"ec-p384", 384, 192},   {"ec-p521", 521, 256}};
	static const char unknown[] =
		"is not one of rsa-2048, rsa-3072, rsa-4096, ec-p256, ec-p384, ec-p521";
	enum key_type type = KEY_TYPES;

	for (enum key_type want = 0; want < KEY_TYPES; want++) {
		check_good(key_type_from_name(&type, types[want].name));
		check(type == want && strcmp(key_type_name(type), types[want].name) == 0);
		check(key_type_bits(type) == types[want].bits &&
		      key_type_strength(type) == types[want].strength);
	}
	check_says(key_type_from_name(&type, "rsa-1024"),
		   "is a size that services still accept and that is inadequate: take rsa-2048 or "
		   "more");
	check_says(key_type_from_name(&type, "RSA-2048"), unknown);
	check_says(key_type_from_name(&type, ""), unknown);
	check_says(key_type_from_name(&type, "ec-p256k"), unknown);
}

static void
attesting(void)
{
	const struct profile *azure = profile_find("azure");

	check(profile_attests(azure, "contoso-eu.vault.azure.net") == PROFILE_ATTESTS_NEVER);
	check(profile_attests(azure, "contoso-eu.vault.azure.cn") == PROFILE_ATTESTS_NEVER);
	check(profile_attests(azure, "contoso-eu.managedhsm.azure.net") == PROFILE_ATTESTS);
	check(profile_attests(azure, "vault.azure.net") == PROFILE_ATTESTS_UNKNOWN);
	check(profile_attests(azure, "vault.example.org") == PROFILE_ATTESTS_UNKNOWN);
	check(profile_attests(profile_find("gcp-4096-sha256"), RING) == PROFILE_ATTESTS);
	check(profile_attests(profile_find("aws-sha1"), AWS) == PROFILE_ATTESTS_NEVER);
	check(profile_attests(profile_find("vault"), "v/t") == PROFILE_ATTESTS_NEVER);
	check(profile_attests(profile_find("oci"), OCI) == PROFILE_ATTESTS_NEVER);
	check(profile_attests(profile_find("pkcs11-sha1"), "hsm") == PROFILE_ATTESTS_UNKNOWN);
}

static bool
is_known(const char *host)
{
	return profile_azure_is_known(host, strlen(host));
}

static bool
is_pool(const char *host)
{
	return profile_azure_is_pool(host, strlen(host));
}

static void
azure_hosts(void)
{
	check(is_known("h.VAULT.azure.net") && is_known("h.managedhsm.azure.net"));
	check(is_known("h.vault.usgovcloudapi.net") && is_known("h.managedhsm.azure.cn"));
	check(!is_known("") && !is_known("h") && !is_known("vault.azure.net"));
	check(!is_known(".vault.azure.net") && !is_known("a.h.vault.azure.net"));
	check(!is_known("h.vault.azure.net.example") && !is_known("h.vault.azure.com"));
	check(is_pool("h.managedhsm.azure.net") && is_pool("h.ManagedHSM.newcloud.example"));
	check(!is_pool("h.vault.azure.net") && !is_pool("managedhsm.azure.net") && !is_pool(""));
	check(!is_pool(".managedhsm.azure.net") && !is_pool("h.managedhsm."));
	check(profile_attests(profile_find("azure"), "h.managedhsm.newcloud.example") ==
	      PROFILE_ATTESTS_UNKNOWN);
	check_says(says(profile_find("azure-pfx")->where, "h.managedhsm.newcloud.example"),
		   "is a Managed HSM pool, which takes no software-protected key");
}

/* Every service has a row; a part of a place is what stands there. */
static void
clients_and_parts(void)
{
	struct profile_part part = profile_part(AWS, "region");

	for (const struct profile *row = profile_table(); row->name != NULL; row++) {
		check(profile_client(row)->fetch_kek != NULL);
		check((row->service == PROFILE_AWS) == (profile_client(row)->import_token != NULL));
		check(row->kek_types == 0 || profile_takes_key(row, KEY_RSA_2048) == NULL);
	}
	check(part.length == 12 && strncmp(part.text, "eu-central-1", 12) == 0);
	part = profile_part("v.example:8200/transit", "mount");
	check(part.length == 7 && strcmp(part.text, "transit") == 0);
	check(profile_part("v.example", "mount").text == NULL && profile_part_is("mount"));
	check(profile_part("v.example", "door").text == NULL && !profile_part_is("door"));
}

/* No KEK, and no place in a Managed HSM. */
static void
software_protected(void)
{
	const struct profile *pfx = profile_find("azure-pfx");
	char name[66];

	check(pfx != NULL && pfx->container == PROFILE_PFX && strcmp(pfx->suffix, ".pfx") == 0);
	check(!profile_wraps(pfx) && profile_wraps(profile_find("azure")));
	check_good(says(pfx->where, "contoso-eu.vault.azure.net"));
	check_says(says(pfx->where, "contoso"), BAD_HOST);
	check_says(says(pfx->where, "pool.managedhsm.azure.net"),
		   "is a Managed HSM pool, which takes no software-protected key");
	memset(name, 'n', sizeof name);
	name[64] = '\0';
	check_good(says(pfx->cloud_name, name));
	name[64] = 'n';
	name[65] = '\0';
	check_says(says(pfx->cloud_name, name), "is longer than the name of a certificate: 64");
	check_says(says(pfx->cloud_name, "a_b"), BAD_AZURE_NAME);
	for (enum key_type type = 0; type < KEY_TYPES; type++)
		check_good(profile_takes_key(pfx, type));
}

int
main(void)
{
	attesting();
	azure_hosts();
	clients_and_parts();
	secret_begin();
	rows();
	azure_places();
	azure_names();
	azure_kek_identifiers();
	google_places();
	google_names();
	google_import_jobs();
	what_each_takes();
	hashes_and_sizes();
	every_place();
	places_refused();
	names();
	software_protected();
	key_types();
	return test_end();
}
