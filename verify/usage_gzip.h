/*
 * gzip (RFC 1952) piece by piece, member after member, behind zlib.
 */
#ifndef VERIFY_USAGE_GZIP_H
#define VERIFY_USAGE_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { USAGE_GZIP_ROOM = 64 << 10 };

struct usage_gzip;

/* Dies without memory. */
struct usage_gzip *usage_gzip_begin(void);

/* Gives the memory back. */
void usage_gzip_end(struct usage_gzip *gzip);

/* Where the next USAGE_GZIP_ROOM bytes of the file are to be put, once all that was there is used. */
uint8_t *usage_gzip_room(struct usage_gzip *gzip);

/* So many are there now; 0 is the end of the file. */
void usage_gzip_fill(struct usage_gzip *gzip, size_t size);

/* True with what was unpacked, nothing at the end; false when more of the file is wanted, or, with `why`, when it is damaged. */
bool
usage_gzip_unpack(struct usage_gzip *gzip, uint8_t *to, size_t size, size_t *got, const char **why);

#endif
