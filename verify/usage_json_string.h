/*
 * Strings of JSON, for usage_json.c.
 */
#ifndef VERIFY_USAGE_JSON_STRING_H
#define VERIFY_USAGE_JSON_STRING_H

#include <stdbool.h>
#include <stdint.h>

/* From behind the opening quote to the closing one, which it returns; NULL when it is malformed or does not end. Sets `escaped` when
 * there are escapes, and leaves it alone otherwise. */
const uint8_t *usage_json_string_end(const uint8_t *at, const uint8_t *end, bool *escaped);

#endif
