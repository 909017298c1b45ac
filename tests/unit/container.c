/* What a service imports: each container written, read back, and refused when it is another's. */
#include "tests/unit/test.h"

#include "ceremony/crypto.h"
#include "ceremony/folder.h"
#include "ceremony/text.h"
#include "kek/container.h"

#define KID "https://contoso-eu.vault.azure.net/keys/kek/0123456789abcdef0123456789abcdef"

static struct plan_key key = {.name = "documents", .type = KEY_EC_P256};
static struct plan_target target = {.name = "somewhere", .key = &key};
static struct request request = {.kek_id = KID};
static struct wrap_blob blob;
static char out[CONTAINER_MOST_BYTES];

static void
make_blob(void)
{
	struct tenant_key *kek = tenant_key_new(), *tenant = tenant_key_new();
	struct public_key expected;

	tenant_key_generate(kek, KEY_RSA_2048);
	tenant_key_public(&request.kek, kek);
	tenant_key_generate(tenant, KEY_EC_P256);
	tenant_key_public(&expected, tenant);
	wrap_key(&blob, tenant, &request.kek, PROFILE_SHA256, &expected);
	secret_drop(kek);
	secret_drop(tenant);
}

static size_t
write_for(const char *profile)
{
	target.profile = profile_find(profile);
	return container_write(out, &target, &request, &blob);
}

static const char *
read_back(const char *data, size_t size)
{
	return container_check(&target, &request, (const uint8_t *)data, size);
}

/* Good as it was written; not with a byte more or less. */
static void
whole_alone(const char *profile)
{
	size_t size = write_for(profile);

	check_good(read_back(out, size));
	check(read_back(out, size - 1) != NULL);
	out[size] = '\n';
	check(read_back(out, size + 1) != NULL);
}

static void
every_row(void)
{
	char name[FOLDER_BLOB_NAME_BYTES], wanted[FOLDER_BLOB_NAME_BYTES];

	for (const struct profile *row = profile_table(); row->name != NULL; row++) {
		if (!profile_wraps(row))
			continue;
		whole_alone(row->name);
		folder_blob_name(name, &target);
		snprintf(wanted, sizeof wanted, "out/somewhere%s", row->suffix);
		check(strcmp(name, wanted) == 0);
	}
}

static void
raw(void)
{
	check(write_for("aws-sha256") == blob.size && memcmp(out, blob.bytes, blob.size) == 0);
}

static void
base64(void)
{
	char url[CONTAINER_MOST_BYTES];
	size_t size = write_for("vault");

	check(size == text_base64_length(blob.size, TEXT_BASE64));
	check(memchr(out, '\n', size) == NULL && out[size] == '\0');
	text_to_base64(url, blob.bytes, blob.size, TEXT_BASE64URL);
	check_says(read_back(url, strlen(url)), "is base64url; its service takes standard base64");
	out[64] = '\n';
	check_says(read_back(out, size), "has line ends in its base64");
	out[64] = '*';
	check_says(read_back(out, size), "is not base64 of a blob");
	check_says(read_back((const char *)blob.bytes, 0), "is not longer than its KEK's modulus");
}

/* One service's file is not another's. */
static void
mixed(void)
{
	size_t size = write_for("azure");

	target.profile = profile_find("oci");
	check(read_back(out, size) != NULL);
	target.profile = profile_find("gcp-3072-sha1");
	check(read_back(out, size) != NULL);
	size = write_for("oci");
	target.profile = profile_find("azure");
	check(read_back(out, size) != NULL);
	check(read_back((const char *)blob.bytes, blob.size) != NULL);
	size = write_for("azure");
	request.kek_id =
		"https://contoso-eu.vault.azure.net/keys/kek/1123456789abcdef0123456789abcdef";
	check_says(read_back(out, size), "names another KEK than the request");
	request.kek_id = KID;
	target.profile = profile_find("azure-pfx");
	check_says(read_back(out, size), "is of a container that this version does not have");
}

int
main(void)
{
	secret_begin();
	crypto_begin();
	make_blob();
	every_row();
	raw();
	base64();
	mixed();
	return test_end();
}
