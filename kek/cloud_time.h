/*
 * A time as the clouds' clients write it: RFC 3339 (section 5.6) with a fraction of a second
 * or without, 'Z' or an offset from UTC; or Windows PowerShell 5.1's "/Date(1786000000000)/",
 * milliseconds.
 */
#ifndef KEK_CLOUD_TIME_H
#define KEK_CLOUD_TIME_H

#include <stdint.h>

/* "2026-03-31T12:54:56+00:00", "2026-03-31T14:54:56.5+02:00", "2026-03-31T12:54:56Z" as
 * seconds since the epoch; a fraction is dropped. A time without an offset is refused. Returns
 * NULL or why not. */
const char *cloud_time_read(int64_t *seconds, const char *text);

#endif
