/* age files under a passphrase: there and back, every form that is refused, work that is not done. */
#include "tests/unit/test.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sodium.h>

#include "ceremony/age.h"
#include "ceremony/age_parts.h"

enum { ROOM_BYTES = AGE_PLAIN_MOST_BYTES + 64 };

static uint8_t *plain;
static uint8_t sealed[ROOM_BYTES + AGE_PASSPHRASE_OVERHEAD_BYTES];
static size_t plain_size;

static const char passphrase[] = "academic-acid-acne-acquire-acrobat";

static const char *
open_with(size_t size, const char *with)
{
	memset(plain, 0xa5, ROOM_BYTES);
	return age_passphrase_open(plain, ROOM_BYTES, &plain_size, sealed, size, with);
}

static bool
nothing_left(void)
{
	return plain_size == 0 && sodium_is_zero(plain, ROOM_BYTES);
}

/* Seals "word" with this first line of a stanza, and its work under the salt of 16 zeros. Returns the file's size. */
static size_t
seal_with(const char *stanza, unsigned work)
{
	static const uint8_t salt[28 + 16] = "age-encryption.org/v1/scrypt";
	struct age_keys *keys = secret_new(sizeof *keys);

	if (crypto_pwhash_scryptsalsa208sha256_ll((const uint8_t *)passphrase, strlen(passphrase),
						  salt, sizeof salt, 1u << work, 8, 1, keys->wrap,
						  32) != 0)
		exit(1);
	age_parts_seal(sealed, keys, stanza, "word", 4);
	secret_drop(keys);
	return strlen(AGE_PARTS_VERSION_LINE) + strlen(stanza) + AGE_PARTS_REST_BYTES + 4;
}

#define ZEROS "AAAAAAAAAAAAAAAAAAAAAA"

static void
there_and_back(void)
{
	static const size_t sizes[] = {0, 1, 4000, AGE_PLAIN_MOST_BYTES};
	static uint8_t data[AGE_PLAIN_MOST_BYTES];

	randombytes_buf(data, sizeof data);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		size_t whole = AGE_PASSPHRASE_OVERHEAD_BYTES + sizes[i];

		age_passphrase_seal(sealed, data, sizes[i], passphrase);
		check(memcmp(sealed, AGE_PARTS_VERSION_LINE "-> scrypt ", 32) == 0);
		check(memcmp(sealed + 54, " 16\n", 4) == 0);
		check_good(open_with(whole, passphrase));
		check(plain_size == sizes[i] && memcmp(plain, data, sizes[i]) == 0);
	}
	check_says(open_with(AGE_PASSPHRASE_OVERHEAD_BYTES + AGE_PLAIN_MOST_BYTES, "academic"),
		   "does not open with this passphrase");
	check(nothing_left());
}

static void
every_work(void)
{
	char stanza[64];

	for (unsigned work = 1; work <= AGE_PASSPHRASE_MOST_WORK; work++) {
		snprintf(stanza, sizeof stanza, "-> scrypt " ZEROS " %u\n", work);
		check_good(open_with(seal_with(stanza, work), passphrase));
	}
	for (unsigned work = 19; work < 300; work += 13) {
		snprintf(stanza, sizeof stanza, "-> scrypt " ZEROS " %u\n", work);
		check_says(open_with(seal_with(stanza, 1), passphrase),
			   "wants more work for its passphrase than this program does");
	}
	check_says(open_with(seal_with("-> scrypt " ZEROS " 0\n", 1), passphrase),
		   "wants more work for its passphrase than this program does");
	check(nothing_left());
}

static void
refused_forms(void)
{
	static const char *const stanzas[] = {
		"-> scrypt " ZEROS "\n",
		"-> scrypt " ZEROS " \n",
		"-> scrypt " ZEROS " 01\n",
		"-> scrypt " ZEROS " +1\n",
		"-> scrypt " ZEROS " 0x1\n",
		"-> scrypt " ZEROS " 1 \n",
		"-> scrypt " ZEROS " 1 2\n",
		"-> scrypt " ZEROS "  1\n",
		"-> scrypt " ZEROS " -1\n",
		"-> scrypt " ZEROS "A 1\n",
		"-> scrypt AAAA 1\n",
		"-> Scrypt " ZEROS " 1\n",
		"->  scrypt " ZEROS " 1\n",
		"-> scrypt  " ZEROS " 1\n",
		"-> scrypt " ZEROS "= 1\n",
		"-> scrypt AAAAAAAAAAAAAAAAAAAAAB 1\n",
		"-> scrypt " ZEROS " 4294967297\n",
		"-> scrypt " ZEROS " 1\r\n",
		"-> X25519 " ZEROS " 1\n",
	};

	for (size_t i = 0; i < sizeof stanzas / sizeof stanzas[0]; i++)
		check_says(open_with(seal_with(stanzas[i], 1), passphrase),
			   "does not begin with a stanza for a passphrase in canonical form");
	check(nothing_left());
	check_says(open_with(0, passphrase), "does not begin with the version line of age v1");
	/* A second stanza is where the MAC line should be. */
	check_says(open_with(seal_with("-> scrypt " ZEROS " 1\n" ZEROS ZEROS "\n-> a\n", 1),
			     passphrase),
		   "has a stanza whose body is not one line of canonical base64");
}

/* Each byte counts. */
static void
every_byte_counts(void)
{
	size_t whole = seal_with("-> scrypt " ZEROS " 1\n", 1), opened = 0, left = 0;

	for (size_t i = 0; i < whole; i++)
		for (int bit = 0; bit < 8; bit++) {
			sealed[i] ^= (uint8_t)(1 << bit);
			opened += open_with(whole, passphrase) == NULL;
			left += !nothing_left();
			sealed[i] ^= (uint8_t)(1 << bit);
		}
	for (size_t size = 0; size < whole; size++) {
		opened += open_with(size, passphrase) == NULL;
		left += !nothing_left();
	}
	check(opened == 0 && left == 0);
	check_good(open_with(whole, passphrase));
	memset(plain, 0xa5, ROOM_BYTES);
	check_says(age_passphrase_open(plain, 3, &plain_size, sealed, whole, passphrase),
		   "holds more than there is room for");
	check(plain_size == 0 && sodium_is_zero(plain, 3) && plain[3] == 0xa5);
}

static void
nothing_is_used_twice(void)
{
	uint8_t first[AGE_PASSPHRASE_OVERHEAD_BYTES + 4];

	age_passphrase_seal(sealed, "word", 4, passphrase);
	memcpy(first, sealed, sizeof first);
	age_passphrase_seal(sealed, "word", 4, passphrase);
	check(memcmp(first + 32, sealed + 32, 22) != 0);   /* salt */
	check(memcmp(first + 58, sealed + 58, 43) != 0);   /* file key */
	check(memcmp(first + 150, sealed + 150, 16) != 0); /* nonce */
}

static int
status_of_seal(size_t size)
{
	static uint8_t room[AGE_PLAIN_MOST_BYTES + 1];
	pid_t child;
	int status = -1;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		dup2(open("/dev/null", O_WRONLY), 2);
		age_passphrase_seal(sealed, room, size, passphrase);
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
main(void)
{
	secret_begin();
	plain = secret_new(ROOM_BYTES);
	there_and_back();
	every_work();
	refused_forms();
	every_byte_counts();
	nothing_is_used_twice();
	check(status_of_seal(AGE_PLAIN_MOST_BYTES) == 0);
	check(status_of_seal(AGE_PLAIN_MOST_BYTES + 1) == 3);
	return test_end();
}
