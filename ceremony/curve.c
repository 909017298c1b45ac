#include "curve.h"

#include <stdbool.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/objects.h>

#include "ceremony/crypto.h"
#include "ceremony/key_algorithm.h"

static const struct {
	const char *name;
	int number;
} curves[KEY_TYPES] = {
	[KEY_EC_P256] = {"P-256", NID_X9_62_prime256v1},
	[KEY_EC_P384] = {"P-384", NID_secp384r1},
	[KEY_EC_P521] = {"P-521", NID_secp521r1},
};

const char *
curve_name(enum key_type type)
{
	return curves[type].name;
}

size_t
curve_point_bytes(enum key_type type)
{
	return 1 + 2 * key_algorithm_number_bytes(type);
}

static EC_GROUP *
group_of(enum key_type type)
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(curves[type].number);

	if (group == NULL)
		crypto_die("use a curve");
	return group;
}

static EC_POINT *
new_point(const EC_GROUP *group)
{
	EC_POINT *point = EC_POINT_new(group);

	if (point == NULL)
		crypto_die("hold a point");
	return point;
}

const char *
curve_check_point(enum key_type type, const uint8_t *point)
{
	EC_GROUP *group = group_of(type);
	EC_POINT *decoded = new_point(group);
	bool good = EC_POINT_oct2point(group, decoded, point, curve_point_bytes(type), NULL) == 1;

	EC_POINT_free(decoded);
	EC_GROUP_free(group);
	if (point[0] != POINT_CONVERSION_UNCOMPRESSED)
		return "has an EC point that is not in uncompressed form";
	return good ? NULL : "has an EC point that is not on its curve";
}

static const char *
check_pair(const EC_GROUP *group, const BIGNUM *scalar, const uint8_t *want, size_t size)
{
	EC_POINT *product = new_point(group);
	uint8_t got[CURVE_POINT_MOST_BYTES] = {0};
	bool same;

	if (BN_is_zero(scalar) || BN_cmp(scalar, EC_GROUP_get0_order(group)) >= 0) {
		EC_POINT_free(product);
		return "has a private scalar that is out of range";
	}
	crypto_must(EC_POINT_mul(group, product, scalar, NULL, NULL, NULL), "multiply on a curve");
	same = EC_POINT_point2oct(group, product, POINT_CONVERSION_UNCOMPRESSED, got, sizeof got,
				  NULL) == size &&
	       memcmp(got, want, size) == 0;
	EC_POINT_free(product);
	return same ? NULL : "has a public point that is not its private scalar's";
}

const char *
curve_check_pair(enum key_type type, const uint8_t *scalar, const uint8_t *point)
{
	EC_GROUP *group = group_of(type);
	BIGNUM *number = BN_bin2bn(scalar, (int)key_algorithm_number_bytes(type), NULL);
	const char *problem;

	if (number == NULL)
		crypto_die("hold a number");
	BN_set_flags(number, BN_FLG_CONSTTIME);
	problem = check_pair(group, number, point, curve_point_bytes(type));
	BN_clear_free(number);
	EC_GROUP_free(group);
	return problem;
}
