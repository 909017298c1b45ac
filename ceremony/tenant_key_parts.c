#include "tenant_key_parts.h"

#include <stdbool.h>
#include <string.h>

#include "ceremony/curve.h"
#include "ceremony/der.h"
#include "ceremony/key_algorithm.h"

static bool
take_version(struct cursor *from, uint8_t version)
{
	struct cursor number;

	return der_take_number(from, &number) && cursor_left(&number) == 1 && *number.at == version;
}

static const char *
read_rsa(struct tenant_key_parts *parts, struct cursor contents)
{
	const struct cursor *modulus = &parts->number[RSA_MODULUS];
	const struct cursor *exponent = &parts->number[RSA_PUBLIC_EXPONENT];
	struct cursor numbers;
	bool good = der_take(&contents, DER_SEQUENCE, &numbers) && cursor_left(&contents) == 0 &&
		    take_version(&numbers, 0);

	for (size_t i = 0; good && i < RSA_NUMBERS; i++)
		good = der_take_number(&numbers, &parts->number[i]);
	if (!good || cursor_left(&numbers) != 0)
		return "does not hold an RSA key of two primes in canonical DER";
	if (cursor_left(exponent) != 3 || memcmp(exponent->at, "\x01\x00\x01", 3) != 0)
		return "has an RSA exponent other than 65537";
	return key_algorithm_of_modulus(&parts->type, modulus->at, cursor_left(modulus));
}

/* RFC 5915, section 3: scalar and point in full length; the curve is named outside. */
static const char *
read_ec(struct tenant_key_parts *parts, struct cursor contents)
{
	struct cursor key, outer;

	if (!der_take(&contents, DER_SEQUENCE, &key) || cursor_left(&contents) != 0 ||
	    !take_version(&key, 1) || !der_take(&key, DER_OCTET_STRING, &parts->scalar))
		return "does not hold an EC key in canonical DER";
	if (!der_take(&key, DER_CONTEXT_1, &outer) || cursor_left(&key) != 0 ||
	    !der_take(&outer, DER_BIT_STRING, &parts->point) || cursor_left(&outer) != 0 ||
	    cursor_left(&parts->point) == 0 || *cursor_take(&parts->point, 1) != 0)
		return "does not hold an EC key with its public point and nothing else";
	if (cursor_left(&parts->scalar) != key_algorithm_number_bytes(parts->type) ||
	    cursor_left(&parts->point) != curve_point_bytes(parts->type))
		return "has an EC scalar or point of the wrong length";
	return NULL;
}

const char *
tenant_key_parts_read(struct tenant_key_parts *parts, const uint8_t *pkcs8, size_t size)
{
	struct cursor all = cursor_over(pkcs8, size);
	struct cursor info, contents;

	memset(parts, 0, sizeof *parts);
	if (!der_take(&all, DER_SEQUENCE, &info) || !take_version(&info, 0) ||
	    cursor_left(&info) == 0 || *info.at != DER_SEQUENCE)
		return "is not an unencrypted PKCS#8 of version 0 in canonical DER";
	if (cursor_left(&all) != 0)
		return "has bytes behind its end";
	if (!key_algorithm_take(&info, &parts->type))
		return "is neither RSA with NULL parameters nor EC on P-256, P-384 or P-521";
	if (!der_take(&info, DER_OCTET_STRING, &contents))
		return "is not an unencrypted PKCS#8 of version 0 in canonical DER";
	if (cursor_left(&info) != 0)
		return "has attributes, or something else, behind its key";
	return key_algorithm_is_rsa(parts->type) ? read_rsa(parts, contents)
						 : read_ec(parts, contents);
}
