/*
 * A member of a package: a name and public bytes that belong to somebody else.
 */
#ifndef CEREMONY_MEMBER_H
#define CEREMONY_MEMBER_H

#include <stddef.h>
#include <stdint.h>

struct member {
	const char *name;
	const uint8_t *data;
	size_t size;
};

#endif
