/*
 * The commands that put an imported key to use, for who has read that all rules passed.
 */
#ifndef VERIFY_IMPORT_USE_H
#define VERIFY_IMPORT_USE_H

#include "verify/import.h"

enum { IMPORT_USE_BYTES = 8192 };

/*
 * Writes them, each key with its version, and '#' before what people read. `other` is the other key of a pair, or NULL. `ceremony`
 * names what is made.
 */
void import_use(char out[IMPORT_USE_BYTES], const char *ceremony, const struct import_case *one,
		const struct import_case *other);

#endif
