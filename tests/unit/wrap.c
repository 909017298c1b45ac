/* Wrapping: every KEK, hash and type unwrapped by libcrypto's own decryption; a proof that catches
 * each fault it is there for. */
#include "tests/unit/test.h"

#include <sys/wait.h>
#include <unistd.h>

#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "ceremony/crypto.h"
#include "ceremony/selftest.h"
#include "ceremony/tenant_key.h"
#include "kek/kwp.h"
#include "kek/oaep.h"
#include "kek/oaep_decode.h"
#include "kek/wrap.h"
#include "kek/wrap_proof.h"

/* One key of each type, and another P-256; the RSA keys are the KEKs too. */
static struct tenant_key *keys[KEY_TYPES], *other_key;
static struct public_key publics[KEY_TYPES], other_public;
static EVP_PKEY *keks[KEY_TYPES];

static void
make_keys(void)
{
	for (enum key_type type = 0; type < KEY_TYPES; type++) {
		const uint8_t *at;

		keys[type] = tenant_key_new();
		tenant_key_generate(keys[type], type);
		tenant_key_public(&publics[type], keys[type]);
		at = keys[type]->pkcs8;
		keks[type] = d2i_AutoPrivateKey(NULL, &at, (long)keys[type]->size);
	}
	other_key = tenant_key_new();
	tenant_key_generate(other_key, KEY_EC_P256);
	tenant_key_public(&other_public, other_key);
}

/* RSAES-OAEP-DECRYPT by libcrypto, in its one step. */
static bool
decrypt(uint8_t aes[32], EVP_PKEY *kek, const EVP_MD *hash, const struct wrap_blob *blob)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(kek, NULL);
	uint8_t message[512];
	size_t size = sizeof message;
	bool good = EVP_PKEY_decrypt_init(context) == 1 &&
		    EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
		    EVP_PKEY_CTX_set_rsa_oaep_md(context, hash) == 1 &&
		    EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash) == 1 &&
		    EVP_PKEY_decrypt(context, message, &size, blob->bytes,
				     (size_t)EVP_PKEY_get_size(kek)) == 1;

	EVP_PKEY_CTX_free(context);
	if (!good || size != 32)
		return false;
	memcpy(aes, message, 32);
	return true;
}

static bool
unwraps_to(const struct tenant_key *key, const uint8_t aes[32], const uint8_t *wrapped, size_t size)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	uint8_t out[WRAP_BLOB_MOST_BYTES];
	int length = 0;
	bool good;

	EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
	good = EVP_DecryptInit_ex(context, EVP_aes_256_wrap_pad(), NULL, aes, NULL) == 1 &&
	       EVP_DecryptUpdate(context, out, &length, wrapped, (int)size) == 1;
	EVP_CIPHER_CTX_free(context);
	return good && (size_t)length == key->size && memcmp(out, key->pkcs8, key->size) == 0;
}

static void
test_one(enum key_type kek, enum profile_hash hash, enum key_type type)
{
	const EVP_MD *right = hash == PROFILE_SHA1 ? EVP_sha1() : EVP_sha256();
	const EVP_MD *wrong = hash == PROFILE_SHA1 ? EVP_sha256() : EVP_sha1();
	size_t modulus = key_type_bits(kek) / 8;
	struct wrap_blob blob, again;
	uint8_t aes[32] = {0}, aes_again[32] = {0};

	wrap_key(&blob, keys[type], &publics[kek], hash, &publics[type]);
	wrap_key(&again, keys[type], &publics[kek], hash, &publics[type]);
	check(blob.oaep_bytes == modulus &&
	      blob.size == modulus + kwp_wrapped_bytes(keys[type]->size));
	check_good(wrap_check_form(blob.bytes, blob.size, &publics[kek], type));
	check(decrypt(aes, keks[kek], right, &blob));
	check(unwraps_to(keys[type], aes, blob.bytes + modulus, blob.size - modulus));
	check(!decrypt(aes_again, keks[kek], wrong, &blob));
	check(decrypt(aes_again, keks[kek], right, &again) &&
	      memcmp(aes, aes_again, sizeof aes) != 0);
	check(memcmp(blob.bytes, again.bytes, modulus) != 0);
	check(memcmp(blob.bytes + modulus, again.bytes + modulus, blob.size - modulus) != 0);
}

static void
test_all(void)
{
	for (enum key_type kek = KEY_RSA_2048; kek <= KEY_RSA_4096; kek++) {
		for (enum key_type type = 0; type < KEY_TYPES; type++) {
			test_one(kek, PROFILE_SHA1, type);
			test_one(kek, PROFILE_SHA256, type);
		}
	}
}

/* A seed is drawn anew for each encoding. */
static void
test_seed(void)
{
	uint8_t message[32] = {7}, one[256], other[256];

	oaep_encode(one, sizeof one, message, sizeof message, PROFILE_SHA256);
	oaep_encode(other, sizeof other, message, sizeof message, PROFILE_SHA256);
	check(memcmp(one + 1, other + 1, 32) != 0 && memcmp(one + 33, other + 33, 223) != 0);
}

/* What wrap_key makes, with the secret still there. */
struct made {
	struct wrap_blob blob;
	struct wrap_secret *secret;
	struct tenant_key *key;
	struct public_key kek, expected;
	enum profile_hash hash;
};

static void
close_blob(struct made *made)
{
	made->blob.size = made->blob.oaep_bytes + kwp_wrapped_bytes(made->key->size);
	oaep_encrypt(made->blob.bytes, made->secret->em, &made->kek);
	kwp_wrap(made->blob.bytes + made->blob.oaep_bytes, made->secret->aes, made->key->pkcs8,
		 made->key->size);
}

static void
make(struct made *made)
{
	memset(made, 0, sizeof *made);
	made->secret = secret_new(sizeof *made->secret);
	made->key = tenant_key_new();
	memcpy(made->key, keys[KEY_EC_P256], sizeof *made->key);
	made->kek = publics[KEY_RSA_2048];
	made->expected = publics[KEY_EC_P256];
	made->hash = PROFILE_SHA256;
	made->blob.oaep_bytes = 256;
	memset(made->secret->aes, 0xa5, sizeof made->secret->aes);
	oaep_encode(made->secret->em, 256, made->secret->aes, 32, PROFILE_SHA256);
	close_blob(made);
}

static const char *
prove(struct made *made)
{
	const char *problem = wrap_proof(&made->blob, made->secret, made->key, &made->kek,
					 made->hash, &made->expected);

	secret_drop(made->secret);
	secret_drop(made->key);
	make(made);
	return problem;
}

/* MGF1 with SHA-256 (RFC 8017, B.2.1) over the first 32 bytes behind the zero. */
static void
mask_seed(uint8_t em[256])
{
	uint8_t input[223 + 4] = {0}, mask[32];

	memcpy(input, em + 33, 223);
	if (EVP_Digest(input, sizeof input, mask, NULL, EVP_sha256(), NULL) != 1)
		abort();
	for (size_t i = 0; i < 32; i++)
		em[1 + i] ^= mask[i];
}

/* Changes one byte of DB and nothing else of what the block says. */
static void
change_block(struct made *made, size_t at)
{
	mask_seed(made->secret->em);
	made->secret->em[33 + at] ^= 1;
	mask_seed(made->secret->em);
	close_blob(made);
}

#define OTHER_LABEL "has an OAEP block for another label or hash"
#define WRONG_PADDING "has an OAEP block with wrong padding"
#define OTHER_FIRST "has a first part that is not the OAEP block under this KEK"
#define NO_UNWRAP "has a wrapped key that does not unwrap"

static void
test_proof_of_oaep(struct made *made)
{
	check_good(prove(made));
	made->hash = PROFILE_SHA1;
	check_says(prove(made), OTHER_LABEL);
	made->secret->em[0] = 1;
	check_says(prove(made), "has an OAEP block that does not begin with zero");
	made->secret->em[1] ^= 1;
	check_says(prove(made), OTHER_LABEL);
	change_block(made, 31);
	check_says(prove(made), OTHER_LABEL);
	change_block(made, 32);
	check_says(prove(made), WRONG_PADDING);
	change_block(made, 189);
	check_says(prove(made), WRONG_PADDING);
	change_block(made, 190); /* the one before the message */
	check_says(prove(made), WRONG_PADDING);
	change_block(made, 191);
	check_says(prove(made), "has an OAEP block that holds another AES key");
	made->secret->aes[31] ^= 1;
	check_says(prove(made), "has an OAEP block that holds another AES key");
}

static void
test_proof_of_blob(struct made *made)
{
	uint8_t modulus[256];

	made->blob.oaep_bytes = 264;
	check_says(prove(made), "is cut in another place than behind its KEK's modulus");
	made->blob.bytes[255] ^= 1;
	check_says(prove(made), OTHER_FIRST);
	memset(modulus, 0xff, sizeof modulus);
	check_good(public_key_from_modulus(&made->kek, modulus, sizeof modulus));
	check_says(prove(made), OTHER_FIRST);
	made->blob.bytes[256] ^= 1;
	check_says(prove(made), NO_UNWRAP);
	made->blob.bytes[made->blob.size - 1] ^= 0x80;
	check_says(prove(made), NO_UNWRAP);
	kwp_wrap(made->blob.bytes + 256, made->secret->aes, other_key->pkcs8, other_key->size);
	check_says(prove(made), "has a wrapped key that is not the one to be wrapped");
	kwp_wrap(made->blob.bytes + 256, made->secret->aes, made->key->pkcs8, made->key->size - 1);
	check_says(prove(made), "has a wrapped key that is not the one to be wrapped");
	made->key->pkcs8[made->key->size - 1] ^= 1;
	close_blob(made);
	check_says(prove(made), "has a public point that is not its private scalar's");
	memset(made->key->pkcs8 + 36, 0, 32);
	close_blob(made);
	check_says(prove(made), "has a private scalar that is out of range");
	made->expected = other_public;
	check_says(prove(made), "has a private key whose public key is not the expected one");
	made->expected = publics[KEY_RSA_2048];
	check_says(prove(made),
		   "has a wrapped key of a length that a key of its type does not have");
}

#define NOT_LONGER "is not longer than its KEK's modulus"
#define NOT_EIGHT "has a wrapped key that is not a multiple of 8 bytes"
#define NOT_TYPE "has a wrapped key of a length that a key of its type does not have"
#define NOT_BELOW "has a first part that is not below its KEK's modulus"

static void
test_form(void)
{
	/* PKCS#8 bytes of an EC key are always these; of an RSA key at most these. */
	static const size_t most[KEY_TYPES] = {1220, 1796, 2377, 138, 185, 241};
	struct public_key *kek = &publics[KEY_RSA_3072];
	uint8_t blob[WRAP_BLOB_MOST_BYTES + 8] = {0};

	check_says(wrap_check_form(blob, 384, &publics[KEY_EC_P384], KEY_EC_P256),
		   "is for a KEK that is not RSA");
	check_says(wrap_check_form(blob, 0, kek, KEY_EC_P256), NOT_LONGER);
	check_says(wrap_check_form(blob, 384, kek, KEY_EC_P256), NOT_LONGER);
	check_says(wrap_check_form(blob, 385, kek, KEY_EC_P256), NOT_EIGHT);
	check_says(wrap_check_form(blob, 384 + 153, kek, KEY_EC_P256), NOT_EIGHT);
	check_says(wrap_check_form(blob, 384 + 8, kek, KEY_EC_P256), NOT_TYPE);
	for (enum key_type type = 0; type < KEY_TYPES; type++) {
		size_t size = 384 + kwp_wrapped_bytes(most[type]);
		size_t slack = type <= KEY_RSA_4096 ? 64 : 0;

		check(keys[type]->size <= most[type] && keys[type]->size + slack >= most[type]);
		check_good(wrap_check_form(blob, size, kek, type));
		check_good(wrap_check_form(blob, size - slack, kek, type));
		check_says(wrap_check_form(blob, size + 8, kek, type), NOT_TYPE);
		check_says(wrap_check_form(blob, size - slack - 8, kek, type), NOT_TYPE);
	}
	memcpy(blob, public_key_modulus(kek), 384);
	check_says(wrap_check_form(blob, 384 + 152, kek, KEY_EC_P256), NOT_BELOW);
	blob[383]--;
	check_good(wrap_check_form(blob, 384 + 152, kek, KEY_EC_P256));
	blob[0] = 0xff;
	memset(blob + 1, 0xff, 383);
	check_says(wrap_check_form(blob, 384 + 152, kek, KEY_EC_P256), NOT_BELOW);
}

static void
test_parts(void)
{
	uint8_t key[32] = {1}, data[8208] = {0}, out[8224];
	size_t size = 1;

	check(kwp_wrapped_bytes(1) == 16 && kwp_wrapped_bytes(8) == 16 &&
	      kwp_wrapped_bytes(9) == 24);
	kwp_wrap(out, key, data, 1);
	check_good(kwp_unwrap(data, &size, key, out, 16));
	check(size == 1 && data[0] == 0);
	check_says(kwp_unwrap(data, &size, key, out, 0), NO_UNWRAP);
	check_says(kwp_unwrap(data, &size, key, out, 8), NO_UNWRAP);
	check_says(kwp_unwrap(data, &size, key, out, 15), NO_UNWRAP);
	check_says(kwp_unwrap(out, &size, key, data, 8208), NO_UNWRAP);
	check(size == 0);
	check_says(oaep_decode(key, 32, data, 513, PROFILE_SHA1),
		   "has an OAEP block of an impossible length");
	check_says(oaep_decode(key, 32, data, 97, PROFILE_SHA256),
		   "has an OAEP block of an impossible length");
	check_says(oaep_decode(key, 32, data, 41, PROFILE_SHA1),
		   "has an OAEP block of an impossible length");
	check_says(oaep_decode(key, 32, data, 73, PROFILE_SHA1),
		   "has an OAEP block of an impossible length");
}

/* wrap_key in a process of its own, which must end with 1 and leave no blob. */
static bool
wrap_refuses(const struct public_key *kek, const struct public_key *expected)
{
	struct wrap_blob blob;
	int status = 0;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		if (freopen("/dev/null", "w", stderr) != NULL)
			wrap_key(&blob, keys[KEY_EC_P256], kek, PROFILE_SHA1, expected);
		_exit(0);
	}
	return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

static void
drop_keys(void)
{
	for (enum key_type type = 0; type < KEY_TYPES; type++) {
		secret_drop(keys[type]);
		EVP_PKEY_free(keks[type]);
	}
	secret_drop(other_key);
}

int
main(void)
{
	struct made made;

	secret_begin();
	crypto_begin();
	make_keys();
	test_all();
	test_seed();
	make(&made);
	test_proof_of_oaep(&made);
	test_proof_of_blob(&made);
	test_form();
	test_parts();
	check(wrap_refuses(&publics[KEY_RSA_2048], &other_public));
	check(wrap_refuses(&publics[KEY_EC_P256], &publics[KEY_EC_P256]));
	check(!wrap_refuses(&publics[KEY_RSA_2048], &publics[KEY_EC_P256]));
	drop_keys();
	selftest_run();
	return test_end();
}
