/*
 * The little of XML that a statement is written in: elements with text in them, one below the other. No
 * entity, comment, namespace, processing instruction but the first line, and no attribute but where one is
 * asked for: what is not understood is refused.
 */
#ifndef VERIFY_XML_H
#define VERIFY_XML_H

#include <stdbool.h>

#include "ceremony/cursor.h"

struct xml_element {
	struct cursor name, attribute,
		contents; /* attribute: ` creation="generated"` without the space */
};

/* Takes the declaration, when there is one, and white space. */
void xml_begin(struct cursor *from);

/* Takes white space, an element, and white space behind it. False when the next bytes are anything else. */
bool xml_take(struct cursor *from, struct xml_element *element);

/* The element has this name. */
bool xml_is(const struct xml_element *element, const char *name);

/* The contents are text alone: no mark-up, no entity, no control character. */
bool xml_is_text(const struct xml_element *element);

#endif
