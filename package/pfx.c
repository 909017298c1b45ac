#include "pfx.h"

#include <stdio.h>
#include <string.h>

#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <sodium.h>

#include "ceremony/crypto.h"
#include "ceremony/secret.h"

enum { SERIAL_BYTES = 16, TIME_BYTES = 16 };

void
pfx_begin(void)
{
	crypto_must(EVP_add_cipher(EVP_aes_256_cbc()) != 0, "know AES-256");
	crypto_must(EVP_add_digest(EVP_sha256()) != 0, "know SHA-256");
}

void
pfx_draw_password(struct pfx_password *password)
{
	password->groups.count = PFX_GROUPS;
	randombytes_buf(password->groups.index, PFX_GROUPS * sizeof password->groups.index[0]);
	for (size_t i = 0; i < PFX_GROUPS; i++)
		handwriting_group(password->text + i * HANDWRITING_GROUP_LETTERS,
				  password->groups.index[i]);
}

static void *
must(void *made, const char *what)
{
	if (made == NULL)
		crypto_die(what);
	return made;
}

/* For ever is 99991231235959Z (RFC 5280, section 4.1.2.5): a key has no end, and nobody asks this certificate for one. */
static void
set_times(X509 *certificate, const char *date)
{
	char from[TIME_BYTES];

	snprintf(from, sizeof from, "%.4s%.2s%.2s000000Z", date, date + 5, date + 8);
	crypto_must(ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), from),
		    "set a date");
	crypto_must(ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), "99991231235959Z"),
		    "set a date");
}

/* Of the public half's digest: the same key has the same number everywhere. */
static void
set_serial(X509 *certificate, const struct tenant_key *key)
{
	struct public_key public_key;
	struct digest digest;
	BIGNUM *number;

	tenant_key_public(&public_key, key);
	digest = public_key_digest(&public_key);
	digest.bytes[0] = (digest.bytes[0] & 0x3f) | 0x40;
	number = must(BN_bin2bn(digest.bytes, SERIAL_BYTES, NULL), "hold a number");
	must(BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)), "set a number");
	BN_free(number);
}

static void
set_name(X509 *certificate, const char *name)
{
	X509_NAME *subject = X509_get_subject_name(certificate);

	crypto_must(X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_ASC,
					       (const unsigned char *)name, -1, -1, 0),
		    "name a certificate");
	crypto_must(X509_set_issuer_name(certificate, subject), "name a certificate");
}

/* The identifier that binds key and certificate in the file is the certificate's SHA-1, as everybody else has it. */
static void
set_identifier(X509 *certificate, const char *name)
{
	unsigned char identifier[EVP_MAX_MD_SIZE];
	unsigned size = 0;

	crypto_must(X509_digest(certificate, EVP_sha1(), identifier, &size), "hash a certificate");
	crypto_must(X509_keyid_set1(certificate, identifier, (int)size), "mark a certificate");
	crypto_must(X509_alias_set1(certificate, (const unsigned char *)name, -1),
		    "mark a certificate");
}

static X509 *
make_certificate(const struct tenant_key *key, PKCS8_PRIV_KEY_INFO *info, const char *name,
		 const char *date)
{
	EVP_PKEY *pair = must(EVP_PKCS82PKEY(info), "take a key");
	X509 *certificate = must(X509_new(), "make a certificate");

	crypto_must(X509_set_version(certificate, X509_VERSION_3), "make a certificate");
	set_serial(certificate, key);
	set_name(certificate, name);
	set_times(certificate, date);
	crypto_must(X509_set_pubkey(certificate, pair), "take a public key");
	if (X509_sign(certificate, pair, EVP_sha256()) <= 0)
		crypto_die("sign a certificate");
	set_identifier(certificate, name);
	EVP_PKEY_free(pair);
	return certificate;
}

/* Both parts of the file have salts of their own. */
static unsigned char *
draw_salt(unsigned char salt[PFX_SALT_BYTES])
{
	randombytes_buf(salt, PFX_SALT_BYTES);
	return salt;
}

static void
add_certificate(STACK_OF(PKCS7) * safes, X509 *certificate, const struct pfx_password *password)
{
	STACK_OF(PKCS12_SAFEBAG) *bags = NULL;
	unsigned char salt[PFX_SALT_BYTES];

	must(PKCS12_add_cert(&bags, certificate), "put a certificate into a .pfx");
	if (sk_PKCS7_push(safes, must(PKCS12_pack_p7encdata(NID_aes_256_cbc, password->text, -1,
							    draw_salt(salt), PFX_SALT_BYTES,
							    PFX_ITERATIONS, bags),
				      "encrypt a certificate")) <= 0)
		crypto_die("put a certificate into a .pfx");
	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}

static void
add_key(STACK_OF(PKCS7) * safes, PKCS8_PRIV_KEY_INFO *info, X509 *certificate, const char *name,
	const struct pfx_password *password)
{
	STACK_OF(PKCS12_SAFEBAG) *bags = must(sk_PKCS12_SAFEBAG_new_null(), "make a .pfx");
	unsigned char salt[PFX_SALT_BYTES], *identifier;
	PKCS12_SAFEBAG *bag;
	int size = 0;

	bag = must(PKCS12_SAFEBAG_create0_pkcs8(must(
			   PKCS8_encrypt(NID_hmacWithSHA256, EVP_aes_256_cbc(), password->text, -1,
					 draw_salt(salt), PFX_SALT_BYTES, PFX_ITERATIONS, info),
			   "encrypt a key")),
		   "put a key into a .pfx");
	identifier = must(X509_keyid_get0(certificate, &size), "mark a key");
	crypto_must(PKCS12_add_localkeyid(bag, identifier, size), "mark a key");
	crypto_must(PKCS12_add_friendlyname_utf8(bag, name, -1), "name a key");
	if (sk_PKCS12_SAFEBAG_push(bags, bag) <= 0 ||
	    sk_PKCS7_push(safes, must(PKCS12_pack_p7data(bags), "put a key into a .pfx")) <= 0)
		crypto_die("put a key into a .pfx");
	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}

static size_t
finish(uint8_t pfx[PFX_MOST_BYTES], STACK_OF(PKCS7) * safes, const struct pfx_password *password)
{
	PKCS12 *file = must(PKCS12_add_safes(safes, 0), "make a .pfx");
	unsigned char salt[PFX_SALT_BYTES], *at = pfx;
	int size;

	crypto_must(PKCS12_set_mac(file, password->text, -1, draw_salt(salt), PFX_SALT_BYTES,
				   PFX_ITERATIONS, EVP_sha256()),
		    "protect a .pfx");
	size = i2d_PKCS12(file, NULL);
	if (size <= 0 || size > PFX_MOST_BYTES || i2d_PKCS12(file, &at) != size)
		crypto_die("write a .pfx");
	PKCS12_free(file);
	return (size_t)size;
}

size_t
pfx_make(uint8_t pfx[PFX_MOST_BYTES], const struct tenant_key *key, const char *name,
	 const char *date, const struct pfx_password *password)
{
	const unsigned char *at = key->pkcs8;
	PKCS8_PRIV_KEY_INFO *info =
		must(d2i_PKCS8_PRIV_KEY_INFO(NULL, &at, (long)key->size), "take a key");
	X509 *certificate = make_certificate(key, info, name, date);
	STACK_OF(PKCS7) *safes = must(sk_PKCS7_new_null(), "make a .pfx");
	size_t size;

	add_certificate(safes, certificate, password);
	add_key(safes, info, certificate, name, password);
	size = finish(pfx, safes, password);
	sk_PKCS7_pop_free(safes, PKCS7_free);
	X509_free(certificate);
	PKCS8_PRIV_KEY_INFO_free(info);
	return size;
}
