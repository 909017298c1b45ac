#include "xml.h"

#include <stdio.h>

enum { NAME_MOST_BYTES = 32 };

static void
skip_space(struct cursor *from)
{
	while (from->at < from->end && memchr(" \t\r\n", *from->at, 4) != NULL)
		from->at++;
}

void
xml_begin(struct cursor *from)
{
	cursor_skip_text(from, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	skip_space(from);
}

static bool
is_name_byte(uint8_t byte)
{
	return (byte >= 'a' && byte <= 'z') || byte == '_';
}

static bool
take_name(struct cursor *from, struct cursor *name)
{
	name->at = from->at;
	while (from->at < from->end && is_name_byte(*from->at))
		from->at++;
	name->end = from->at;
	return cursor_left(name) > 0 && cursor_left(name) < NAME_MOST_BYTES;
}

/* `<NAME>` or `<NAME ATTRIBUTE>`, where the attribute has no mark-up in it. */
static bool
take_start(struct cursor *from, struct xml_element *element)
{
	const uint8_t *end;

	if (!cursor_skip_text(from, "<") || !take_name(from, &element->name))
		return false;
	end = memchr(from->at, '>', cursor_left(from));
	if (end == NULL)
		return false;
	element->attribute = (struct cursor){from->at, end};
	from->at = end + 1;
	if (cursor_left(&element->attribute) == 0)
		return true;
	return cursor_skip_text(&element->attribute, " ") &&
	       memchr(element->attribute.at, '<', cursor_left(&element->attribute)) == NULL;
}

bool
xml_take(struct cursor *from, struct xml_element *element)
{
	char end_tag[NAME_MOST_BYTES + 4];
	const uint8_t *end;

	skip_space(from);
	if (!take_start(from, element))
		return false;
	snprintf(end_tag, sizeof end_tag, "</%.*s>", (int)cursor_left(&element->name),
		 (const char *)element->name.at);
	end = memmem(from->at, cursor_left(from), end_tag, strlen(end_tag));
	if (end == NULL)
		return false;
	element->contents = (struct cursor){from->at, end};
	from->at = end + strlen(end_tag);
	skip_space(from);
	return true;
}

bool
xml_is(const struct xml_element *element, const char *name)
{
	struct cursor left = element->name;

	return cursor_skip_text(&left, name) && cursor_left(&left) == 0;
}

bool
xml_is_text(const struct xml_element *element)
{
	for (const uint8_t *at = element->contents.at; at < element->contents.end; at++)
		if (*at < 0x20 || *at == '<' || *at == '>' || *at == '&' || *at == 0x7f)
			return false;
	return true;
}
