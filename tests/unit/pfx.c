/* .pfx files: made of every type of key, opened again; a proof that catches each fault it is there for; and the form, of which not
 * a byte outside of what is encrypted may be another. */
#include "tests/unit/test.h"

#include <time.h>

#include "ceremony/crypto.h"
#include "package/pfx.h"

static const char NOT_FORM[] = "has not the form of a .pfx that package-pfx writes";
static const char NOT_OPEN[] = "does not open with its password";

struct made {
	uint8_t bytes[PFX_MOST_BYTES];
	size_t size;
	struct public_key public_key;
};

static struct pfx_password *password, *other_password;

static void
make(struct made *made, enum key_type type)
{
	struct tenant_key *key = tenant_key_new();

	tenant_key_generate(key, type);
	tenant_key_public(&made->public_key, key);
	made->size = pfx_make(made->bytes, key, "documents-2026", "2026-11-21", password);
	secret_drop(key);
}

static void
passwords(void)
{
	unsigned seen[256] = {0};

	password = secret_new(sizeof *password);
	other_password = secret_new(sizeof *other_password);
	pfx_draw_password(other_password);
	pfx_draw_password(password);
	check(strlen(password->text) == 32 && password->groups.count == 8);
	check(strcmp(password->text, other_password->text) != 0);
	for (unsigned i = 0; i < 500; i++) {
		pfx_draw_password(password);
		for (const char *at = password->text; *at != '\0'; at++)
			seen[(unsigned char)*at]++;
	}
	for (unsigned letter = 0; letter < 256; letter++) {
		bool modhex = letter != 0 && strchr("cbdefghijklnrtuv", (int)letter) != NULL;

		/* 1000 each are expected, with a standard deviation of 31. */
		if (modhex ? seen[letter] < 800 || seen[letter] > 1200 : seen[letter] != 0)
			check(!"the letters are drawn evenly");
	}
}

static void
groups(void)
{
	char text[HANDWRITING_GROUP_LETTERS + 1];

	handwriting_group(text, 0);
	check(strcmp(text, "cccc") == 0);
	handwriting_group(text, 0x0123);
	check(strcmp(text, "cbde") == 0);
	handwriting_group(text, 0xffff);
	check(strcmp(text, "vvvv") == 0);
}

static void
every_type(void)
{
	static struct made made[KEY_TYPES];

	for (enum key_type type = 0; type < KEY_TYPES; type++) {
		clock_t begin = clock();

		make(&made[type], type);
		check_good(pfx_check_form(made[type].bytes, made[type].size));
		check_good(pfx_prove(made[type].bytes, made[type].size, password,
				     &made[type].public_key));
		printf("# %s: %zu bytes, %ld ms\n", key_type_name(type), made[type].size,
		       (long)((clock() - begin) * 1000 / CLOCKS_PER_SEC));
	}
	check_says(pfx_prove(made[KEY_EC_P256].bytes, made[KEY_EC_P256].size, other_password,
			     &made[KEY_EC_P256].public_key),
		   NOT_OPEN);
	check_says(pfx_prove(made[KEY_EC_P256].bytes, made[KEY_EC_P256].size, password,
			     &made[KEY_EC_P384].public_key),
		   "holds another key");
}

/* No bit that is not salt, vector, MAC or ciphertext can be another; whatever the reader takes, it ends. */
static void
form(void)
{
	static struct made made;
	static uint8_t changed[PFX_MOST_BYTES + 1];
	size_t refused = 0, longest = 0, run = 0;

	make(&made, KEY_EC_P256);
	for (size_t size = 0; size < made.size; size++)
		if (pfx_check_form(made.bytes, size) == NULL)
			check(!"half a file is refused");
	memcpy(changed, made.bytes, made.size);
	changed[made.size] = 0;
	check_says(pfx_check_form(changed, made.size + 1), NOT_FORM);
	for (size_t at = 0; at < made.size; at++) {
		memcpy(changed, made.bytes, made.size);
		changed[at] ^= 1;
		if (pfx_check_form(changed, made.size) != NULL)
			refused++, run = 0;
		else if (++run > longest)
			longest = run;
	}
	printf("# of %zu bytes, %zu are of the form\n", made.size, refused);
	check(refused > 250);
	/* A byte of the ciphertext is not seen without the password, and with it. */
	memcpy(changed, made.bytes, made.size);
	changed[made.size / 2] ^= 1;
	check(pfx_prove(changed, made.size, password, &made.public_key) != NULL);
	check_says(pfx_check_form((const uint8_t *)"", 0), NOT_FORM);
}

int
main(void)
{
	secret_begin();
	crypto_begin();
	pfx_begin();
	passwords();
	groups();
	every_type();
	form();
	return test_end();
}
