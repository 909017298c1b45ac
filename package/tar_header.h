/*
 * The 512 bytes before each member of an archive (tar.h). Fields and their places: IEEE Std
 * 1003.1-2017, utility pax, "ustar Interchange Format", table "ustar Header Block".
 */
#ifndef PACKAGE_TAR_HEADER_H
#define PACKAGE_TAR_HEADER_H

#include <stddef.h>
#include <stdint.h>

enum { TAR_BLOCK_BYTES = 512, TAR_NAME_BYTES = 100 };

/* Whether a package may hold a member of this name and size (tar.h). `name` ends in a NUL within
 * TAR_NAME_BYTES, or is too long. Returns NULL, or why not, a predicate of the archive. */
const char *tar_header_check(const char *name, size_t size);

/* Writes the header of a member that tar_header_check lets pass. */
void tar_header_write(uint8_t block[TAR_BLOCK_BYTES], const char *name, size_t size);

/* Reads a header that tar_header_write has written; `name` points into `block`. Returns NULL, or
 * why not, a predicate of the archive. */
const char *tar_header_read(const char **name, size_t *size, const uint8_t block[TAR_BLOCK_BYTES]);

#endif
