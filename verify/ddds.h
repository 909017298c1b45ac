/*
 * The encoding of nShield warrants (reference 3.2): small numbers, strings, symbols, lists, sets, maps, big
 * numbers. Walked item by item, so that depth costs nothing.
 */
#ifndef VERIFY_DDDS_H
#define VERIFY_DDDS_H

#include <stdbool.h>

#include "ceremony/cursor.h"

enum ddds_kind { DDDS_SMALL, DDDS_STRING, DDDS_SYMBOL, DDDS_LIST, DDDS_SET, DDDS_MAP, DDDS_NUMBER };

struct ddds_item {
	enum ddds_kind kind;
	size_t count; /* items of a list or set, pairs of a map; the value of a small number */
	struct cursor bytes; /* of a string, a symbol, or a big number, big-endian */
};

/* Takes an item; of a list, set or map only its beginning: its items are next. False when it is of no known kind. */
bool ddds_take(struct cursor *from, struct ddds_item *item);

/* Takes a whole item, whatever is in it; `whole` is its bytes. */
bool ddds_take_whole(struct cursor *from, struct cursor *whole);

/* Takes a symbol that is just this; a list of just so many; a string. */
bool ddds_take_symbol(struct cursor *from, const char *symbol);
bool ddds_take_list(struct cursor *from, size_t count);
bool ddds_take_string(struct cursor *from, struct cursor *bytes);

/* The value of a key in a map, whole; false when `map` is no map, or has the key twice, or not at all. */
bool ddds_find(struct cursor map, const char *key, struct cursor *value);

#endif
