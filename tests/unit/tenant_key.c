/* Tenant keys: every type made, read and written; every variant that others accept, refused. The
 * keys of this test are secrets of nobody, and lie where tests like. */
#include "tests/unit/test.h"

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <sodium.h>

#include "ceremony/crypto.h"
#include "ceremony/der.h"
#include "ceremony/tenant_key.h"
#include "ceremony/text.h"

#define NOT_PKCS8 "is not an unencrypted PKCS#8 of version 0 in canonical DER"
#define NOT_ALGORITHM "is neither RSA with NULL parameters nor EC on P-256, P-384 or P-521"
#define NOT_RSA "does not hold an RSA key of two primes in canonical DER"
#define NOT_LENGTH "has an RSA modulus that does not have 2048, 3072 or 4096 bits"
#define NOT_CRT "has a CRT exponent that is not its private exponent's"
#define NOT_COEFFICIENT "has a CRT coefficient that is not the inverse of its second prime"
#define NOT_EC "does not hold an EC key in canonical DER"
#define NOT_POINT "does not hold an EC key with its public point and nothing else"
#define NOT_ITS_POINT "has a public point that is not its private scalar's"
#define NOT_EC_LENGTH "has an EC scalar or point of the wrong length"

static const char rsa_algorithm[] = "300d06092a864886f70d0101010500";
static const char p256_algorithm[] = "301306072a8648ce3d020106082a8648ce3d030107";

struct value {
	size_t size;
	uint8_t bytes[3000];
};

/* The numbers of RSAPrivateKey in their order (RFC 8017, A.1.2). */
enum { N, E, D, P, Q, DP, DQ, QI, NUMBERS };
struct numbers {
	BIGNUM *at[NUMBERS];
};

static struct numbers good; /* of an RSA-2048 key */
static struct tenant_key *key;

static struct value
from_hex(const char *text)
{
	struct value value = {.size = strlen(text) / 2};

	if (text_from_hex(value.bytes, value.size, text, strlen(text)) != NULL)
		abort();
	return value;
}

static struct value
join(struct value one, struct value other)
{
	memcpy(one.bytes + one.size, other.bytes, other.size);
	one.size += other.size;
	return one;
}

static struct value
within(unsigned tag, struct value contents)
{
	struct value whole;
	uint8_t *at = der_put_header(whole.bytes, tag, contents.size);

	memcpy(at, contents.bytes, contents.size);
	whole.size = (size_t)(at - whole.bytes) + contents.size;
	return whole;
}

static struct value
integer(const BIGNUM *number)
{
	struct value contents = {.size = (size_t)BN_num_bits(number) / 8 + 1};

	BN_bn2binpad(number, contents.bytes, (int)contents.size);
	return within(DER_INTEGER, contents);
}

static struct value
rsa_numbers(const struct numbers *numbers)
{
	struct value all = from_hex("020100");

	for (size_t i = 0; i < NUMBERS; i++)
		all = join(all, integer(numbers->at[i]));
	return all;
}

static struct value
pkcs8(const char *algorithm, struct value contents)
{
	struct value head = join(from_hex("020100"), from_hex(algorithm));

	return within(DER_SEQUENCE, join(head, within(DER_OCTET_STRING, contents)));
}

static struct value
rsa(const struct numbers *numbers)
{
	return pkcs8(rsa_algorithm, within(DER_SEQUENCE, rsa_numbers(numbers)));
}

static const char *
read(struct value value)
{
	const char *problem;

	memset(key, 0x55, sizeof *key);
	problem = tenant_key_read(key, value.bytes, value.size);
	if (problem != NULL && !sodium_is_zero((const uint8_t *)key, sizeof *key))
		return "was refused, and not wiped";
	return problem;
}

static struct value
encoded(EVP_PKEY *pair)
{
	PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(pair);
	struct value value;
	uint8_t *at = value.bytes;

	value.size = (size_t)i2d_PKCS8_PRIV_KEY_INFO(info, &at);
	PKCS8_PRIV_KEY_INFO_free(info);
	return value;
}

static EVP_PKEY *
decoded(void)
{
	const uint8_t *at = key->pkcs8;

	return d2i_AutoPrivateKey(NULL, &at, (long)key->size);
}

static void
test_against_libcrypto(EVP_PKEY *pair)
{
	struct value value = encoded(pair);
	struct public_key public_key;
	uint8_t spki[PUBLIC_KEY_MOST_BYTES], *at = spki;
	char *text;
	BIO *memory = BIO_new(BIO_s_mem());
	struct tenant_key_pem *pem = secret_new(sizeof *pem);

	check(value.size == key->size && memcmp(value.bytes, key->pkcs8, key->size) == 0);
	tenant_key_public(&public_key, key);
	check(i2d_PUBKEY(pair, &at) == (int)public_key.size &&
	      memcmp(spki, public_key.spki, public_key.size) == 0);
	check(public_key.type == key->type);
	tenant_key_to_pem(pem, key);
	check(PEM_write_bio_PKCS8PrivateKey(memory, pair, NULL, NULL, 0, NULL, NULL) == 1);
	check(BIO_get_mem_data(memory, &text) == (long)pem->size &&
	      memcmp(text, pem->text, pem->size) == 0);
	check(strlen(pem->text) == pem->size);
	secret_drop(pem);
	BIO_free(memory);
}

static void
test_pem(void)
{
	struct tenant_key_pem *pem = secret_new(sizeof *pem);
	struct tenant_key *again = tenant_key_new();

	tenant_key_to_pem(pem, key);
	check_good(tenant_key_from_pem(again, pem));
	check(memcmp(again, key, sizeof *key) == 0);
	pem->size--;
	check_says(tenant_key_from_pem(again, pem),
		   "does not end with the PEM line of its kind and one newline");
	check(sodium_is_zero((const uint8_t *)again, sizeof *again));
	pem->size++;
	memcpy(pem->text + strlen("-----BEGIN "), "SECRETS", 7);
	check_says(tenant_key_from_pem(again, pem), "does not begin with the PEM line of its kind");
	tenant_key_to_pem(pem, key);
	pem->text[strlen("-----BEGIN PRIVATE KEY-----\n")] = 'N';
	check_says(tenant_key_from_pem(again, pem), NOT_PKCS8);
	secret_drop(again);
	secret_drop(pem);
}

static void
test_every_type(void)
{
	for (enum key_type type = 0; type < KEY_TYPES; type++) {
		EVP_PKEY *pair;
		struct value value;

		tenant_key_generate(key, type);
		check(key->type == type);
		pair = decoded();
		check(pair != NULL && EVP_PKEY_get_bits(pair) == (int)key_type_bits(type));
		test_against_libcrypto(pair);
		test_pem();
		value = encoded(pair);
		check_good(read(value));
		check(key->type == type && key->size == value.size);
		EVP_PKEY_free(pair);
	}
}

static void
take_good_numbers(void)
{
	static const char *const names[NUMBERS] = {
		OSSL_PKEY_PARAM_RSA_N,         OSSL_PKEY_PARAM_RSA_E,
		OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,
		OSSL_PKEY_PARAM_RSA_FACTOR2,   OSSL_PKEY_PARAM_RSA_EXPONENT1,
		OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
	};
	EVP_PKEY *pair = EVP_RSA_gen(2048);

	for (size_t i = 0; i < NUMBERS; i++)
		if (EVP_PKEY_get_bn_param(pair, names[i], &good.at[i]) != 1)
			abort();
	check(encoded(pair).size == rsa(&good).size);
	check_good(read(rsa(&good)));
	EVP_PKEY_free(pair);
}

static struct numbers
copy(void)
{
	struct numbers numbers;

	for (size_t i = 0; i < NUMBERS; i++)
		numbers.at[i] = BN_dup(good.at[i]);
	return numbers;
}

static void
release(struct numbers *numbers)
{
	for (size_t i = 0; i < NUMBERS; i++)
		BN_free(numbers->at[i]);
}

/* One number more by `by`, or by another number and `by`. */
static const char *
read_changed(int number, int other, unsigned long by)
{
	struct numbers numbers = copy();
	const char *problem;

	if (other >= 0)
		BN_add(numbers.at[number], numbers.at[number], good.at[other]);
	BN_add_word(numbers.at[number], by);
	problem = read(rsa(&numbers));
	release(&numbers);
	return problem;
}

/* e of p, q and d as they are; the rest calculated as if p and q were primes. */
static void
complete(struct numbers *numbers, bool with_d)
{
	BN_CTX *context = BN_CTX_new();
	BIGNUM *p1 = BN_dup(numbers->at[P]), *q1 = BN_dup(numbers->at[Q]), *both = BN_new();

	BN_mul(numbers->at[N], numbers->at[P], numbers->at[Q], context);
	BN_sub_word(p1, 1);
	BN_sub_word(q1, 1);
	BN_mul(both, p1, q1, context);
	if (with_d && BN_mod_inverse(numbers->at[D], numbers->at[E], both, context) == NULL)
		BN_zero(numbers->at[N]);
	BN_mod(numbers->at[DP], numbers->at[D], p1, context);
	BN_mod(numbers->at[DQ], numbers->at[D], q1, context);
	if (BN_mod_inverse(numbers->at[QI], numbers->at[Q], numbers->at[P], context) == NULL)
		BN_zero(numbers->at[N]);
	BN_free(p1);
	BN_free(q1);
	BN_free(both);
	BN_CTX_free(context);
}

static void
test_rsa_numbers(void)
{
	struct numbers numbers = copy();

	check_says(read_changed(DP, -1, 1), NOT_CRT);
	check_says(read_changed(DQ, -1, 1), NOT_CRT);
	check_says(read_changed(D, -1, 1), NOT_CRT);
	check_says(read_changed(QI, -1, 1), NOT_COEFFICIENT);
	check_says(read_changed(QI, P, 0), NOT_COEFFICIENT);
	check_says(read_changed(D, N, 0), "has a private exponent that is not below its modulus");
	check_says(read_changed(P, -1, 2),
		   "has an RSA modulus that is not the product of its primes");
	check_says(read_changed(N, -1, 2),
		   "has an RSA modulus that is not the product of its primes");
	check_says(read_changed(P, Q, 0),
		   "has an RSA prime that is not half as long as its modulus");
	/* d_p right, but not reduced. */
	BN_add(numbers.at[DP], good.at[DP], good.at[P]);
	BN_sub_word(numbers.at[DP], 1);
	check_says(read(rsa(&numbers)), NOT_CRT);
	/* All fits together, and undoes something else than e. */
	BN_copy(numbers.at[D], good.at[D]);
	BN_sub_word(numbers.at[D], 2);
	complete(&numbers, false);
	check_says(read(rsa(&numbers)), "has a private exponent that does not undo 65537");
	BN_one(numbers.at[P]);
	BN_copy(numbers.at[Q], good.at[N]);
	check_says(read(rsa(&numbers)), "has an RSA prime that is not half as long as its modulus");
	BN_zero(numbers.at[P]);
	check_says(read(rsa(&numbers)), "has an RSA prime that is not half as long as its modulus");
	release(&numbers);
}

static void
test_rsa_primes(void)
{
	struct numbers numbers = copy();
	BN_CTX *context = BN_CTX_new();

	BN_swap(numbers.at[P], numbers.at[Q]);
	check_says(read(rsa(&numbers)), NOT_CRT);
	BN_swap(numbers.at[DP], numbers.at[DQ]);
	check_says(read(rsa(&numbers)), NOT_COEFFICIENT);
	BN_sub_word(numbers.at[P], 1);
	BN_mul(numbers.at[N], numbers.at[P], numbers.at[Q], context);
	check_says(read(rsa(&numbers)), "has an RSA modulus that is even");
	/* One "prime" is a product, and every equation holds. */
	do {
		BIGNUM *one = BN_new(), *other = BN_new();

		BN_generate_prime_ex(one, 512, 0, NULL, NULL, NULL);
		BN_generate_prime_ex(other, 512, 0, NULL, NULL, NULL);
		BN_mul(numbers.at[P], one, other, context);
		complete(&numbers, true);
		BN_free(one);
		BN_free(other);
	} while (BN_num_bits(numbers.at[P]) != 1024 || BN_num_bits(numbers.at[N]) != 2048);
	check_says(read(rsa(&numbers)), "does not sign so that its public half verifies");
	BN_CTX_free(context);
	release(&numbers);
}

static void
test_rsa_exponent_and_length(void)
{
	struct numbers numbers = copy();
	EVP_PKEY *short_pair = EVP_RSA_gen(1024);

	BN_set_word(numbers.at[E], 3);
	check_says(read(rsa(&numbers)), "has an RSA exponent other than 65537");
	BN_set_word(numbers.at[E], 65539);
	check_says(read(rsa(&numbers)), "has an RSA exponent other than 65537");
	check_says(read(encoded(short_pair)), NOT_LENGTH);
	release(&numbers);
	EVP_PKEY_free(short_pair);
}

static struct value
enveloped(const char *version, const char *algorithm, const char *behind)
{
	struct value contents = within(DER_OCTET_STRING, within(DER_SEQUENCE, rsa_numbers(&good)));
	struct value head = join(from_hex(version), from_hex(algorithm));

	return within(DER_SEQUENCE, join(join(head, contents), from_hex(behind)));
}

static void
test_envelope(void)
{
	struct value whole = rsa(&good), cut = whole;
	struct value too_long = {.size = TENANT_KEY_MOST_BYTES + 1};

	cut.size--;
	check_good(read(enveloped("020100", rsa_algorithm, "")));
	check_says(read(enveloped("020101", rsa_algorithm, "")), NOT_PKCS8);
	check_says(read(enveloped("02020000", rsa_algorithm, "")), NOT_PKCS8);
	check_says(read(enveloped("", rsa_algorithm, "")), NOT_PKCS8);
	check_says(read(cut), NOT_PKCS8);
	check_says(read(from_hex("")), NOT_PKCS8);
	check_says(read(from_hex("3003020100")), NOT_PKCS8);
	check_says(read(within(DER_SEQUENCE, join(from_hex("020100"), from_hex(rsa_algorithm)))),
		   NOT_PKCS8);
	check_says(read(join(whole, from_hex("00"))), "has bytes behind its end");
	check_says(read(too_long), "is longer than a private key can be");
	/* Attributes, empty ones too (RFC 5208); a public key (RFC 5958). */
	check_says(read(enveloped("020100", rsa_algorithm, "a000")),
		   "has attributes, or something else, behind its key");
	check_says(read(enveloped("020100", rsa_algorithm, "8101ff")),
		   "has attributes, or something else, behind its key");
	/* NULL missing; RSASSA-PSS; RSAES-OAEP; EC outside and RSA inside. */
	check_says(read(enveloped("020100", "300b06092a864886f70d010101", "")), NOT_ALGORITHM);
	check_says(read(enveloped("020100", "300d06092a864886f70d01010a0500", "")), NOT_ALGORITHM);
	check_says(read(enveloped("020100", "300b06092a864886f70d01010a", "")), NOT_ALGORITHM);
	check_says(read(enveloped("020100", "300d06092a864886f70d0101070500", "")), NOT_ALGORITHM);
	check_says(read(enveloped("020100", p256_algorithm, "")), NOT_EC);
}

static void
test_rsa_inside(void)
{
	struct value numbers = rsa_numbers(&good);
	struct value changed = numbers, shorter = numbers;

	/* PKCS#1 alone; its version says more than two primes; one number missing, one too many. */
	check_says(read(within(DER_SEQUENCE, numbers)), NOT_PKCS8);
	changed.bytes[2] = 1;
	check_says(read(pkcs8(rsa_algorithm, within(DER_SEQUENCE, changed))), NOT_RSA);
	shorter.size -= integer(good.at[QI]).size;
	check_says(read(pkcs8(rsa_algorithm, within(DER_SEQUENCE, shorter))), NOT_RSA);
	check_says(
		read(pkcs8(rsa_algorithm, within(DER_SEQUENCE, join(numbers, from_hex("020100"))))),
		NOT_RSA);
	check_says(read(pkcs8(rsa_algorithm, join(within(DER_SEQUENCE, numbers), from_hex("00")))),
		   NOT_RSA);
	check_says(read(pkcs8(rsa_algorithm, numbers)), NOT_RSA);
	/* A coefficient with a zero too many; a negative one. */
	check_says(read(pkcs8(rsa_algorithm,
			      within(DER_SEQUENCE, join(shorter, from_hex("02020001"))))),
		   NOT_RSA);
	check_says(
		read(pkcs8(rsa_algorithm, within(DER_SEQUENCE, join(shorter, from_hex("0201ff"))))),
		NOT_RSA);
	/* Zero, which has one byte. */
	check_says(
		read(pkcs8(rsa_algorithm, within(DER_SEQUENCE, join(shorter, from_hex("020100"))))),
		NOT_COEFFICIENT);
}

static void
test_encrypted(void)
{
	/* openssl pkcs8 -topk8 -v2 aes-256-cbc, of a key on P-256. */
	static const char encrypted[] =
		"3081ec305706092a864886f70d01050d304a302906092a864886f70d01050c301c040817"
		"180cf003134bb602020800300c06082a864886f70d02090500301d060960864801650304"
		"012a041087a48180af084308e9802f466497a28504819037ba601416cc147d20684f90b3"
		"120c13e9fe141b48747e72b95c78e7e127db3df05a855a19a2739f261576e65f077a8ae6"
		"fae6af37ed107e3e235d53c1b68e17055a6945334960f6bb105ec617580d411ff8642edb"
		"629fbefec2cd57d9e8178261ab26533beb0588d00b832ca3fc2f2abb882250968c3bb564"
		"c1caf4c7a94dfc62c798d896c41fcbc50f74beef0e7af0";
	struct value value = from_hex(encrypted);

	check_says(read(value), NOT_PKCS8);
	value = from_hex("");
	value.size = (size_t)sprintf((char *)value.bytes, "-----BEGIN PRIVATE KEY-----\n");
	check_says(read(value), NOT_PKCS8);
}

/* RFC 6979, A.2.5. */
#define SCALAR "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
#define WITHOUT_LAST "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f67"
#define POINT_X "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
#define POINT_Y "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
#define NEGATIVE_Y "86fc01eef74743675be51616a9d7439b0d0e4df4d28160ae885c3d6b2bb9dd66"
#define POINT "a14403420004" POINT_X POINT_Y

static const char *
read_ec(const char *head, const char *scalar, const char *behind)
{
	struct value octets = join(from_hex(head), within(DER_OCTET_STRING, from_hex(scalar)));

	return read(pkcs8(p256_algorithm, within(DER_SEQUENCE, join(octets, from_hex(behind)))));
}

static void
test_ec(void)
{
	static const char range[] = "has a private scalar that is out of range";
	struct value numbers = join(from_hex("0201010420" SCALAR), from_hex(POINT));

	check_good(read_ec("020101", SCALAR, POINT));
	check(key->type == KEY_EC_P256 && key->size == 138);
	/* Another point (the negative of its own); another scalar; a point that is none. */
	check_says(read_ec("020101", SCALAR, "a14403420004" POINT_X NEGATIVE_Y), NOT_ITS_POINT);
	check_says(read_ec("020101", WITHOUT_LAST "22", POINT), NOT_ITS_POINT);
	check_says(read_ec("020101", SCALAR, "a14403420004" POINT_X POINT_X), NOT_ITS_POINT);
	check_says(read_ec("020101", SCALAR, "a14403420006" POINT_X POINT_Y), NOT_ITS_POINT);
	/* Zero; the order; one more, which is 1 modulo the order, with the point of 1. */
	check_says(read_ec("020101",
			   "0000000000000000000000000000000000000000000000000000000000000000",
			   POINT),
		   range);
	check_says(read_ec("020101",
			   "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
			   POINT),
		   range);
	check_says(read_ec("020101",
			   "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552",
			   "a144034200046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d89"
			   "8c296"
			   "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
		   range);
	check_says(read_ec("020100", SCALAR, POINT), NOT_EC);
	check_says(read(pkcs8(p256_algorithm, numbers)), NOT_EC);
	check_says(read(pkcs8(p256_algorithm, join(within(DER_SEQUENCE, numbers), from_hex("00")))),
		   NOT_EC);
	check_says(read(within(DER_SEQUENCE, numbers)), NOT_PKCS8);
}

static void
test_ec_members(void)
{
	/* The point missing, twice, with an unused bit, empty; the curve named; compressed. */
	check_says(read_ec("020101", SCALAR, ""), NOT_POINT);
	check_says(read_ec("020101", SCALAR, POINT POINT), NOT_POINT);
	check_says(read_ec("020101", SCALAR, "a14403420104" POINT_X POINT_Y), NOT_POINT);
	check_says(read_ec("020101", SCALAR, "a1020300"), NOT_POINT);
	check_says(read_ec("020101", SCALAR, "a100"), NOT_POINT);
	check_says(read_ec("020101", SCALAR, "a00a06082a8648ce3d030107" POINT), NOT_POINT);
	check_says(read_ec("020101", SCALAR, "a12403220003" POINT_X), NOT_EC_LENGTH);
	check_says(read_ec("020101", WITHOUT_LAST, POINT), NOT_EC_LENGTH);
	check_says(read_ec("020101", "00" SCALAR, POINT), NOT_EC_LENGTH);
}

int
main(void)
{
	secret_begin();
	crypto_begin();
	key = tenant_key_new();
	take_good_numbers();
	test_rsa_numbers();
	test_rsa_primes();
	test_rsa_exponent_and_length();
	test_envelope();
	test_rsa_inside();
	test_encrypted();
	test_ec();
	test_ec_members();
	test_every_type();
	release(&good);
	return test_end();
}
