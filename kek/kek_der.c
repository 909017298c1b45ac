#include "kek_der.h"

#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/der.h"

enum { OID = 0x06, CONTEXT_0 = 0xa0 };

static const char private_key[] = "is a private key; the KEK is the public key that the cloud made";

/* Takes one element, whatever it is: its tag, 0 when there is none, and its contents. */
static uint8_t
take_any(struct cursor *from, struct cursor *contents)
{
	uint8_t tag = cursor_left(from) > 0 ? *from->at : 0;

	*contents = cursor_over(from->at, 0);
	return der_take(from, tag, contents) ? tag : 0;
}

/* Tags in a sequence: the first element, that one's own first, the second, the third; 0 fits any
 * or none. */
static const struct {
	uint8_t first, inner, second, third;
	const char *why;
	const char *(*read)(struct public_key *, const uint8_t *, size_t);
} forms[] = {
	{DER_SEQUENCE, OID, DER_BIT_STRING, 0, NULL, kek_der_from_spki},
	{DER_INTEGER, 0, DER_INTEGER, DER_INTEGER, private_key, NULL},
	{DER_INTEGER, 0, DER_INTEGER, 0, NULL, kek_der_from_pkcs1},
	{DER_INTEGER, 0, DER_SEQUENCE, DER_OCTET_STRING, private_key, NULL},
	{DER_INTEGER, 0, DER_OCTET_STRING, 0, private_key, NULL},
	{DER_INTEGER, 0, DER_SEQUENCE, 0, "is a PKCS#12 file (.pfx), not a public key", NULL},
	{DER_SEQUENCE, OID, DER_OCTET_STRING, 0, "is an encrypted private key, not a public key",
	 NULL},
	{DER_SEQUENCE, CONTEXT_0, DER_SEQUENCE, 0,
	 "is a certificate; the public key alone is wanted", NULL},
	{DER_SEQUENCE, DER_INTEGER, DER_SEQUENCE, 0,
	 "is a certificate or a request for one; the public key alone is wanted", NULL},
	{OID, 0, 0, 0, "is a PKCS#7 file, not a public key", NULL},
};

const char *
kek_der_read(struct public_key *key, const uint8_t *der, size_t size)
{
	struct cursor file = cursor_over(der, size), body, part, skipped;
	uint8_t outer = take_any(&file, &body);
	uint8_t first = take_any(&body, &part);
	uint8_t inner = first == DER_SEQUENCE ? take_any(&part, &skipped) : 0;
	uint8_t second = take_any(&body, &skipped);
	uint8_t third = take_any(&body, &skipped);

	for (size_t i = 0; outer == DER_SEQUENCE && i < sizeof forms / sizeof forms[0]; i++) {
		if (forms[i].first != first || (forms[i].inner != 0 && forms[i].inner != inner) ||
		    (forms[i].second != 0 && forms[i].second != second) ||
		    (forms[i].third != 0 && forms[i].third != third))
			continue;
		return forms[i].why != NULL ? forms[i].why : forms[i].read(key, der, size);
	}
	return "is not a public key in DER";
}

const char *
kek_der_from_spki(struct public_key *key, const uint8_t *der, size_t size)
{
	/* pkcs-1 (RFC 8017, appendix C), of which rsaEncryption is the first. */
	static const char rsa[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01", plain[] = "\x01";
	struct cursor file = cursor_over(der, size), body, algorithm;

	if (!der_take(&file, DER_SEQUENCE, &body) || !der_take(&body, DER_SEQUENCE, &algorithm))
		return "is not a public key in DER";
	if (!cursor_skip_text(&algorithm, rsa))
		return "a KEK must be RSA";
	if (!cursor_skip_text(&algorithm, plain))
		return "is RSA for one use alone; a KEK must be plain RSA (rsaEncryption)";
	return public_key_from_spki(key, der, size);
}

const char *
kek_der_from_pkcs1(struct public_key *key, const uint8_t *der, size_t size)
{
	struct cursor file = cursor_over(der, size), body, n, e;

	if (!der_take(&file, DER_SEQUENCE, &body) || cursor_left(&file) != 0 ||
	    !der_take_number(&body, &n) || !der_take_number(&body, &e) || cursor_left(&body) != 0)
		return "is not an RSA public key in canonical DER";
	return kek_der_from_numbers(key, n.at, cursor_left(&n), e.at, cursor_left(&e));
}

const char *
kek_der_from_numbers(struct public_key *key, const uint8_t *n, size_t n_size, const uint8_t *e,
		     size_t e_size)
{
	for (; n_size > 0 && *n == 0; n++)
		n_size--;
	for (; e_size > 0 && *e == 0; e++)
		e_size--;
	if (e_size != 3 || memcmp(e, "\x01\x00\x01", 3) != 0)
		return "has an RSA exponent other than 65537";
	return public_key_from_modulus(key, n, n_size);
}
