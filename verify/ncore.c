#include "ncore.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "ceremony/crypto.h"
#include "ceremony/curve.h"
#include "verify/signature.h"

enum { WORD = 4, MECH_SHA1 = 44, MECH_DSA_SHA256 = 170, MECH_ECDSA_SHA512 = 187, POINT_MOST = 133 };

bool
ncore_take_word(struct cursor *from, uint32_t *word)
{
	const uint8_t *at = cursor_take(from, WORD);

	if (at == NULL)
		return false;
	*word = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
		(uint32_t)at[3] << 24;
	return true;
}

bool
ncore_number_from(struct ncore_number *number, struct cursor bytes)
{
	while (cursor_left(&bytes) > 0 && *bytes.at == 0)
		bytes.at++;
	number->size = cursor_left(&bytes);
	if (number->size > NCORE_NUMBER_BYTES)
		return false;
	memcpy(number->bytes, bytes.at, number->size);
	return true;
}

bool
ncore_take_number(struct cursor *from, struct ncore_number *number)
{
	uint8_t turned[NCORE_NUMBER_BYTES];
	struct cursor bytes;
	uint32_t length;
	size_t size;

	if (!ncore_take_word(from, &length) || length % WORD != 0 || length > NCORE_NUMBER_BYTES ||
	    !cursor_split(from, length, &bytes))
		return false;
	size = cursor_left(&bytes);
	for (size_t i = 0; i < size; i++)
		turned[i] = bytes.at[size - 1 - i];
	return ncore_number_from(number, cursor_over(turned, size));
}

bool
ncore_take_hash(struct cursor *from, const uint8_t **hash)
{
	*hash = cursor_take(from, NCORE_HASH_BYTES);
	return *hash != NULL;
}

bool
ncore_take_hash_ex(struct cursor *from, const uint8_t **hash)
{
	uint32_t mechanism;

	return ncore_take_word(from, &mechanism) && mechanism == MECH_SHA1 &&
	       ncore_take_hash(from, hash);
}

/* Its length counts a NUL; zeros follow up to a whole word. */
bool
ncore_take_string(struct cursor *from, struct cursor *text)
{
	uint32_t length;
	struct cursor whole;

	if (!ncore_take_word(from, &length) || length == 0 || length > NCORE_NUMBER_BYTES ||
	    !cursor_split(from, (length + WORD - 1) / WORD * WORD, &whole))
		return false;
	*text = cursor_over(whole.at, length - 1);
	if (memchr(text->at, '\0', length - 1) != NULL)
		return false;
	for (const uint8_t *at = text->end; at < whole.end; at++)
		if (*at != 0)
			return false;
	return true;
}

bool
ncore_take_key(struct cursor *from, struct ncore_key *key)
{
	uint32_t type, curve = 0, flags;

	if (!ncore_take_word(from, &type))
		return false;
	key->type = (enum ncore_type)type;
	switch (key->type) {
	case NCORE_RSA:
		key->count = 2;
		break;
	case NCORE_DSA:
		key->count = 4;
		break;
	case NCORE_ECDSA:
		key->count = 2;
		if (!ncore_take_word(from, &curve) || !ncore_take_word(from, &flags) ||
		    flags != 0 || (curve != NCORE_P256 && curve != NCORE_P521))
			return false;
		break;
	default:
		return false;
	}
	key->curve = (enum ncore_curve)curve;
	for (size_t i = 0; i < key->count; i++)
		if (!ncore_take_number(from, &key->numbers[i]) || key->numbers[i].size == 0)
			return false;
	return true;
}

static size_t
coordinate_bytes(enum ncore_curve curve)
{
	return curve == NCORE_P256 ? 32 : 66;
}

static const char *
group_name(enum ncore_curve curve)
{
	return curve == NCORE_P256 ? "P-256" : "P-521";
}

/* Uncompressed; 0 when a coordinate is too long. */
static size_t
put_point(uint8_t point[POINT_MOST], const struct ncore_key *key)
{
	size_t size = coordinate_bytes(key->curve);

	memset(point, 0, POINT_MOST);
	point[0] = 4;
	for (size_t i = 0; i < 2; i++) {
		const struct ncore_number *number = &key->numbers[i];

		if (number->size > size)
			return 0;
		memcpy(point + 1 + (i + 1) * size - number->size, number->bytes, number->size);
	}
	return 1 + 2 * size;
}

static EVP_PKEY *
from_data(const char *algorithm, OSSL_PARAM_BLD *builder)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, algorithm, NULL);
	OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
	EVP_PKEY *key = NULL;

	if (context == NULL || parameters == NULL || EVP_PKEY_fromdata_init(context) != 1 ||
	    EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
		key = NULL;
	OSSL_PARAM_free(parameters);
	EVP_PKEY_CTX_free(context);
	ERR_clear_error();
	return key;
}

static EVP_PKEY *
ec_pkey(const struct ncore_key *key, OSSL_PARAM_BLD *builder)
{
	uint8_t point[POINT_MOST];
	size_t size = put_point(point, key);

	if (size == 0 ||
	    OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME,
					    group_name(key->curve), 0) != 1 ||
	    OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, size) != 1)
		return NULL;
	return from_data("EC", builder);
}

static EVP_PKEY *
dsa_pkey(const struct ncore_key *key, OSSL_PARAM_BLD *builder)
{
	static const char *const names[] = {OSSL_PKEY_PARAM_FFC_P, OSSL_PKEY_PARAM_FFC_Q,
					    OSSL_PKEY_PARAM_FFC_G, OSSL_PKEY_PARAM_PUB_KEY};
	BIGNUM *numbers[NCORE_NUMBERS] = {NULL};
	EVP_PKEY *made = NULL;
	bool good = true;

	for (size_t i = 0; good && i < NCORE_NUMBERS; i++) {
		numbers[i] = BN_bin2bn(key->numbers[i].bytes, (int)key->numbers[i].size, NULL);
		good = numbers[i] != NULL &&
		       OSSL_PARAM_BLD_push_BN(builder, names[i], numbers[i]) == 1;
	}
	if (good)
		made = from_data("DSA", builder);
	for (size_t i = 0; i < NCORE_NUMBERS; i++)
		BN_free(numbers[i]);
	return made;
}

struct evp_pkey_st *
ncore_pkey(const struct ncore_key *key)
{
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	EVP_PKEY *made = NULL;

	if (builder != NULL && key->type == NCORE_ECDSA)
		made = ec_pkey(key, builder);
	else if (builder != NULL && key->type == NCORE_DSA)
		made = dsa_pkey(key, builder);
	OSSL_PARAM_BLD_free(builder);
	return made;
}

void
ncore_free(struct evp_pkey_st *key)
{
	EVP_PKEY_free(key);
}

bool
ncore_key_from_p521(struct ncore_key *key, struct evp_pkey_st *pkey)
{
	uint8_t point[POINT_MOST];
	size_t size, half = coordinate_bytes(NCORE_P521);

	*key = (struct ncore_key){.type = NCORE_ECDSA, .curve = NCORE_P521, .count = 2};
	return EVP_PKEY_get_octet_string_param(pkey, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point,
					       &size) == 1 &&
	       size == 1 + 2 * half && point[0] == 4 &&
	       ncore_number_from(&key->numbers[0], cursor_over(point + 1, half)) &&
	       ncore_number_from(&key->numbers[1], cursor_over(point + 1 + half, half));
}

bool
ncore_verify(const struct ncore_key *key, struct cursor message, struct cursor ciphertext)
{
	bool is_dsa = key->type == NCORE_DSA;
	uint32_t mechanism;
	struct ncore_number r, s;
	EVP_PKEY *pkey;
	bool good;

	if (!ncore_take_word(&ciphertext, &mechanism) ||
	    mechanism != (is_dsa ? MECH_DSA_SHA256 : MECH_ECDSA_SHA512) ||
	    !ncore_take_number(&ciphertext, &r) || !ncore_take_number(&ciphertext, &s) ||
	    cursor_left(&ciphertext) != 0)
		return false;
	pkey = ncore_pkey(key);
	good = pkey != NULL &&
	       signature_dsa_numbers(pkey, is_dsa ? SIGNATURE_SHA256 : SIGNATURE_SHA512, message,
				     cursor_over(r.bytes, r.size), cursor_over(s.bytes, s.size));
	EVP_PKEY_free(pkey);
	return good;
}

const char *
ncore_public_key(struct public_key *out, const struct ncore_key *key)
{
	uint8_t point[POINT_MOST];
	size_t size;

	if (key->type == NCORE_RSA) {
		if (key->numbers[0].size != 3 ||
		    memcmp(key->numbers[0].bytes, "\x01\x00\x01", 3) != 0)
			return "has an RSA exponent other than 65537";
		return public_key_from_modulus(out, key->numbers[1].bytes, key->numbers[1].size);
	}
	if (key->type != NCORE_ECDSA)
		return "is of a type that is not handled";
	size = put_point(point, key);
	if (size == 0)
		return "has a point that is none";
	return public_key_from_point(out, key->curve == NCORE_P256 ? KEY_EC_P256 : KEY_EC_P521,
				     point, size);
}
