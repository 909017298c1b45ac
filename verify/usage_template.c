#include "usage_template.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"

static const char *
value_of(const struct usage_template_name *names, const char *name, size_t size)
{
	for (; names->name != NULL; names++)
		if (strlen(names->name) == size && memcmp(names->name, name, size) == 0)
			return names->value;
	die("a query names {%.*s}", (int)size, name);
}

void
usage_template_add(struct usage_template_name *names, const char *name, const char *value)
{
	size_t count = 0;

	while (names[count].name != NULL && strcmp(names[count].name, name) != 0)
		count++;
	if (names[count].name == NULL && count + 1 < USAGE_TEMPLATE_MOST_NAMES)
		names[count + 1] = names[count];
	else if (names[count].name == NULL)
		die("a query has too many names");
	names[count] = (struct usage_template_name){name, value};
}

/* A name is of small letters: other braces are the query's own. */
static size_t
name_size(const char *text)
{
	const size_t size = strspn(text + 1, "abcdefghijklmnopqrstuvwxyz_");

	return size > 0 && text[1 + size] == '}' ? size : 0;
}

void
usage_template_print(const char *text, const struct usage_template_name *names)
{
	while (*text != '\0') {
		const size_t plain = strcspn(text, "{"),
			     size = text[plain] == '{' ? name_size(text + plain) : 0;

		fwrite(text, 1, plain, stdout);
		text += plain;
		if (size > 0) {
			fputs(value_of(names, text + 1, size), stdout);
			text += size + 2;
		} else if (*text == '{') {
			putchar(*text++);
		}
	}
}
