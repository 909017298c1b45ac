#include "cloud_time.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "ceremony/text.h"

/* Two digits, at most `most`; text_to_number refuses the leading zero that is wanted here. */
static bool
read_pair(uint64_t *number, const char *text, uint64_t most)
{
	bool zero = text[0] == '0';

	return text_to_number(number, text + zero, zero ? 1 : 2, most) == NULL;
}

/* "+hh:mm" or "-hh:mm" and nothing else (time-numoffset). */
static const char *
read_offset(int64_t *seconds, const char *text)
{
	uint64_t hours, minutes;

	if (strlen(text) != strlen("+hh:mm") || (text[0] != '+' && text[0] != '-') ||
	    text[3] != ':' || !read_pair(&hours, text + 1, 23) ||
	    !read_pair(&minutes, text + 4, 59))
		return "is not a time with its offset from UTC";
	*seconds = (int64_t)(hours * 3600 + minutes * 60);
	if (text[0] == '-')
		*seconds = -*seconds;
	return NULL;
}

static const char *
read_rfc3339(int64_t *seconds, const char *text)
{
	static const size_t whole = TEXT_TIME_BYTES - 2;
	char plain[TEXT_TIME_BYTES];
	int64_t offset = 0;
	const char *why = NULL;

	if (strlen(text) <= whole)
		return "is not a time with its offset from UTC";
	memcpy(plain, text, whole);
	memcpy(plain + whole, "Z", 2);
	text += whole;
	if (text[0] == '.' && text[1] >= '0' && text[1] <= '9')
		text += 1 + strspn(text + 1, "0123456789");
	if (strcmp(text, "Z") != 0)
		why = read_offset(&offset, text);
	if (why == NULL)
		why = text_from_time(seconds, plain, TEXT_TIME_BYTES - 1);
	*seconds -= offset;
	return why;
}

static const char *
read_milliseconds(int64_t *seconds, const char *digits)
{
	size_t length = strlen(digits), after = strlen(")/");
	uint64_t milliseconds;

	if (length < after || strcmp(digits + length - after, ")/") != 0 ||
	    text_to_number(&milliseconds, digits, length - after, INT64_MAX) != NULL)
		return "is not a time in milliseconds";
	*seconds = (int64_t)(milliseconds / 1000);
	return NULL;
}

const char *
cloud_time_read(int64_t *seconds, const char *text)
{
	static const char before[] = "/Date(";
	bool in_milliseconds = strncmp(text, before, strlen(before)) == 0;
	const char *why = in_milliseconds ? read_milliseconds(seconds, text + strlen(before))
					  : read_rfc3339(seconds, text);

	if (why != NULL)
		*seconds = 0;
	return why;
}
