/* What the attributes of a LiquidSecurity object say (reference 2.5). */
#include "marvell.h"

#include <string.h>

#include <openssl/evp.h>

#include "ceremony/crypto.h"
#include "ceremony/text.h"

enum {
	TAG_LABEL = 0x0003,
	TAG_KEY_TYPE = 0x0100,
	TAG_ID = 0x0102,
	TAG_MODULUS = 0x0120,      /* of EC: the point */
	TAG_MODULUS_BITS = 0x0121, /* of EC: the curve, by libcrypto's number for it */
	TAG_PUBLIC_EXPONENT = 0x0122,
	TAG_KCV = 0x0173,
	TAG_EKCV = 0x1003,
	TYPE_RSA = 0,
	TYPE_EC = 3,
	KCV_BYTES = 3,
	SHA1_BYTES = 20,
};

static const struct {
	uint32_t tag;
	enum attribute attribute;
} flags[] = {
	{0x0103, ATTRIBUTE_SENSITIVE},
	{0x0105, ATTRIBUTE_DECRYPT},
	{0x0106, ATTRIBUTE_WRAP},
	{0x0107, ATTRIBUTE_UNWRAP},
	{0x0108, ATTRIBUTE_SIGN},
	{0x0109, ATTRIBUTE_SIGN_RECOVER},
	{0x010c, ATTRIBUTE_DERIVE},
	{0x0162, ATTRIBUTE_EXTRACTABLE},
	{0x0163, ATTRIBUTE_LOCAL},
	{0x0164, ATTRIBUTE_NEVER_EXTRACTABLE},
	{0x0165, ATTRIBUTE_ALWAYS_SENSITIVE},
	{0x0170, ATTRIBUTE_MODIFIABLE},
	{0x80000002, ATTRIBUTE_SPLITTABLE},
	{0x80000003, ATTRIBUTE_IS_SPLIT},
};

static const struct {
	uint32_t number;
	enum key_type type;
} curves[] = {{415, KEY_EC_P256}, {715, KEY_EC_P384}, {716, KEY_EC_P521}};

static bool
find_number(const struct marvell_object *object, uint32_t tag, uint32_t *number)
{
	struct cursor value;

	if (!marvell_find(object, tag, &value) || cursor_left(&value) > 4)
		return false;
	for (*number = 0; value.at < value.end; value.at++)
		*number = *number << 8 | *value.at;
	return true;
}

static bool
read_flags(struct statement *statement, const struct marvell_object *object)
{
	for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
		struct cursor value;

		if (!marvell_find(object, flags[i].tag, &value))
			continue;
		if (cursor_left(&value) != 1 || *value.at > 1)
			return statement_fail(statement, STATEMENT_PARSE, "%s is neither 0 nor 1",
					      attribute_name(flags[i].attribute));
		statement_set(statement, flags[i].attribute, *value.at == 1);
	}
	statement_set(statement, ATTRIBUTE_PRIVATE, object->kind != MARVELL_PUBLIC);
	return true;
}

static const char *
read_rsa(struct public_key *key, const struct marvell_object *object)
{
	struct cursor modulus, exponent;
	uint32_t bits;

	if (!marvell_find(object, TAG_MODULUS, &modulus) ||
	    !marvell_find(object, TAG_PUBLIC_EXPONENT, &exponent) ||
	    !find_number(object, TAG_MODULUS_BITS, &bits))
		return "has no modulus, exponent or size";
	if (bits != cursor_left(&modulus) * 8 || cursor_left(&modulus) == 0 || *modulus.at < 0x80)
		return "has a modulus of another size than it says";
	if (cursor_left(&exponent) != 3 || memcmp(exponent.at, "\x01\x00\x01", 3) != 0)
		return "has an RSA exponent other than 65537";
	return public_key_from_modulus(key, modulus.at, cursor_left(&modulus));
}

static const char *
read_ec(struct public_key *key, const struct marvell_object *object)
{
	struct cursor point;
	uint32_t curve;

	if (!marvell_find(object, TAG_MODULUS, &point) ||
	    !find_number(object, TAG_MODULUS_BITS, &curve))
		return "has no point or no curve";
	for (size_t i = 0; i < sizeof curves / sizeof curves[0]; i++)
		if (curves[i].number == curve)
			return public_key_from_point(key, curves[i].type, point.at,
						     cursor_left(&point));
	return "is on a curve that is not handled";
}

/* KCV and EKCV are digests of the public key: 3 bytes of SHA-1, 32 of SHA-256. */
static const char *
check_values(const struct public_key *key, const struct marvell_object *object)
{
	struct digest whole = public_key_digest(key);
	uint8_t sha1[SHA1_BYTES];
	struct cursor value;

	crypto_must(EVP_Digest(key->spki, key->size, sha1, NULL, EVP_sha1(), NULL),
		    "compute a SHA-1");
	if (marvell_find(object, TAG_KCV, &value) &&
	    (cursor_left(&value) != KCV_BYTES || memcmp(value.at, sha1, KCV_BYTES) != 0))
		return "has a check value (KCV) of another key";
	if (marvell_find(object, TAG_EKCV, &value) &&
	    (cursor_left(&value) != DIGEST_BYTES ||
	     memcmp(value.at, whole.bytes, DIGEST_BYTES) != 0))
		return "has a check value (EKCV) of another key";
	return NULL;
}

/* NULL and an empty key: it is symmetric, and nothing can be compared. */
static const char *
read_key(struct public_key *key, const struct marvell_object *object)
{
	const char *why = NULL;
	uint32_t type;

	key->size = 0;
	if (!find_number(object, TAG_KEY_TYPE, &type))
		return "has no type";
	if (type == TYPE_RSA)
		why = read_rsa(key, object);
	else if (type == TYPE_EC)
		why = read_ec(key, object);
	else if (object->kind != MARVELL_SECRET)
		why = "is of a type that is not handled";
	return why == NULL && key->size > 0 ? check_values(key, object) : why;
}

/* Text with zero bytes behind it. */
static bool
read_text(const struct marvell_object *object, uint32_t tag, char text[STATEMENT_TEXT_BYTES])
{
	struct cursor value;
	size_t length;

	text[0] = '\0';
	if (!marvell_find(object, tag, &value))
		return false;
	length = strnlen((const char *)value.at, cursor_left(&value));
	for (const uint8_t *at = value.at + length; at < value.end; at++)
		if (*at != 0)
			return false;
	if (length >= STATEMENT_TEXT_BYTES || !text_is_ascii((const char *)value.at, length))
		return false;
	statement_text(text, value.at, length);
	return true;
}

bool
marvell_describe(struct statement *statement, const struct marvell_object *object)
{
	char label[STATEMENT_TEXT_BYTES];
	const char *why = read_key(&statement->key, object);

	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "the attested key %s", why);
	statement->has_key = statement->key.size > 0;
	if (!read_text(object, TAG_ID, statement->name))
		return statement_fail(statement, STATEMENT_PARSE, "the key's ID is not readable");
	if (read_text(object, TAG_LABEL, label))
		statement_note(statement, true, "label", "%s", label);
	return read_flags(statement, object);
}

bool
marvell_is_half(struct statement *statement, const struct marvell_object *half)
{
	char name[STATEMENT_TEXT_BYTES];
	struct public_key key;
	const char *why = read_key(&key, half);

	if (half->kind != MARVELL_PUBLIC)
		return statement_fail(statement, STATEMENT_PARSE,
				      "the public half is of another class");
	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "the public half %s", why);
	if (key.size != statement->key.size ||
	    memcmp(key.spki, statement->key.spki, key.size) != 0 ||
	    !read_text(half, TAG_ID, name) || strcmp(name, statement->name) != 0)
		return statement_fail(statement, STATEMENT_KEY_MISMATCH,
				      "the public half is of another key than the private one");
	return true;
}
