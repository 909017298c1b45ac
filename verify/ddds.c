#include "ddds.h"

enum {
	STRING = 0x20,
	SYMBOL = 0x30,
	LIST = 0x90,
	SET = 0xa0,
	MAP = 0xb0,
	SYMBOL_8 = 0xc4,
	STRING_8 = 0xc5,
	STRING_16 = 0xd5,
	NUMBER = 0xf4,
	SHORT = 0x0f,
};

/* `length_bytes` of length, big-endian, then as many bytes. */
static bool
take_long(struct cursor *from, size_t length_bytes, struct cursor *bytes)
{
	const uint8_t *at = cursor_take(from, length_bytes);
	size_t length = 0;

	for (size_t i = 0; at != NULL && i < length_bytes; i++)
		length = length << 8 | at[i];
	return at != NULL && cursor_split(from, length, bytes);
}

/* A big number is its tag and a string. */
static bool
take_number(struct cursor *from, struct ddds_item *item)
{
	const uint8_t *tag = cursor_take(from, 1);

	item->kind = DDDS_NUMBER;
	if (tag == NULL)
		return false;
	if (*tag == STRING_8)
		return take_long(from, 1, &item->bytes);
	if (*tag == STRING_16)
		return take_long(from, 2, &item->bytes);
	return (*tag & ~SHORT) == STRING && cursor_split(from, *tag & SHORT, &item->bytes);
}

bool
ddds_take(struct cursor *from, struct ddds_item *item)
{
	const uint8_t *at = cursor_take(from, 1);
	uint8_t tag;

	*item = (struct ddds_item){.count = 0};
	if (at == NULL)
		return false;
	tag = *at;
	item->count = tag & SHORT;
	if (tag < STRING) {
		*item = (struct ddds_item){.kind = DDDS_SMALL, .count = tag};
		return true;
	}
	switch (tag) {
	case SYMBOL_8:
		item->kind = DDDS_SYMBOL;
		return take_long(from, 1, &item->bytes);
	case STRING_8:
		item->kind = DDDS_STRING;
		return take_long(from, 1, &item->bytes);
	case STRING_16:
		item->kind = DDDS_STRING;
		return take_long(from, 2, &item->bytes);
	case NUMBER:
		return take_number(from, item);
	default:
		break;
	}
	switch (tag & ~SHORT) {
	case STRING:
		item->kind = DDDS_STRING;
		return cursor_split(from, item->count, &item->bytes);
	case SYMBOL:
		item->kind = DDDS_SYMBOL;
		return cursor_split(from, item->count, &item->bytes);
	case LIST:
		item->kind = DDDS_LIST;
		return true;
	case SET:
		item->kind = DDDS_SET;
		return true;
	case MAP:
		item->kind = DDDS_MAP;
		return true;
	default:
		return false;
	}
}

static size_t
items_in(const struct ddds_item *item)
{
	switch (item->kind) {
	case DDDS_LIST:
	case DDDS_SET:
		return item->count;
	case DDDS_MAP:
		return 2 * item->count;
	default:
		return 0;
	}
}

bool
ddds_take_whole(struct cursor *from, struct cursor *whole)
{
	const uint8_t *start = from->at;
	struct ddds_item item;

	for (size_t left = 1; left > 0; left--) {
		if (!ddds_take(from, &item))
			return false;
		left += items_in(&item);
	}
	*whole = (struct cursor){start, from->at};
	return true;
}

bool
ddds_take_symbol(struct cursor *from, const char *symbol)
{
	struct ddds_item item;

	return ddds_take(from, &item) && item.kind == DDDS_SYMBOL &&
	       cursor_skip_text(&item.bytes, symbol) && cursor_left(&item.bytes) == 0;
}

bool
ddds_take_list(struct cursor *from, size_t count)
{
	struct ddds_item item;

	return ddds_take(from, &item) && item.kind == DDDS_LIST && item.count == count;
}

bool
ddds_take_string(struct cursor *from, struct cursor *bytes)
{
	struct ddds_item item;

	if (!ddds_take(from, &item) || item.kind != DDDS_STRING)
		return false;
	*bytes = item.bytes;
	return true;
}

bool
ddds_find(struct cursor map, const char *key, struct cursor *value)
{
	struct ddds_item item, name;
	struct cursor whole;
	size_t found = 0;

	if (!ddds_take(&map, &item) || item.kind != DDDS_MAP)
		return false;
	for (size_t i = 0; i < item.count; i++) {
		if (!ddds_take(&map, &name) || name.kind != DDDS_SYMBOL ||
		    !ddds_take_whole(&map, &whole))
			return false;
		if (cursor_skip_text(&name.bytes, key) && cursor_left(&name.bytes) == 0) {
			*value = whole;
			found++;
		}
	}
	return found == 1 && cursor_left(&map) == 0;
}
