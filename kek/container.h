/*
 * The file that a service imports: a profile's container around a blob.
 */
#ifndef KEK_CONTAINER_H
#define KEK_CONTAINER_H

#include <stddef.h>
#include <stdint.h>

#include "ceremony/plan.h"
#include "kek/byok.h"
#include "kek/request.h"
#include "kek/wrap.h"

enum { CONTAINER_MOST_BYTES = BYOK_MOST_BYTES };

/* Writes the file's bytes; returns their number. Dies when they do not fit. */
size_t container_write(char out[CONTAINER_MOST_BYTES], const struct plan_target *target,
		       const struct request *request, const struct wrap_blob *blob);

/*
 * Reads a file that container_write made for this target and request: the form, the KEK's identifier, the
 * blob's form (wrap_check_form). Returns NULL or why not.
 */
const char *container_check(const struct plan_target *target, const struct request *request,
			    const uint8_t *data, size_t size);

#endif
