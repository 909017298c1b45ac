/* What verify-usage reads: times, keys' URLs, rows of both logs, records, hours. */
#include "tests/unit/test.h"

#include "ceremony/text.h"
#include "verify/usage_hours.h"
#include "verify/usage_json.h"
#include "verify/usage_key.h"
#include "verify/usage_rule.h"
#include "verify/usage_service.h"
#include "verify/usage_time.h"
#include "verify/usage_vault.h"

#define VERSION "0123456789abcdef0123456789abcdef"
#define KEY "https://contoso-eu.vault.azure.net/keys/documents"

static struct usage_key key;

static struct cursor
over(const char *text)
{
	return cursor_over(text, strlen(text));
}

static bool
is(struct cursor text, const char *wanted)
{
	return cursor_left(&text) == strlen(wanted) && memcmp(text.at, wanted, strlen(wanted)) == 0;
}

static void
times(void)
{
	static const char *const bad[] = {"",
					  "2026-11-21",
					  "2026-11-21T01:32:01",
					  "2026-11-21 01:32:01Z",
					  "2026-11-21T01:32:01.Z",
					  "2026-11-21T01:32:01.12345678Z",
					  "2026-11-21T01:32:01Z ",
					  "2026-11-21T01:32:01+01:00",
					  "2026-02-29T01:32:01Z",
					  "2026-11-31T01:32:01Z",
					  "2026-13-01T01:32:01Z",
					  "1999-12-31T23:59:59Z",
					  "2100-01-01T00:00:00Z",
					  "2026-11-21T24:00:00Z",
					  "2026-11-21T01:60:00Z",
					  "2026-11-21T01:32:60Z",
					  "2026-11-21T01:32:01.9999999999999999999999999Z"};
	static const char *const bad_clocks[] = {"",
						 "23:40",
						 "23:40:12.",
						 "23:40:12.12345678",
						 "23:40:12.9999999999999999999999999",
						 "23:40:12Z"};
	char text[USAGE_TIME_BYTES];
	int64_t ticks, two;

	check_good(usage_time_read(&ticks, over("2026-11-21T23:40:12.1234567Z")));
	check(ticks == (INT64_C(1795304412) * USAGE_TICKS_A_SECOND) + 1234567);
	usage_time_write(text, ticks);
	check(strcmp(text, "2026-11-21T23:40:12.1234567Z") == 0);
	check_good(usage_time_read(&two, over("2026-11-21T23:40:12.12+00:00")));
	check(two == ticks - 34567);
	check_good(usage_time_read(&ticks, over("2000-02-29T00:00:00Z")));
	usage_time_write(text, ticks);
	check(strcmp(text, "2000-02-29T00:00:00.0000000Z") == 0);
	check_good(usage_time_read(&ticks, over("2099-12-31T23:59:59.9999999Z")));
	usage_time_write(text, ticks);
	check(strcmp(text, "2099-12-31T23:59:59.9999999Z") == 0);
	check_good(usage_time_read_two(&two, over("2026-11-21"), over("23:40:12")));
	check(two == INT64_C(1795304412) * USAGE_TICKS_A_SECOND);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(usage_time_read(&ticks, over(bad[i])),
			   "has a time that is none of this century, in UTC");
	for (size_t i = 0; i < sizeof bad_clocks / sizeof bad_clocks[0]; i++)
		check_says(usage_time_read_two(&ticks, over("2026-11-21"), over(bad_clocks[i])),
			   "has a time that is none of this century, in UTC");
}

static void
keys(void)
{
	static const char *const bad[] = {
		"",
		KEY,
		KEY "/",
		KEY "/0123",
		KEY "/" VERSION "/",
		KEY "/" VERSION "0",
		"http://contoso-eu.vault.azure.net/keys/documents/" VERSION,
		"https://contoso-eu.vault.azure.net/secrets/documents/" VERSION,
		"https://contoso'eu.vault.azure.net/keys/documents/" VERSION,
		"https://contoso-eu.vault.azure.net/keys/a b/" VERSION,
	};
	struct usage_key other;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(usage_key_read(&other, bad[i]),
			   "is not a key's URL with its version: https://VAULT/keys/NAME/VERSION");
	check_good(
		usage_key_read(&key, "https://Contoso-EU.vault.azure.net/keys/Documents/" VERSION));
	check(strcmp(key.host, "contoso-eu.vault.azure.net") == 0 &&
	      strcmp(key.vault, "contoso-eu") == 0);
	check_says(usage_key_read_principal(&key, "x"),
		   "is not an application's identifier, a GUID");
	check_says(usage_key_read_principal(&key, USAGE_KEY_SERVICE "0"),
		   "is not an application's identifier, a GUID");
	check_good(usage_key_read_principal(&key, USAGE_KEY_SERVICE));
	check(usage_key_is_service(&key, over("00000012-0000-0000-C000-000000000000")));
	check(!usage_key_is_service(&key, over("")) &&
	      !usage_key_is_service(&key, over(USAGE_KEY_SERVICE "0")));
}

static void
urls(void)
{
	static const char *const unreadable[] = {
		"",
		"https://",
		"http://contoso-eu.vault.azure.net/keys/x",
		"https://contoso-eu.vault.azure.net",
		"https://contoso-eu.vault.azure.net/keys",
		"https://contoso-eu.vault.azure.net/keys/",
		"https://contoso-eu.vault.azure.net//keys/x",
		"https://contoso-eu.vault.azure.net/keys/document%73",
		"https://contoso-eu.vault.azure.net/keys/restore",
		"https://contoso-eu.vault.azure.net/keys/restore?x",
		"https://contoso-eu.vault.azure.net/secrets/x",
		"https://contoso-eu.vault.azure.net./keys/x",
		"https://contoso-eu.vault.azure.net:8443/keys/x",
		"https://a@contoso-eu.vault.azure.net/keys/x",
	};
	static const char *const ours[] = {"/SUBSCRIPTIONS/x/VAULTS/CONTOSO-EU",
					   "",
					   "another",
					   "/vaults/",
					   "/vaults/another/",
					   "/vaults/anoth%65r",
					   "/vaults/another/keys/x",
					   "/x/another"};

	check(usage_key_judge(&key, over(KEY "/" VERSION)) == USAGE_KEY_CURRENT);
	check(usage_key_judge(&key, over(KEY "/" VERSION "/decrypt?api-version=7.4")) ==
	      USAGE_KEY_CURRENT);
	check(usage_key_judge(
		      &key,
		      over("https://CONTOSO-EU.vault.azure.net:443/KEYS/Documents/" VERSION)) ==
	      USAGE_KEY_CURRENT);
	check(usage_key_judge(&key, over(KEY "/1123456789abcdef0123456789abcdef")) ==
	      USAGE_KEY_OLD_VERSION);
	check(usage_key_judge(&key, over(KEY)) == USAGE_KEY_UNVERSIONED);
	check(usage_key_judge(&key, over(KEY "?x")) == USAGE_KEY_UNVERSIONED);
	check(usage_key_judge(&key, over(KEY "/decrypt")) == USAGE_KEY_UNVERSIONED);
	check(usage_key_judge(&key, over(KEY "/" VERSION "0")) == USAGE_KEY_UNVERSIONED);
	check(usage_key_judge(&key, over(KEY "2/" VERSION)) == USAGE_KEY_OTHER);
	check(usage_key_judge(&key, over("https://contoso-eu.vault.azure.net:443/deletedkeys/"
					 "Documents?x")) == USAGE_KEY_UNVERSIONED);
	for (size_t i = 0; i < sizeof unreadable / sizeof unreadable[0]; i++)
		check(usage_key_judge(&key, over(unreadable[i])) == USAGE_KEY_UNREADABLE);
	check(usage_key_judge(&key,
			      over("https://contoso-eu.vault.azure.net/keys/restore/" VERSION)) ==
	      USAGE_KEY_OTHER);
	check(usage_key_judge(&key, over("https://contoso-eu.vault.azure.net/deletedkeys/x?y")) ==
	      USAGE_KEY_OTHER);
	check(usage_key_judge(&key, over("https://another.vault.azure.net/keys/documents")) ==
	      USAGE_KEY_ELSEWHERE);
	check(usage_key_judge(&key, over("https://x:443")) == USAGE_KEY_ELSEWHERE);
	check(usage_key_judge(&key,
			      over("https://contoso-eu.vault.azure.net.evil/keys/documents")) ==
	      USAGE_KEY_ELSEWHERE);
	check(usage_key_is_other_vault(&key, over("/SUBSCRIPTIONS/x/VAULTS/THECONTOSO-EU")));
	check(usage_key_is_other_vault(&key, over("/x/managedHSMs/contoso-eu-2")));
	for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
		check(!usage_key_is_other_vault(&key, over(ours[i])));
}

static void
service_rows(void)
{
	struct usage_service service = {.columns = 0};
	struct usage_row row;

	check_says(usage_service_row(&service, over("a"), &row),
		   "stands below no header that says what its fields are");
	usage_service_header(&service, over("#Software: RMS"));
	usage_service_header(&service, over("#Version: 1.1"));
	usage_service_header(&service, over("#Fields: result\ttime\tnew\tdate\trequest-type"));
	check(service.columns == 5);
	check_good(usage_service_row(&service,
				     over("'Success'\t23:40:12\t\t2026-11-21\tKMSPDecrypt"), &row));
	check(is(row.operation, "KMSPDecrypt") && is(row.result, "Success") && is(row.address, ""));
	check(!row.has_failed && row.about == USAGE_ABOUT_KEY && usage_rule_wants_match(&row));
	check_good(usage_service_row(&service, over("'No'\t23:40:12\t\t2026-11-21\tAcquireLicense"),
				     &row));
	check(row.has_failed && row.about == USAGE_ABOUT_NOTHING && !usage_rule_wants_match(&row));
	check_says(usage_service_row(&service, over("'Success'\t23:40:12"), &row),
		   "has fewer fields than the header names");
	check_says(usage_service_row(&service, over("a\tb\tc\td\te\tf"), &row),
		   "has more fields than the header names");
	check_says(usage_service_row(&service, over("'Success'\t23:40\t\t2026-11-21\tKMSPDecrypt"),
				     &row),
		   "has a time that is none of this century, in UTC");
	usage_service_header(&service, over("#Remark: none"));
	check(service.columns == 5);
	usage_service_header(&service, over("#Fields: date\ttime\tresult"));
	check(service.columns == 0);
	usage_service_header(&service, over("#Fields: date\ttime\tresult\trequest-type\tdate"));
	check(service.columns == 0);
	usage_service_header(&service, over("#Version: 1.2"));
	usage_service_header(&service, over("#Fields: date\ttime\tresult\trequest-type"));
	check(service.columns == 0);
}

static struct usage_row row;

/* A record with these members behind a time. */
static const char *
vault_row(const char *members)
{
	static char text[2048];

	snprintf(text, sizeof text, "{\"time\":\"2026-11-21T23:40:12Z\",%s}", members);
	return usage_vault_row(&key, over(text), &row);
}

#define CLAIM "\"identity\":{\"claim\":{\"appid\":\"" USAGE_KEY_SERVICE "\"}}"
#define DECRYPT \
	"\"operationName\":\"KeyDecrypt\",\"resultType\":\"Success\",\"properties\":{\"id\":" \
	"\"" KEY "/" VERSION "\""

static void
vault_rows(void)
{
	check_good(vault_row(DECRYPT "}," CLAIM));
	check(row.by_service && !row.has_failed && row.version == USAGE_KEY_CURRENT &&
	      usage_rule_wants_match(&row));
	check_good(vault_row(DECRYPT ",\"httpStatusCode\":403}," CLAIM));
	check(row.has_failed && !usage_rule_wants_match(&row));
	check_good(vault_row(DECRYPT ",\"requestUri\":\"" KEY "/decrypt\"}," CLAIM));
	check(row.version == USAGE_KEY_UNVERSIONED);
	check_good(vault_row(DECRYPT "}"));
	check(!row.by_service && is(row.who, ""));
	check_good(vault_row(DECRYPT
			     "},\"Identity\":\"{\\\"claim\\\":{\\\"appid\\\":\\\"" USAGE_KEY_SERVICE
			     "\\\",\\\"upn\\\":\\\"a\\\\u0040b\\\"}}\""));
	check(row.by_service && is(row.who, "a@b"));
	check_good(vault_row(
		"\"operationName\":\"K\\u0065yDecrypt\",\"resultType\":\"Failure\",\"Id\":\"" KEY
		"\"," CLAIM));
	check(is(row.operation, "KeyDecrypt") && row.has_failed &&
	      row.version == USAGE_KEY_UNVERSIONED);
	check_good(vault_row("\"operationName\":\"KeyDecrypt\",\"Id\":\"" KEY "\"," CLAIM));
	check(row.has_failed);
	check_good(vault_row(
		"\"operationName\":\"KeyDecrypt\",\"HttpStatusCode\":\"200\",\"Id\":\"" KEY
		"\"," CLAIM));
	check(!row.has_failed);
	check_good(vault_row(
		"\"operationName\":\"KeyDecrypt\",\"category\":\"Policy\",\"Id\":\"" KEY "\""));
	check(row.is_foreign && row.about == USAGE_ABOUT_KEY);
	check_good(vault_row("\"operationName\":\"KeyDecrypt\",\"category\":\"auditevent\""));
	check(!row.is_foreign && row.is_unnamed);
	check_good(vault_row("\"operationName\":\"KeyDecrypt\",\"category\":"
			     "\"azurePolicyEvaluationDetails\",\"Id\":\"" KEY "\""));
	check(row.is_foreign && row.is_elsewhere && row.about == USAGE_ABOUT_NOTHING);
	check_says(vault_row("\"operationName\":7"), "names no operation");
	check_says(vault_row("\"operationName\":\"KeyGet\",\"time\":\"\""),
		   "is JSON with a member named twice");
	check_says(usage_vault_row(&key, over("{\"operationName\":\"KeyGet\"}"), &row),
		   "has a time that is none of this century, in UTC");
	check_says(usage_vault_row(&key, over("[]"), &row), "is not well-formed JSON");
}

static bool
administers(const char *operation, const char *rest)
{
	char text[1024];

	snprintf(text, sizeof text, "\"operationName\":\"%s\"%s", operation, rest);
	return vault_row(text) == NULL && usage_rule_administers(&row);
}

static void
administration(void)
{
	static const char *const of_key[] = {
		"KeyBackup",         "KeyDelete",       "KeyPurge",       "KeyRecover",
		"KeyCreate",         "KeyRestore",      "KeyImport",      "KeyUpdate",
		"KeyRotate",         "KeyRelease",      "SomethingNew",   "KeyRotationPolicySet",
		"KeyAllowListPatch", "KeyGetAndExport", "PatchAllowList", "KeyGet2"};
	static const char *const of_vault[] = {
		"VaultPut",      "VaultPatch",          "VaultDelete",    "VaultPurge",
		"SomethingNew",  "VaultAllowListPatch", "VaultTargetGet", "AuthenticationPolicySet",
		"authentication"};
	static const char id[] = ",\"Id\":\"" KEY "\"",
			  other[] = ",\"Id\":\"" KEY "2\",\"resourceId\":\"/x/contoso-eu\"";
	static const char vault[] = ",\"resourceId\":\"/x/VAULTS/CONTOSO-EU\"",
			  another[] = ",\"resourceId\":\"/x/vaults/another\"";

	for (size_t i = 0; i < sizeof of_key / sizeof of_key[0]; i++)
		check(administers(of_key[i], id));
	check(administers("KeyRestore", vault) && administers("SecurityDomainDownload", vault) &&
	      !administers("KeyRestore", another));
	check(!administers("KeyDecrypt", vault) && row.is_unnamed &&
	      row.about == USAGE_ABOUT_VAULT);
	check(!administers("KeyList", vault) && !row.is_unnamed);
	check(!administers("KeyBackup", other) && !administers("SecretSet", vault));
	check(!administers("KeyGet", id) && !administers("KeyListVersions", id) &&
	      !administers("KeyVerify", id));
	for (size_t i = 0; i < sizeof of_vault / sizeof of_vault[0]; i++)
		check(administers(of_vault[i], vault) && administers(of_vault[i], "") &&
		      !administers(of_vault[i], another));
	for (const char *const *read = usage_operation_reads(); *read != NULL; read++)
		check(!administers(*read, vault) && !administers(*read, id));
}

static bool
is_word(const char *text)
{
	return text != NULL && text[0] != '\0' &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz-") == strlen(text);
}

/* It stands in JSON, SQL and KQL, between quotes. */
static bool
is_sentence(const char *text)
{
	return text != NULL && text[0] != '\0' && text_is_ascii(text, strlen(text)) &&
	       strpbrk(text, "\"\\") == NULL;
}

static bool
is_twice(enum usage_rule rule)
{
	for (enum usage_rule other = 0; other < rule; other++)
		if (is_word(usage_rule_row(rule)->name) && is_word(usage_rule_row(other)->name) &&
		    strcmp(usage_rule_row(rule)->name, usage_rule_row(other)->name) == 0)
			return true;
	return false;
}

static void
rules(void)
{
	for (enum usage_rule rule = 0; rule < USAGE_RULES; rule++) {
		const struct usage_rule_row *known = usage_rule_row(rule);

		check(is_word(known->name));
		check(!is_twice(rule));
		check(known->severity == USAGE_ALARM || known->severity == USAGE_QUESTION);
		check(is_sentence(known->sentence));
	}
}

static void
silent_hours(void)
{
	static struct usage_hours hours;
	int64_t begin, end, noon = 1795262400 * USAGE_TICKS_A_SECOND;
	int32_t from = 0;

	usage_hours_begin(&hours);
	check(!usage_hours_silent(&hours, USAGE_VAULT, &from, &begin, &end));
	usage_hours_add(&hours, USAGE_VAULT, noon + 1);
	usage_hours_add(&hours, USAGE_VAULT, noon + 4 * USAGE_TICKS_AN_HOUR - 1);
	usage_hours_add(&hours, USAGE_SERVICE, noon + 5 * USAGE_TICKS_AN_HOUR);
	check(usage_hours_silent(&hours, USAGE_VAULT, &from, &begin, &end));
	check(begin == noon + USAGE_TICKS_AN_HOUR && end == noon + 3 * USAGE_TICKS_AN_HOUR);
	check(usage_hours_silent(&hours, USAGE_VAULT, &from, &begin, &end));
	check(begin == noon + 4 * USAGE_TICKS_AN_HOUR && end == noon + 6 * USAGE_TICKS_AN_HOUR);
	check(!usage_hours_silent(&hours, USAGE_VAULT, &from, &begin, &end));
	from = 0;
	check(usage_hours_silent(&hours, USAGE_SERVICE, &from, &begin, &end));
	check(begin == noon && end == noon + 5 * USAGE_TICKS_AN_HOUR);
}

static const struct usage_json_path paths[] = {USAGE_JSON_PATH(0, ""), USAGE_JSON_PATH(0, "a"),
					       USAGE_JSON_PATH(1, "b")};
static struct usage_json_value values[3];

static const char *
scan(const char *text)
{
	return usage_json_scan((const uint8_t *)text, strlen(text), paths, 3, values);
}

static void
tokens(void)
{
	static const char *const bad[] = {"",
					  "[]",
					  "{",
					  "{\"a\":}",
					  "{\"a\":1,}",
					  "{,}",
					  "{\"a\":01}",
					  "{\"a\":1.}",
					  "{\"a\":1e}",
					  "{\"a\":+1}",
					  "{\"a\":tru}",
					  "{\"a\" 1}",
					  "{'a':1}",
					  "{\"a\":\"\n\"}",
					  "{\"a\":\"\\x\"}",
					  "{\"a\":\"\\u0000\"}",
					  "{\"a\":\"\\ud800\"}",
					  "{\"a\":\"\\udc00\"}",
					  "{\"a\":\"\xc0\x80\"}",
					  "{\"a\":\"\xed\xa0\x80\"}",
					  "{\"a\":[1}",
					  "{\"a\":[1]]"};
	uint8_t text[16];

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_says(scan(bad[i]), "is not well-formed JSON");
	check_says(scan("{} x"), "is JSON with something behind it");
	check_says(scan("{\"a\":1,\"\\u0061\":2}"), "is JSON with a member named twice");
	check_says(scan("{\"x\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}"),
		   "is JSON nested deeper than 16 levels");
	check_good(scan(" {\"x\":[{\"a\":1}],\"a\":{\"a\":{\"b\":3},\"b\":\"\\u00e9\\n\"}} "));
	check(values[1].kind == USAGE_JSON_OBJECT && values[2].kind == USAGE_JSON_STRING &&
	      values[2].escaped);
	check(usage_json_text(text, &values[2]) == 3 && memcmp(text, "\xc3\xa9\n", 3) == 0);
	check_good(scan("{\"a\":null,\"b\":1,\"b\":2}"));
	check(values[1].kind == USAGE_JSON_NULL && values[2].kind == USAGE_JSON_MISSING);
	check_good(scan("{\"a\":-1.5E+3}"));
	check(values[1].kind == USAGE_JSON_NUMBER && values[1].size == 7);
}

int
main(void)
{
	times();
	keys();
	urls();
	service_rows();
	vault_rows();
	administration();
	rules();
	silent_hours();
	tokens();
	return test_end();
}
