#include "key_type.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *name;
	unsigned bits, strength;
} types[KEY_TYPES] = {
	[KEY_RSA_2048] = {"rsa-2048", 2048, 112}, [KEY_RSA_3072] = {"rsa-3072", 3072, 128},
	[KEY_RSA_4096] = {"rsa-4096", 4096, 152}, [KEY_EC_P256] = {"ec-p256", 256, 128},
	[KEY_EC_P384] = {"ec-p384", 384, 192},    [KEY_EC_P521] = {"ec-p521", 521, 256},
};

const char *
key_type_name(enum key_type type)
{
	return types[type].name;
}

const char *
key_type_from_name(enum key_type *type, const char *name)
{
	for (enum key_type candidate = 0; candidate < KEY_TYPES; candidate++) {
		if (strcmp(types[candidate].name, name) == 0) {
			*type = candidate;
			return NULL;
		}
	}
	if (strcmp(name, "rsa-1024") == 0)
		return "is a size that services still accept and that is inadequate: take rsa-2048 "
		       "or more";
	return "is not one of rsa-2048, rsa-3072, rsa-4096, ec-p256, ec-p384, ec-p521";
}

unsigned
key_type_bits(enum key_type type)
{
	return types[type].bits;
}

unsigned
key_type_strength(enum key_type type)
{
	return types[type].strength;
}
