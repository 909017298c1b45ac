#include "tests/unit/test.h"

#include "ceremony/profile.h"

#define V "0123456789abcdef0123456789abcdef"
#define A63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
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
		check(row->where != NULL && row->cloud_name != NULL);
		check((row->kek_identifier != NULL) == profile_wraps(row));
	}
	check(count >= 2);
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

	check_good(azure->kek_identifier("https://contoso-eu.vault.azure.net/keys/KEK-1/" V, host));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(azure->kek_identifier(bad[i].identifier, host), bad[i].answer);
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

	check_good(google->kek_identifier(RING "/importJobs/job-1", RING));
	check_says(google->kek_identifier("", RING), of_another);
	check_says(google->kek_identifier(
			   "projects/contoso/locations/europe-west3/keyRings/other/importJobs/j",
			   RING),
		   of_another);
	check_says(google->kek_identifier(RING, RING), no_job);
	check_says(google->kek_identifier(RING "s/importJobs/j", RING), no_job);
	check_says(google->kek_identifier(RING "/importJobs/", RING), no_job);
	check_says(google->kek_identifier(RING "/importJobs/-j", RING), no_job);
	check_says(google->kek_identifier(RING "/importJobs/j/k", RING), no_job);
	check_says(google->kek_identifier(RING "/cryptoKeys/j", RING), no_job);
	check_says(google->kek_identifier(RING "/importJobs/j k", RING), no_job);
}

/* What each service's documentation lists (DESIGN.md, 5: RSA 2048 to 4096, EC P-256 to P-521). */
static void
what_each_takes(void)
{
	static const char no_key[] = "is of a type that this service does not take";
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
	secret_begin();
	rows();
	azure_places();
	azure_names();
	azure_kek_identifiers();
	google_places();
	google_names();
	google_import_jobs();
	what_each_takes();
	software_protected();
	key_types();
	return test_end();
}
