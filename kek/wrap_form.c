#include "wrap.h"

#include <string.h>

#include "ceremony/curve.h"
#include "ceremony/der.h"
#include "ceremony/key_algorithm.h"
#include "kek/kwp.h"

/* The private exponent and the values of the CRT may be shorter than they can be; that all of them
 * together miss this many bytes has a chance of 2^-512. */
enum { SHORTER_AT_MOST = 64 };

static size_t
number_most_bytes(size_t size)
{
	return der_whole_bytes(1 + size);
}

/* RSAPrivateKey (RFC 8017, A.1.2): version, n, e, d, two primes, two exponents, the coefficient. */
static size_t
rsa_most_bytes(size_t modulus)
{
	return der_whole_bytes(3 + 5 + 2 * number_most_bytes(modulus) +
			       5 * number_most_bytes(modulus / 2));
}

/* ECPrivateKey (RFC 5915, section 3): version, scalar, [1] point. */
static size_t
ec_bytes(size_t scalar, size_t point)
{
	return der_whole_bytes(3 + der_whole_bytes(scalar) +
			       der_whole_bytes(der_whole_bytes(1 + point)));
}

static void
pkcs8_limits(size_t *least, size_t *most, enum key_type type)
{
	size_t number = key_algorithm_number_bytes(type);
	size_t key = key_algorithm_is_rsa(type) ? rsa_most_bytes(number)
						: ec_bytes(number, curve_point_bytes(type));

	*most = der_whole_bytes(3 + key_algorithm_of(type)->size + der_whole_bytes(key));
	*least = key_algorithm_is_rsa(type) ? *most - SHORTER_AT_MOST : *most;
}

const char *
wrap_check_form(const uint8_t *blob, size_t size, const struct public_key *kek, enum key_type type)
{
	size_t modulus = key_algorithm_number_bytes(kek->type);
	size_t least, most;

	if (!key_algorithm_is_rsa(kek->type))
		return "is for a KEK that is not RSA";
	if (size <= modulus)
		return "is not longer than its KEK's modulus";
	if ((size - modulus) % KWP_BLOCK_BYTES != 0)
		return "has a wrapped key that is not a multiple of 8 bytes";
	pkcs8_limits(&least, &most, type);
	if (size - modulus < kwp_wrapped_bytes(least) || size - modulus > kwp_wrapped_bytes(most))
		return "has a wrapped key of a length that a key of its type does not have";
	if (memcmp(blob, public_key_modulus(kek), modulus) >= 0)
		return "has a first part that is not below its KEK's modulus";
	return NULL;
}
