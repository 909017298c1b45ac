/* Public keys: every type, every sentence, PEM, and libcrypto's opinion of the same bytes. */
#include "tests/unit/test.h"

#include <openssl/x509.h>

#include "ceremony/crypto.h"
#include "ceremony/der.h"
#include "ceremony/public_key.h"
#include "ceremony/text.h"

#define NOT_SPKI "is not a SubjectPublicKeyInfo in canonical DER"
#define NOT_ALGORITHM "is neither RSA with NULL parameters nor EC on P-256, P-384 or P-521"
#define NOT_RSA "does not hold an RSA key in canonical DER"
#define NOT_LENGTH "has an RSA modulus that does not have 2048, 3072 or 4096 bits"

static const char rsa_algorithm[] = "300d06092a864886f70d0101010500";
static const char p256_algorithm[] = "301306072a8648ce3d020106082a8648ce3d030107";

/* RFC 6979, A.2.5. */
static const char p256_point[] =
	"0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
	"7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

struct value {
	size_t size;
	uint8_t bytes[1200];
};

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
within(enum der_tag tag, struct value contents)
{
	struct value whole;
	uint8_t *at = der_put_header(whole.bytes, tag, contents.size);

	memcpy(at, contents.bytes, contents.size);
	whole.size = (size_t)(at - whole.bytes) + contents.size;
	return whole;
}

/* An odd number whose first bit is set, with the zero byte that DER puts before it. */
static struct value
modulus(size_t bits)
{
	struct value value = {.size = 1 + bits / 8};

	memset(value.bytes + 1, 0xc5, bits / 8);
	return value;
}

static struct value
spki(const char *algorithm, struct value contents)
{
	struct value bits = within(DER_BIT_STRING, join(from_hex("00"), contents));

	return within(DER_SEQUENCE, join(from_hex(algorithm), bits));
}

static struct value
rsa(struct value number, const char *exponent)
{
	struct value numbers = join(within(DER_INTEGER, number), from_hex(exponent));

	return spki(rsa_algorithm, within(DER_SEQUENCE, numbers));
}

static const char *
read(struct value value)
{
	struct public_key key;

	return public_key_from_spki(&key, value.bytes, value.size);
}

/* libcrypto decodes it and encodes the same; PEM and back is the same. */
static void
test_good_key(struct value value, enum key_type type)
{
	struct public_key key, again;
	char pem[PUBLIC_KEY_PEM_MOST_BYTES];
	const uint8_t *at = value.bytes;
	uint8_t *encoded = NULL;
	EVP_PKEY *decoded = d2i_PUBKEY(NULL, &at, (long)value.size);
	size_t length;

	check_good(public_key_from_spki(&key, value.bytes, value.size));
	check(key.type == type && key.size == value.size &&
	      memcmp(key.spki, value.bytes, key.size) == 0);
	check(decoded != NULL && i2d_PUBKEY(decoded, &encoded) == (int)key.size);
	check(encoded != NULL && memcmp(encoded, key.spki, key.size) == 0);
	length = public_key_to_pem(pem, &key);
	check(length == strlen(pem) && length < sizeof pem);
	check_good(public_key_from_pem(&again, pem, length));
	check(again.type == type && again.size == key.size &&
	      memcmp(again.spki, key.spki, key.size) == 0);
	OPENSSL_free(encoded);
	EVP_PKEY_free(decoded);
}

static void
test_good_keys(void)
{
	static const char *const curves[] = {"P-256", "P-384", "P-521"};

	for (enum key_type type = KEY_RSA_2048; type <= KEY_RSA_4096; type++)
		test_good_key(rsa(modulus(key_type_bits(type)), "0203010001"), type);
	for (size_t i = 0; i < 3; i++) {
		EVP_PKEY *pair = EVP_PKEY_Q_keygen(NULL, NULL, "EC", curves[i]);
		struct value value;
		uint8_t *at = value.bytes;

		value.size = (size_t)i2d_PUBKEY(pair, &at);
		test_good_key(value, KEY_EC_P256 + i);
		EVP_PKEY_free(pair);
	}
}

static void
test_form(void)
{
	struct value good = rsa(modulus(2048), "0203010001");
	struct value longer = join(good, from_hex("00"));
	struct value ec = spki(p256_algorithm, from_hex(p256_point));
	struct value bad = good;

	ec.size -= 2; /* without its tag and length */
	memmove(ec.bytes, ec.bytes + 2, ec.size);
	check_says(read(from_hex("")), NOT_SPKI);
	check_says(read(longer), "has bytes behind its end");
	bad.size--;
	check_says(read(bad), NOT_SPKI);
	/* The outer length in three bytes, where two are enough. */
	bad = from_hex("3083000122");
	memcpy(bad.bytes + 5, good.bytes + 4, good.size - 4);
	bad.size = good.size + 1;
	check_says(read(bad), NOT_SPKI);
	/* The same in two and in three bytes, where one is enough; a length that is not there. */
	check_good(read(join(from_hex("3059"), ec)));
	check_says(read(join(from_hex("308159"), ec)), NOT_SPKI);
	check_says(read(join(from_hex("30820059"), ec)), NOT_SPKI);
	check_says(read(join(from_hex("3081ff"), from_hex("00"))), NOT_SPKI);
	/* The outer length indefinite. */
	bad = good;
	bad.bytes[1] = 0x80;
	check_says(read(bad), NOT_SPKI);
	/* One bit unused; no bits; bytes behind the bits; no BIT STRING. */
	check_says(read(within(DER_SEQUENCE, join(from_hex(rsa_algorithm), from_hex("03020100")))),
		   NOT_SPKI);
	check_says(read(within(DER_SEQUENCE, join(from_hex(rsa_algorithm), from_hex("0300")))),
		   NOT_SPKI);
	check_says(read(within(DER_SEQUENCE, join(from_hex(rsa_algorithm), from_hex("03020000"
										    "0500")))),
		   NOT_SPKI);
	check_says(read(within(DER_SEQUENCE, from_hex(rsa_algorithm))), NOT_SPKI);
}

static void
test_algorithm(void)
{
	struct value key = within(DER_SEQUENCE,
				  join(within(DER_INTEGER, modulus(2048)), from_hex("0203010001")));

	/* NULL missing; RSASSA-PSS; secp256k1; explicit parameters; nothing at all. */
	check_says(read(spki("300b06092a864886f70d010101", key)), NOT_ALGORITHM);
	check_says(read(spki("300d06092a864886f70d01010a0500", key)), NOT_ALGORITHM);
	check_says(read(spki("301006072a8648ce3d020106052b8104000a", from_hex(p256_point))),
		   NOT_ALGORITHM);
	check_says(read(spki("300b06072a8648ce3d02013000", from_hex(p256_point))), NOT_ALGORITHM);
	check_says(read(within(DER_SEQUENCE, from_hex(""))), NOT_ALGORITHM);
}

static void
test_rsa(void)
{
	struct value even = modulus(2048), short_number = modulus(2048);
	struct value numbers = join(within(DER_INTEGER, modulus(2048)), from_hex("0203010001"));

	even.bytes[256] = 0xc4;
	short_number.bytes[1] = 0x45;
	memmove(short_number.bytes, short_number.bytes + 1, --short_number.size);
	check_says(read(rsa(even, "0203010001")), "has an RSA modulus that is even");
	check_says(read(rsa(short_number, "0203010001")), NOT_LENGTH);
	check_says(read(rsa(modulus(1024), "0203010001")), NOT_LENGTH);
	check_says(read(rsa(modulus(2056), "0203010001")), NOT_LENGTH);
	check_says(read(rsa(modulus(8192), "0203010001")), NOT_LENGTH);
	check_says(read(rsa(modulus(2048), "020103")), "has an RSA exponent other than 65537");
	check_says(read(rsa(modulus(2048), "0203010003")), "has an RSA exponent other than 65537");
	/* Leading zero; negative; empty; missing; one more; behind the sequence. */
	check_says(read(rsa(modulus(2048), "020400010001")), NOT_RSA);
	check_says(read(rsa(join(from_hex("00"), modulus(2048)), "0203010001")), NOT_RSA);
	check_says(read(rsa(modulus(2048), "0203810001")), NOT_RSA);
	check_says(read(rsa(modulus(2048), "0200")), NOT_RSA);
	check_says(read(rsa(modulus(2048), "")), NOT_RSA);
	check_says(read(rsa(modulus(2048), "02030100010500")), NOT_RSA);
	check_says(read(spki(rsa_algorithm, join(within(DER_SEQUENCE, numbers), from_hex("0500")))),
		   NOT_RSA);
	check_says(read(spki(rsa_algorithm, numbers)), NOT_RSA);
}

static void
test_ec(void)
{
	struct value point = from_hex(p256_point), bad = point;
	struct public_key key;

	check_good(read(spki(p256_algorithm, point)));
	bad.bytes[64] ^= 1;
	check_says(read(spki(p256_algorithm, bad)), "has an EC point that is not on its curve");
	bad = point;
	bad.bytes[0] = 3;
	check_says(read(spki(p256_algorithm, bad)),
		   "has an EC point that is not in uncompressed form");
	bad.bytes[0] = 7; /* "hybrid", which libcrypto takes: y is odd */
	check_says(read(spki(p256_algorithm, bad)),
		   "has an EC point that is not in uncompressed form");
	bad.size = 33;
	bad.bytes[0] = 3;
	check_says(read(spki(p256_algorithm, bad)), "has an EC point of the wrong length");
	check_says(read(spki(p256_algorithm, from_hex("00"))),
		   "has an EC point of the wrong length");
	check_says(read(spki(p256_algorithm, from_hex(""))), "has an EC point of the wrong length");
	/* x = p, which is not a field element. */
	bad = from_hex("04ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
		       "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4");
	check_says(read(spki(p256_algorithm, bad)), "has an EC point that is not on its curve");
	check_says(public_key_from_spki(&key, bad.bytes, bad.size), NOT_SPKI);
	check(key.size == 0);
}

/* The same digest from `openssl pkey -pubout -outform DER | sha256sum`. */
static void
test_digest_and_numbers(void)
{
	struct value point = from_hex(p256_point), number = modulus(3072);
	struct public_key key;
	char text[DIGEST_TEXT_BYTES];
	struct digest digest;

	check_good(public_key_from_point(&key, KEY_EC_P256, point.bytes, point.size));
	digest = public_key_digest(&key);
	digest_to_text(text, &digest);
	check(strcmp(text, "5a7a78cca4a0f420d9bc62bb669c3c2759e39f723d3ae10dcbe0f0815a07ecd4") ==
	      0);
	check_says(public_key_from_point(&key, KEY_EC_P384, point.bytes, point.size),
		   "has an EC point of the wrong length");
	check_good(public_key_from_modulus(&key, number.bytes + 1, number.size - 1));
	check(key.type == KEY_RSA_3072 &&
	      memcmp(public_key_modulus(&key), number.bytes + 1, 384) == 0);
	check_says(public_key_from_modulus(&key, number.bytes, number.size), NOT_LENGTH);
	check_says(public_key_from_modulus(&key, number.bytes, 384), NOT_LENGTH);
	check_says(public_key_from_modulus(&key, number.bytes, 0), NOT_LENGTH);
}

static const char *
read_pem(const char *pem)
{
	struct public_key key;

	return public_key_from_pem(&key, pem, strlen(pem));
}

#define BEGIN "-----BEGIN PUBLIC KEY-----\n"
#define END "-----END PUBLIC KEY-----\n"
#define LINE_1 "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7"
#define LINE_2 "Yfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ=="

static void
test_pem(void)
{
	struct value whole = spki(p256_algorithm, from_hex(p256_point));
	struct public_key key;
	char pem[PUBLIC_KEY_PEM_MOST_BYTES];

	check_good(public_key_from_pem(&key, BEGIN LINE_1 "\n" LINE_2 "\n" END,
				       strlen(BEGIN LINE_1 "\n" LINE_2 "\n" END)));
	check(key.size == whole.size && memcmp(key.spki, whole.bytes, key.size) == 0);
	check(public_key_to_pem(pem, &key) == strlen(pem));
	check(strcmp(pem, BEGIN LINE_1 "\n" LINE_2 "\n" END) == 0);
}

static void
test_pem_refused(void)
{
	static const char begin[] = "does not begin with the PEM line of its kind";
	static const char lines[] =
		"does not have PEM lines of 64 characters and a last one that may be shorter";
	static const char base64[] = "has a PEM line that is not canonical base64, or is too long";
	static const char end[] = "does not end with the PEM line of its kind and one newline";
	char overlong[1200];

	check_says(read_pem(""), begin);
	check_says(read_pem("\n" BEGIN LINE_1 "\n" LINE_2 "\n" END), begin);
	check_says(read_pem("-----BEGIN RSA PUBLIC KEY-----\n"), begin);
	check_says(read_pem("-----BEGIN PUBLIC KEY-----\r\n"), begin);
	check_says(read_pem(BEGIN LINE_1 LINE_2 "\n" END), lines);
	check_says(read_pem(BEGIN LINE_1 "\n" LINE_2), lines);
	check_says(read_pem(BEGIN LINE_2 "\n" LINE_2 "\n" END), lines);
	check_says(read_pem(BEGIN LINE_1 "\r\n" LINE_2 "\n" END), lines);
	check_says(read_pem(BEGIN "\n" LINE_1 "\n" LINE_2 "\n" END), base64);
	check_says(read_pem(BEGIN LINE_1 "\n\n" END), base64);
	check_says(read_pem(BEGIN LINE_1 "\nYQ\n" END), base64);
	check_says(read_pem(BEGIN LINE_1 "\nYR==\n" END), base64);
	check_says(read_pem(BEGIN LINE_1 "\nY Q=\n" END), base64);
	check_says(read_pem(BEGIN LINE_1 "\n" LINE_2 "\n"), end);
	check_says(read_pem(BEGIN LINE_1 "\n" LINE_2 "\n-----END PUBLIC KEY-----"), end);
	check_says(read_pem(BEGIN LINE_1 "\n" LINE_2 "\n" END "\n"), end);
	check_says(read_pem(BEGIN LINE_1 "\n" LINE_2 "\n-----END PRIVATE KEY-----\n"), end);
	check_says(read_pem(BEGIN END), NOT_SPKI);
	strcpy(overlong, BEGIN);
	for (size_t i = 0; i < 13; i++)
		strcat(overlong, LINE_1 "\n");
	check_says(read_pem(overlong), base64);
}

int
main(void)
{
	secret_begin();
	crypto_begin();
	crypto_begin();
	test_good_keys();
	test_form();
	test_algorithm();
	test_rsa();
	test_ec();
	test_digest_and_numbers();
	test_pem();
	test_pem_refused();
	return test_end();
}
