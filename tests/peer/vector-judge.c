/*
 * For tests: our own parts of wrapping against vectors of others, a line each on standard input, in hexadecimal:
 *   wrap KEY PLAIN WRAPPED             AES-KWP
 *   unwrap KEY WRAPPED PLAIN|FAIL
 *   oaep sha1|sha256 EM MESSAGE        EME-OAEP decoding, empty label
 *   rsa MODULUS EM CIPHERTEXT          the raw RSA encryption, exponent 65537
 * usage: vector-judge <VECTORS
 * Prints "N good, N bad", and each bad line's beginning to standard error.
 */
#include <stdio.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"
#include "kek/kwp.h"
#include "kek/oaep.h"
#include "kek/oaep_decode.h"

enum { LINE_BYTES = 8192, BYTES_MOST = 1024, WORDS = 4 };

struct value {
	uint8_t bytes[BYTES_MOST];
	size_t size;
};

static bool
is_good(struct value *value, const char *text)
{
	value->size = strlen(text) / 2;
	return value->size <= BYTES_MOST &&
	       text_from_hex(value->bytes, value->size, text, 2 * value->size) == NULL;
}

static bool
same(const uint8_t *bytes, size_t size, const struct value *value)
{
	return size == value->size && memcmp(bytes, value->bytes, size) == 0;
}

static bool
wraps(const struct value *key, const struct value *plain, const struct value *wrapped)
{
	uint8_t out[BYTES_MOST + KWP_MORE_BYTES];

	kwp_wrap(out, key->bytes, plain->bytes, plain->size);
	return same(out, kwp_wrapped_bytes(plain->size), wrapped);
}

static bool
unwraps(const struct value *key, const struct value *wrapped, const struct value *plain)
{
	uint8_t *out = secret_new(wrapped->size);
	size_t size;
	bool good = kwp_unwrap(out, &size, key->bytes, wrapped->bytes, wrapped->size) == NULL;

	good = plain == NULL ? !good : good && same(out, size, plain);
	secret_drop(out);
	return good;
}

static bool
decodes(enum profile_hash hash, const struct value *em, const struct value *message)
{
	uint8_t *out = secret_new(message->size);
	bool good = oaep_decode(out, message->size, em->bytes, em->size, hash) == NULL &&
		    same(out, message->size, message);

	secret_drop(out);
	return good;
}

static bool
encrypts(const struct value *modulus, const struct value *em, const struct value *wanted)
{
	struct public_key kek;
	uint8_t out[BYTES_MOST];

	if (public_key_from_modulus(&kek, modulus->bytes, modulus->size) != NULL)
		return false;
	oaep_encrypt(out, em->bytes, &kek);
	return same(out, modulus->size, wanted);
}

static bool
judge(char *words[WORDS])
{
	struct value one, two, three;
	bool fails = strcmp(words[3], "FAIL") == 0, oaep = strcmp(words[0], "oaep") == 0;

	if ((!oaep && !is_good(&one, words[1])) || !is_good(&two, words[2]) ||
	    (!fails && !is_good(&three, words[3])))
		return false;
	if (oaep)
		return decodes(strcmp(words[1], "sha1") == 0 ? PROFILE_SHA1 : PROFILE_SHA256, &two,
			       &three);
	if (strcmp(words[0], "wrap") == 0)
		return wraps(&one, &two, &three);
	if (strcmp(words[0], "unwrap") == 0)
		return unwraps(&one, &two, fails ? NULL : &three);
	return strcmp(words[0], "rsa") == 0 && encrypts(&one, &two, &three);
}

int
main(int argc, char **argv)
{
	static char line[LINE_BYTES];
	unsigned good = 0, bad = 0;

	(void)argc;
	process_begin(argv, "vector-judge");
	crypto_begin();
	while (fgets(line, sizeof line, stdin) != NULL) {
		char *words[WORDS], *at = line;

		line[strcspn(line, "\n")] = '\0';
		for (size_t i = 0; i < WORDS; i++)
			words[i] = at == NULL ? line + strlen(line) : strsep(&at, " ");
		if (judge(words)) {
			good++;
			continue;
		}
		bad++;
		fprintf(stderr, "bad: %s %.40s\n", words[0], words[1]);
	}
	printf("%u good, %u bad\n", good, bad);
	return process_end(PROCESS_YES);
}
