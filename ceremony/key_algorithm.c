#include "key_algorithm.h"

/* SEQUENCE { OBJECT IDENTIFIER 1.2.840.113549.1.1.1, NULL } */
static const struct key_algorithm rsa = {
	.size = 15,
	.der = "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00",
};

/* SEQUENCE { OBJECT IDENTIFIER 1.2.840.10045.2.1, OBJECT IDENTIFIER of the curve } */
static const struct key_algorithm p256 = {
	.size = 21,
	.der = "\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01"
	       "\x07",
};
static const struct key_algorithm p384 = {
	.size = 18,
	.der = "\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22",
};
static const struct key_algorithm p521 = {
	.size = 18,
	.der = "\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23",
};

static const struct key_algorithm *const algorithms[KEY_TYPES] = {
	[KEY_RSA_2048] = &rsa, [KEY_RSA_3072] = &rsa, [KEY_RSA_4096] = &rsa,
	[KEY_EC_P256] = &p256, [KEY_EC_P384] = &p384, [KEY_EC_P521] = &p521,
};

const struct key_algorithm *
key_algorithm_of(enum key_type type)
{
	return algorithms[type];
}

bool
key_algorithm_take(struct cursor *from, enum key_type *type)
{
	for (enum key_type candidate = 0; candidate < KEY_TYPES; candidate++) {
		const struct key_algorithm *algorithm = algorithms[candidate];

		if (cursor_left(from) < algorithm->size ||
		    memcmp(from->at, algorithm->der, algorithm->size) != 0)
			continue;
		from->at += algorithm->size;
		*type = candidate;
		return true;
	}
	return false;
}

bool
key_algorithm_is_rsa(enum key_type type)
{
	return algorithms[type] == &rsa;
}

size_t
key_algorithm_number_bytes(enum key_type type)
{
	return (key_type_bits(type) + 7) / 8;
}

const char *
key_algorithm_of_modulus(enum key_type *type, const uint8_t *modulus, size_t size)
{
	for (enum key_type candidate = 0; candidate < KEY_TYPES; candidate++) {
		if (key_algorithm_is_rsa(candidate) &&
		    key_algorithm_number_bytes(candidate) == size && modulus[0] >= 0x80) {
			*type = candidate;
			return NULL;
		}
	}
	return "has an RSA modulus that does not have 2048, 3072 or 4096 bits";
}
