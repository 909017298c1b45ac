#include "pfx.h"

#include <string.h>

#include "ceremony/der.h"

enum { BLOCK_BYTES = 16, MAC_BYTES = 32 };

/* Object identifiers of RFC 2315, 7292 and 8018, and of NIST's algorithms, as they stand in DER. */
#define OID_PKCS7 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07
#define OID_PKCS5 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05
#define ITERATIONS \
	0x02, 0x03, PFX_ITERATIONS >> 16, PFX_ITERATIONS >> 8 & 0xff, PFX_ITERATIONS & 0xff

/* All lengths below are of this. */
_Static_assert(PFX_ITERATIONS >= 1 << 15 && PFX_ITERATIONS < 1 << 23, "an INTEGER of three bytes");
_Static_assert(PFX_SALT_BYTES == 16, "a salt of sixteen");

static const uint8_t version_3[] = {0x02, 0x01, 0x03}, version_0[] = {0x02, 0x01, 0x00};
static const uint8_t oid_data[] = {OID_PKCS7, 0x01}, oid_encrypted[] = {OID_PKCS7, 0x06};
static const uint8_t oid_key_bag[] = {0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7,
				      0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x02};

/* PBES2 up to the salt, from there to the initialisation vector: all of it has one length. */
static const uint8_t pbes2_begin[] = {0x30, 0x60,      OID_PKCS5, 0x0d, 0x30, 0x53, 0x30,
				      0x32, OID_PKCS5, 0x0c,      0x30, 0x25, 0x04, PFX_SALT_BYTES};
static const uint8_t pbes2_rest[] = {ITERATIONS, 0x30, 0x0c, 0x06, 0x08, 0x2a,       0x86, 0x48,
				     0x86,       0xf7, 0x0d, 0x02, 0x09, 0x05,       0x00, 0x30,
				     0x1d,       0x06, 0x09, 0x60, 0x86, 0x48,       0x01, 0x65,
				     0x03,       0x04, 0x01, 0x2a, 0x04, BLOCK_BYTES};

static const uint8_t mac_begin[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48,     0x01,
				    0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, MAC_BYTES};
static const uint8_t mac_salt[] = {0x04, PFX_SALT_BYTES}, iterations[] = {ITERATIONS};

static bool
skip(struct cursor *from, const uint8_t *bytes, size_t size)
{
	const uint8_t *found = cursor_take(from, size);

	return found != NULL && memcmp(found, bytes, size) == 0;
}
#define SKIP(from, bytes) skip(from, bytes, sizeof(bytes))

/* The one value that is left. */
static bool
last(struct cursor *from, enum der_tag tag, struct cursor *contents)
{
	return der_take(from, tag, contents) && cursor_left(from) == 0;
}

static bool
take_pbes2(struct cursor *from)
{
	return SKIP(from, pbes2_begin) && cursor_take(from, PFX_SALT_BYTES) != NULL &&
	       SKIP(from, pbes2_rest) && cursor_take(from, BLOCK_BYTES) != NULL;
}

static bool
is_encrypted(const struct cursor *bytes)
{
	return cursor_left(bytes) > 0 && cursor_left(bytes) % BLOCK_BYTES == 0;
}

static bool
check_mac(struct cursor *mac)
{
	return SKIP(mac, mac_begin) && cursor_take(mac, MAC_BYTES) != NULL && SKIP(mac, mac_salt) &&
	       cursor_take(mac, PFX_SALT_BYTES) != NULL && SKIP(mac, iterations) &&
	       cursor_left(mac) == 0;
}

/* ContentInfo of encryptedData: the certificate. */
static bool
check_certificate(struct cursor *content)
{
	struct cursor tagged, data, inner, bytes;

	return SKIP(content, oid_encrypted) && last(content, DER_CONTEXT_0, &tagged) &&
	       last(&tagged, DER_SEQUENCE, &data) && SKIP(&data, version_0) &&
	       last(&data, DER_SEQUENCE, &inner) && SKIP(&inner, oid_data) && take_pbes2(&inner) &&
	       last(&inner, DER_CONTEXT_0_BYTES, &bytes) && is_encrypted(&bytes);
}

/* ContentInfo of data: one bag, with an EncryptedPrivateKeyInfo and its attributes. */
static bool
check_key(struct cursor *content)
{
	struct cursor tagged, octets, bags, bag, key, info, bytes, attributes;

	return SKIP(content, oid_data) && last(content, DER_CONTEXT_0, &tagged) &&
	       last(&tagged, DER_OCTET_STRING, &octets) && last(&octets, DER_SEQUENCE, &bags) &&
	       last(&bags, DER_SEQUENCE, &bag) && SKIP(&bag, oid_key_bag) &&
	       der_take(&bag, DER_CONTEXT_0, &key) && last(&key, DER_SEQUENCE, &info) &&
	       take_pbes2(&info) && last(&info, DER_OCTET_STRING, &bytes) && is_encrypted(&bytes) &&
	       last(&bag, DER_SET, &attributes);
}

const char *
pfx_check_form(const uint8_t *data, size_t size)
{
	struct cursor file = cursor_over(data, size), pfx, content, tagged, octets, safes, mac;
	struct cursor certificate, key;
	bool good =
		size <= PFX_MOST_BYTES && last(&file, DER_SEQUENCE, &pfx) &&
		SKIP(&pfx, version_3) && der_take(&pfx, DER_SEQUENCE, &content) &&
		last(&pfx, DER_SEQUENCE, &mac) && SKIP(&content, oid_data) &&
		last(&content, DER_CONTEXT_0, &tagged) &&
		last(&tagged, DER_OCTET_STRING, &octets) && last(&octets, DER_SEQUENCE, &safes) &&
		der_take(&safes, DER_SEQUENCE, &certificate) && last(&safes, DER_SEQUENCE, &key) &&
		check_certificate(&certificate) && check_key(&key) && check_mac(&mac);

	return good ? NULL : "has not the form of a .pfx that package-pfx writes";
}
