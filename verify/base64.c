#include "base64.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/process.h"
#include "ceremony/text.h"

/* What is left without its padding; a padding that is not whole leaves one '=' for the decoder to refuse. */
static size_t
without_padding(const char *text, size_t length)
{
	if (length == 0 || length % 4 != 0 || text[length - 1] != '=')
		return length;
	return text[length - 2] == '=' ? length - 2 : length - 1;
}

const char *
base64_read(uint8_t *out, size_t capacity, size_t *size, const char *text, size_t length)
{
	size_t left = without_padding(text, length);
	char *url = malloc(left + 1);
	const char *why;

	if (url == NULL)
		die("no memory for base64");
	for (size_t i = 0; i < left; i++)
		url[i] = text[i] == '+' ? '-' : text[i] == '/' ? '_' : text[i];
	why = text_from_base64(out, capacity, size, url, left, TEXT_BASE64URL);
	free(url);
	return why;
}

const char *
base64_read_lines(uint8_t *out, size_t capacity, size_t *size, const char *text, size_t length)
{
	char *line = malloc(length + 1);
	size_t characters = 0;
	const char *why;

	if (line == NULL)
		die("no memory for base64");
	for (size_t i = 0; i < length; i++)
		if (text[i] != '\n' && text[i] != '\r')
			line[characters++] = text[i];
	why = base64_read(out, capacity, size, line, characters);
	free(line);
	return why;
}
