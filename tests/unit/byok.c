/* The .byok container: written in one form, read strictly, key identifiers judged. */
#include "tests/unit/test.h"

#include "kek/byok.h"

/* The key identifier of Microsoft's specification. */
static const char kid[] =
	"https://ContosoKeyVaultHSM.vault.azure.net/keys/mykek/eba63d27e4e34e028839b53fac905621";

/* As the house writes it; ciphertext is the base64url of fb ff fe 00 (RFC 4648, section 5). */
static const char package[] =
	"{\n"
	"  \"schema_version\": \"1.0.0\",\n"
	"  \"header\": {\n"
	"    \"kid\": \"https://ContosoKeyVaultHSM.vault.azure.net/keys/mykek/"
	"eba63d27e4e34e028839b53fac905621\",\n"
	"    \"alg\": \"dir\",\n"
	"    \"enc\": \"CKM_RSA_AES_KEY_WRAP\"\n"
	"  },\n"
	"  \"ciphertext\": \"-__-AA\",\n"
	"  \"generator\": \"Claviger 0.1.0; software key\"\n"
	"}\n";

static const uint8_t blob[] = {0xfb, 0xff, 0xfe, 0x00};
static const char generator[] = "Claviger 0.1.0; software key";

static void
written(void)
{
	char out[BYOK_MOST_BYTES];
	size_t length = byok_write(out, sizeof out, kid, blob, sizeof blob, generator);

	check(length == strlen(package) && strcmp(out, package) == 0);
	check(byok_write(out, length + 1, kid, blob, sizeof blob, generator) == length);
	check(byok_write(out, length, kid, blob, sizeof blob, generator) == 0);
	check(byok_write(out, sizeof out, "https://h/keys/k", blob, sizeof blob, generator) == 0);
	check(byok_write(out, sizeof out, kid, blob, 0, generator) == 0);
	check(byok_write(out, sizeof out, kid, blob, sizeof blob, "") == 0);
	check(byok_write(out, sizeof out, kid, blob, sizeof blob, "a\"b") == 0);
	check(byok_write(out, sizeof out, kid, blob, sizeof blob, "a\\b") == 0);
	check(byok_write(out, sizeof out, kid, blob, sizeof blob, "a\nb") == 0);
}

/* The longest of everything fits, and comes back. */
static void
longest(void)
{
	static struct byok byok;
	static uint8_t most[WRAP_BLOB_MOST_BYTES + 1];
	char out[BYOK_MOST_BYTES], longest_kid[BYOK_KID_BYTES],
		longest_generator[BYOK_GENERATOR_BYTES + 1];
	size_t length;

	snprintf(longest_kid, sizeof longest_kid, "https://%0253d/keys/%0127d/%032d", 1, 2, 3);
	snprintf(longest_generator, sizeof longest_generator, "%0255d", 4);
	memset(most, 0xa5, sizeof most);
	length = byok_write(out, sizeof out, longest_kid, most, sizeof most - 1, longest_generator);
	check(length > 0);
	check_good(byok_read(&byok, out, length));
	check(byok.blob.size == sizeof most - 1 &&
	      memcmp(byok.blob.bytes, most, sizeof most - 1) == 0);
	check(strcmp(byok.kid, longest_kid) == 0);
	check(strcmp(byok.generator, longest_generator) == 0);
	check(byok_write(out, sizeof out, longest_kid, most, sizeof most, longest_generator) == 0);
	strcat(longest_generator, "x");
	check(byok_write(out, sizeof out, longest_kid, most, 9, longest_generator) == 0);
}

static struct byok byok;

/* The package with the first `old` made `new`. */
static const char *
read_with(const char *old, const char *new, bool foreign)
{
	char text[4 * BYOK_MOST_BYTES];
	const char *at = strstr(package, old);
	int length = snprintf(text, sizeof text, "%.*s%s%s", (int)(at - package), package, new,
			      at + strlen(old));

	return (foreign ? byok_read_foreign : byok_read)(&byok, text, (size_t)length);
}

static const char *
with(const char *old, const char *new)
{
	return read_with(old, new, false);
}

static void
read_back(void)
{
	check_good(byok_read(&byok, package, strlen(package)));
	check(strcmp(byok.kid, kid) == 0 && strcmp(byok.generator, generator) == 0);
	check(byok.blob.size == sizeof blob && memcmp(byok.blob.bytes, blob, sizeof blob) == 0);
	check_says(byok_read(&byok, package, strlen(package) - 2), "is JSON that ends too early");
	check_says(byok_read(&byok, "", 0), "is empty");
}

/* Another layout is another program's. */
static void
layout(void)
{
	static const char ours[] = "is not laid out as this house writes a .byok package";

	check_says(byok_read(&byok, package, strlen(package) - 1), ours);
	check_says(with("{\n  ", "{"), ours);
	check_says(with("  },\n", "  }  ,\n"), ours);
	check_says(with("}\n", "}\r\n"), ours);
	check_says(with("\"dir\"", "\"\\u0064ir\""), ours);
	check_good(read_with("{\n  ", "{", true));
	check_good(read_with("\"dir\"", "\"\\u0064ir\"", true));
	check(strcmp(byok.generator, generator) == 0 && byok.blob.size == sizeof blob);
}

static void
members(void)
{
	static const char lacks[] = "lacks a field of a .byok package, or has one that is not text";
	static const char more[] = "has a field that a .byok package does not have";

	check_says(with("schema_version", "schema"), lacks);
	check_says(with("\"1.0.0\"", "1.0"), lacks);
	check_says(with("\"alg\": \"dir\",\n", ""), lacks);
	check_says(with("\"dir\"", "null"), lacks);
	check_says(with("generator", "Generator"), lacks);
	check_says(byok_read(&byok, "[]", 2), lacks);
	check_says(with("\"alg\"", "\"iv\": \"\", \"alg\""), more);
	check_says(with("\"generator\"", "\"tag\": \"\", \"generator\""), more);
	check_says(with("\"generator\"", "\"ciphertext\": \"\", \"generator\""),
		   "is JSON with a member named twice");
	check_says(with("1.0.0", "1.0.1"), "has another schema_version than 1.0.0");
	check_says(with("dir", "RSA-OAEP"), "has another alg than dir");
	check_says(with("KEY_WRAP", "KEY_WRAP_PAD"), "has another enc than CKM_RSA_AES_KEY_WRAP");
	check_says(with("eba63d27e4e34e028839b53fac905621", ""),
		   "has a key identifier that does not name the version of the key");
	check_says(with("Claviger 0.1.0; software key", "caf\xc3\xa9"),
		   "has a generator that is not plain printable ASCII of up to 255 characters");
	check_says(with("Claviger 0.1.0; software key", ""),
		   "has a generator that is not plain printable ASCII of up to 255 characters");
}

static void
ciphertext(void)
{
	char large[2 * BYOK_MOST_BYTES + 1];

	check_says(with("-__-AA", "BASE64URL(-__-AA)"),
		   "has the notation BASE64URL(...) in the place of its ciphertext");
	check_says(with("-__-AA", "-__-\\nAA"), "has white space in its ciphertext");
	check_says(with("-__-AA", "-__- AA"), "has white space in its ciphertext");
	check_says(with("-__-AA", "+//+AA"), "has its ciphertext in base64; base64url is wanted");
	check_says(with("-__-AA", "+//+AA=="), "has its ciphertext in base64; base64url is wanted");
	check_says(with("-__-AA", "-__-AA=="),
		   "has padding behind its ciphertext; base64url without it is wanted");
	check_says(with("-__-AA", ""), "has a ciphertext of a length that no wrapped key has");
	memset(large, 'A', sizeof large);
	large[BYOK_MOST_BYTES] = '\0';
	check_says(with("-__-AA", large), "has a ciphertext of a length that no wrapped key has");
	large[BYOK_MOST_BYTES] = 'A';
	large[sizeof large - 1] = '\0';
	check_says(with("-__-AA", large), "is larger than any .byok package");
	check_says(with("-__-AA", "-__-A"), "has a ciphertext that is not base64url");
	check_says(with("-__-AA", "-__-AB"), "has a ciphertext that is not base64url");
	check_says(with("-__-AA", "-__!AA"), "has a ciphertext that is not base64url");
}

#define VERSION "/0123456789abcdef0123456789abcdef"

static const char *
check_kid(const char *text)
{
	return byok_check_kid(text, strlen(text), NULL, NULL);
}

static void
key_identifiers(void)
{
	static const char beginning[] = "has a key identifier that does not begin with https://";
	static const char host[] = "has a key identifier without a plain host name";
	static const char key[] = "has a key identifier that does not name a key (/keys/)";
	static const char name[] = "has a key identifier with a key name that no key has";
	static const char none[] = "has a key identifier that does not name the version of the key";
	static const char version[] =
		"has a key identifier whose version is not 32 lower-case hexadecimal digits";
	char text[BYOK_KID_BYTES];

	check_good(check_kid("https://h.vault.azure.net/keys/K-9" VERSION));
	check_says(check_kid(""), beginning);
	check_says(check_kid("http://h.vault.azure.net/keys/k" VERSION), beginning);
	check_says(check_kid("HTTPS://h.vault.azure.net/keys/k" VERSION), beginning);
	check_says(check_kid("https:///keys/k" VERSION), host);
	check_says(check_kid("https://h.vault.azure.net:443/keys/k" VERSION), host);
	check_says(check_kid("https://me@h.vault.azure.net/keys/k" VERSION), host);
	check_says(check_kid("https://.azure.net/keys/k" VERSION), host);
	check_says(check_kid("https://azure.net./keys/k" VERSION), host);
	check_says(check_kid("https://h..net/keys/k" VERSION), host);
	check_says(check_kid("https://h.vault.azure.net"), key);
	check_says(check_kid("https://h.vault.azure.net/secrets/k" VERSION), key);
	check_says(check_kid("https://h.vault.azure.net/keys/" VERSION), name);
	check_says(check_kid("https://h.vault.azure.net/keys/k_1" VERSION), name);
	check_says(check_kid("https://h.vault.azure.net/keys/a\"b" VERSION), name);
	check_says(check_kid("https://h.vault.azure.net/keys/k"), none);
	check_says(check_kid("https://h.vault.azure.net/keys/k/"), none);
	check_says(check_kid("https://h.vault.azure.net/keys/k/12"), version);
	check_says(check_kid("https://h.vault.azure.net/keys/k" VERSION "0"), version);
	check_says(check_kid("https://h.vault.azure.net/keys/k" VERSION "/"), version);
	check_says(check_kid("https://h.vault.azure.net/keys/k" VERSION "?api-version=7.4"),
		   version);
	check_says(check_kid("https://h.vault.azure.net/keys/k/0123456789ABCDEF0123456789ABCDEF"),
		   version);
	snprintf(text, sizeof text, "https://h/keys/%0127d" VERSION, 1);
	check_good(check_kid(text));
	snprintf(text, sizeof text, "https://h/keys/%0128d" VERSION, 1);
	check_says(check_kid(text), name);
	snprintf(text, sizeof text, "https://%0253d/keys/k" VERSION, 1);
	check_good(check_kid(text));
	snprintf(text, sizeof text, "https://%0254d/keys/k" VERSION, 1);
	check_says(check_kid(text), host);
}

static void
hosts(void)
{
	const char *host = NULL;
	size_t length = 0;

	check_good(byok_check_kid(kid, strlen(kid), &host, &length));
	check(length == 34 && strncmp(host, "ContosoKeyVaultHSM.vault.azure.net", length) == 0);
}

int
main(void)
{
	secret_begin();
	written();
	longest();
	read_back();
	layout();
	members();
	ciphertext();
	key_identifiers();
	hosts();
	return test_end();
}
